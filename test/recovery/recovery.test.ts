import { describe, expect, it } from "vitest";
import { differentiate } from "../../src/calculus/differentiate.ts";
import { evaluate } from "../../src/evaluation/evaluate.ts";
import { floats } from "../../src/evaluation/systems.ts";
import type { NodeId } from "../../src/graph/node.ts";
import { plain } from "../../src/notations/plain.ts";
import { NoValue } from "../../src/numbers/system.ts";
import { freshLetters, letterSource } from "../../src/recovery/letters.ts";
import { NoMatrixForm } from "../../src/recovery/monomial.ts";
import { present, presentEntry } from "../../src/recovery/present.ts";
import { onlyNames } from "../../src/recovery/vocabulary.ts";
import type { Expression } from "../../src/syntax/expression.ts";
import {
  difference,
  isCheap,
  isFinitePoint,
  type Lowered,
  lowered,
  loweredAtRandom,
  valueOf,
} from "../graph/support.ts";

/** Random functions and derivatives with at most `rank` axes. */
function* nodes(first: number, count: number, rank: number): Generator<[Lowered, NodeId]> {
  let found = 0;
  for (const one of loweredAtRandom(first, 20 * count)) {
    const { store, f, arrays, problem, point } = one;
    const d = differentiate(store, f, arrays.get(problem.wrt)!.node);
    for (const id of [f, d]) {
      if (store.node(id).axes.length > rank || !isCheap(store, id, point.sizes)) continue;
      if (store.nodes.length > 200) continue;
      found++;
      yield [one, id];
    }
    if (found >= count) return;
  }
}

/** The value of a form in doubles, or undefined where it has none at this point. */
function evaluated(form: Expression, { point }: Lowered): readonly number[] | undefined {
  try {
    return evaluate(form, point, floats).data;
  } catch (error) {
    if (error instanceof NoValue) return undefined;
    throw error;
  }
}

function namesOf({ arrays }: Lowered): string[] {
  return [...arrays.keys()];
}

