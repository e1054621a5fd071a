import { describe, expect, it } from "vitest";
import { elaborate } from "../../src/elaboration/elaborate.ts";
import * as build from "../../src/syntax/build.ts";
import type { Expression } from "../../src/syntax/expression.ts";
import { attempt, declare, elaborated, problem, size, words } from "./support.ts";

const VARIABLES = {
  A: ["n", "m"],
  S: ["n", "n"],
  x: ["n"],
  y: ["m"],
  c: [],
  u: ["n", 1],
  v: [1, "m"],
  w: [1, 1],
  T: ["n", "m", "p"],
};

describe("shapes", () => {
  it.each([
    ["x'", "row n"],
    ["x''", "column n"],
    ["c'", "scalar"],
    ["x'*x", "scalar"],
    ["x*y'", "matrix n x m"],
    ["x'*A", "row m"],
    ["A*y", "column n"],
    ["A'*S*A", "matrix m x m"],
    ["c + A", "matrix n x m"],
    ["2.^x", "column n"],
    ["A./3", "matrix n x m"],
    ["x'/c", "row n"],
    ["S^-2", "matrix n x n"],
    ["c^c", "scalar"],
    ["exp(x')", "row n"],
    ["softmax(x')", "row n"],
    ["vec(A)", "column m*n"],
    ["vec(c)", "scalar"],
    ["kron(x,y)", "column m*n"],
    ["kron(x',y')", "row m*n"],
    ["kron(x,y')", "matrix n x m"],
    ["kron(A,c)", "matrix n x m"],
    ["diag(x)", "matrix n x n"],
    ["diag(S)", "column n"],
    ["eye(2*n)", "matrix 2*n x 2*n"],
    ["ones(n,3)", "matrix n x 3"],
    ["sum(k, A[i,k]*y[k])", "scalar"],
    ["u*y'", "matrix n x m"],
    ["S*u", "matrix n x 1"],
    ["x + u", "column n"],
    ["x'*u", "row 1"],
    ["log(v*y)/w", "column 1"],
    ["w*A", "matrix n x m"],
    ["A + w", "matrix n x m"],
    ["c^w", "scalar"],
    ["norm2(x)^(u'*u)", "scalar"],
    ["T", "tensor n x m x p"],
    ["T[1,2,i]", "scalar"],
    ["delta(i,j)*x[j]", "scalar"],
  ])("%s is a %s", (text, shape) => {
    expect(words(elaborated(text, VARIABLES).shape)).toBe(shape);
  });

  it.each([
    ["x*y", "shape-clash"],
    ["x + x'", "shape-clash"],
    ["A.*x", "shape-clash"],
    ["A*x", "shape-clash"],
    ["A*u'", "shape-clash"],
    ["tr(A)", "not-square"],
    ["A^2", "not-square"],
    ["det(A*A)", "shape-clash"],
    ["S^0.5", "matrix-power"],
    ["x^2", "matrix-power"],
    ["c^x", "matrix-power"],
    ["S^(c/2)", "unsupported"],
    ["x/y", "divisor-not-scalar"],
    ["dot(x,y)", "shape-clash"],
    ["softmax(c)", "argument-shape"],
    ["ones(c + 1)", "argument-shape"],
    ["exp(x, y)", "argument-count"],
    ["x[i,j]", "index-count"],
    ["w[2,1]", "index-out-of-range"],
    ["A[i,k]*x[k]", "shape-clash"],
    ["sum(k, A[i,j])", "unknown-size"],
    ["T'", "argument-shape"],
  ])("%s is a problem: %s", (text, code) => {
    expect(problem(text, VARIABLES).code).toBe(code);
  });

  it("keep index letters of different terms apart", () => {
    const variables = { A: ["n", "m"], B: ["n", "p"], x: ["m"], y: ["p"] };
    expect(attempt("A[i,k]*x[k] + B[i,k]*y[k]", variables).ok).toBe(true);
    expect(problem("A[i,k]*x[k] + B[i,k]*y[k]", variables, { free: ["k"] }).code).toBe(
      "shape-clash",
    );
    expect(attempt("sum(k, A[1,k])*sum(k, B[1,k])", variables).ok).toBe(true);
  });

  it("are there for every part, and calls say how they were understood", () => {
    const e = elaborated("kron(A, x)", VARIABLES);
    const call = e.callOf(e.expression)!;
    const sizes = [...call.sizes].map(
      ([letter, axes]) => `${letter}=${axes.map((d) => d.key).join(" ")}`,
    );
    expect(sizes).toEqual(["n=n", "m=m", "p=n"]);
    expect(e.groupsOf(e.expression)!.map((axes) => axes.map(({ key }) => key))).toEqual([
      ["n", "n"],
      ["m"],
    ]);
  });

  it("of names that are wanted must be known", () => {
    expect(problem("x'*x", {}, { wanted: ["z"] }).code).toBe("unknown-name");
    expect(problem("theta'*x", {}, { wanted: ["teta"] }).remedy).toBe("did you mean theta?");
    expect(problem("x'*x", { x: ["n"] }, { wanted: ["n"] }).message).toContain("n is a size");
    expect(attempt("x'*x", { z: [] }, { wanted: ["z", "x"] }).ok).toBe(true);
  });

  it("of unknown functions that were declared are those of their argument", () => {
    const call = build.call("f", build.name("x"));
    const declarations = declare({ x: ["n"] });
    const functions = new Set(["f"]);
    const known = elaborate({ ...call, entrywise: true } as Expression, {
      declarations,
      functions,
    });
    expect(known.ok && words(known.value.shape)).toBe("column n");
    // f(x) is of a scalar; of a vector it may mean two things.
    const whole = elaborate(call, { declarations, functions });
    expect(!whole.ok && whole.problem.code).toBe("argument-shape");
    expect(elaborate(call, { declarations: declare({ x: [] }), functions }).ok).toBe(true);
    const unknown = elaborate(call, { declarations });
    expect(!unknown.ok && unknown.problem.code).toBe("unknown-function");
  });
});

