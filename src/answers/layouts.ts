import type { DerivativeForm } from "../evaluation/derivative-forms.ts";
import type { Layout } from "../recovery/present.ts";

/** The axes of one array within D, by side, each side slow to fast. */
export interface ArrayAxes {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /** How many axes it counts as in a shape: none, one, two or more. */
  readonly rank: number;
}

/** Where the axes of f, of the variable and of a second variable stand in D. */
export interface DerivativeLayout {
  readonly f: ArrayAxes;
  readonly first: ArrayAxes;
  readonly second?: ArrayAxes;
}

/**
 * How D is laid out as a matrix in the given form, or undefined where that form does not exist for
 * these shapes (`tensor` is no matrix).
 */
export function layoutOf(form: DerivativeForm, axes: DerivativeLayout): Layout | undefined {
  const { f, first, second } = axes;
  if (second) return secondOrderLayout(form, f, first, second);
  switch (form) {
    case "gradient":
      return f.rank === 0 && first.rank <= 2
        ? { rows: first.rows, columns: first.columns }
        : undefined;
    case "row":
      return f.rank === 0 && first.rank === 1 ? { rows: [], columns: vector(first) } : undefined;
    case "jacobian":
      return f.rank <= 1 && first.rank <= 1
        ? { rows: vector(f), columns: vector(first) }
        : undefined;
    case "kron":
      return f.rank <= 2 && first.rank <= 2
        ? { rows: vecOrder(f), columns: vecOrder(first) }
        : undefined;
    case "plain":
      if (f.rank + first.rank > 2) return undefined;
      if (f.rank === 2) return { rows: f.rows, columns: f.columns };
      if (first.rank === 2) return { rows: first.rows, columns: first.columns };
      if (f.rank === 1) return { rows: vector(f), columns: vector(first) };
      return { rows: vector(first), columns: [] };
    case "hessian":
    case "tensor":
      return undefined;
  }
}

function secondOrderLayout(
  form: DerivativeForm,
  f: ArrayAxes,
  first: ArrayAxes,
  second: ArrayAxes,
): Layout | undefined {
  if (f.rank === 0 && form === "hessian" && first.rank <= 2 && second.rank <= 2) {
    return { rows: vecOrder(first), columns: vecOrder(second) };
  }
  if (form === "hessian" || form === "plain") {
    const lone = [f, first, second].filter(({ rank }) => rank > 0);
    const [a, b] = lone;
    if (lone.length === 0) return { rows: [], columns: [] };
    if (lone.length === 1 && a!.rank <= 2)
      return {
        rows: a!.rows.length > 0 || a!.rank === 2 ? a!.rows : a!.columns,
        columns: a!.rank === 2 ? a!.columns : [],
      };
    if (lone.length === 2 && a!.rank === 1 && b!.rank === 1)
      return { rows: vector(a!), columns: vector(b!) };
  }
  return undefined;
}

/** The form that is meant where none is asked for. */
export function naturalForm(axes: DerivativeLayout): DerivativeForm {
  const { f, first, second } = axes;
  if (second) return f.rank === 0 ? "hessian" : "tensor";
  if (f.rank === 0) return first.rank === 0 ? "plain" : first.rank <= 2 ? "gradient" : "tensor";
  if (f.rank === 1 && first.rank === 1) return "jacobian";
  return f.rank + first.rank <= 2 ? "plain" : "tensor";
}

function vector({ rows, columns }: ArrayAxes): readonly number[] {
  return [...rows, ...columns];
}

/** Column-major: the column index is the slow one. */
function vecOrder({ rows, columns }: ArrayAxes): readonly number[] {
  return [...columns, ...rows];
}
