import type { Axis } from "../dimensions/unification.ts";
import type { Shape } from "./shape.ts";

/** A shape whose sizes may still be unknown. */
export interface Term {
  readonly kind: Shape["kind"];
  readonly axes: readonly Axis[];
}

export const SCALAR_TERM: Term = { kind: "scalar", axes: [] };

/** The term with those sides; a missing side is of size 1. */
export function termOf(rows: Axis | undefined, columns: Axis | undefined): Term {
  if (rows !== undefined && columns !== undefined) return { kind: "matrix", axes: [rows, columns] };
  if (rows !== undefined) return { kind: "column", axes: [rows] };
  return columns === undefined ? SCALAR_TERM : { kind: "row", axes: [columns] };
}

export function rowSide(term: Term): Axis | undefined {
  return term.kind === "column" || term.kind === "matrix" ? term.axes[0] : undefined;
}

export function columnSide(term: Term): Axis | undefined {
  if (term.kind === "row") return term.axes[0];
  return term.kind === "matrix" ? term.axes[1] : undefined;
}

/** The term of a variable with those axes: one axis makes a column, two a matrix. */
export function arrayTerm(axes: readonly Axis[]): Term {
  const kinds = ["scalar", "column", "matrix"] as const;
  return { kind: kinds[axes.length] ?? "tensor", axes };
}
