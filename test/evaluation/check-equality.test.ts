import { describe, expect, it } from "vitest";
import { symbol } from "../../src/dimensions/dimension.ts";
import type { VariableShape } from "../../src/elaboration/shape.ts";
import { checkEquality, type EqualityClaim } from "../../src/evaluation/check-equality.ts";
import { plain } from "../../src/notations/plain.ts";
import type { Expression } from "../../src/syntax/expression.ts";

const shapes: Readonly<Record<string, readonly string[]>> = {
  A: ["n", "m"],
  B: ["m", "k"],
  X: ["n", "n"],
  Y: ["n", "n"],
  x: ["n"],
  y: ["m"],
  c: [],
};

function read(text: string): Expression {
  const result = plain.read?.(text, { variables: new Set(Object.keys(shapes)) });
  if (!result?.ok) throw new Error(`${text}: ${result?.problem.message}`);
  return result.value;
}

function outcome(left: string, right: string, more: Partial<EqualityClaim> = {}): string {
  const variables = new Map(
    Object.entries(shapes).map(([name, sides]): [string, VariableShape] => {
      const axes = sides.map(symbol);
      return [name, { name, axes, groups: axes.map((axis) => [axis]), origin: "declared" }];
    }),
  );
  const judgement = checkEquality({ left: read(left), right: read(right), variables, ...more });
  if (judgement.verdict === "agrees") return judgement.evidence.kind;
  return judgement.verdict === "disagrees" ? judgement.reason : "undecided";
}

describe("equalities", () => {
  it.each([
    ["(A*B)'", "B'*A'", "mod-p"],
    ["inv(X*Y)", "inv(Y)*inv(X)", "mod-p"],
    ["tr(A*A')", "normF(A)^2", "mod-p"],
    ["vec(A*B)", "kron(eye(k), A)*vec(B)", "mod-p"],
    ["vec(A*B)", "kron(B', eye(n))*vec(A)", "mod-p"],
    ["commutation(n,m)*vec(A)", "vec(A')", "mod-p"],
    ["adj(X)", "det(X)*inv(X)", "mod-p"],
    ["logdet(X)", "log(abs(det(X)))", "mod-p"],
    ["det(X*Y)", "det(X)*det(Y)", "mod-p"],
    ["abs(x).*abs(x)", "x.^2", "mod-p"],
    ["relu(x) - relu(-x)", "x", "mod-p"],
    ["softmax(x)", "exp(x)/sum(exp(x))", "mod-p"],
    ["sin(x).^2 + cos(x).^2", "ones(n)", "two-field"],
    ["A[i,k]*y[k]", "y[k]*A[i,k]", "mod-p"],
    ["sum(k, A[i,k]*y[k])", "(A*y)[i]", "mod-p"],
    ["X*inv(X) - eye(n)", "zeros(n,n)", "mod-p"],
    ["exp(x).*exp(-x) - 1", "zeros(n)", "two-field"],
  ])("%s = %s", (left, right, wanted) => {
    expect(outcome(left, right)).toBe(wanted);
  });
});

describe("what is not equal", () => {
  it.each([
    ["(A*B)'", "A'*B'", "undecided"],
    ["X*Y", "Y*X", "value"],
    ["inv(X)", "inv(X)'", "value"],
    ["x", "x'", "shape"],
    ["sqrt(x.^2)", "x", "value"],
    ["1e-12*x", "2e-12*x", "value"],
    ["adj(X)", "tr(X)*eye(n) - X", "value"],
    ["A[i,k]", "A[i,k] + c", "value"],
    ["A[i,k]", "A", "shape"],
    ["log(x.^2)", "2*log(x)", "value"],
  ])("%s, %s", (left, right, wanted) => {
    expect(outcome(left, right)).not.toBe("mod-p");
    expect([wanted, "no-value"]).toContain(outcome(left, right));
  });
});

it("facts about the variables count", () => {
  const properties = new Map([["X", ["symmetric"]]]);
  expect(outcome("X'", "X")).toBe("value");
  expect(outcome("X'", "X", { properties })).toBe("mod-p");
  const pinnedSizes = new Map([["n", 2]]);
  expect(outcome("adj(X)", "tr(X)*eye(n) - X", { pinnedSizes })).toBe("mod-p");
});
