import { type Rational, absolute, isNegative } from "../numbers/rational.ts";

/** How a literal is written: an integer, a decimal such as `0.3` or `1.5e-9`, or a fraction. */
export interface LiteralSpelling {
  readonly negative: boolean;
  /** Digits without a sign, and without an exponent of ten. */
  readonly digits: string;
  /** The exponent of ten to multiply by; 0 nearly always. */
  readonly exponent: number;
  /** Of a fraction; `digits` is then the numerator. */
  readonly denominator?: string;
}

/** Halves, quarters ... read better as fractions; other finite decimals as decimals. */
const LARGEST_POWER_OF_TWO = 64n;
const MOST_DIGITS = 17;

export function spellLiteral(value: Rational): LiteralSpelling {
  const negative = isNegative(value);
  const { numerator, denominator } = absolute(value);
  const fraction: LiteralSpelling = {
    negative,
    digits: numerator.toString(),
    exponent: 0,
    denominator: denominator.toString(),
  };
  if (denominator === 1n) {
    const digits = numerator.toString();
    const zeros = /0*$/.exec(digits)![0].length;
    if (digits.length <= MOST_DIGITS || zeros < 12) return { negative, digits, exponent: 0 };
    return { negative, ...pointed(digits.slice(0, -zeros), digits.length) };
  }
  const places = decimalPlaces(denominator);
  if (places === undefined) return fraction;
  if (denominator <= LARGEST_POWER_OF_TWO && denominator % 5n !== 0n) return fraction;
  const digits = (numerator * (10n ** BigInt(places) / denominator)).toString();
  if (digits.length > MOST_DIGITS) return fraction;
  return { negative, ...pointed(digits, digits.length - places) };
}

/** `digits` with the decimal point `before` digits from the left; far points become exponents. */
function pointed(digits: string, before: number): { digits: string; exponent: number } {
  if (before > 0 && before <= digits.length) {
    const fraction = digits.slice(before);
    return { digits: digits.slice(0, before) + (fraction && `.${fraction}`), exponent: 0 };
  }
  if (before <= 0 && before > -5)
    return { digits: `0.${"0".repeat(-before)}${digits}`, exponent: 0 };
  const rest = digits.slice(1);
  return { digits: digits[0]! + (rest && `.${rest}`), exponent: before - 1 };
}

/** How many decimal places 1/denominator has, or undefined where they never end. */
function decimalPlaces(denominator: bigint): number | undefined {
  let rest = denominator;
  let twos = 0;
  let fives = 0;
  for (; rest % 2n === 0n; rest /= 2n) twos++;
  for (; rest % 5n === 0n; rest /= 5n) fives++;
  return rest === 1n ? Math.max(twos, fives) : undefined;
}
