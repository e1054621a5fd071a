import type { DefinedOverload, FunctionDefinition, Overload } from "./definition.ts";
import { type Parameter, parseSignature } from "./signature.ts";

/** What an argument can be, as far as the choice of an overload goes. */
export type ArgumentKind = "scalar" | "column" | "row" | "matrix" | "tensor" | "dimension";

export interface OverloadMatch {
  readonly overload: Overload;
  /** Its place in the function's list. */
  readonly index: number;
}

/** What a call of a signature gives, where some sides of `array` parameters are missing. */
export interface MatchedResult {
  readonly kind: "scalar" | "column" | "row" | "matrix";
  /** Size letters of each side, slow to fast, without those of missing sides. */
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** Size letters that are 1 because the arguments have no such side. */
  readonly missing: ReadonlySet<string>;
}

/**
 * The overload that arguments of these kinds mean, or undefined. First every overload is tried to
 * the letter; then, again in order, with vectors standing for matrices of one column or row.
 * Sizes are not looked at: whether a matrix is square is for the caller to see.
 */
export function matchOverload(
  definition: FunctionDefinition,
  kinds: readonly ArgumentKind[],
): OverloadMatch | undefined {
  for (const lenient of [false, true]) {
    const index = definition.overloads.findIndex((overload) => fits(overload, kinds, lenient));
    if (index >= 0) return { overload: definition.overloads[index]!, index };
  }
  return undefined;
}

/** The kind and sides of the result of a signature at arguments of these kinds. */
export function matchedResult(
  signatureText: string,
  kinds: readonly ArgumentKind[],
): MatchedResult {
  const { parameters, result } = parseSignature(signatureText);
  const present = new Set<string>();
  const all = new Set<string>();
  parameters.forEach((parameter, k) => {
    const [rowLetter, columnLetter] = parameter.sizes;
    for (const letter of parameter.sizes) all.add(letter);
    if (parameter.kind !== "array") {
      for (const letter of parameter.sizes) present.add(letter);
      return;
    }
    const kind = kinds[k];
    if (kind === "column" || kind === "matrix") present.add(rowLetter!);
    if (kind === "row" || kind === "matrix") present.add(columnLetter!);
  });
  const missing = new Set([...all].filter((letter) => !present.has(letter)));
  const rows = result.rows.filter((letter) => !missing.has(letter));
  const columns = result.columns.filter((letter) => !missing.has(letter));
  if (result.kind === "scalar" || rows.length + columns.length === 0) {
    return { kind: "scalar", rows: [], columns: [], missing };
  }
  if (result.kind === "matrix") {
    const kind = rows.length === 0 ? "row" : columns.length === 0 ? "column" : "matrix";
    return { kind, rows, columns, missing };
  }
  const liesDown = parameters.some(
    (parameter, k) =>
      parameter.kind === "vector" &&
      kinds[k] === "row" &&
      rows.length === 1 &&
      parameter.sizes[0] === rows[0],
  );
  return liesDown
    ? { kind: "row", rows: [], columns: rows, missing }
    : { kind: "column", rows, columns, missing };
}

/**
 * The index letters of a defined overload's entry that run over the sides of the result, each with
 * its size letter; those of missing sides are left out.
 */
export function entryLetters(
  overload: DefinedOverload,
  missing: ReadonlySet<string>,
): readonly { readonly letter: string; readonly size: string }[] {
  const { result } = parseSignature(overload.signature);
  const sizes = [...result.rows, ...result.columns];
  return [...(overload.rows ?? []), ...(overload.columns ?? [])]
    .map((letter, k) => ({ letter, size: sizes[k]! }))
    .filter(({ size }) => !missing.has(size));
}

function fits(overload: Overload, kinds: readonly ArgumentKind[], lenient: boolean): boolean {
  if (overload.kind === "entrywise") {
    if (overload.parameters.length !== kinds.length) return false;
    const shaped = kinds.filter((kind) => kind !== "scalar" && kind !== "dimension");
    return shaped.every((kind) => kind === shaped[0]);
  }
  const { parameters } = parseSignature(overload.signature);
  return (
    parameters.length === kinds.length &&
    parameters.every((parameter, k) => fitsParameter(parameter.kind, kinds[k]!, lenient))
  );
}

function fitsParameter(
  parameter: Parameter["kind"],
  kind: ArgumentKind,
  lenient: boolean,
): boolean {
  const vector = kind === "column" || kind === "row";
  switch (parameter) {
    case "scalar":
    case "whole":
      return kind === "scalar" || kind === "dimension";
    case "dimension":
      return kind === "dimension" || kind === "scalar";
    case "vector":
      return vector;
    case "matrix":
      return kind === "matrix" || (lenient && vector);
    case "array":
      return kind !== "tensor";
  }
}
