import { describe, expect, it } from "vitest";
import { duals, floats, residues } from "../../src/evaluation/systems.ts";
import { degrees, VARIABLE, wholeDegree } from "../../src/numbers/degrees.ts";
import { identity, inverse, product, wholePower } from "../../src/numbers/elimination.ts";
import { rational } from "../../src/numbers/rational.ts";
import { PRIMES } from "../../src/numbers/residues.ts";
import { LARGEST_WHOLE, NoValue } from "../../src/numbers/system.ts";

describe("a whole number", () => {
  const exact = residues(PRIMES[0]!, 1);

  it("is known in doubles and mod p, of either sign", () => {
    for (const whole of [0, 1, 5, -3, LARGEST_WHOLE]) {
      expect(floats.wholeNumber(whole)).toBe(whole);
      expect(exact.wholeNumber(exact.fromRational(rational(whole)))).toBe(whole);
    }
  });

  it("is none where it is broken or too large", () => {
    expect(floats.wholeNumber(0.5)).toBeUndefined();
    expect(floats.wholeNumber(2 * LARGEST_WHOLE)).toBeUndefined();
    expect(exact.wholeNumber(exact.fromRational(rational(1, 2)))).toBeUndefined();
    expect(exact.wholeNumber(exact.fromRational(rational(2 * LARGEST_WHOLE)))).toBeUndefined();
  });

  it("has no direction in which it moves", () => {
    const lifted = duals(floats);
    expect(lifted.wholeNumber({ value: 3, tangent: 0 })).toBe(3);
    expect(() => lifted.wholeNumber({ value: 3, tangent: 1 })).toThrow(NoValue);
  });

  it("is bounded among degrees", () => {
    const k = wholeDegree(6);
    const one = degrees.fromRational(rational(1));
    expect(degrees.wholeNumber(degrees.subtract(degrees.multiply(k, k), one))).toBe(37);
    expect(degrees.wholeNumber(degrees.zero)).toBe(0);
    expect(degrees.wholeNumber(VARIABLE)).toBeUndefined();
    expect(degrees.wholeNumber(degrees.add(k, VARIABLE))).toBeUndefined();
  });
});

describe("a whole power of a matrix", () => {
  const exact = residues(PRIMES[1]!, 1);
  const matrix = { shape: [3, 3], data: [2, 1, 0, 5, 3, 7, 1, 1, 4] };

  it("is the repeated product, of the inverse where it is negative", () => {
    let positive = identity(exact, 3);
    let negative = identity(exact, 3);
    for (let k = 0n; k < 9n; k++) {
      expect(wholePower(exact, matrix, k)).toEqual(positive);
      expect(wholePower(exact, matrix, -k)).toEqual(negative);
      positive = product(exact, positive, matrix);
      negative = product(exact, negative, inverse(exact, matrix));
    }
  });

  it("has the derivative that the product rule gives", () => {
    const lifted = duals(exact);
    const entries = matrix.data.map((value, at) => ({ value, tangent: at === 1 ? 1 : 0 }));
    const x = { shape: [3, 3], data: entries };
    const cube = product(lifted, product(lifted, x, x), x);
    expect(wholePower(lifted, x, 3n)).toEqual(cube);
  });
});
