/** "a number", "a vector of n", "a 1 x n row", "an n x m matrix". */
export function shapeWords(shape: readonly string[]): string {
  if (shape.length === 0) return "a number";
  if (shape.length === 1) return `a vector of ${shape[0]}`;
  const sizes = shape.join(" × ");
  if (shape.length > 2) return `an array, ${sizes}`;
  return shape[0] === "1" ? `a row, ${sizes}` : `a matrix, ${sizes}`;
}

export function kindWords(shape: readonly string[]): string {
  return ["a number", "a vector", "a matrix"][shape.length] ?? "an array";
}

/** The forms of a derivative, and when each of them is the one to ask for. */
export const FORM_WORDS: Readonly<Record<string, string>> = {
  gradient: "gradient",
  row: "row",
  jacobian: "Jacobian",
  kron: "Jacobian of vec",
  hessian: "Hessian",
  plain: "plain array",
  tensor: "entry",
};

export function formWords(form: string): string {
  const words = FORM_WORDS[form] ?? form;
  return words[0]!.toUpperCase() + words.slice(1);
}
