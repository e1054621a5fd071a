import { describe, expect, it } from "vitest";
import type { DerivativeProblem } from "../../src/answers/answer.ts";
import { derive } from "../../src/answers/derive.ts";
import { latex } from "../../src/notations/latex.ts";
import * as B from "../../src/syntax/build.ts";
import { answerTo } from "./support.ts";

describe("an answer in LaTeX", () => {
  const set: readonly (readonly [string, Partial<DerivativeProblem>, string])[] = [
    ["norm2(A*x-b)^2/(2*m)", { wrt: "x" }, "\\frac{1}{m} A^{\\top} \\left(A x - b\\right)"],
    ["tr(A*X*B)/(2*m)", { wrt: "X" }, "\\frac{1}{2 m} A^{\\top} B^{\\top}"],
    ["x'*x/(2*s^2)", { wrt: "x" }, "\\frac{x}{s^{2}}"],
    [
      "norm2(A*x-b)",
      { wrt: "x" },
      "\\frac{A^{\\top} \\left(A x - b\\right)}{\\left\\lVert A x - b \\right\\rVert_2}",
    ],
    ["a'*inv(X)^2*b", { wrt: "a" }, "X^{-2} b"],
    ["tr(inv(X))", { wrt: "X" }, "-\\left(X^{-2}\\right)^{\\top}"],
    ["sum(x.^(3/2))", { wrt: "x" }, "\\frac{3}{2} \\sqrt{x}"],
    ["logdet(X)", { wrt: "X" }, "X^{-\\top}"],
    ["kron(kron(A, B), C)*x", { wrt: "x" }, "A \\otimes B \\otimes C"],
  ];
  it.each(set)("%s", (expr, rest, expected) => {
    expect(answerTo({ expr, ...rest }).latex).toBe(expected);
  });

  it("sets powers below an identity, which read back", () => {
    const text = latex.write({
      kind: "call",
      callee: "eye",
      arguments: [
        B.binary("multiply", B.binary("multiply", B.name("n"), B.name("n")), B.name("m")),
      ],
    });
    expect(text).toBe("I_{n^{2} m}");
    expect(derive({ expr: `${text} x`, from: "latex" })).toMatchObject({ reading: "eye(n*n*m)*x" });
  });

  it("names the absolute value of each entry of a matrix, whose bars would be a determinant", () => {
    const answer = derive({ expr: "sum(log(1 + abs(X)))", wrt: "X" }, { steps: "indices" });
    expect(answer).toMatchObject({
      latex: expect.stringContaining("\\operatorname{abs}\\left(X\\right)") as string,
      display: { function: { latex: expect.stringContaining("\\operatorname{abs}") as string } },
    });
    expect(answerTo({ expr: "sum(log(1 + abs(x)))", wrt: "x" }).latex).toContain(
      "\\left| x \\right|",
    );
  });
});

describe("the conditions of an answer", () => {
  const conditions: readonly (readonly [string, string, Partial<DerivativeProblem>, string[]])[] = [
    ["inv(S)*S*x", "x", { vars: { S: ["n", "n"], x: ["n"] } }, ["S invertible"]],
    [
      "inv(S)*S'*x",
      "x",
      { vars: { S: ["n", "n"], x: ["n"] }, props: { S: ["symmetric"] } },
      ["S invertible"],
    ],
    ["c*x/c", "x", { vars: { c: [], x: ["n"] } }, ["c != 0"]],
    ["exp(log(sum(x)))", "x", {}, ["sum(x) > 0"]],
    ["norm2(x)^2", "x", {}, []],
    [
      "a'*inv(A*B)*b",
      "A",
      { vars: { A: ["n", "m"], B: ["m", "n"], a: ["n"], b: ["n"] } },
      ["A*B invertible"],
    ],
    ["(x'*x)^(3/2)", "x", {}, []],
    ["norm2(x)", "x", {}, ["x != 0"]],
    ["sum(log(1 - sigmoid(x)))", "x", {}, []],
    ["log(1 - sum(sigmoid(x)))", "x", {}, ["1 - sum(sigmoid(x)) > 0"]],
    ["log(exp(a'*x)/(1 + exp(a'*x)))", "x", { vars: { a: ["n"], x: ["n"] } }, []],
    ["norm2(c*x)", "c", { order: 2, vars: { c: [], x: ["n"] } }, ["c != 0", "x != 0"]],
    ["log(abs(det(X)))", "X", {}, ["X invertible"]],
  ];
  it.each(conditions)("are of all that was typed: %s by %s", (expr, wrt, rest, expected) => {
    expect(answerTo({ expr, wrt, ...rest }).conditions).toEqual(expected);
  });
});