describe("large expressions", () => {
  const chain = (length: number): Expression => {
    let e = build.name("x");
    for (let layer = 0; layer < length; layer++) {
      const inner = build.binary("multiply", build.name(`W${layer}`), e);
      e = build.call("tanh", build.binary("add", inner, build.name(`b${layer}`)));
    }
    return e;
  };

  it("may be 100,000 factors long", () => {
    let product = build.name("A");
    for (let k = 1; k < 100_000; k++) product = build.binary("multiply", product, build.name("A"));
    const result = elaborate(product, { declarations: declare({ A: ["n", "n"] }) });
    expect(result.ok && words(result.value.shape)).toBe("matrix n x n");
  });

  it("may have a thousand layers of undeclared weights", () => {
    const result = elaborate(chain(1000), { declarations: new Map() });
    expect(result.ok && result.value.variables.size).toBe(2001);
    expect(result.ok && result.value.variables.get("b7")!.axes).toHaveLength(1);
  });

  it("may share parts 2^200 times", () => {
    let e = build.name("x");
    for (let k = 0; k < 200; k++) e = build.binary("add", e, e);
    const result = elaborate(e, { declarations: declare({ x: ["n"] }) });
    expect(result.ok && words(result.value.shape)).toBe("column n");
    const undeclared = elaborate(build.binary("multiply", build.name("A"), e), {
      declarations: new Map([["A", { axes: [size("n"), size("m")] }]]),
    });
    expect(undeclared.ok && undeclared.value.variables.get("x")!.axes[0]!.key).toBe("m");
  });

  it("are refused where an axis would have more than a thousand factors", () => {
    let e = build.name("A");
    for (let k = 0; k < 40; k++) e = build.call("kron", e, e);
    const result = elaborate(e, { declarations: declare({ A: ["n", "n"] }) });
    expect(!result.ok && result.problem.code).toBe("stopped");
  });
});
