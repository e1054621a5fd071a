import { describe, expect, it } from "vitest";
import type { DerivativeProblem } from "../../src/answers/answer.ts";
import { derive } from "../../src/answers/derive.ts";
import type { Expression } from "../../src/syntax/expression.ts";
import { withUsualMeanings } from "../../src/notations/usual.ts";
import { notationNamed, readNotationNames } from "../../src/notations/table.ts";

type Case = readonly [expr: string, rest: Omit<DerivativeProblem, "expr">, expected: string];

/** What a textbook prints, by the rule that it shows. */
const CASES: Readonly<Record<string, readonly Case[]>> = {
  "a dot product before an array stands in brackets": [
    [
      "(mu'*w)/sqrt(w'*S*w)",
      { wrt: "w", vars: { mu: ["n"], w: ["n"], S: ["n", "n"] }, props: { S: ["symmetric"] } },
      "(mu - (mu'*w)*S*w/(w'*S*w))/sqrt(w'*S*w)",
    ],
    ["(a'*x)*(x'*x)", { wrt: "x", vars: { a: ["n"], x: ["n"] } }, "(x'*x)*a + 2*(a'*x)*x"],
  ],
  "names stand before the variable of the derivative, and functions behind": [
    ["a*x^2 + b*x + c", { wrt: "x", vars: { a: [], b: [], c: [], x: [] } }, "2*a*x + b"],
    ["sum(a.*x.^2)", { wrt: "x", vars: { a: ["n"], x: ["n"] } }, "2*(a.*x)"],
    ["x*exp(-a*x)", { wrt: "x", vars: { a: [], x: [] } }, "(1 - a*x)*exp(-a*x)"],
  ],
  "a difference is turned over where that takes a minus away, and a square of it stays one": [
    ["tr((X - A)^2)", { wrt: "A", vars: { X: ["n", "n"], A: ["n", "n"] } }, "2*(A' - X')"],
    ["tr((X - A)^3)", { wrt: "A", vars: { X: ["n", "n"], A: ["n", "n"] } }, "-3*(X - A)'^2"],
    ["tr((X - A)^4)", { wrt: "A", vars: { X: ["n", "n"], A: ["n", "n"] } }, "4*(A - X)'^3"],
  ],
  "sigmoid(-u) and 1 - sigmoid(u) are not both in an answer": [
    [
      "sum(log(1 + exp(-y.*(X*w))))",
      { wrt: "w", order: 2 },
      "X'*diag(y.^2.*sigmoid(y.*(X*w)).*(1 - sigmoid(y.*(X*w))))*X",
    ],
  ],
  "what entries have in common leaves the brackets, with its number": [
    [
      "g'*(W2*((W1*x.*sigmoid(W1*x)).*(V*x)))",
      { wrt: "W1", vars: { g: ["k"], x: ["n"] } },
      "((V*x).*(W2'*g).*sigmoid(W1*x).*((W1*x).*(1 - sigmoid(W1*x)) + 1))*x'",
    ],
    [
      "(x.*x)'*H*(x.*x) - (x.*x)'*y",
      { wrt: "x", vars: { H: ["n", "n"] }, props: { H: ["symmetric"] } },
      "2*(x.*(2*H*x.^2 - y))",
    ],
  ],
  "the identity stands where the variable stood": [
    ["x + W2*tanh(W1*x)", { wrt: "x" }, "eye(n) + W2*diag(1 - tanh(W1*x).^2)*W1"],
    ["norm2(X*w - y)^2/2 + c*w'*w/2", { wrt: "w", order: 2 }, "X'*X + c*eye(m)"],
  ],
  "what is turned twice is not turned": [
    ["sum(exp(a.*x''))", { wrt: "x", vars: { a: ["n"], x: ["n"] } }, "a.*exp(a.*x)"],
  ],
  "a matrix between a factor and its transpose is set apart": [
    [
      "norm2(A*x - b)",
      { wrt: "x", order: 2, vars: { A: ["m", "n"], x: ["n"], b: ["m"] } },
      "A'*(eye(m) - (A*x - b)*(A*x - b)'/norm2(A*x - b)^2)*A/norm2(A*x - b)",
    ],
  ],
  "diagonals of one sum are one diagonal": [
    [
      "-sum(y.*log(sigmoid(X*w)) + (1 - y).*log(1 - sigmoid(X*w)))",
      { wrt: "w", order: 2, vars: { y: ["n"], X: ["n", "d"], w: ["d"] } },
      "X'*diag(sigmoid(X*w).*(1 - sigmoid(X*w)))*X",
    ],
    ["sum(log(cosh(A*x)))", { wrt: "x", order: 2 }, "A'*diag(1 - tanh(A*x).^2)*A"],
  ],
  "zero is zero, however it was typed": [["mean(x - x)", { wrt: "x" }, "zeros(n)"]],
  "equal norms stand in the order typed": [
    [
      "x'*y/(norm2(x)*norm2(y))",
      { wrt: "x", vars: { x: ["n"], y: ["n"] } },
      "(y - (x'*y)*x/(x'*x))/(norm2(x)*norm2(y))",
    ],
  ],
  "like terms are added up, and the user's norm is used": [
    ["norm2(c*x)", { wrt: "c", order: 2, vars: { c: [], x: ["n"] } }, "0"],
    ["norm2(c*x)", { wrt: "c", vars: { c: [], x: ["n"] } }, "c*(x'*x)/norm2(c*x)"],
  ],
  "diagonals and reciprocals are joined entry by entry": [
    [
      "sum(diag(A).*x.*diag(B))",
      { wrt: "x", vars: { A: ["n", "n"], B: ["n", "n"], x: ["n"] } },
      "diag(A.*B)",
    ],
  ],
};

