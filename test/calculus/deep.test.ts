import { describe, expect, it } from "vitest";
import { differentiate } from "../../src/calculus/differentiate.ts";
import { parts } from "../../src/graph/node.ts";
import { copyInto } from "../../src/graph/rebuild.ts";
import { Store } from "../../src/graph/store.ts";
import * as V from "../../src/graph/value.ts";
import * as Q from "../../src/numbers/rational.ts";
import { lowered } from "../graph/support.ts";

/** The number of nodes of a function, and of its derivative by the variable. */
function growth(
  expr: string,
  vars: Record<string, readonly string[]>,
  wrt: string,
): { value: number; slope: number; made: number } {
  const { store, f, arrays } = lowered({ expr, vars, wrt });
  const value = store.reachable(f, parts).length;
  const d = differentiate(store, f, arrays.get(wrt)!.node);
  const slope = store.reachable(d, parts).length;
  expect(copyInto(new Store(), store, d)).toBeGreaterThanOrEqual(0);
  return { value, slope, made: store.nodes.length };
}

/** Ten times the input makes at most about ten times the nodes. */
function isLinear(make: (size: number) => ReturnType<typeof growth>, small: number): void {
  const few = make(small);
  const many = make(10 * small);
  expect(many.value).toBeLessThanOrEqual(10.5 * few.value + 40);
  expect(many.slope).toBeLessThanOrEqual(10.5 * few.slope + 40);
  expect(many.made).toBeLessThanOrEqual(10.5 * few.made + 40);
}

const chain = (layers: number): string =>
  Array.from({ length: layers }).reduce<string>((inner) => `tanh(W*${inner})`, "x");

describe("deep and wide inputs grow linearly", () => {
  it("a chain of 1,000 layers", () => {
    isLinear((layers) => growth(chain(layers), { W: ["n", "n"], x: ["n"] }, "x"), 100);
    isLinear((layers) => growth(`sum(${chain(layers)})`, { W: ["n", "n"], x: ["n"] }, "W"), 100);
  });

  it("a sum of 10,000 terms", () => {
    const sum = (terms: number): string =>
      Array.from({ length: terms }, (_, k) => `tanh(${k + 1}*x)`).join(" + ");
    isLinear((terms) => growth(sum(terms), { x: ["n"] }, "x"), 1000);
  });

  it("a product of 200 matrices", () => {
    const product = (count: number): string => `${"A*B*".repeat(count / 2)}x`;
    const vars = { A: ["n", "n"], B: ["n", "n"], x: ["n"] };
    isLinear((count) => growth(product(count), vars, "x"), 20);
    isLinear((count) => growth(product(count), vars, "A"), 20);
  });

  it("a matrix to the power 50, whose derivative has 50 terms of one shape", () => {
    const few = growth("tr(X^5)", { X: ["n", "n"] }, "X");
    const many = growth("tr(X^50)", { X: ["n", "n"] }, "X");
    expect(many.slope).toBeLessThan(3 * few.slope + 40);
  });

  it("a nest of 10,000 parentheses and of 10,000 signs", () => {
    const nested = `${"(".repeat(10_000)}x${")".repeat(10_000)}`;
    expect(growth(`sum(${nested})`, { x: ["n"] }, "x").made).toBeLessThan(10);
    expect(growth(`sum(${"-".repeat(10_001)}x)`, { x: ["n"] }, "x").made).toBeLessThan(20);
  });

  it("a residual net, whose text would be exponentially long", () => {
    const layers = 40;
    const store = new Store();
    const axis = lowered({ expr: "x", vars: { x: ["n"] }, wrt: "x" }).store.node(0).axes;
    const x = store.variable("x", axis);
    let h = x;
    for (let k = 0; k < layers; k++) {
      const labels = store.labelsFor(h);
      const activated = store.map("tanh", [{ node: h, indices: labels }]);
      h = store.poly(
        labels,
        [{ node: h, indices: labels }, activated].map((reference) => ({
          coefficient: Q.ONE,
          factors: [store.factor(reference)],
        })),
      );
    }
    const d = differentiate(store, h, x);
    expect(V.kindOf(V.ordered(d, 1, 1))).toBe("matrix");
    expect(store.reachable(d, parts).length).toBeLessThan(20 * layers);
  });
});
