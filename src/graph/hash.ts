import { ONE, type Rational, toText } from "../numbers/rational.ts";

/**
 * A 53-bit content hash: two 32-bit lanes, kept in one double so that it can be compared and sorted
 * as a number. Used for ordering and for labelling, never as a proof of equality.
 */
const LOW_BITS = 2 ** 32;
const HIGH_MASK = 0x1fffff;

export function mix(a: number, b: number): number {
  const aLow = a >>> 0;
  const aHigh = Math.floor(a / LOW_BITS) >>> 0;
  const bLow = b >>> 0;
  const bHigh = Math.floor(b / LOW_BITS) >>> 0;
  let low =
    Math.imul(aLow ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(bLow ^ (aHigh + 0x7f4a7c15), 0xc2b2ae35);
  low ^= low >>> 15;
  low = Math.imul(low, 0x27d4eb2f);
  low ^= low >>> 13;
  let high = Math.imul(bHigh ^ 0x165667b1, 0x9e3779b1) ^ Math.imul(aHigh ^ low, 0x85ebca77);
  high ^= high >>> 16;
  high = Math.imul(high ^ bLow, 0xc2b2ae3d);
  high ^= high >>> 14;
  return (low >>> 0) + (high & HIGH_MASK) * LOW_BITS;
}

export function hashText(text: string): number {
  let hash = text.length + 1;
  for (let k = 0; k < text.length; k++) hash = mix(hash, text.charCodeAt(k));
  return hash;
}

export function hashNumbers(seed: number, values: readonly number[]): number {
  let hash = mix(seed, values.length);
  for (const value of values) hash = mix(hash, value);
  return hash;
}

const known = new Map<string, number>();

/** The hash of a text that is met again and again: a size, an exponent. */
export function hashWord(text: string): number {
  let hash = known.get(text);
  if (hash === undefined) {
    hash = hashText(text);
    if (known.size < MOST_WORDS) known.set(text, hash);
  }
  return hash;
}

/** The words of a long-lived process must not grow for ever. */
const MOST_WORDS = 10_000;

const HASH_OF_ONE = hashText(toText(ONE));

/** The hash of an exact fraction; nearly all that are met are 1. */
export function hashRational(value: Rational): number {
  return value === ONE ? HASH_OF_ONE : hashWord(toText(value));
}

/** Combines hashes whose order does not matter. */
export function mixUnordered(values: readonly number[]): number {
  if (values.length === 1) return mix(mix(17, 1), values[0]!);
  if (values.length === 2) {
    const [a, b] = values as readonly [number, number];
    return mix(mix(mix(17, 2), Math.min(a, b)), Math.max(a, b));
  }
  return hashNumbers(
    17,
    [...values].sort((a, b) => a - b),
  );
}
