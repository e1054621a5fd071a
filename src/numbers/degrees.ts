import { toNumber } from "./rational.ts";
import { NoValue, type NumberSystem } from "./system.ts";

/** Bounds of the degrees of a rational function's numerator and denominator; null is zero. */
export type Degree = { readonly numerator: number; readonly denominator: number } | null;

const CONSTANT: Degree = { numerator: 0, denominator: 0 };

/** A variable, or what counts as one: the value of an opaque function. */
export const VARIABLE: Degree = { numerator: 1, denominator: 0 };

/**
 * How large the degree of an expression can be, as a number system: evaluate in it what is checked
 * at random points, and `degree/p` bounds the probability that a false identity passes mod p.
 */
export const degrees: NumberSystem<Degree> = {
  name: "degrees",
  zero: null,
  one: CONSTANT,
  fromRational: (value) => (value.numerator === 0n ? null : CONSTANT),
  add: sum,
  subtract: sum,
  multiply(a, b) {
    if (a === null || b === null) return null;
    return {
      numerator: a.numerator + b.numerator,
      denominator: a.denominator + b.denominator,
    };
  },
  divide(a, b) {
    if (b === null) throw new NoValue("a division by zero");
    if (a === null) return null;
    return {
      numerator: a.numerator + b.denominator,
      denominator: a.denominator + b.numerator,
    };
  },
  negate: (a) => a,
  isZero: (a) => a === null,
  pivotQuality: (a) => (a === null ? 0 : 1),
  power(base, exponent) {
    if (exponent.numerator === 0n) return CONSTANT;
    if (base === null) return null;
    const times = Math.ceil(Math.abs(toNumber(exponent)));
    const { numerator, denominator } = base;
    return exponent.numerator > 0n
      ? { numerator: numerator * times, denominator: denominator * times }
      : { numerator: denominator * times, denominator: numerator * times };
  },
  apply: () => VARIABLE,
};

function sum(a: Degree, b: Degree): Degree {
  if (a === null) return b;
  if (b === null) return a;
  return {
    numerator: Math.max(a.numerator + b.denominator, b.numerator + a.denominator),
    denominator: a.denominator + b.denominator,
  };
}
