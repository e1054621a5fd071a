/**
 * How the array of a derivative is written. D has the axes of f, then of the variable, then (for a
 * second derivative) of the second variable; a row counts as its vector.
 *
 * gradient: f scalar, the shape of the variable; row: the same as 1 x n; jacobian: m x n, vector by
 * vector; kron: vec(F) by vec(X)', vec column-major; hessian: of a scalar f, rows by the first
 * variable and columns by the second, matrices in vec order; plain: D itself, of at most two axes;
 * tensor: an expression in index letters, listed in the order of D's axes.
 */
export type DerivativeForm =
  | "gradient"
  | "row"
  | "jacobian"
  | "kron"
  | "hessian"
  | "plain"
  | "tensor";

/** The axes of D, by what they belong to. */
export interface DerivativeAxes {
  readonly value: readonly number[];
  readonly first: readonly number[];
  /** Absent for a first derivative. */
  readonly second?: readonly number[];
}

/** A matrix that holds the entries of D in another order. */
export interface MatrixForm {
  readonly rows: number;
  readonly columns: number;
  /** For each entry, row by row, its place in D. */
  readonly places: readonly number[];
}

/** The matrix that a form makes of D, or null where the form does not exist for such axes. */
export function matrixForm(form: DerivativeForm, axes: DerivativeAxes): MatrixForm | null {
  const { value, first, second = [] } = axes;
  const argument = [...first, ...second];
  const m = size(value);
  const n = size(argument);
  switch (form) {
    case "gradient":
      if (m !== 1 || argument.length > 2) return null;
      return inOrder(argument[0] ?? 1, argument[1] ?? 1);
    case "row":
      return m === 1 && axisCount(argument) <= 1 ? inOrder(1, n) : null;
    case "jacobian":
      return axisCount(value) <= 1 && axisCount(argument) <= 1 ? inOrder(m, n) : null;
    case "plain": {
      const all = [...value, ...argument];
      return all.length <= 2 ? inOrder(all[0] ?? 1, all[1] ?? 1) : null;
    }
    case "kron":
      if (value.length > 2 || argument.length > 2) return null;
      return crossed(vecOrder(value), vecOrder(argument));
    case "hessian":
      if (m !== 1 || !axes.second || first.length > 2 || second.length > 2) return null;
      return crossed(vecOrder(first), vecOrder(second));
    case "tensor":
      return null;
  }
}

function size(axes: readonly number[]): number {
  return axes.reduce((product, axis) => product * axis, 1);
}

/** A column written as an n x 1 matrix is a vector too. */
function axisCount(axes: readonly number[]): number {
  return axes.length === 2 && axes.includes(1) ? 1 : axes.length;
}

function inOrder(rows: number, columns: number): MatrixForm {
  return { rows, columns, places: Array.from({ length: rows * columns }, (_, k) => k) };
}

function crossed(rows: readonly number[], columns: readonly number[]): MatrixForm {
  const places = rows.flatMap((row) => columns.map((column) => row * columns.length + column));
  return { rows: rows.length, columns: columns.length, places };
}

/** The places of a block of at most two axes, column by column. */
function vecOrder(axes: readonly number[]): readonly number[] {
  const [n = 1, m = 1] = axes;
  return Array.from({ length: n * m }, (_, k) => (k % n) * m + Math.floor(k / n));
}
