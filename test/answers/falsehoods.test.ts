import { describe, expect, it } from "vitest";
import { check } from "../../src/answers/check.ts";
import { equal } from "../../src/answers/equal.ts";

/** What is true in the part of space that is looked at first, or at the first sizes, and false elsewhere. */
describe("an answer that is right only", () => {
  const x = { x: ["n"] };
  const c = { c: [] };
  const X = { X: ["n", "n"] };
  const hinge = { A: ["n", "m"], x: ["m"], y: ["n"] };
  it.each([
    ["before the kink", "sum(relu(1 - y.*(A*x)))", "x", hinge, "-A'*y"],
    ["before the kink", "sum(relu(x - 1))", "x", x, "zeros(n)"],
    ["before the kink", "relu(norm2(x) - 3)", "x", x, "zeros(n)"],
    ["on one branch", "sum(abs(cos(x)))", "x", x, "-sin(x)"],
    ["on one branch", "x'*x", "x", x, "2*x.*step(x + 1)"],
    ["but for a little", "tr(X^4)", "X", X, "4*X'^3 + 1e-7*X"],
    ["but for a little", "x'*x", "x", x, "2.00000001*x"],
    ["but for a little", "logdet(X)", "X", X, "1.000000001*inv(X)'"],
    ["but for a little", "exp(x'*x)", "x", x, "2.000000001*exp(x'*x)*x"],
    ["but for a little", "norm2(x)", "x", x, "x/norm2(x) + 1e-9*x"],
    ["but for what looks small", "1e-30*c^2", "c", c, "3e-30*c"],
    ["but for what looks large", "1e30*c^2", "c", c, "3e30*c"],
    ["at small sizes", "x'*x", "x", x, "2*x + (n-2)*(n-3)*(n-4)*(n-5)*x"],
    ["beside a large constant", "sum(exp(x)) + 1e12", "x", x, "zeros(n)"],
    ["for other letters", "X'", "X", X, "delta(i,k)*delta(j,l)"],
    ["up to a factor", "tr(inv(A'*A))", "A", { A: ["m", "n"] }, "-3*A*inv(A'*A)^2"],
  ])("%s is not right: %s by %s", (_, expr, wrt, vars, answer) => {
    const result = check({ expr, wrt, vars, answer });
    expect(["wrong", "transposed"]).toContain(result.status === "ok" && result.verdict);
  });
});

describe("two expressions are different that are equal only", () => {
  it.each([
    ["relu(c - 2)", "0*c", { c: [] }],
    ["abs(c - 1)", "1 - c", { c: [] }],
    ["max(x)", "relu(max(x))", { x: ["n"] }],
    ["abs(cos(c))", "cos(c)", { c: [] }],
    ["atan(tan(c))", "c", { c: [] }],
    ["relu(x'*x - 20)", "0", { x: ["n"] }],
    ["A*pinv(A)", "eye(n)", { A: ["n", "m"] }],
    ["det(A'*A)", "0", { A: ["n", "m"] }],
    ["c + 1e-8", "c", { c: [] }],
    ["X[1,3]", "X[3,1]", { X: ["n", "n"] }],
    ["relu(n - 6)*x", "0*x", { x: ["n"] }],
    ["relu(c + 5)", "c + 5", { c: [] }],
    ["relu(0.01*c + 5)", "0.01*c + 5", { c: [] }],
    ["sum(relu(x + 90))", "sum(x + 90)", { x: ["n"] }],
    ["erf(6 + c)", "1", { c: [] }],
    ["tanh(20 + c)", "1", { c: [] }],
    ["exp(c - 50)", "0", { c: [] }],
    ["max(c, -10)", "c", { c: [] }],
    ["sign(c + 7)", "1", { c: [] }],
  ])("here and there: %s and %s", (left, right, vars) => {
    const result = equal({ left, right, vars });
    expect(result.status === "ok" && result.verdict).toBe("different");
  });
});

it("names no condition under which doubles alone cannot tell two expressions apart", () => {
  const result = equal({ left: "tanh(20 + c)", right: "1", vars: { c: [] } });
  expect(result.status === "ok" && result).not.toHaveProperty("assumption");
});

describe("a right answer stays right where functions saturate", () => {
  const x = { x: ["n"] };
  it.each([
    ["sum(tanh(x))", "1./cosh(x).^2"],
    ["sum(softplus(x))", "exp(x)./(1 + exp(x))"],
    ["logsumexp(x)", "softmax(x)"],
    ["sum(log(cosh(x)))", "tanh(x)"],
    ["sum(relu(x - 1))", "step(x - 1)"],
  ])("%s: %s", (expr, answer) => {
    const result = check({ expr, wrt: "x", vars: x, answer });
    expect(result.status === "ok" && result.verdict).toBe("right");
  });
});
