import type { DerivativeForm } from "../evaluation/derivative-forms.ts";
import type { Structure } from "../evaluation/directional.ts";
import { nearestName } from "../text/nearest.ts";
import type { Problem } from "../text/problem.ts";
import type { DerivativeProblem } from "./answer.ts";

export const DERIVATIVE_FORMS: readonly DerivativeForm[] = [
  "gradient",
  "row",
  "jacobian",
  "kron",
  "hessian",
  "plain",
  "tensor",
];
const STRUCTURES: readonly Structure[] = [
  "symmetric",
  "diagonal",
  "toeplitz",
  "symmetric-toeplitz",
];

/** Wrong types and unknown words in the fields themselves. */
export function problemInFields(problem: DerivativeProblem): Problem | undefined {
  const field = (name: string, expected: string): Problem => ({
    code: "bad-field",
    message: `The field ${name} must be ${expected}.`,
  });
  const isText = (value: unknown): boolean => value === undefined || typeof value === "string";
  const isList = (value: unknown): boolean =>
    value === undefined ||
    (Array.isArray(value) && value.every((item) => typeof item === "string"));
  const isRecord = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isRecord(problem)) {
    return { code: "not-a-problem", message: "A problem is an object with the field expr." };
  }
  if (typeof problem.expr !== "string") return field("expr", "a text");
  for (const name of ["from", "wrt", "wrt2", "structure", "form"] as const) {
    if (!isText(problem[name])) return field(name, "a text");
  }
  for (const name of ["declare", "indices", "free"] as const) {
    if (!isList(problem[name])) return field(name, "a list of texts");
  }
  const { vars, props, dims, form, structure, order } = problem;
  if (vars !== undefined) {
    if (!isRecord(vars)) return field("vars", "an object of names and sizes");
    const isSizes = (sizes: unknown): boolean =>
      Array.isArray(sizes) &&
      sizes.every(
        (size) =>
          typeof size === "string" ||
          (typeof size === "number" && Number.isSafeInteger(size) && size > 0),
      );
    for (const [name, sizes] of Object.entries(vars)) {
      if (!isSizes(sizes)) return field(`vars.${name}`, 'a list of sizes, as ["n", "m"]');
    }
  }
  if (props !== undefined) {
    if (!isRecord(props)) return field("props", "an object of names and properties");
    for (const [name, value] of Object.entries(props)) {
      if (typeof value !== "string" && !isList(value))
        return field(`props.${name}`, "a property or a list of them");
    }
  }
  if (dims !== undefined) {
    if (!isRecord(dims)) return field("dims", "an object of sizes");
    for (const [name, size] of Object.entries(dims)) {
      if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 1)
        return field(`dims.${name}`, "a positive whole number");
    }
  }
  if (
    order !== undefined &&
    !(typeof order === "number" && Number.isSafeInteger(order) && order > 0)
  )
    return field("order", "a positive whole number");
  if (form !== undefined && !DERIVATIVE_FORMS.some((known) => known === form))
    return unknownWord("form", form, DERIVATIVE_FORMS);
  if (structure !== undefined && !STRUCTURES.some((known) => known === structure))
    return unknownWord("structure", structure, STRUCTURES);
  return undefined;
}

function unknownWord(field: string, word: string, known: readonly string[]): Problem {
  const near = nearestName(word, known);
  return {
    code: `unknown-${field}`,
    message: `There is no ${field} named ${word}.`,
    remedy: near ? `did you mean ${near}?` : `The ${field}s are ${known.join(", ")}.`,
  };
}
