import * as Q from "./rational.ts";

/**
 * `base` to a rational power where that is a rational number (4^(1/2) = 2, 2^-1 = 1/2), else null.
 * A negative base has only integer powers.
 */
export function exactPower(base: Q.Rational, exponent: Q.Rational): Q.Rational | null {
  if (Q.isOne(base) || Q.isOne(exponent)) return base;
  if (Q.isZero(base)) return Q.isNegative(exponent) ? null : Q.ZERO;
  const { numerator, denominator } = exponent;
  if (numerator > 10_000n || numerator < -10_000n) return null;
  if (denominator === 1n) return Q.power(base, numerator);
  if (Q.isNegative(base)) return null;
  const top = exactRoot(base.numerator, denominator);
  const bottom = exactRoot(base.denominator, denominator);
  return top === null || bottom === null ? null : Q.power(Q.rational(top, bottom), numerator);
}

function exactRoot(value: bigint, degree: bigint): bigint | null {
  if (value < 2n) return value;
  if (degree > 64n) return null;
  let low = 1n;
  let high = 1n << (BigInt(value.toString(2).length) / degree + 1n);
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (middle ** degree <= value) low = middle;
    else high = middle - 1n;
  }
  return low ** degree === value ? low : null;
}
