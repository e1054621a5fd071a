/** A 32-bit mixing step (MurmurHash3's, Austin Appleby, public domain). */
function mix(hash: number, value: number): number {
  let k = Math.imul(value | 0, 0xcc9e2d51);
  k = (k << 15) | (k >>> 17);
  let h = hash ^ Math.imul(k, 0x1b873593);
  h = (h << 13) | (h >>> 19);
  return (Math.imul(h, 5) + 0xe6546b64) | 0;
}

/** The last scrambling, after which every bit depends on every input. */
function finish(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A number in [0, bound) that is fixed by the seed, the text and the numbers; bound < 2^40. */
export function hashBelow(
  bound: number,
  seed: number,
  text: string,
  values: readonly number[],
): number {
  let low = mix(0x9747b28c, seed);
  let high = mix(0x3c6ef372, seed);
  for (let k = 0; k < text.length; k++) {
    low = mix(low, text.charCodeAt(k));
    high = mix(high, ~text.charCodeAt(k));
  }
  for (const value of values) {
    const upper = Math.floor(value / 0x100000000);
    low = mix(mix(low, value), upper);
    high = mix(mix(high, ~value), upper);
  }
  return ((finish(high) % 0x100000) * 0x100000000 + finish(low)) % bound;
}
