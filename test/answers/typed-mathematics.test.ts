import { describe, expect, test } from "vitest";
import { derive } from "../../src/answers/derive.ts";
import { highlight } from "../../src/answers/highlight.ts";
import { answerTo } from "./support.ts";

const SHAPES = { A: ["n", "m"], x: ["m"], y: ["m"] };

describe("the exercise as it is printed: y in R^m, and A in R^(n x m)", () => {
  const problem = { expr: "y^\\top A x", vars: SHAPES, wrt: "x" };

  test("the clash is told in LaTeX, at its place, and a declaration is offered", () => {
    const result = derive(problem);
    expect(result).toMatchObject({
      status: "error",
      problem: {
        code: "shape-clash",
        message: "y^\\top A does not fit: y^\\top has m entries, A has n rows.",
        span: { from: 0, to: 8 },
        remedy: "did you mean to declare y in R^n?",
      },
    });
  });

  test("the declaration that is offered works, beside the text too", () => {
    expect(answerTo({ ...problem, vars: { ...SHAPES, y: ["n"] } }).plain).toBe("A'*y");
    const expr = "y in R^n\nA \\in \\mathbb{R}^{n \\times m}\ny^\\top A x";
    expect(answerTo({ expr, wrt: "x" }).plain).toBe("A'*y");
  });

  test("a factor turned round is offered in LaTeX", () => {
    const vars = { W: ["n", "m"], x: ["n"] };
    expect(derive({ expr: "W x", from: "latex", vars, wrt: "x" })).toMatchObject({
      problem: { remedy: "did you mean W^{\\top} x? Or declare x in R^m." },
    });
  });
});

test.each<[text: string, notation: string, reading: string, wrt: string]>([
  ["\\frac{\\partial}{\\partial x} x^\\top A x", "latex", "x'*A*x", "x"],
  ["\\mathcal{L}(W) = \\|W x - y\\|^2", "latex", "norm(W*x - y)^2", "W"],
  ["∂/∂x ‖Ax − b‖²", "unicode", "norm(A*x - b)^2", "x"],
  ["u = A*x - b\nu'*u\nA in R^(n x m)", "plain", "(A*x - b)'*(A*x - b)", ""],
  ["W[i,k]*x[k]", "index", "sum(k, W[i,k]*x[k])", ""],
  ["\\frac{\\partial}{\\partial x_j} \\sum_k W_{ik} x_k", "latex", "sum(k, W[i,k]*x[k])", "x"],
  ["\\nabla_x^2 \\log \\sum_i e^{x_i}", "latex", "log(sum(i, exp(x[i])))", "x"],
])("%s", (expr, notation, reading, wrt) => {
  const answer = answerTo({ expr, ...(wrt === "" && { wrt: "x" }) });
  expect([answer.notation, answer.reading]).toEqual([notation, reading]);
  expect(wrt === "" || answer.wrt === wrt).toBe(true);
});

describe("what only shapes can tell", () => {
  test.each<[string, Record<string, string[]>, string, string | undefined]>([
    ["|X|", { X: ["n", "n"] }, "det(X)", "it is a matrix"],
    ["|c|", { c: [] }, "abs(c)", undefined],
    ["|x|^2", { x: ["n"] }, "norm2(x)^2", "which has no powers"],
    ["\\log|X|", { X: ["n", "n"] }, "logdet(X)", "it is a matrix"],
    ["a \\cdot x", { a: ["n"], x: ["n"] }, "a'*x", "both are vectors"],
    ["a \\cdot x", { a: [], x: ["n"] }, "a*x", undefined],
    ["x^T T x", { x: ["n"], T: ["n", "n"] }, "x'*T*x", "no other reading"],
    ["c^T", { c: [], T: [] }, "c^(T)", "T is a number"],
    ["\\langle A, X \\rangle", { A: ["n", "m"], X: ["n", "m"] }, "tr(A'*X)", undefined],
    ["\\sigma(c) + 1", { c: [] }, "sigmoid(c) + 1", "logistic"],
    ["\\sigma(c + 1)", { c: [], sigma: [] }, "sigma*(c + 1)", undefined],
    [
      "\\sum_{i=1}^n (y_i - w^\\top x_i)^2",
      { y: ["n"], w: ["d"], x: ["n", "d"] },
      "sum(i, (y[i] - sum(p, w[p]*x[i,p]))^2)",
      "row i of x",
    ],
  ])("%s with %o", (expr, vars, reading, because) => {
    const wrt = Object.keys(vars).at(-1)!;
    const answer = answerTo({ expr, from: "latex", vars, wrt });
    expect(answer.reading).toBe(reading);
    const told = (answer.choices ?? []).map((choice) => choice.reading).join("; ");
    expect(because === undefined ? told : told.includes(because)).toBe(
      because === undefined ? "" : true,
    );
  });

  test("e to the power of a matrix is refused, and not read entry by entry", () => {
    expect(derive({ expr: "e^{A}", vars: { A: ["n", "n"] }, wrt: "A" })).toMatchObject({
      status: "error",
      problem: { code: "sign-without-meaning" },
    });
  });
});

test("a text is highlighted in its notation, however wrong it is", () => {
  const kinds = (text: string): string => {
    const shown = highlight(text);
    return "pieces" in shown
      ? `${shown.notation}: ${shown.pieces.map(({ kind, from, to }) => `${text.slice(from, to)}/${kind}`).join(" ")}`
      : "";
  };
  expect(kinds("\\frac{x}{2")).toBe(
    "latex: \\frac/command {/bracket x/name }/bracket {/bracket 2/number",
  );
  expect(kinds("x'*exp(")).toBe("plain: x/name '/operator */operator exp/function (/bracket");
  expect(highlight("x", { from: "julia" })).toMatchObject({ problem: { code: "not-supported" } });
});
