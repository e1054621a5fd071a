import { describe, expect, it } from "vitest";
import { duals } from "../../src/numbers/duals.ts";
import {
  adjugate,
  determinant,
  identity,
  inverse,
  product,
  solve,
  transposed,
} from "../../src/numbers/elimination.ts";
import { floats } from "../../src/numbers/floats.ts";
import { randomFrom } from "../../src/numbers/random.ts";
import { PRIMES, residues } from "../../src/numbers/residues.ts";
import { NoValue, type Tensor } from "../../src/numbers/system.ts";

const real = floats(() => Number.NaN);
const exact = residues(PRIMES[0]!, 1);
const random = randomFrom(17);

function residueMatrix(n: number, m: number): Tensor<number> {
  return { shape: [n, m], data: Array.from({ length: n * m }, () => random.below(PRIMES[0]!)) };
}

/** By the rule of Laplace along the first row. */
function laplace(n: number, data: readonly number[]): number {
  if (n === 0) return 1;
  let total = 0;
  for (let j = 0; j < n; j++) {
    const minor = data.slice(n).filter((_, k) => k % n !== j);
    const term = exact.multiply(data[j]!, laplace(n - 1, minor));
    total = j % 2 === 0 ? exact.add(total, term) : exact.subtract(total, term);
  }
  return total;
}

describe("elimination", () => {
  it.each([1, 2, 3, 5])("inverts and solves exactly at size %i", (n) => {
    const a = residueMatrix(n, n);
    expect(product(exact, a, inverse(exact, a))).toEqual(identity(exact, n));
    expect(product(exact, inverse(exact, a), a)).toEqual(identity(exact, n));
    const b = residueMatrix(n, n + 1);
    expect(product(exact, a, solve(exact, a, b))).toEqual(b);
    const vector: Tensor<number> = { shape: [n], data: b.data.slice(0, n) };
    const solution = solve(exact, a, vector);
    expect(solution.shape).toEqual([n]);
    expect(product(exact, a, { shape: [n, 1], data: solution.data }).data).toEqual(vector.data);
  });

  it.each([0, 1, 2, 3, 4, 5])("has the determinant of Laplace's rule at size %i", (n) => {
    const a = residueMatrix(n, n);
    expect(determinant(exact, a)).toEqual({ shape: [], data: [laplace(n, a.data)] });
  });

  it("has the determinant of a singular matrix, by the way without divisions", () => {
    for (const n of [2, 3, 4]) {
      const a = residueMatrix(n, n);
      const singular = a.data.map((x, k) => (k < n ? exact.multiply(5, a.data[k + n]!) : x));
      expect(determinant(exact, { shape: [n, n], data: singular }).data).toEqual([0]);
    }
  });

  it("differentiates a determinant at a singular matrix", () => {
    const system = duals(real, () => Number.NaN);
    // d det([[1+t, 2], [2, 4]]) = 4
    const data = [1, 2, 2, 4].map((value, k) => ({ value, tangent: k === 0 ? 1 : 0 }));
    expect(determinant(system, { shape: [2, 2], data }).data).toEqual([{ value: 0, tangent: 4 }]);
  });

  it("has the adjugate, of singular matrices too", () => {
    for (const n of [1, 2, 3, 4]) {
      const a = residueMatrix(n, n);
      const scaled = identity(exact, n).data.map((x) =>
        exact.multiply(x, determinant(exact, a).data[0]!),
      );
      expect(product(exact, a, adjugate(exact, a)).data).toEqual(scaled);
    }
    const singular = { shape: [2, 2], data: [1, 2, 2, 4] };
    expect(adjugate(real, singular).data).toEqual([4, -2, -2, 1]);
  });

  it("takes large pivots in doubles", () => {
    const a = { shape: [2, 2], data: [1e-20, 1, 1, 1] };
    const [x, y] = solve(real, a, { shape: [2], data: [1, 2] }).data;
    expect(x).toBeCloseTo(1, 12);
    expect(y).toBeCloseTo(1, 12);
  });

  it("refuses singular matrices, and matrices that are not square", () => {
    expect(() => inverse(real, { shape: [2, 2], data: [1, 2, 2, 4] })).toThrow(NoValue);
    expect(() => inverse(real, { shape: [2, 3], data: [1, 2, 3, 4, 5, 6] })).toThrow(RangeError);
    const wide = { shape: [2, 3], data: [1, 2, 3, 4, 5, 6] };
    expect(() => product(real, wide, wide)).toThrow(RangeError);
    expect(transposed(wide)).toEqual({ shape: [3, 2], data: [1, 4, 2, 5, 3, 6] });
  });
});
