/**
 * The little language of signatures:
 * `(A: matrix(n,m), B: matrix(p,q)) -> matrix(n*p, m*q)`.
 *
 * Parameter kinds: `scalar`; `whole` (a scalar that must be a whole number); `vector(n)` (a column, or a row read as its vector: a result
 * `vector(n)` of the same size is then a row too); `matrix(n,m)` (a true matrix); `array(n,m)` (a
 * scalar, vector, row or matrix, missing sides being of size 1); `dimension(n)` (a size, not a
 * value). Result kinds: `scalar`, `vector`, `matrix`. In a result, `n*p` is a side made of two
 * axes, slow to fast; sides that vanish (size 1 by `array`) are dropped.
 */
export interface Signature {
  readonly parameters: readonly Parameter[];
  readonly result: ResultShape;
}

export interface Parameter {
  readonly name: string;
  readonly kind: "scalar" | "whole" | "vector" | "matrix" | "array" | "dimension";
  /** The letters of its sizes: none for a scalar or whole number, one for a vector or dimension, two otherwise. */
  readonly sizes: readonly string[];
}

export interface ResultShape {
  readonly kind: "scalar" | "vector" | "matrix";
  /** Letters of the axes on each side, slow to fast. A vector has rows only. */
  readonly rows: readonly string[];
  readonly columns: readonly string[];
}

const PARAMETER =
  /^\s*(\w+)\s*:\s*(scalar|whole|vector|matrix|array|dimension)\s*(?:\(([^)]*)\))?\s*$/;
const RESULT = /^\s*(scalar|vector|matrix)\s*(?:\(([^)]*)\))?\s*$/;
const compiled = new Map<string, Signature>();

/** @throws Error for a text that is no signature (a fault of the function's file). */
export function parseSignature(text: string): Signature {
  const known = compiled.get(text);
  if (known) return known;
  const arrow = text.indexOf("->");
  const head = text.slice(0, arrow).trim();
  if (arrow < 0 || !head.startsWith("(") || !head.endsWith(")")) {
    throw new Error(`not a signature: ${text}`);
  }
  const signature: Signature = {
    parameters: splitOutsideParentheses(head.slice(1, -1)).map((part) => {
      const match = PARAMETER.exec(part);
      if (!match) throw new Error(`not a parameter: ${part} in ${text}`);
      return {
        name: match[1]!,
        kind: match[2] as Parameter["kind"],
        sizes: splitList(match[3] ?? ""),
      };
    }),
    result: parseResult(text.slice(arrow + 2)),
  };
  compiled.set(text, signature);
  return signature;
}

function parseResult(text: string): ResultShape {
  const match = RESULT.exec(text);
  if (!match) throw new Error(`not a result shape: ${text}`);
  const [rows = "", columns = ""] = splitList(match[2] ?? "");
  const axes = (side: string): string[] =>
    side === "" ? [] : side.split("*").map((s) => s.trim());
  return { kind: match[1] as ResultShape["kind"], rows: axes(rows), columns: axes(columns) };
}

function splitList(text: string): string[] {
  return text.trim() === "" ? [] : text.split(",").map((s) => s.trim());
}

function splitOutsideParentheses(text: string): string[] {
  if (text.trim() === "") return [];
  return text.split(/,(?![^(]*\))/);
}
