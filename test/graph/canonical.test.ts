import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { symbol } from "../../src/dimensions/dimension.ts";
import type { NodeId, Term } from "../../src/graph/node.ts";
import { Store } from "../../src/graph/store.ts";
import { randomFrom, shuffled } from "../../src/numbers/random.ts";
import * as Q from "../../src/numbers/rational.ts";

const n = symbol("n");
const m = symbol("m");

/** What a random monomial is made of: variables of one, two and three axes over two sizes. */
const VARIABLES = [
  { name: "x", axes: [n] },
  { name: "u", axes: [m] },
  { name: "A", axes: [n, m] },
  { name: "B", axes: [n, n] },
  { name: "S", axes: [n, n] },
  { name: "P", axes: [m, m] },
  { name: "T", axes: [n, m, n] },
  { name: "c", axes: [] },
] as const;

/** A monomial as a recipe, so that it can be built again in another order with other labels. */
interface Recipe {
  readonly factors: readonly { variable: number; slots: readonly number[]; exponent: number }[];
  readonly seed: number;
}

const recipes: fc.Arbitrary<Recipe> = fc.record({
  factors: fc.array(
    fc.record({
      variable: fc.nat(VARIABLES.length - 1),
      slots: fc.array(fc.nat(4), { minLength: 3, maxLength: 3 }),
      exponent: fc.constantFrom(1, 1, 1, 2, -1),
    }),
    { minLength: 1, maxLength: 9 },
  ),
  seed: fc.nat(),
});

const SYMMETRIC = new Set(["S", "P"]);

/**
 * The recipe as a node: slot k of an axis of size n is the k-th label of size n. Slot 0 of either
 * size is free. With a seed, the factors come in another order, the labels were made in another
 * order, and the two indices of a symmetric matrix may be swapped.
 */
function build(store: Store, { factors }: Recipe, seed?: number): NodeId {
  return store.poly(...asTerm(store, factors, seed));
}

function asTerm(
  store: Store,
  factors: Recipe["factors"],
  seed?: number,
): [free: number[], terms: Term[]] {
  const random = randomFrom(seed ?? 0);
  const mix = <T>(items: readonly T[]): readonly T[] =>
    seed === undefined ? items : shuffled(items, random);
  const labels = new Map<string, number>();
  const keys = [0, 1, 2, 3, 4].flatMap((slot) => [`n${slot}`, `m${slot}`]);
  for (const key of mix(keys)) labels.set(key, store.label(symbol(key.slice(0, 1))));
  const list = mix(factors).map(({ variable, slots, exponent }) => {
    const { name, axes } = VARIABLES[variable]!;
    const indices = axes.map((axis, k) => labels.get(`${axis.key}${slots[k]}`)!);
    const swap = seed !== undefined && SYMMETRIC.has(name) && random.next() < 0.5;
    return {
      node: store.variable(name, axes),
      indices: swap ? indices.reverse() : indices,
      exponent: Q.rational(exponent),
    };
  });
  return [[labels.get("n0")!, labels.get("m0")!], [{ coefficient: Q.ONE, factors: list }]];
}

/** All pairs of `count` summed indices of one symmetric matrix, or those that `keep` lets through. */
function graphOf(
  store: Store,
  count: number,
  keep: (a: number, b: number) => boolean,
  seed: number,
): NodeId {
  const random = randomFrom(seed);
  const labels = shuffled(
    Array.from({ length: count }, () => store.label(n)),
    random,
  );
  const node = store.variable("S", [n, n]);
  const factors = [];
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      if (!keep(a, b)) continue;
      const pair = [labels[a]!, labels[b]!];
      factors.push({
        node,
        indices: random.next() < 0.5 ? pair : pair.reverse(),
        exponent: Q.ONE,
      });
    }
  }
  return store.poly([], [{ coefficient: Q.ONE, factors: shuffled(factors, random) }]);
}