describe.each(Object.entries(CASES))("%s", (_, cases) => {
  it.each(cases)("%s", (expr, rest, expected) => {
    const answer = derive({ ...rest, expr });
    expect(answer).toMatchObject({ status: "ok", plain: expected });
    if (answer.status !== "ok") return;
    for (const name of readNotationNames()) {
      const { read, write } = notationNamed(name)!;
      const variables = new Set(answer.variables.map((each) => each.name));
      const first = plainRead(answer.plain, variables);
      const once = write(first);
      const again = read(once, { variables });
      expect(again.ok && write(withUsualMeanings(again.value))).toBe(once);
    }
  });
});

function plainRead(text: string, variables: ReadonlySet<string>): Expression {
  const result = notationNamed("plain")!.read(text, { variables });
  if (!result.ok) throw new Error(`${text}: ${result.problem.message}`);
  return result.value;
}

describe("the entry of an answer", () => {
  it.each([
    ["normF(X)", { wrt: "X" }, "X[i,j]/normF(X)"],
    ["sqrt(a'*x)", { wrt: "x" }, "a[i]/(2*sqrt(a'*x))"],
    ["t'*log(softmax(x))", { wrt: "x" }, "t[i] - softmax(x)[i]*sum(t)"],
  ])("of %s has roots, norms, and no delta that is summed over", (expr, rest, index) => {
    const answer = derive({ ...rest, expr, vars: { t: ["n"], x: ["n"] } });
    expect(answer).toMatchObject({ status: "ok", index });
  });
});

describe("the conditions of an answer", () => {
  it.each([
    ["log(det(X))*tr(A)", "A", ["det(X) > 0"]],
    ["det(X')*tr(A)", "A", []],
    ["det(X)", "X", ["X invertible"]],
    ["tr(inv(X')*A)", "X", ["X invertible"]],
    ["log(a'*A*b)", "A", ["a'*A*b > 0"]],
    ["abs(a'*b)*tr(A)", "A", []],
  ])("of %s by %s are those that are needed, once", (expr, wrt, conditions) => {
    const vars = { X: ["n", "n"], A: ["n", "n"], a: ["n"], b: ["n"] };
    expect(derive({ expr, wrt, vars })).toMatchObject({ status: "ok", conditions });
  });
});
