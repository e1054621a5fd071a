import { expect, test } from "vitest";
import { latex } from "../../src/notations/latex.ts";
import type { ReadingContext } from "../../src/notations/notation.ts";
import { plain } from "../../src/notations/plain.ts";
import * as build from "../../src/syntax/build.ts";

const CONTEXT: ReadingContext = { functions: new Set(["f", "loss"]) };

function toLatex(text: string): string {
  const result = plain.read(text, CONTEXT);
  if (!result.ok) throw new Error(result.problem.message);
  return latex.write(result.value);
}

test.each([
  ["y'*A*x", "y^{\\top} A x"],
  ["mu'*Sigma*Alpha", "\\mu^{\\top} \\Sigma \\mathrm{A}"],
  ["W1*x_max + loss_2", "W_{1} x_{\\mathrm{max}} + \\mathrm{loss}_{2}"],
  ["2*3*x", "2 \\cdot 3 x"],
  ["2*(1/2)", "2 \\cdot \\frac{1}{2}"],
  ["x/2", "\\frac{x}{2}"],
  ["(x/y)^2", "\\left(\\frac{x}{y}\\right)^{2}"],
  ["x.*y./z", "x \\odot y \\oslash z"],
  ["x.*(A*y)", "x \\odot \\left(A y\\right)"],
  ["x.^2", "x^{\\odot 2}"],
  ["(X^2)'", "\\left(X^{2}\\right)^{\\top}"],
  ["kron(B', eye(n))", "B^{\\top} \\otimes I_{n}"],
  ["kron(A,B)*x", "\\left(A \\otimes B\\right) x"],
  ["c*(a + b)", "c \\, \\left(a + b\\right)"],
  ["A'*(x - b)", "A^{\\top} \\left(x - b\\right)"],
  ["exp(-x)*y", "\\exp\\left(-x\\right) y"],
  ["f(x)", "f\\left(x\\right)"],
  ["loss(x)", "\\operatorname{loss}\\left(x\\right)"],
  ["inv(A)*b", "A^{-1} b"],
  ["inv(A + B)'", "\\left(A + B\\right)^{-\\top}"],
  ["norm2(A*x - b)^2", "\\left\\lVert A x - b \\right\\rVert_2^{2}"],
  ["sqrt(x)", "\\sqrt{x}"],
  ["ones(n)'*x", "\\mathbf{1}_{n}^{\\top} x"],
  ["ones(n,m) + zeros(n,m)", "\\mathbf{1}_{n \\times m} + \\mathbf{0}_{n \\times m}"],
  ["commutation(m,n)", "\\mathcal{K}_{m,n}"],
  ["delta(i,j)*W[i,k]", "\\delta_{ij} W_{ik}"],
  ["X[1,2] + W1[i,k]", "X_{1, 2} + \\left[ W_{1} \\right]_{ik}"],
  ["(A*x)[i]", "\\left[ A x \\right]_{i}"],
  ["y[i]*sum(k, W[i,k]*x[k])", "y_{i} \\sum_{k} W_{ik} x_{k}"],
  ["sum(k, x[k])*y[i]", "\\left(\\sum_{k} x_{k}\\right) y_{i}"],
  ["sum(p, q, y[p] + z[q])", "\\sum_{p} \\sum_{q} \\left(y_{p} + z_{q}\\right)"],
  ["-(a + b)*(-c)", "-\\left(a + b\\right) \\left(-c\\right)"],
  ["1e-30*x", "1 \\cdot 10^{-30} x"],
])("%s", (text, expected) => {
  expect(toLatex(text)).toBe(expected);
});

test("the symbol ∂/∂x", () => {
  const by = build.entry(build.name("x"), ["j"]);
  const y = build.entry(build.name("y"), ["i"]);
  expect(latex.write({ kind: "derivative", body: y, by })).toBe(
    "\\frac{\\partial y_{i}}{\\partial x_{j}}",
  );
  const body = build.binary("add", y, build.number(1));
  expect(latex.write({ kind: "derivative", body, by })).toBe(
    "\\frac{\\partial}{\\partial x_{j}} \\left(y_{i} + 1\\right)",
  );
});
