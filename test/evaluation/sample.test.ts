import { describe, expect, it } from "vitest";
import { multiplyDimensions, symbol } from "../../src/dimensions/dimension.ts";
import type { VariableShape } from "../../src/elaboration/shape.ts";
import {
  chooseSizes,
  type EntrySource,
  floatEntries,
  residueEntries,
  samplePoint,
} from "../../src/evaluation/sample.ts";
import { residues } from "../../src/evaluation/systems.ts";
import { determinant, identity, product, transposed } from "../../src/numbers/elimination.ts";
import { randomFrom } from "../../src/numbers/random.ts";
import { legendreSymbol, PRIMES } from "../../src/numbers/residues.ts";
import type { Tensor } from "../../src/numbers/system.ts";

const [n, m] = [symbol("n"), symbol("m")];
const sizes = new Map([
  ["n", 3],
  ["m", 2],
]);

function shape(name: string, ...axes: VariableShape["axes"]): [string, VariableShape] {
  return [name, { name, axes, groups: axes.map((axis) => [axis]), origin: "declared" }];
}

const variables = new Map([
  shape("X", n, n),
  shape("Q", n, m),
  shape("x", n),
  shape("c"),
  shape("v", multiplyDimensions([n, m])),
]);

const prime = PRIMES[3]!;
const sources: readonly [string, EntrySource<number>, (x: number, y: number) => boolean][] = [
  ["doubles", floatEntries(randomFrom(5)), (x, y) => Math.abs(x - y) < 1e-12],
  ["residues", residueEntries(randomFrom(5), residues(prime, 1), prime), (x, y) => x === y],
];

describe.each(sources)("a point in %s", (label, source, same) => {
  const { system } = source;
  const draw = (name: string, ...properties: string[]): Tensor<number> =>
    samplePoint(variables, new Map([[name, properties]]), sizes, source)!.get(name)!;
  const at = (x: Tensor<number>, i: number, j: number): number => x.data[i * x.shape[1]! + j]!;
  const pairs = [0, 1, 2].flatMap((i) => [0, 1, 2].map((j) => [i, j] as const));
  const equal = (a: Tensor<number>, b: Tensor<number>): boolean =>
    a.data.every((x, k) => same(x, b.data[k]!));

  it("has the declared shapes", () => {
    const values = samplePoint(variables, new Map(), sizes, source)!;
    expect([...values].map(([name, value]) => [name, value.shape.join()])).toEqual([
      ["X", "3,3"],
      ["Q", "3,2"],
      ["x", "3"],
      ["c", ""],
      ["v", "6"],
    ]);
  });

  it("obeys symmetric, skew, diagonal, lower and upper", () => {
    const [s, k, d, l, u] = ["symmetric", "skew", "diagonal", "lower", "upper"].map((property) =>
      draw("X", property),
    ) as [Tensor<number>, Tensor<number>, Tensor<number>, Tensor<number>, Tensor<number>];
    for (const [i, j] of pairs) {
      expect(at(s, i, j)).toBe(at(s, j, i));
      expect(same(system.add(at(k, i, j), at(k, j, i)), 0)).toBe(true);
      expect(at(d, i, j) !== 0).toBe(i === j);
      expect(at(l, i, j) !== 0).toBe(j <= i);
      expect(at(u, i, j) !== 0).toBe(i <= j);
    }
  });

  it("obeys spd and positive as far as they have a meaning", () => {
    const s = draw("X", "spd");
    expect(equal(s, transposed(s))).toBe(true);
    const isPositive = (x: number): boolean =>
      label === "doubles" ? x > 0 : legendreSymbol(x, prime) === 1;
    for (const x of draw("x", "positive").data) expect(isPositive(x)).toBe(true);
    const d = draw("X", "posdiag");
    for (const i of [0, 1, 2]) expect(isPositive(at(d, i, i))).toBe(true);
  });

  it("obeys orthogonal, with reflections among them, and unit", () => {
    const signs = new Set<boolean>();
    for (let k = 0; k < 20; k++) {
      const q = draw("X", "orthogonal");
      expect(equal(product(system, transposed(q), q), identity(system, 3))).toBe(true);
      signs.add(same(determinant(system, q).data[0]!, system.one));
    }
    expect(signs.size).toBe(2);
    const tall = draw("Q", "orthogonal");
    expect(tall.shape).toEqual([3, 2]);
    expect(equal(product(system, transposed(tall), tall), identity(system, 2))).toBe(true);
    const x = draw("x", "unit").data;
    const square = x.reduce((sum, y) => system.add(sum, system.multiply(y, y)), 0);
    expect(same(square, 1)).toBe(true);
  });

  it("says where a property has no meaning", () => {
    expect(samplePoint(variables, new Map([["Q", ["symmetric"]]]), sizes, source)).toBeNull();
    const wide = new Map([shape("W", m, n)]);
    expect(samplePoint(wide, new Map([["W", ["orthogonal"]]]), sizes, source)).toBeNull();
  });
});

it("a positive definite matrix in doubles has positive leading minors", () => {
  const source = floatEntries(randomFrom(8));
  const { data } = samplePoint(variables, new Map([["X", ["spd"]]]), sizes, source)!.get("X")!;
  for (const k of [1, 2, 3]) {
    const minor = data.filter((_, at) => at % 3 < k && at < 3 * k);
    const value = determinant(source.system, { shape: [k, k], data: minor }).data[0];
    expect(value).toBeGreaterThan(0);
  }
});

describe("sizes", () => {
  it("are distinct, never 1, and keep what is pinned", () => {
    for (let seed = 0; seed < 50; seed++) {
      const chosen = chooseSizes(["a", "b", "c", "d"], new Map([["b", 3]]), randomFrom(seed));
      expect(chosen.get("b")).toBe(3);
      expect(new Set(chosen.values()).size).toBe(4);
      expect(Math.min(...chosen.values())).toBeGreaterThan(1);
      expect(Math.max(...chosen.values())).toBeLessThan(6);
    }
  });

  it("stay small however many symbols there are, and part any two sooner or later", () => {
    const symbols = Array.from({ length: 100 }, (_, k) => `n${k}`);
    const rounds = Array.from({ length: 40 }, (_, seed) =>
      chooseSizes(symbols, new Map([["m", 3]]), randomFrom(seed)),
    );
    for (const chosen of rounds) {
      const sizes = symbols.map((symbol) => chosen.get(symbol)!);
      expect(new Set(sizes)).toEqual(new Set([2, 4, 5, 6, 7]));
    }
    for (let k = 1; k < symbols.length; k++) {
      const [a, b] = [symbols[k - 1]!, symbols[k]!];
      expect(rounds.some((chosen) => chosen.get(a) !== chosen.get(b))).toBe(true);
    }
  });

  it("vary", () => {
    const all = Array.from({ length: 30 }, (_, seed) =>
      chooseSizes(["n"], new Map(), randomFrom(seed)).get("n"),
    );
    expect(new Set(all)).toEqual(new Set([2, 3]));
  });
});
