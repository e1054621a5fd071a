/** An exact fraction in lowest terms, with a positive denominator. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const SMALL_INTEGERS: readonly Rational[] = Array.from({ length: 33 }, (_, k) => ({
  numerator: BigInt(k - 16),
  denominator: 1n,
}));

function reduced(numerator: bigint, denominator: bigint): Rational {
  if (denominator === 1n && numerator >= -16n && numerator <= 16n) {
    return SMALL_INTEGERS[Number(numerator) + 16]!;
  }
  return { numerator, denominator };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** @throws RangeError if the denominator is zero. */
export function rational(numerator: bigint | number, denominator: bigint | number = 1n): Rational {
  let n = BigInt(numerator);
  let d = BigInt(denominator);
  if (d === 0n) throw new RangeError("a fraction with denominator zero");
  if (d === 1n) return reduced(n, d);
  if (d < 0n) {
    n = -n;
    d = -d;
  }
  const g = greatestCommonDivisor(n, d);
  return reduced(n / g, d / g);
}

export const ZERO = rational(0);
export const ONE = rational(1);
export const MINUS_ONE = rational(-1);
export const HALF = rational(1, 2);

export function add(a: Rational, b: Rational): Rational {
  if (a === ZERO) return b;
  if (b === ZERO) return a;
  if (a.denominator === 1n && b.denominator === 1n) return reduced(a.numerator + b.numerator, 1n);
  return rational(
    a.numerator * b.denominator + b.numerator * a.denominator,
    a.denominator * b.denominator,
  );
}

export function negate(a: Rational): Rational {
  return reduced(-a.numerator, a.denominator);
}

export function subtract(a: Rational, b: Rational): Rational {
  if (a === b) return ZERO;
  return add(a, negate(b));
}

export function multiply(a: Rational, b: Rational): Rational {
  if (a === ONE) return b;
  if (b === ONE) return a;
  if (a.denominator === 1n && b.denominator === 1n) return reduced(a.numerator * b.numerator, 1n);
  return rational(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** @throws RangeError if `b` is zero. */
export function divide(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.denominator, a.denominator * b.numerator);
}

/** An integer power. @throws RangeError for a negative power of zero. */
export function power(a: Rational, exponent: bigint): Rational {
  if (exponent >= 0n) return rational(a.numerator ** exponent, a.denominator ** exponent);
  return rational(a.denominator ** -exponent, a.numerator ** -exponent);
}

export function equal(a: Rational, b: Rational): boolean {
  if (a === b) return true;
  return a.numerator === b.numerator && a.denominator === b.denominator;
}

export function isZero(a: Rational): boolean {
  return a.numerator === 0n;
}

export function isOne(a: Rational): boolean {
  return a === ONE || (a.numerator === 1n && a.denominator === 1n);
}

export function isInteger(a: Rational): boolean {
  return a.denominator === 1n;
}

export function isNegative(a: Rational): boolean {
  return a.numerator < 0n;
}

export function isEvenInteger(a: Rational): boolean {
  return a.denominator === 1n && a.numerator % 2n === 0n;
}

export function isOddInteger(a: Rational): boolean {
  return a.denominator === 1n && a.numerator % 2n !== 0n;
}

export function absolute(a: Rational): Rational {
  return isNegative(a) ? negate(a) : a;
}

export function compare(a: Rational, b: Rational): number {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

export function toNumber(a: Rational): number {
  const n = Number(a.numerator);
  const d = Number(a.denominator);
  if (Number.isFinite(n) && Number.isFinite(d)) return n / d;
  const shift = BigInt(
    Math.max(a.numerator.toString(2).length, a.denominator.toString(2).length) - 1000,
  );
  return Number(a.numerator >> shift) / Number(a.denominator >> shift);
}

/** `3`, `-1/2`: a key, and the spelling of a fraction where no notation says otherwise. */
export function toText(a: Rational): string {
  return a.denominator === 1n ? a.numerator.toString() : `${a.numerator}/${a.denominator}`;
}

/**
 * Reads `2`, `0.5`, `.25`, `1e-3` exactly; `null` where the text is no number, or where its exponent
 * is beyond ±400 (such a literal would be a megabyte of digits for the exact arithmetic).
 */
export function parseDecimal(text: string): Rational | null {
  const match = /^(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (!match) return null;
  const [, whole = "", fraction = "", exponentText = "0"] = match;
  if (whole === "" && fraction === "") return null;
  const exponent = Number(exponentText) - fraction.length;
  if (Math.abs(exponent) > 400) return null;
  const digits = BigInt(whole + fraction);
  return exponent >= 0
    ? rational(digits * 10n ** BigInt(exponent))
    : rational(digits, 10n ** BigInt(-exponent));
}
