import { describe, expect, it } from "vitest";
import { integer, symbol } from "../../src/dimensions/dimension.ts";
import { type LineContext, verifyLines } from "../../src/derivations/verify-lines.ts";
import type { Derivation, Step } from "../../src/derivations/step.ts";
import { plain } from "../../src/notations/plain.ts";
import type { Expression } from "../../src/syntax/expression.ts";

function read(text: string): Expression {
  const result = plain.read(text);
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

const n = symbol("n");
const m = symbol("m");
const context: LineContext = {
  f: read("y'*A*x"),
  fName: "f",
  wrt: "x",
  variables: new Map([
    ["y", { name: "y", axes: [n], groups: [[n]], origin: "declared" }],
    ["A", { name: "A", axes: [n, m], groups: [[n], [m]], origin: "declared" }],
    ["x", { name: "x", axes: [m], groups: [[m]], origin: "declared" }],
  ]),
  properties: new Map(),
  pinnedSizes: new Map(),
};

function derivation(lines: readonly Partial<Step>[]): Derivation {
  const steps = lines.map(
    (line): Step => ({
      rule: "entry-form",
      title: "",
      reason: "",
      before: read("0"),
      right: read("0"),
      ...line,
    }),
  );
  return { method: "indices", function: "f", given: [], wanted: "", names: [], steps };
}

const entry: Partial<Step> = { left: read("f"), right: read("sum(p, sum(q, y[p]*A[p,q]*x[q]))") };
const left: Expression = { kind: "derivative", body: read("f"), by: read("x[i]") };
const summedOut = read("sum(p, y[p]*A[p,i])");
const recognised: Partial<Step> = { rule: "recognise", left: summedOut, right: read("(A'*y)[i]") };

describe("verifying the lines of a derivation", () => {
  it("confirms a true one, line by line", () => {
    const steps = [
      entry,
      { left, right: read("sum(p, sum(q, y[p]*A[p,q]*delta(q,i)))") },
      { right: summedOut },
      recognised,
    ];
    const verdict = verifyLines(derivation(steps), context);
    expect(verdict.failed).toBeUndefined();
    expect(verdict.checked.size).toBe(4);
  });

  it.each([
    ["a factor 2", "sum(p, 2*y[p]*A[p,i])"],
    ["a sign", "-sum(p, y[p]*A[p,i])"],
    ["a delta of the wrong letter", "sum(p, sum(q, y[p]*A[p,q]*delta(q,q)))"],
    ["a lost sum", "y'*A*x"],
  ])("finds the line with %s", (_, wrong) => {
    const told = derivation([entry, { left, right: read(wrong) }]);
    expect(verifyLines(told, context).failed).toBe(told.steps[1]);
  });

  it("carries out a product that still stands under the sign", () => {
    const under = (text: string): Expression => ({
      kind: "sum",
      indices: ["p"],
      body: {
        kind: "sum",
        indices: ["q"],
        body: { kind: "derivative", body: read(text), by: read("x[i]") },
      },
    });
    const right = derivation([entry, { left, right: under("y[p]*A[p,q]*x[q]") }]);
    expect(verifyLines(right, context).checked.size).toBe(2);
    const wrong = derivation([entry, { left, right: under("y[p]*A[p,q]*x[q]^2") }]);
    expect(verifyLines(wrong, context).failed).toBe(wrong.steps[1]);
  });

  it("finds a term that was recognised as something else", () => {
    const steps = [
      entry,
      { left, right: summedOut },
      { ...recognised, right: read("(A'*y + x)[i]") },
    ];
    const told = derivation(steps);
    expect(verifyLines(told, context).failed).toBe(told.steps[2]);
  });

  it("says that nothing was checked where no point is in the domain", () => {
    const one = integer(3);
    const nowhere: LineContext = {
      ...context,
      f: read("log(-x'*x)"),
      variables: new Map([["x", { name: "x", axes: [one], groups: [[one]], origin: "declared" }]]),
    };
    expect(verifyLines(derivation([entry]), nowhere)).toEqual({
      checked: new Set(),
    });
  });

  it("knows a size that is on no side of a variable", () => {
    const free: LineContext = {
      ...context,
      f: read("sum(ones(m))*x"),
      variables: new Map([["x", { name: "x", axes: [n], groups: [[n]], origin: "declared" }]]),
    };
    const line: Partial<Step> = { left: read("f[i]"), right: read("m*x[i]") };
    expect(verifyLines(derivation([line]), free).checked.size).toBe(1);
    const wrong: Partial<Step> = { left: read("f[i]"), right: read("x[i]") };
    expect(verifyLines(derivation([wrong]), free).failed?.right).toBe(wrong.right);
  });
});
