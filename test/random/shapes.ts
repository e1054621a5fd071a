import * as B from "../../src/syntax/build.ts";
import type { Expression } from "../../src/syntax/expression.ts";

/** One side of an array as the sizes that it is made of, slow to fast; no sizes is a side of 1. */
export type Side = readonly string[];

/** A scalar has no sides, a column rows only, a row columns only. */
export interface Shape {
  readonly rows: Side;
  readonly columns: Side;
}

export const SCALAR: Shape = { rows: [], columns: [] };

export type Kind = "scalar" | "column" | "row" | "matrix";

export function kindOf({ rows, columns }: Shape): Kind {
  if (rows.length === 0) return columns.length === 0 ? "scalar" : "row";
  return columns.length === 0 ? "column" : "matrix";
}

export function sameSide(a: Side, b: Side): boolean {
  return a.length === b.length && a.every((size, k) => size === b[k]);
}

export function sameShape(a: Shape, b: Shape): boolean {
  return sameSide(a.rows, b.rows) && sameSide(a.columns, b.columns);
}

export function shapeKey({ rows, columns }: Shape): string {
  return `${rows.join("*")}|${columns.join("*")}`;
}

export function transposed({ rows, columns }: Shape): Shape {
  return { rows: columns, columns: rows };
}

/** `n*m` as it is written where a size is an argument. */
export function sizeExpression(side: Side): Expression {
  const factors = side.map((size) => (/^\d+$/.test(size) ? B.number(Number(size)) : B.name(size)));
  if (factors.length === 0) return B.number(1);
  return factors.reduce((left, right) => B.binary("multiply", left, right));
}
