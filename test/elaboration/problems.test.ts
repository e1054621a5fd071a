import { describe, expect, it } from "vitest";
import { declare, problem, type Sizes } from "./support.ts";

describe("a clash names both sizes, where they come from, and a repair that was tried", () => {
  it.each<[string, Sizes, string, string | undefined]>([
    [
      "W*x",
      { W: ["m", "n"], x: ["m"] },
      "W*x does not fit: W has n columns, x has m entries.",
      "did you mean W'*x? Or declare x in R^n.",
    ],
    [
      "W*x",
      { W: ["p", "n"], x: ["m"] },
      "W*x does not fit: W has n columns, x has m entries.",
      "did you mean to declare x in R^n?",
    ],
    [
      "x*x",
      { x: ["n"] },
      "x*x does not fit: x is a column of n entries, x is a column of n entries.",
      "did you mean x'*x?",
    ],
    [
      "y'*A*x",
      { y: ["m"], A: ["n", "m"], x: ["n"] },
      "y'*A does not fit: y' has m entries, A has n rows.",
      "did you mean y'*A'?",
    ],
    [
      "A + B",
      { A: ["n", "m"], B: ["m", "n"] },
      "A + B does not fit: A is n x m, B is m x n.",
      "did you mean A' + B?",
    ],
    [
      "X*W + b",
      { X: ["N", "D"], W: ["D", "M"], b: ["M"] },
      "X*W + b does not fit: X*W is N x M, b is a column of M entries.",
      "did you mean X*W + ones(N)*b'?",
    ],
    [
      "b + X*W",
      { X: ["N", "D"], W: ["D", "M"], b: ["N"] },
      "b + X*W does not fit: b is a column of N entries, X*W is N x M.",
      "did you mean b*ones(M)' + X*W?",
    ],
    [
      "x/y",
      { x: ["n"], y: ["n"] },
      "x/y does not fit: the divisor of / must be a scalar, and y is a column of n entries.",
      "did you mean x./y?",
    ],
    [
      "tr(A)",
      { A: ["n", "m"] },
      "tr(A) needs a square matrix: A is n x m.",
      "did you mean to declare A in R^(m x m)?",
    ],
    ["exp(A, A)", { A: ["n", "m"] }, "exp takes 1 argument, and here are 2.", "Write exp(x)."],
    ["kron(A)", { A: ["n", "m"] }, "kron takes 2 arguments, and here is 1.", "Write kron(x, y)."],
    [
      "A*B*v",
      { A: ["n", "m"], B: ["p", "m"], v: ["p"] },
      "A*B does not fit: A has m columns, B has p rows.",
      "did you mean A*B'?",
    ],
    [
      "A[i,k]*x[k]",
      { A: ["n", "m"], x: ["n"] },
      "A[i,k]*x[k] does not fit: the index k runs over m entries in one place and over n in another.",
      "did you mean A'[i,k]*x[k]? Or declare x in R^m.",
    ],
  ])("%s with %o", (text, variables, message, remedy) => {
    const found = problem(text, variables);
    expect(found.message).toBe(message);
    expect(found.remedy).toBe(remedy);
  });

  it("says of an undeclared name where its size comes from", () => {
    const found = problem("A*x + B*x", { A: ["n", "m"], B: ["n", "p"] });
    expect(found.message).toBe("B*x does not fit: B has p columns, x has m entries.");
    expect(found.facts).toEqual([
      { text: "B is n x p, declared", span: { from: 6, to: 7 } },
      {
        text: "x has a side of size m because of A*x: A is n x m, declared",
        span: { from: 0, to: 3 },
      },
    ]);
  });

  it("points at a size that is written out", () => {
    expect(problem("W*ones(n)", { W: ["k", "d"] }).facts).toEqual([
      { text: "W is k x d, declared", span: { from: 0, to: 1 } },
      { text: "the size n is written out", span: { from: 7, to: 8 } },
    ]);
  });

  it("points at the declaration where its place is known", () => {
    const declarations = declare({ W: ["p", "n"], x: ["m"] });
    declarations.set("W", {
      ...declarations.get("W")!,
      span: { from: 40, to: 52 },
      said: "W in R^(p x n)",
    });
    expect(problem("W*x", {}, { declarations }).facts![0]).toEqual({
      text: "W is p x n, declared as W in R^(p x n)",
      span: { from: 40, to: 52 },
    });
  });
});
