import { inverse, product, transposed } from "./elimination.ts";
import type { NumberSystem, Tensor } from "./system.ts";

/** Relative to the largest entry; what elimination leaves below it is rounding. */
const ROUNDING = 1e-9;

/**
 * The Moore-Penrose pseudoinverse of an n x m matrix X of any rank, m x n. With X = C*R for columns C
 * and rows R that are independent it is R'*inv(R*R')*inv(C'*C)*C' (MacDuffee; Ben-Israel and Greville,
 * Generalized Inverses, 2003, section 1.6).
 *
 * Dual numbers must keep the rank, or else there is no derivative: at random points they do, for the
 * rank is the largest that the expression can have, and that one it has nearby, too.
 */
export function pseudoinverse<T>(system: NumberSystem<T>, matrix: Tensor<T>): Tensor<T> {
  const [n = 1, m = 1] = matrix.shape;
  const { columns, rows } = reduced(system, matrix);
  if (columns.length === m) return ofColumns(system, matrix);
  const ofRows = (x: Tensor<T>): Tensor<T> => transposed(ofColumns(system, transposed(x)));
  if (columns.length === n) return ofRows(matrix);
  const independent: Tensor<T> = {
    shape: [n, columns.length],
    data: Array.from({ length: n }, (_, i) =>
      columns.map((column) => matrix.data[i * m + column] as T),
    ).flat(),
  };
  const combinations: Tensor<T> = { shape: [columns.length, m], data: rows.flat() };
  return product(system, ofRows(combinations), ofColumns(system, independent));
}

/** inv(C'*C)*C', for independent columns. */
function ofColumns<T>(system: NumberSystem<T>, columns: Tensor<T>): Tensor<T> {
  const back = transposed(columns);
  return product(system, inverse(system, product(system, back, columns)), back);
}

/** The reduced row echelon form without its zero rows, and the columns in which its rows begin. */
function reduced<T>(
  system: NumberSystem<T>,
  { shape, data }: Tensor<T>,
): { readonly columns: readonly number[]; readonly rows: readonly (readonly T[])[] } {
  const [n = 1, m = 1] = shape;
  const rows = Array.from({ length: n }, (_, i) => data.slice(i * m, (i + 1) * m));
  const threshold = ROUNDING * Math.max(...data.map((x) => system.pivotQuality(x)), 0);
  const columns: number[] = [];
  while (columns.length < Math.min(n, m)) {
    const top = columns.length;
    let best = { row: top, column: 0, quality: 0 };
    for (let row = top; row < n; row++) {
      for (let column = 0; column < m; column++) {
        const quality = columns.includes(column) ? 0 : system.pivotQuality(rows[row]![column]!);
        if (quality > best.quality) best = { row, column, quality };
      }
    }
    if (best.quality <= threshold) break;
    [rows[best.row], rows[top]] = [rows[top]!, rows[best.row]!];
    const pivotRow = rows[top].map((x) => system.divide(x, rows[top]![best.column]!));
    rows[top] = pivotRow;
    for (let row = 0; row < n; row++) {
      const factor = rows[row]![best.column]!;
      if (row === top || system.isZero(factor)) continue;
      rows[row] = rows[row]!.map((x, k) =>
        k === best.column ? system.zero : system.subtract(x, system.multiply(factor, pivotRow[k]!)),
      );
    }
    columns.push(best.column);
  }
  return { columns, rows: rows.slice(0, columns.length) };
}
