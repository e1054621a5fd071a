import { describe, expect, it } from "vitest";
import { hashBelow } from "../../src/numbers/hashing.ts";
import { randomFrom, shuffled } from "../../src/numbers/random.ts";

describe("the random generator", () => {
  it("repeats itself from the same seed and differs from another", () => {
    const draw = (seed: number): number[] => {
      const random = randomFrom(seed);
      return Array.from({ length: 20 }, () => random.next());
    };
    expect(draw(3)).toEqual(draw(3));
    expect(draw(3)).not.toEqual(draw(4));
  });

  it("spreads evenly", () => {
    const random = randomFrom(1);
    const counts = Array.from({ length: 10 }, () => 0);
    for (let k = 0; k < 10_000; k++) counts[random.below(10)]!++;
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it("shuffles without losing anything", () => {
    const items = [1, 2, 3, 4, 5, 6];
    const mixed = shuffled(items, randomFrom(2));
    expect([...mixed].sort((a, b) => a - b)).toEqual(items);
    expect(mixed).not.toEqual(items);
  });
});

describe("the hash", () => {
  it("depends on everything and spreads evenly", () => {
    const of = (seed: number, text: string, values: number[]): number =>
      hashBelow(1_000_003, seed, text, values);
    const all = [
      of(1, "f", [2, 3]),
      of(2, "f", [2, 3]),
      of(1, "g", [2, 3]),
      of(1, "f", [3, 2]),
      of(1, "f", [2]),
    ];
    expect(new Set(all).size).toBe(all.length);
    const buckets = Array.from({ length: 8 }, () => 0);
    for (let k = 0; k < 8000; k++) buckets[Math.floor(of(1, "f", [k]) / 125_001)]!++;
    for (const count of buckets) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});
