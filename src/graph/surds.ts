import * as Q from "../numbers/rational.ts";

/** A number times a root of a whole number: coefficient * base^exponent. */
export interface Surd {
  readonly coefficient: Q.Rational;
  readonly base: Q.Rational;
  readonly exponent: Q.Rational;
}

/** Past it whole numbers are not taken apart. */
const LARGEST_FACTOR = 1000n;
/** Larger powers would be numbers of very many digits. */
const LARGEST_POWER = 10_000n;

/**
 * The same number in its one normal form, so that 2/sqrt(2), sqrt(2) and sqrt(8)/2 are one node: no
 * power of a whole number is left below the root, the exponent lies between -1 and 1, and the
 * coefficient holds the base only where exponent and its power agree in sign, as in 4*sqrt(2).
 * Undefined where it is in that form already.
 */
export function normalSurd(surd: Surd): Surd | undefined {
  let { coefficient, base, exponent } = surd;
  if (Q.isInteger(exponent) || Q.isNegative(base) || Q.isZero(base)) return undefined;
  if (Q.absolute(exponent).numerator > LARGEST_POWER) return undefined;
  if (base.numerator === 1n) {
    base = Q.rational(base.denominator);
    exponent = Q.negate(exponent);
  }
  if (!Q.isInteger(base) || Q.isOne(base)) return undefined;
  const root = outside(base.numerator, exponent.denominator);
  base = Q.rational(base.numerator / root ** exponent.denominator);
  coefficient = Q.multiply(coefficient, Q.power(Q.rational(root), exponent.numerator));
  if (Q.isOne(base)) return { coefficient, base, exponent: Q.ONE };
  const held =
    valuation(coefficient.numerator, base.numerator) -
    valuation(coefficient.denominator, base.numerator);
  const total = Q.add(Q.rational(held), exponent);
  const whole = total.numerator / total.denominator;
  coefficient = Q.multiply(coefficient, Q.power(base, whole - held));
  exponent = Q.subtract(total, Q.rational(whole));
  const isSame = Q.equal(base, surd.base) && Q.equal(exponent, surd.exponent);
  return isSame ? undefined : { coefficient, base, exponent };
}

/** The largest r, of small prime factors, such that r^degree divides the number. */
function outside(number: bigint, degree: bigint): bigint {
  let rest = number;
  let root = 1n;
  for (let factor = 2n; factor <= LARGEST_FACTOR && factor ** degree <= rest; factor++) {
    const power = factor ** degree;
    while (rest % power === 0n) {
      rest /= power;
      root *= factor;
    }
  }
  return root;
}

/** How often the base divides the number. */
function valuation(number: bigint, base: bigint): bigint {
  let count = 0n;
  for (let rest = number; rest !== 0n && rest % base === 0n; rest /= base) count++;
  return count;
}
