import { type Rational, toNumber } from "./rational.ts";
import { LARGEST_WHOLE, NoValue, type NumberSystem } from "./system.ts";

/**
 * Doubles. A result that is not finite throws `NoValue`: 1/0, the logarithm of a negative number.
 * @param value the functions by name; NaN outside a domain
 */
export function floats(
  value: (functionName: string, args: readonly number[]) => number,
): NumberSystem<number> {
  return {
    name: "floats",
    zero: 0,
    one: 1,
    fromRational: (rational: Rational) => toNumber(rational),
    add: (a, b) => finite(a + b),
    subtract: (a, b) => finite(a - b),
    multiply: (a, b) => finite(a * b),
    addProduct: (sum, a, b) => finite(sum + a * b),
    divide: (a, b) => finite(a / b),
    negate: (a) => 0 - a,
    isZero: (a) => a === 0,
    pivotQuality: (a) => Math.abs(a),
    power: (base, exponent) => finite(base ** toNumber(exponent)),
    wholeNumber: (a) => (Number.isInteger(a) && Math.abs(a) <= LARGEST_WHOLE ? a : undefined),
    apply: (functionName, args) => finite(value(functionName, args)),
  };
}

function finite(x: number): number {
  if (!Number.isFinite(x)) throw new NoValue("a value that is not a finite number");
  return x;
}
