import { describe, expect, it } from "vitest";
import type { DerivativeProblem } from "../../src/answers/answer.ts";
import { differentiate } from "../../src/calculus/differentiate.ts";
import type { NodeId } from "../../src/graph/node.ts";
import { copyInto, expand } from "../../src/graph/rebuild.ts";
import { Store } from "../../src/graph/store.ts";
import * as Q from "../../src/numbers/rational.ts";
import type { Tensor } from "../../src/numbers/system.ts";
import {
  difference,
  type GraphPoint,
  isCheap,
  isFinitePoint,
  type Lowered,
  lowered,
  loweredAtRandom,
  valueOf,
} from "../graph/support.ts";

/** The derivative by a variable of the problem, as a node, with the axes of f first. */
function by(one: Lowered, name: string, of: NodeId = one.f): NodeId {
  return differentiate(one.store, of, one.arrays.get(name)!.node);
}

function nodeRank(store: Store, id: NodeId): number {
  return store.node(id).axes.length;
}

/** Random graphs with a derivative that is small enough to be evaluated entry by entry. */
function* differentiated(first: number, count: number): Generator<Lowered & { d: NodeId }> {
  let found = 0;
  for (const one of loweredAtRandom(first, 20 * count)) {
    const d = by(one, one.problem.wrt);
    if (nodeRank(one.store, d) > 4 || one.store.nodes.length > 250) continue;
    if (!isCheap(one.store, d, one.point.sizes)) continue;
    found++;
    yield { ...one, d };
    if (found === count) return;
  }
}

/** The point with one variable moved along a direction. */
function moved(
  point: GraphPoint,
  name: string,
  direction: readonly number[],
  by: number,
): GraphPoint {
  const values = new Map<string, Tensor<number>>(point.values);
  const old = values.get(name)!;
  values.set(name, { shape: old.shape, data: old.data.map((x, k) => x + by * direction[k]!) });
  return { ...point, values };
}

