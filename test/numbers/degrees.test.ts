import { describe, expect, it } from "vitest";
import { degrees, VARIABLE } from "../../src/numbers/degrees.ts";
import { determinant } from "../../src/numbers/elimination.ts";
import { HALF, rational } from "../../src/numbers/rational.ts";
import { NoValue } from "../../src/numbers/system.ts";

describe("degrees", () => {
  const square = degrees.multiply(VARIABLE, VARIABLE);
  const fraction = degrees.divide(degrees.one, square);

  it("bound numerators and denominators", () => {
    expect(square).toEqual({ numerator: 2, denominator: 0 });
    expect(degrees.add(square, VARIABLE)).toEqual({ numerator: 2, denominator: 0 });
    expect(degrees.add(fraction, VARIABLE)).toEqual({ numerator: 3, denominator: 2 });
    expect(degrees.power(fraction, rational(-3))).toEqual({ numerator: 6, denominator: 0 });
    expect(degrees.power(square, HALF)).toEqual(square);
    expect(degrees.apply("exp", [square])).toEqual(VARIABLE);
  });

  it("know zero", () => {
    expect(degrees.multiply(degrees.zero, square)).toBeNull();
    expect(degrees.add(degrees.zero, square)).toEqual(square);
    expect(degrees.fromRational(rational(0))).toBeNull();
    expect(degrees.power(degrees.zero, rational(0))).toEqual(degrees.one);
    expect(() => degrees.divide(square, degrees.zero)).toThrow(NoValue);
  });

  it("bound the degree of a determinant from above", () => {
    for (const n of [1, 2, 3, 4]) {
      const matrix = { shape: [n, n], data: Array.from({ length: n * n }, () => VARIABLE) };
      const bound = determinant(degrees, matrix).data[0];
      if (!bound) throw new Error("the determinant is not zero");
      expect(bound.numerator - bound.denominator).toBeGreaterThanOrEqual(n);
    }
  });
});
