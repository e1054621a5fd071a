import { describe, expect, it } from "vitest";
import { committed, lengthOf, measured, TABLE } from "./lengths.ts";

const table = committed(TABLE);
const lengths = measured();

describe("the length of an answer", () => {
  it("counts symbols, a prime half, and what a name stands for", () => {
    expect(lengthOf("2*A'*(A*x - b)")).toBe(9.5);
    expect(lengthOf("X[k,j]*delta(i,l)")).toBe(7);
    expect(lengthOf("u*x", [["u", "A + B"]])).toBe(8);
  });

  it("never grows: `npm run lengths` writes shorter ones into the table", () => {
    const grown = lengths.filter(({ id, ours }) => ours > (table.lengths[id] ?? 0));
    expect(grown).toEqual([]);
  });

  it("is the human's or less in 97 of 100 problems", () => {
    const within = lengths.filter(({ ours, human }) => ours <= human);
    expect(within.length / lengths.length).toBeGreaterThan(0.97);
  });

  it("is more than the human's only with a reason", () => {
    const longer = lengths.filter(({ ours, human }) => ours > human).map(({ id }) => id);
    expect(Object.keys(table.longer).sort()).toEqual(longer.sort());
    for (const reason of Object.values(table.longer)) expect(reason).toMatch(/\w+ \w+/);
  });
});
