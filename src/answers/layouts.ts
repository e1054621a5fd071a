import type { DerivativeForm } from "../evaluation/derivative-forms.ts";
import type { Layout } from "../recovery/present.ts";

/** The axes of one array within D, by side, each side slow to fast. */
export interface ArrayAxes {
  /** Of its first axis as declared, and of its second; none for an axis of size 1. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /** How many of its axes are more than one entry long: none, one, two or more. */
  readonly rank: number;
  /** How many axes it was declared with; as many as `rank` where left out. */
  readonly declared?: number;
}

/** Where the axes of f, of the variable and of the further variables stand in D. */
export interface DerivativeLayout {
  readonly f: ArrayAxes;
  readonly first: ArrayAxes;
  readonly second?: ArrayAxes;
  /** The third variable and those after it. */
  readonly more?: readonly ArrayAxes[];
}

/**
 * How D is laid out as a matrix in the given form, or undefined where that form does not exist for
 * these shapes (`tensor` is no matrix). The same rules as `matrixForm`, for sizes that are symbols.
 */
export function layoutOf(form: DerivativeForm, layout: DerivativeLayout): Layout | undefined {
  const { f, first, second, more = [] } = layout;
  const variables = [first, ...(second ? [second] : []), ...more];
  switch (form) {
    case "gradient":
      return f.rank === 0 && isMatrix(...variables) ? inOrder(variables) : undefined;
    case "row":
      return f.rank === 0 && isVector(...variables)
        ? { rows: [], columns: variables.flatMap(vector) }
        : undefined;
    case "jacobian":
      return isVector(f) && isVector(...variables)
        ? { rows: vector(f), columns: variables.flatMap(vector) }
        : undefined;
    case "kron":
      return !second && isMatrix(f) && isMatrix(first)
        ? { rows: vecOrder(f), columns: vecOrder(first) }
        : undefined;
    case "plain":
      return isMatrix(f, ...variables) ? inOrder([f, ...variables]) : undefined;
    case "hessian":
      return f.rank === 0 && second && more.length === 0 && isMatrix(first) && isMatrix(second)
        ? { rows: vecOrder(first), columns: vecOrder(second) }
        : undefined;
    case "tensor":
      return undefined;
  }
}

/** The form that is meant where none is asked for. */
export function naturalForm(layout: DerivativeLayout): DerivativeForm {
  const { f, first, second } = layout;
  if (second) {
    if (layoutOf("hessian", layout)) return "hessian";
    return layoutOf("plain", layout) ? "plain" : "tensor";
  }
  if (f.rank === 0 && first.rank > 0) return layoutOf("gradient", layout) ? "gradient" : "tensor";
  if (f.rank === 1 && first.rank === 1 && isVector(f) && isVector(first)) return "jacobian";
  return layoutOf("plain", layout) ? "plain" : "tensor";
}

/** Matrix forms in which D may be written where its entries have no letters, the usual ones first. */
export const MATRIX_FORMS: readonly DerivativeForm[] = [
  "gradient",
  "jacobian",
  "plain",
  "hessian",
  "kron",
  "row",
];

function declaredRank({ rank, declared = rank }: ArrayAxes): number {
  return declared;
}

/** Whether the arrays together have no more than two axes. */
function isMatrix(...arrays: readonly ArrayAxes[]): boolean {
  return arrays.reduce((sum, array) => sum + declaredRank(array), 0) <= 2;
}

/** Whether the arrays together have one axis; a column written as an n x 1 matrix is a vector too. */
function isVector(...arrays: readonly ArrayAxes[]): boolean {
  const wide = arrays.reduce((sum, { rank }) => sum + rank, 0);
  return wide <= 1 && isMatrix(...arrays);
}

/** All axes in order: the first runs down, the second across. */
function inOrder(arrays: readonly ArrayAxes[]): Layout {
  const sides = arrays.flatMap((array) =>
    [array.rows, array.columns].slice(0, declaredRank(array)),
  );
  return { rows: sides[0] ?? [], columns: sides[1] ?? [] };
}

function vector({ rows, columns }: ArrayAxes): readonly number[] {
  return [...rows, ...columns];
}

/** Column-major: the column index is the slow one. */
function vecOrder({ rows, columns }: ArrayAxes): readonly number[] {
  return [...columns, ...rows];
}
