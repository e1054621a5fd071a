import * as Q from "../numbers/rational.ts";
import type { BinaryOperator } from "../syntax/expression.ts";

const LARGEST_CONSTANT = 10n ** 15n;
const LARGEST_EXPONENT = 64;

/**
 * `a operator b` for exact scalars; undefined where it is none, or where it is so long that to keep
 * it exactly serves nothing.
 */
export function constantResult(
  operator: BinaryOperator,
  a: Q.Rational,
  b: Q.Rational,
): Q.Rational | undefined {
  const value = exactResult(operator, a, b);
  if (!value) return undefined;
  const short =
    Q.absolute(value).numerator < LARGEST_CONSTANT && value.denominator < LARGEST_CONSTANT;
  return short ? value : undefined;
}

function exactResult(
  operator: BinaryOperator,
  a: Q.Rational,
  b: Q.Rational,
): Q.Rational | undefined {
  switch (operator) {
    case "add":
      return Q.add(a, b);
    case "subtract":
      return Q.subtract(a, b);
    case "multiply":
    case "hadamard":
      return Q.multiply(a, b);
    case "divide":
    case "entrywise-divide":
      return Q.isZero(b) ? undefined : Q.divide(a, b);
    case "power":
    case "entrywise-power":
      if (!Q.isInteger(b) || Math.abs(Q.toNumber(b)) > LARGEST_EXPONENT) return undefined;
      return Q.isZero(a) && Q.isNegative(b) ? undefined : Q.power(a, b.numerator);
  }
}
