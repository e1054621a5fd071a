import { hashBelow } from "./hashing.ts";
import type { Rational } from "./rational.ts";
import { LARGEST_WHOLE, NoValue, type NumberSystem } from "./system.ts";

/**
 * Primes p < 2^26, so that a product of residues is exact in doubles. All have (p - 1)/2 prime and
 * 2, 3, 5, 7, 11, 13 among the squares, so that the squares mod p can play the positive numbers:
 * they are closed under products and quotients, every one has exactly one r-th root among them
 * for every r below (p - 1)/2, and -1 is none of them.
 */
export const PRIMES: readonly number[] = [
  66033959, 65803559, 65341559, 65138519, 64861319, 64533719, 64449479, 63616439, 63223079,
  62910839, 62443559, 61788359,
];

/**
 * The integers mod p, where an identity of rational functions can be checked exactly: two different
 * rational functions agree at a random point with probability at most degree/p.
 *
 * Fractional powers take the root that is a square; where the base is no square there is none
 * (`NoValue`), as for negative numbers. A function is what `known` says, or else opaque: a random
 * function of its arguments, fixed by `seed`, of which nothing holds but that equal arguments have
 * equal values.
 * @param prime one of `PRIMES`
 */
export function residues(
  prime: number,
  seed: number,
  known: (
    system: NumberSystem<number>,
    functionName: string,
    args: readonly number[],
  ) => number | undefined = () => undefined,
): NumberSystem<number> {
  const half = (prime - 1) / 2;
  const system: NumberSystem<number> = {
    name: "residues",
    zero: 0,
    one: 1,
    fromRational(value: Rational): number {
      const denominator = Number(value.denominator % BigInt(prime));
      const numerator = Number(value.numerator % BigInt(prime));
      const top = numerator < 0 ? numerator + prime : numerator;
      return denominator === 1 ? top : system.divide(top, denominator);
    },
    add(a, b) {
      const sum = a + b;
      return sum >= prime ? sum - prime : sum;
    },
    subtract(a, b) {
      const difference = a - b;
      return difference < 0 ? difference + prime : difference;
    },
    multiply: (a, b) => (a * b) % prime,
    addProduct: (sum, a, b) => (sum + a * b) % prime,
    divide(a, b) {
      return (a * inverseModulo(b, prime)) % prime;
    },
    negate: (a) => (a === 0 ? 0 : prime - a),
    isZero: (a) => a === 0,
    pivotQuality: (a) => (a === 0 ? 0 : 1),
    power(base, exponent) {
      if (exponent.numerator === 0n) return 1;
      if (base === 0) {
        if (exponent.numerator < 0n) throw new NoValue("a negative power of zero");
        return 0;
      }
      if (exponent.denominator === 1n) {
        return powerModulo(base, modulo(exponent.numerator, prime - 1), prime);
      }
      if (exponent.denominator % BigInt(half) === 0n || legendreSymbol(base, prime) !== 1) {
        throw new NoValue("a fractional power of a residue that is no square");
      }
      // The squares are a group of the prime order (p - 1)/2: there 1/denominator exists.
      const inverse = inverseModulo(modulo(exponent.denominator, half), half);
      return powerModulo(base, (modulo(exponent.numerator, half) * inverse) % half, prime);
    },
    wholeNumber(a) {
      if (a <= LARGEST_WHOLE) return a;
      return prime - a <= LARGEST_WHOLE ? a - prime : undefined;
    },
    apply(functionName, args) {
      return known(system, functionName, args) ?? hashBelow(prime, seed, functionName, args);
    },
  };
  return system;
}

/** 1 for a nonzero square mod p, -1 for a non-square, 0 for zero: the sign of a residue. */
export function legendreSymbol(a: number, prime: number): -1 | 0 | 1 {
  if (a === 0) return 0;
  return powerModulo(a, (prime - 1) / 2, prime) === 1 ? 1 : -1;
}

/** a^exponent mod p, for 0 <= a < p < 2^26 and an exponent >= 0. */
export function powerModulo(a: number, exponent: number, prime: number): number {
  let result = 1;
  let square = a;
  for (let k = exponent; k > 0; k = Math.floor(k / 2)) {
    if (k % 2 === 1) result = (result * square) % prime;
    square = (square * square) % prime;
  }
  return result;
}

function inverseModulo(a: number, prime: number): number {
  if (a === 0) throw new NoValue("a division by zero");
  let [r, nextR, t, nextT] = [prime, a, 0, 1];
  while (nextR !== 0) {
    const quotient = Math.floor(r / nextR);
    [r, nextR] = [nextR, r - quotient * nextR];
    [t, nextT] = [nextT, t - quotient * nextT];
  }
  return t < 0 ? t + prime : t;
}

function modulo(a: bigint, m: number): number {
  const remainder = Number(a % BigInt(m));
  return remainder < 0 ? remainder + m : remainder;
}