describe("the matrix form of a node", () => {
  it("has its value, both ways up", () => {
    let compared = 0;
    for (const [one, id] of nodes(800_000, 150, 2)) {
      const { store, point } = one;
      const { axes } = store.node(id);
      const upright = axes.length === 2 ? { rows: [0], columns: [1] } : { rows: [0], columns: [] };
      const layouts =
        axes.length === 0
          ? [{ rows: [], columns: [] }]
          : [upright, { rows: upright.columns, columns: upright.rows }];
      for (const { rows, columns } of layouts) {
        const expected = valueOf(store, store.permute(id, [...rows, ...columns]), point);
        if (!isFinitePoint(expected)) continue;
        const form = presented(one, id, { rows, columns });
        const actual = form && evaluated(form, one);
        if (!actual) continue;
        expect(difference(actual, expected), plain.write(form)).toBeLessThan(1e-7);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(100);
  });

  it("with several axes on a side has its value too", () => {
    let compared = 0;
    for (const [one, id] of nodes(900_000, 80, 4)) {
      const { store, point } = one;
      const rank = store.node(id).axes.length;
      if (rank < 3) continue;
      const all = Array.from({ length: rank }, (_, k) => k);
      // Four axes on one side make commutation matrices that take long to evaluate.
      for (const cut of rank === 3 ? [0, 1, 2, 3] : [1, 2, 3]) {
        const rows = all.slice(0, cut).reverse();
        const columns = all.slice(cut);
        const expected = valueOf(store, store.permute(id, [...rows, ...columns]), point);
        if (!isFinitePoint(expected)) continue;
        const form = presented(one, id, { rows, columns });
        const actual = form && evaluated(form, one);
        if (!actual) continue;
        expect(difference(actual, expected), plain.write(form)).toBeLessThan(1e-7);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(10);
  });
});

function presented(
  one: Lowered,
  id: NodeId,
  layout: { rows: readonly number[]; columns: readonly number[] },
): Expression | undefined {
  try {
    return present(one.store, id, layout, onlyNames(namesOf(one))).expression;
  } catch (error) {
    if (error instanceof NoMatrixForm) return undefined;
    throw error;
  }
}

describe("the entry of a node", () => {
  it("has its value, whatever the number of axes", () => {
    let compared = 0;
    for (const [one, id] of nodes(1_100_000, 150, 4)) {
      const { store, point } = one;
      const { axes } = store.node(id);
      const taken = new Set([...namesOf(one), ...point.sizes.keys()]);
      const letters = freshLetters(axes.length, taken);
      const fresh = (): (() => string) => letterSource(new Set([...taken, ...letters]));
      let form: Expression;
      try {
        form = presentEntry(store, id, letters, onlyNames(namesOf(one)), fresh);
      } catch (error) {
        if (error instanceof NoMatrixForm) continue;
        throw error;
      }
      const expected = valueOf(store, id, point);
      if (!isFinitePoint(expected)) continue;
      const sizes = axes.map((_, k) => sizeOfAxis(one, id, k));
      const letterSizes = new Map(letters.map((letter, k) => [letter, sizes[k]!]));
      try {
        const value = evaluate(form, { ...point, letterSizes }, floats);
        const strides = value.letters.map((letter) => letters.indexOf(letter));
        const actual = expected.map((_, place) => {
          const at = positionOf(place, sizes);
          const own = strides.reduce((sum, axis) => sum * sizes[axis]! + at[axis]!, 0);
          return value.data[own]!;
        });
        expect(difference(actual, expected), plain.write(form)).toBeLessThan(1e-7);
        compared++;
      } catch (error) {
        if (!(error instanceof NoValue)) throw error;
      }
    }
    expect(compared).toBeGreaterThan(100);
  });
});

function sizeOfAxis({ store, point }: Lowered, id: NodeId, axis: number): number {
  const { coefficient, symbols } = store.node(id).axes[axis]!;
  return symbols.reduce((size, symbol) => size * point.sizes.get(symbol)!, coefficient);
}

function positionOf(place: number, sizes: readonly number[]): number[] {
  const at: number[] = [];
  let rest = place;
  for (const size of [...sizes].reverse()) {
    at.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return at;
}

describe("what must not be lost on the way", () => {
  const form = (expr: string, wrt = "s"): string => {
    const one = lowered({
      expr,
      vars: { s: [], x: ["n"], A: ["n", "m"], z: ["m"] },
      wrt,
    });
    const rank = one.store.node(one.f).axes.length;
    const layout = { rows: rank > 0 ? [0] : [], columns: rank > 1 ? [1] : [] };
    return plain.write(present(one.store, one.f, layout, onlyNames(namesOf(one))).expression);
  };

  it("the absolute value in the root of a square", () => {
    expect(form("(s^2)^(1/2)")).toBe("sqrt(s^2)");
    expect(form("(s^4)^(1/4)")).not.toBe("s");
    expect(form("(x.^2).^(1/2)", "x")).not.toBe("x");
    expect(form("((s^3)^2)^(1/6)")).not.toBe("s");
  });

  it("the sum in the logarithm of a sum", () => {
    expect(form("log(sum(exp(x)))", "x")).toContain("log");
    expect(form("exp(sum(log(x)))", "x")).toContain("exp");
  });

  it("the order of powers and sums", () => {
    expect(form("sum(x)^2", "x")).toBe("sum(x)^2");
    expect(form("sum(2.^x)", "x")).toBe("sum(2.^x)");
    expect(form("(x'.^2)'", "x")).toBe("x.^2");
    expect(form("1/sum(x)", "x")).toBe("1/sum(x)");
  });

  it("a factor that is the same along an axis", () => {
    expect(form("sum(x)*ones(n,m)", "x")).toBe("sum(x)*ones(n,m)");
    expect(form("tanh(x*ones(m)')", "x")).toContain("ones");
  });
});
