import type { Dimension } from "../dimensions/dimension.ts";
import * as Q from "../numbers/rational.ts";
import type { NodeId, Reference } from "./node.ts";
import type { Store } from "./store.ts";

/**
 * A node read as a scalar, column, row or matrix: which of its axes run down and which across, each
 * side slow to fast. This is the only place where orientation lives: a transpose swaps the lists.
 */
export interface Value {
  readonly node: NodeId;
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /** The third side and those after it, where there are any: the value is then no matrix. */
  readonly further?: readonly (readonly number[])[];
}

export type ValueKind = "scalar" | "column" | "row" | "matrix" | "tensor";

export function kindOf(value: Value): ValueKind {
  if (value.further) return "tensor";
  if (value.rows.length === 0) return value.columns.length === 0 ? "scalar" : "row";
  return value.columns.length === 0 ? "column" : "matrix";
}

export function scalar(node: NodeId): Value {
  return { node, rows: [], columns: [] };
}

/** A value whose node has its row axes first, then its column axes. */
export function ordered(node: NodeId, rows: number, columns: number): Value {
  return {
    node,
    rows: Array.from({ length: rows }, (_, k) => k),
    columns: Array.from({ length: columns }, (_, k) => rows + k),
  };
}

/** All sides, in reading order: rows, columns, and what more there is. */
export function sidesOf({ rows, columns, further = [] }: Value): readonly (readonly number[])[] {
  return [rows, columns, ...further];
}

/** A value whose node has its axes in the order of the sides, `counts[k]` of them on side k. */
export function withSides(node: NodeId, counts: readonly number[]): Value {
  let next = 0;
  const [rows = [], columns = [], ...further] = counts.map((count) =>
    Array.from({ length: count }, () => next++),
  );
  return further.length > 0 ? { node, rows, columns, further } : { node, rows, columns };
}

export function transposed(value: Value): Value {
  return { node: value.node, rows: value.columns, columns: value.rows };
}

export function sizesOfSide(store: Store, value: Value, side: "rows" | "columns"): Dimension[] {
  const { axes } = store.node(value.node);
  return value[side].map((axis) => axes[axis]!);
}

/** The value as a factor whose sides carry the given labels. */
export function at(value: Value, ...labels: readonly (readonly number[])[]): Reference {
  const indices: number[] = [];
  for (const [side, axes] of sidesOf(value).entries()) {
    axes.forEach((axis, k) => {
      indices[axis] = labels[side]![k]!;
    });
  }
  return { node: value.node, indices };
}

/** A fresh label for every axis, by side. */
export function labelsOf(store: Store, value: Value): number[][] {
  const { axes } = store.node(value.node);
  return sidesOf(value).map((side) => side.map((axis) => store.label(axes[axis]!)));
}

/** A reference turned back into a value over the given labels; labels it lacks are broadcast. */
export function gather(
  store: Store,
  reference: Reference,
  ...sides: readonly (readonly number[])[]
): Value {
  const node = store.poly(sides.flat(), [
    { coefficient: Q.ONE, factors: [store.factor(reference)] },
  ]);
  return withSides(
    node,
    sides.map((side) => side.length),
  );
}

/** The matrix product, by joining the columns of `a` with the rows of `b`. */
export function product(store: Store, a: Value, b: Value): Value {
  if (a.columns.length !== b.rows.length) throw new Error("a product whose sides do not match");
  const rows = sizesOfSide(store, a, "rows").map((size) => store.label(size));
  const inner = sizesOfSide(store, a, "columns").map((size) => store.label(size));
  const columns = sizesOfSide(store, b, "columns").map((size) => store.label(size));
  const node = store.poly(
    [...rows, ...columns],
    [
      {
        coefficient: Q.ONE,
        factors: [store.factor(at(a, rows, inner)), store.factor(at(b, inner, columns))],
      },
    ],
  );
  return ordered(node, rows.length, columns.length);
}
