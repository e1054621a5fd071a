import { describe, expect, it } from "vitest";
import type { DerivativeProblem } from "../../src/answers/answer.ts";
import { evaluate } from "../../src/evaluation/evaluate.ts";
import { floats } from "../../src/evaluation/systems.ts";
import { NoValue } from "../../src/numbers/system.ts";
import { parts } from "../../src/graph/node.ts";
import { copyInto, expand } from "../../src/graph/rebuild.ts";
import { Store } from "../../src/graph/store.ts";
import { BudgetExceeded } from "../../src/graph/node.ts";
import { difference, isFinitePoint, lowered, loweredAtRandom, valueOf } from "./support.ts";

const VARS = { x: ["n"], y: ["n"], A: ["n", "n"], B: ["n", "n"], X: ["n", "m"], s: [], t: [] };

function nodeOf(store: Store, expr: string, more: Partial<DerivativeProblem> = {}): number {
  const one = lowered({ expr, vars: VARS, wrt: "x", ...more });
  return copyInto(store, one.store, one.f);
}

function sameNode(...spellings: readonly string[]): void {
  const store = new Store();
  const [first, ...rest] = spellings.map((expr) => nodeOf(store, expr));
  for (const other of rest) expect(other, spellings.join("  and  ")).toBe(first);
}

function otherNode(a: string, b: string): void {
  const store = new Store();
  expect(nodeOf(store, a)).not.toBe(nodeOf(store, b));
}

function sameWhenExpanded(...spellings: readonly string[]): void {
  const store = new Store();
  const [first, ...rest] = spellings.map((expr) => expand(store, store, nodeOf(store, expr)));
  for (const other of rest) expect(other, spellings.join("  and  ")).toBe(first);
}

describe("lowering", () => {
  it("means what evaluation means", () => {
    let compared = 0;
    for (const { store, f, problem, point } of loweredAtRandom(100_000, 250)) {
      const graph = valueOf(store, f, point);
      if (!isFinitePoint(graph)) continue;
      try {
        const { data } = evaluate(problem.elaboration.expression, point, floats);
        expect(difference(graph, data)).toBeLessThan(1e-9);
        compared++;
      } catch (error) {
        if (!(error instanceof NoValue)) throw error;
      }
    }
    expect(compared).toBeGreaterThan(200);
  });
});

describe("the normal form", () => {
  it("is the same for every association and order below the barriers", () => {
    sameNode("(A*B)*x", "A*(B*x)", "(x'*B'*A')'", "((A*B)'')*x");
    sameNode("x + y - x/2", "y + x/2", "-(-(x/2) - y)");
    sameNode("tr(A*B*X*X')", "tr(B*X*X'*A)", "tr((X*X')'*B'*A')", "sum((A*B)'.*(X*X'))");
    sameNode("(s*x)'*(t*A*y)", "s*t*(x'*A*y)", "y'*(A'*x)*(t*s)");
    sameNode("diag(x)*A*diag(y)", "(x*y').*A", "diag(x)*(A*diag(y))");
    sameNode("sum(x)", "x'*ones(n)", "ones(n)'*x", "tr(diag(x))");
    sameNode("x'*x", "norm2(x)^2", "sum(x.^2)", "tr(x*x')", "dot(x,x)");
  });

  it("joins what cancels", () => {
    sameNode("inv(A)*A*x", "x", "A*(inv(A)*x)", "eye(n)*x");
    sameNode("(x'*x)^-1*(x'*x)*y", "y");
    sameNode("s^2*s^-1", "s");
    sameNode("log(exp(x))", "x");
    sameNode("abs(x).^2", "x.^2");
    sameNode("sign(x).*abs(x)", "x");
    sameNode("x - x + y", "y");
    sameNode("(2*s)^-1", "1/(2*s)", "0.5/s");
  });

  it("does not join what only looks alike", () => {
    otherNode("(s^2)^(1/2)", "s");
    otherNode("log(sum(exp(x)))", "sum(x)");
    otherNode("(x.^2).^(1/2)", "x");
    otherNode("sum(x)^2", "sum(x.^2)");
    otherNode("sum(x)*sum(y)", "x'*y");
    otherNode("1/sum(x)", "sum(1./x)");
    otherNode("(x'*y)^2", "sum((x.*y).^2)");
    otherNode("inv(A)*B*A", "B");
    otherNode("inv(A).*A", "eye(n)");
    otherNode("sum(inv(A).*A)", "sum(eye(n))");
    otherNode("A*B", "B*A");
    otherNode("A", "A'");
    otherNode("tr(A)*ones(n)", "diag(A)");
    otherNode("sum(s*ones(n))", "s");
  });

  it("counts the size of what is summed over and not used", () => {
    sameNode("sum(s*ones(n))", "n*s");
    sameNode("tr(eye(n))*s", "n*s");
    sameNode("ones(m)'*ones(m)*x", "m*x");
    sameNode("sum(sum(x)*ones(n,m))", "n*m*sum(x)");
    sameNode("sum(kron(x, ones(m)))", "m*sum(x)");
  });

  it("multiplies out to one polynomial", () => {
    sameWhenExpanded("(x + y)'*(x + y)", "x'*x + 2*(x'*y) + y'*y");
    sameWhenExpanded("(A + B)*(A - B)*x", "A*A*x - A*B*x + B*A*x - B*B*x");
    sameWhenExpanded("(s + t)^3", "s^3 + 3*s^2*t + 3*s*t^2 + t^3");
    sameWhenExpanded("sum((x + s).^2)", "x'*x + 2*s*sum(x) + n*s^2");
    sameWhenExpanded("sum(x - s)", "sum(x) - n*s");
    sameWhenExpanded("tanh((s + t)*x)", "tanh(s*x + t*x)");
  });
});