describe("a monomial", () => {
  it("is one node however its indices are named and its factors ordered", () => {
    fc.assert(
      fc.property(recipes, (recipe) => {
        const store = new Store(SYMMETRIC);
        const first = build(store, recipe);
        for (let k = 1; k <= 3; k++) expect(build(store, recipe, recipe.seed + k)).toBe(first);
      }),
      { numRuns: 400, seed: 1 },
    );
  });

  it("has the same hash in another store, whose ids are others", () => {
    fc.assert(
      fc.property(recipes, (recipe) => {
        const here = new Store(SYMMETRIC);
        const there = new Store(SYMMETRIC);
        for (let k = 0; k < 5; k++) there.variable(`unrelated${k}`, [m]);
        const a = here.node(build(here, recipe));
        const b = there.node(build(there, recipe, recipe.seed));
        expect(b.hash).toBe(a.hash);
      }),
      { numRuns: 200, seed: 2 },
    );
  });

  it("merges with its like, and cancels against it", () => {
    fc.assert(
      fc.property(recipes, (recipe) => {
        const store = new Store(SYMMETRIC);
        const [free, once] = asTerm(store, recipe.factors);
        const [others, again] = asTerm(store, recipe.factors, recipe.seed);
        const renamed = again.map((term) => ({
          ...term,
          factors: term.factors.map((factor) => ({
            ...factor,
            indices: factor.indices.map((label) => {
              const at = others.indexOf(label);
              return at < 0 ? label : free[at]!;
            }),
          })),
        }));
        const negative = renamed.map((term) => ({ ...term, coefficient: Q.MINUS_ONE }));
        const double = once.map((term) => ({ ...term, coefficient: Q.rational(2) }));
        expect(store.poly(free, [...once, ...renamed])).toBe(store.poly(free, double));
        expect(store.isZero(store.poly(free, [...once, ...negative]))).toBe(true);
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  it("is one node even where every renaming is a symmetry", () => {
    for (const size of [4, 6, 8]) {
      const store = new Store(SYMMETRIC);
      const first = graphOf(store, size, () => true, 0);
      for (let seed = 1; seed <= 5; seed++) {
        expect(graphOf(store, size, () => true, seed)).toBe(first);
      }
      expect(store.nodes.length).toBeLessThan(6);
    }
  });

  it("is told from another where every index looks alike from nearby", () => {
    const store = new Store(SYMMETRIC);
    // A ring of six and two rings of three; K_{3,3} and the prism: regular, and not the same.
    const ring = graphOf(store, 6, (a, b) => b - a === 1 || b - a === 5, 1);
    const rings = graphOf(store, 6, (a, b) => Math.floor(a / 3) === Math.floor(b / 3), 2);
    const bipartite = graphOf(store, 6, (a, b) => a < 3 && b >= 3, 3);
    const prism = graphOf(
      store,
      6,
      (a, b) => Math.floor(a / 3) === Math.floor(b / 3) || b - a === 3,
      4,
    );
    expect(new Set([ring, rings, bipartite, prism]).size).toBe(4);
    for (let seed = 5; seed < 12; seed++) {
      expect(graphOf(store, 6, (a, b) => b - a === 1 || b - a === 5, seed)).toBe(ring);
      expect(graphOf(store, 6, (a, b) => a < 3 && b >= 3, seed)).toBe(bipartite);
    }
  });

  it("does not swap the indices of a matrix that is not symmetric", () => {
    const store = new Store(SYMMETRIC);
    const [i, j] = [store.label(n), store.label(n)];
    const at = (name: string, indices: number[]): NodeId =>
      store.poly(
        [i, j],
        [
          {
            coefficient: Q.ONE,
            factors: [{ node: store.variable(name, [n, n]), indices, exponent: Q.ONE }],
          },
        ],
      );
    expect(at("B", [i, j])).not.toBe(at("B", [j, i]));
    expect(at("S", [i, j])).toBe(at("S", [j, i]));
  });

  it("counts the size of an index that is summed over and then unused", () => {
    const store = new Store();
    const [i, k] = [store.label(n), store.label(n)];
    const delta = store.delta(n);
    // sum over k of delta(i,i) delta(k,k): the trace of the identity is n.
    const term: Term = {
      coefficient: Q.ONE,
      factors: [
        { node: store.variable("x", [n]), indices: [i], exponent: Q.ONE },
        { node: delta, indices: [k, k], exponent: Q.ONE },
      ],
    };
    const size = { node: store.dimensionSymbol("n"), indices: [], exponent: Q.ONE };
    const expected: Term = { coefficient: Q.ONE, factors: [term.factors[0]!, size] };
    expect(store.poly([i], [term])).toBe(store.poly([i], [expected]));
  });
});
