import { NoValue, type NumberSystem, type Tensor } from "./system.ts";

/** Rows of one matrix, as elimination works on them. */
type Rows<T> = T[][];

/**
 * The inverse of a square matrix (n x n to n x n).
 * @throws NoValue for a singular matrix.
 */
export function inverse<T>(system: NumberSystem<T>, matrix: Tensor<T>): Tensor<T> {
  return solve(system, matrix, identity(system, sideOf(matrix)));
}

/**
 * A whole power of a square matrix, by repeated squaring.
 * @throws NoValue for a negative power of a singular matrix.
 */
export function wholePower<T>(
  system: NumberSystem<T>,
  matrix: Tensor<T>,
  exponent: bigint,
): Tensor<T> {
  let square = exponent < 0n ? inverse(system, matrix) : matrix;
  let result: Tensor<T> | undefined;
  for (let rest = exponent < 0n ? -exponent : exponent; rest > 0n; rest /= 2n) {
    if (rest % 2n === 1n) result = result ? product(system, result, square) : square;
    if (rest > 1n) square = product(system, square, square);
  }
  return result ?? identity(system, sideOf(matrix));
}

/**
 * X with A*X = B, for A n x n and B n x m or a vector of length n.
 * @throws NoValue for a singular A.
 */
export function solve<T>(system: NumberSystem<T>, a: Tensor<T>, b: Tensor<T>): Tensor<T> {
  const n = sideOf(a);
  const right = toRows(b);
  const rows = toRows(a).map((row, i) => [...row, ...right[i]!]);
  if (eliminate(system, rows, n) === null) throw new NoValue("a singular matrix");
  const width = n + (right[0]?.length ?? 0);
  for (let column = n - 1; column >= 0; column--) {
    const pivotRow = rows[column]!;
    const pivot = pivotRow[column]!;
    for (let k = n; k < width; k++) pivotRow[k] = system.divide(pivotRow[k]!, pivot);
    for (let row = 0; row < column; row++) {
      const factor = rows[row]![column]!;
      if (system.isZero(factor)) continue;
      for (let k = n; k < width; k++) {
        rows[row]![k] = system.subtract(rows[row]![k]!, system.multiply(factor, pivotRow[k]!));
      }
    }
  }
  return { shape: b.shape, data: rows.flatMap((row) => row.slice(n)) };
}

/**
 * The determinant of a square matrix, a tensor without axes. Where elimination meets a column
 * without a usable pivot it takes a way without divisions: a dual number of value zero has no
 * inverse, but the derivative of the determinant is there all the same.
 */
export function determinant<T>(system: NumberSystem<T>, matrix: Tensor<T>): Tensor<T> {
  const n = sideOf(matrix);
  const rows = toRows(matrix);
  const swaps = eliminate(system, rows, n);
  if (swaps === null) return scalar(determinantWithoutDivision(system, toRows(matrix)));
  let product = system.one;
  for (let k = 0; k < n; k++) product = system.multiply(product, rows[k]![k]!);
  return scalar(swaps % 2 === 0 ? product : system.negate(product));
}

/** Larger adjugates are determinant times inverse, where there is one: n^3 steps and not n^5. */
const LARGEST_BY_COFACTORS = 4;

/** The adjugate: the transposed matrix of cofactors. It exists for singular matrices too. */
export function adjugate<T>(system: NumberSystem<T>, matrix: Tensor<T>): Tensor<T> {
  const n = sideOf(matrix);
  const whole = n > LARGEST_BY_COFACTORS ? determinant(system, matrix).data[0]! : system.zero;
  if (!system.isZero(whole)) {
    const { data } = inverse(system, matrix);
    return { shape: [n, n], data: data.map((entry) => system.multiply(whole, entry)) };
  }
  const rows = toRows(matrix);
  const data: T[] = [];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const minor = rows
        .filter((_, row) => row !== j)
        .flatMap((row) => row.filter((_, column) => column !== i));
      const value = determinant(system, { shape: [n - 1, n - 1], data: minor }).data[0]!;
      data.push((i + j) % 2 === 0 ? value : system.negate(value));
    }
  }
  return { shape: [n, n], data };
}