describe("the derivative", () => {
  it("is what central differences say, along a direction", () => {
    let compared = 0;
    for (const { store, f, d, point, problem } of differentiated(500_000, 200)) {
      const { data } = point.values.get(problem.wrt)!;
      const direction = data.map((_, k) => Math.sin(3 * k + 1));
      const h = 1e-5;
      const there = valueOf(store, f, moved(point, problem.wrt, direction, h));
      const back = valueOf(store, f, moved(point, problem.wrt, direction, -h));
      const slope = there.map((x, k) => (x - back[k]!) / (2 * h));
      const full = valueOf(store, d, point);
      if (!isFinitePoint([...slope, ...full])) continue;
      const width = data.length;
      const expected = there.map((_, k) =>
        direction.reduce((sum, step, j) => sum + step * full[k * width + j]!, 0),
      );
      // Where f is near a kink or a pole of its own the differences themselves are off.
      const half = valueOf(store, f, moved(point, problem.wrt, direction, h / 2));
      const halfBack = valueOf(store, f, moved(point, problem.wrt, direction, -h / 2));
      const finer = half.map((x, k) => (x - halfBack[k]!) / h);
      const scale = Math.max(...valueOf(store, f, point).map(Math.abs), 1e-3);
      const noise =
        difference(slope, finer) + (1e-9 * scale) / Math.max(1e-6, ...slope.map(Math.abs));
      expect(difference(slope, expected)).toBeLessThan(1e-4 + 20 * noise);
      compared++;
    }
    expect(compared).toBeGreaterThan(150);
  });

  it("is linear", () => {
    const differences: number[] = [];
    const graphs = [...differentiated(600_000, 40)];
    for (const { store, f, d, problem, arrays, point } of graphs) {
      const labels = store.labelsFor(f);
      const squares = store.poly(labels, [
        { coefficient: Q.rational(3), factors: [store.factor({ node: f, indices: labels })] },
        {
          coefficient: Q.rational(-1, 2),
          factors: [{ node: f, indices: labels, exponent: Q.rational(2) }],
        },
      ]);
      const combined = differentiate(store, squares, arrays.get(problem.wrt)!.node);
      if (!isCheap(store, combined, point.sizes)) continue;
      const value = valueOf(store, f, point);
      const slope = valueOf(store, d, point);
      const width = slope.length / value.length;
      const expected = slope.map((x, k) => 3 * x - value[Math.floor(k / width)]! * x);
      const actual = valueOf(store, combined, point);
      if (isFinitePoint(expected)) differences.push(difference(actual, expected));
    }
    expect(differences.length).toBeGreaterThan(10);
    expect(Math.max(...differences)).toBeLessThan(1e-8);
  });

  it("of second order does not depend on the order of differentiation", () => {
    let compared = 0;
    for (const one of differentiated(700_000, 250)) {
      const { store, f, d, point, problem, arrays } = one;
      const other = [...arrays.keys()].find((name) => name !== problem.wrt);
      if (other === undefined || nodeRank(store, d) > 2) continue;
      const there = by(one, other, d);
      const back = by(one, problem.wrt, by(one, other));
      if (nodeRank(store, there) > 4 || !isCheap(store, there, point.sizes)) continue;
      if (!isCheap(store, back, point.sizes)) continue;
      const [a, b, c] = [f, arrays.get(problem.wrt)!.node, arrays.get(other)!.node].map((id) =>
        nodeRank(store, id),
      ) as [number, number, number];
      const range = (from: number, count: number): number[] =>
        Array.from({ length: count }, (_, k) => from + k);
      const order = [...range(0, a), ...range(a + c, b), ...range(a, c)];
      const turned = store.permute(back, order);
      const expected = valueOf(store, turned, point);
      if (!isFinitePoint(expected)) continue;
      expect(difference(valueOf(store, there, point), expected)).toBeLessThan(1e-7);
      compared++;
    }
    expect(compared).toBeGreaterThan(40);
  });

  it("of second order is symmetric: multiplied out, the same node both ways", () => {
    const same = (expr: string, vars: DerivativeProblem["vars"] = {}): void => {
      const one = lowered({ expr, vars: { x: ["n"], A: ["n", "n"], b: ["n"], ...vars }, wrt: "x" });
      const { store } = one;
      const hessian = expand(store, store, by(one, "x", by(one, "x")));
      expect(nodeRank(store, hessian)).toBe(2);
      expect(expand(store, store, store.permute(hessian, [1, 0])), expr).toBe(hessian);
    };
    same("x'*A*x");
    same("norm2(A*x - b)^2");
    same("norm2(A*x - b)");
    same("logsumexp(A*x)");
    same("sum(tanh(A*x))^2");
    same("(x'*A*x)/(x'*x)");
    same("log(1 + exp(b'*x))");
  });

  it("by a variable that is not there is zero of the right shape", () => {
    const one = lowered({ expr: "A*A", vars: { A: ["n", "n"], x: ["m"] }, wrt: "A" });
    const d = by(one, "x");
    expect(one.store.isZero(d)).toBe(true);
    expect(one.store.node(d).axes.map(({ key }) => key)).toEqual(["n", "n", "m"]);
  });

  it("of a variable by itself is a product of deltas", () => {
    const one = lowered({ expr: "A", vars: { A: ["n", "m"] }, wrt: "A" });
    const d = one.store.node(by(one, "A"));
    expect(d.kind === "poly" && d.terms.map(({ factors }) => factors.length)).toEqual([2]);
  });

  it("keeps facts about values out until the end", () => {
    // With A known to be symmetric the gradient of x'*A*x by A stays x*x', and that of tr(A*A)
    // may be written 2*A; used before, the second derivative of an inverse would be wrong.
    const one = lowered({ expr: "tr(A*A)", vars: { A: ["n", "n"] }, wrt: "A" });
    const d = by(one, "A");
    const known = new Store(new Set(["A"]));
    const plainly = one.store.node(d);
    expect(plainly.kind === "poly" && plainly.terms.length).toBe(1);
    expect(known.isSymmetric(copyInto(known, one.store, d))).toBe(true);
    expect(one.store.isSymmetric(d)).toBe(false);
  });

  it("agrees with the derivative of the expanded function", () => {
    const vars = { x: ["n"], y: ["n"], A: ["n", "n"], s: [] };
    for (const expr of ["(x + y)'*A*(x - y)", "(s + 1)^3*sum(x)", "sum((x + s).^3)"]) {
      const one = lowered({ expr, vars, wrt: "x" });
      const { store } = one;
      const a = expand(store, store, by(one, "x"));
      const b = expand(store, store, by(one, "x", expand(store, store, one.f)));
      expect(b, expr).toBe(a);
    }
  });
});
