import { toNumber } from "./rational.ts";
import { LARGEST_WHOLE, NoValue, type NumberSystem } from "./system.ts";

/** Bounds of the degrees of a rational function's numerator and denominator; null is zero. */
export type Degree = {
  readonly numerator: number;
  readonly denominator: number;
  /** How large it is at most, where it is surely a whole number. */
  readonly whole?: number;
} | null;

const CONSTANT: Degree = { numerator: 0, denominator: 0 };

/** A whole number of at most that size. */
export function wholeDegree(largest: number): Degree {
  return { numerator: 0, denominator: 0, whole: largest };
}

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
  fromRational(value) {
    if (value.numerator === 0n) return null;
    return value.denominator === 1n ? wholeDegree(Math.abs(toNumber(value))) : CONSTANT;
  },
  add: sum,
  subtract: sum,
  multiply(a, b) {
    if (a === null || b === null) return null;
    if (a.whole !== undefined && b.whole !== undefined) return wholeDegree(a.whole * b.whole);
    return {
      numerator: a.numerator + b.numerator,
      denominator: a.denominator + b.denominator,
    };
  },
  addProduct: (total, a, b) => sum(total, degrees.multiply(a, b)),
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
  wholeNumber(a) {
    const whole = a === null ? 0 : a.whole;
    return whole !== undefined && whole <= LARGEST_WHOLE ? whole : undefined;
  },
  apply: () => VARIABLE,
};

function sum(a: Degree, b: Degree): Degree {
  if (a === null) return b;
  if (b === null) return a;
  if (a.whole !== undefined && b.whole !== undefined) return wholeDegree(a.whole + b.whole);
  const numerator = Math.max(a.numerator + b.denominator, b.numerator + a.denominator);
  const denominator = a.denominator + b.denominator;
  // In most sums one term has the degree of all.
  if (isOfDegree(a, numerator, denominator)) return a;
  return isOfDegree(b, numerator, denominator) ? b : { numerator, denominator };
}

function isOfDegree(a: NonNullable<Degree>, numerator: number, denominator: number): boolean {
  return a.whole === undefined && a.numerator === numerator && a.denominator === denominator;
}