/** The product of an n x k and a k x m matrix. @throws RangeError if the inner sides differ. */
export function product<T>(system: NumberSystem<T>, a: Tensor<T>, b: Tensor<T>): Tensor<T> {
  const [n = 1, inner = 1] = a.shape;
  const [rows = 1, m = 1] = b.shape;
  if (rows !== inner) throw new RangeError(`a product of ${n} x ${inner} and ${rows} x ${m}`);
  const data: T[] = [];
  for (let i = 0; i < n; i++) {
    const row = data.length;
    for (let j = 0; j < m; j++) data.push(system.zero);
    for (let k = 0; k < inner; k++) {
      // Identities, Kronecker products and commutation matrices are mostly zeros, which absorb:
      // no number system has values that are not finite.
      const factor = a.data[i * inner + k]!;
      if (system.isZero(factor)) continue;
      for (let j = 0; j < m; j++) {
        const other = b.data[k * m + j]!;
        if (!system.isZero(other)) {
          data[row + j] = system.addProduct(data[row + j]!, factor, other);
        }
      }
    }
  }
  return { shape: [n, m], data };
}

/** The transpose of a matrix. */
export function transposed<T>({ shape, data }: Tensor<T>): Tensor<T> {
  const [n = 1, m = 1] = shape;
  const result: T[] = [];
  for (let j = 0; j < m; j++) for (let i = 0; i < n; i++) result.push(data[i * m + j]!);
  return { shape: [m, n], data: result };
}

export function identity<T>(system: NumberSystem<T>, n: number): Tensor<T> {
  const data = Array.from({ length: n * n }, (_, k) =>
    k % (n + 1) === 0 ? system.one : system.zero,
  );
  return { shape: [n, n], data };
}

/** Upper triangular form in place, by rows; the number of swaps, or null where no pivot is usable. */
function eliminate<T>(system: NumberSystem<T>, rows: Rows<T>, n: number): number | null {
  let swaps = 0;
  for (let column = 0; column < n; column++) {
    let best = column;
    let quality = 0;
    for (let row = column; row < n; row++) {
      const candidate = system.pivotQuality(rows[row]![column]!);
      if (candidate > quality) {
        best = row;
        quality = candidate;
      }
    }
    if (quality === 0) return null;
    if (best !== column) {
      [rows[best], rows[column]] = [rows[column]!, rows[best]!];
      swaps++;
    }
    const pivotRow = rows[column]!;
    for (let row = column + 1; row < n; row++) {
      const target = rows[row]!;
      if (system.isZero(target[column]!)) continue;
      const factor = system.divide(target[column]!, pivotRow[column]!);
      target[column] = system.zero;
      for (let k = column + 1; k < target.length; k++) {
        target[k] = system.subtract(target[k]!, system.multiply(factor, pivotRow[k]!));
      }
    }
  }
  return swaps;
}

/** Bird's algorithm: O(n^4) sums and products (R. S. Bird, Information Processing Letters 111, 2011). */
function determinantWithoutDivision<T>(system: NumberSystem<T>, matrix: Rows<T>): T {
  const n = matrix.length;
  if (n === 0) return system.one;
  const original: Tensor<T> = { shape: [n, n], data: matrix.flat() };
  let current = original;
  for (let round = 1; round < n; round++) {
    const upper: T[] = [];
    let tail = system.zero;
    const diagonal: T[] = [];
    for (let i = n - 1; i >= 0; i--) {
      diagonal[i] = system.negate(tail);
      tail = system.add(tail, current.data[i * n + i]!);
    }
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        upper.push(j < i ? system.zero : j === i ? diagonal[i]! : current.data[i * n + j]!);
      }
    }
    current = product(system, { shape: [n, n], data: upper }, original);
  }
  return n % 2 === 1 ? current.data[0]! : system.negate(current.data[0]!);
}

function sideOf(matrix: Tensor<unknown>): number {
  const [n = 1, m = 1] = matrix.shape;
  if (n !== m) throw new RangeError(`a square matrix is needed, not ${n} x ${m}`);
  return n;
}

function toRows<T>({ shape, data }: Tensor<T>): Rows<T> {
  const [n = 1, m = 1] = shape;
  return Array.from({ length: n }, (_, i) => data.slice(i * m, (i + 1) * m));
}

function scalar<T>(value: T): Tensor<T> {
  return { shape: [], data: [value] };
}