describe("expand", () => {
  it("keeps the value, and does nothing the second time", () => {
    let expanded = 0;
    for (const { store, f, point } of loweredAtRandom(200_000, 200)) {
      const before = valueOf(store, f, point);
      if (!isFinitePoint(before)) continue;
      let once: number;
      try {
        once = expand(store, store, f);
      } catch (error) {
        if (!(error instanceof BudgetExceeded)) throw error;
        continue;
      }
      if (once !== f) expanded++;
      expect(difference(valueOf(store, once, point), before)).toBeLessThan(1e-7);
      expect(expand(store, store, once)).toBe(once);
    }
    expect(expanded).toBeGreaterThan(20);
  });

  it("does not forget an axis along which a function turns out to be the same", () => {
    for (const expr of [
      "sum(sinh(x'*(s + matrix(2, n, n))))",
      "tanh((X + s - X)*ones(m))",
      "sum(softmax(tanh((X + s - X)*ones(m))))",
      "exp((X + s - X)')",
    ]) {
      const { store, f, point } = lowered({ expr, vars: VARS, wrt: "s" });
      const once = expand(store, store, f);
      expect(store.node(once).axes).toEqual(store.node(f).axes);
      const values = [valueOf(store, once, point), valueOf(store, f, point)] as const;
      expect(difference(...values), expr).toBeLessThan(1e-9);
    }
  });
});

describe("copyInto", () => {
  it("keeps the value in another store, and the node in a copy of the copy", () => {
    const differences: number[] = [];
    for (const { store, f, point } of loweredAtRandom(300_000, 200)) {
      const target = new Store();
      target.variable("unrelated", []);
      const copy = copyInto(target, store, f);
      const value = valueOf(store, f, point);
      if (isFinitePoint(value)) differences.push(difference(valueOf(target, copy, point), value));
      expect(target.node(copy).hash).toBe(store.node(f).hash);
      expect(copyInto(store, target, copy)).toBe(f);
    }
    expect(differences.length).toBeGreaterThan(50);
    expect(Math.max(...differences)).toBeLessThan(1e-9);
  });

  it("uses what is known in the target", () => {
    const { store, f } = lowered({ expr: "A - A'", vars: VARS, wrt: "A" });
    expect(store.isZero(f)).toBe(false);
    const target = new Store(new Set(["A"]));
    expect(target.isZero(copyInto(target, store, f))).toBe(true);
  });
});

describe("the invariants of a node", () => {
  it("hold for random graphs", () => {
    for (const { store } of loweredAtRandom(400_000, 200)) {
      store.nodes.forEach((node, id) => {
        expect(parts(node).every((part) => part < id)).toBe(true);
        if (node.kind !== "poly") return;
        const rank = node.axes.length;
        for (const { coefficient, factors } of node.terms) {
          expect(coefficient.numerator).not.toBe(0n);
          const sizes = new Map<number, string>(node.axes.map((axis, k) => [k, axis.key]));
          const bound = new Set<number>();
          for (const { node: part, indices, exponent } of factors) {
            expect(exponent.numerator).not.toBe(0n);
            const { axes } = store.node(part);
            expect(indices.length).toBe(axes.length);
            indices.forEach((index, axis) => {
              expect(sizes.get(index) ?? axes[axis]!.key).toBe(axes[axis]!.key);
              sizes.set(index, axes[axis]!.key);
              if (index >= rank) bound.add(index);
            });
          }
          // Bound indices are numbered on from the free ones, none left out.
          expect([...bound].sort((a, b) => a - b)).toEqual(
            Array.from({ length: bound.size }, (_, k) => rank + k),
          );
        }
      });
    }
  });
});
