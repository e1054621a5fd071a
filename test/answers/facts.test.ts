import { describe, expect, it } from "vitest";
import type { DerivativeProblem } from "../../src/answers/answer.ts";
import { derive } from "../../src/answers/derive.ts";
import { answerTo } from "./support.ts";

const square = ["n", "n"];

describe("facts about values", () => {
  it.each([
    ["x'*S*x", "x", { S: "symmetric" }, "2*S*x", ["S is symmetric"]],
    ["norm2(Q*x - b)^2", "x", { Q: "orthogonal" }, "2*(x - Q'*b)", ["Q is orthogonal"]],
    ["x/norm2(x)", "x", { x: "unit" }, "eye(n) - x*x'", ["x has length 1"]],
    ["sum(abs(x).*b)", "x", { x: "positive" }, "b", ["x is positive"]],
    ["x'*S*b", "x", { S: "symmetric" }, "S*b", undefined],
  ])("simplify the derivative of %s", (expr, wrt, props, plain, because) => {
    const vars = { S: square, Q: square, x: ["n"], b: ["n"] };
    const answer = answerTo({ expr, wrt, props, vars });
    expect([answer.plain, answer.because]).toEqual([plain, because]);
  });

  it("are not used before the last differentiation", () => {
    // Used early, the derivative of inv(X) by a symmetric X would come out symmetric in k and l.
    const vars = { X: square, a: ["n"], b: ["n"] };
    const problem = { expr: "a'*inv(X)*b", vars, wrt: "X", props: { X: "symmetric" } };
    expect(answerTo(problem).plain).toBe("-inv(X)*a*b'*inv(X)");
  });

  it("that do not hold make no difference", () => {
    const vars = { Q: square, x: ["n"], b: ["n"] };
    const problem = { expr: "norm2(Q*x - b)^2", vars, wrt: "x", props: { b: "unit" } };
    const { plain, because } = answerTo(problem);
    expect(plain).toBe("2*Q'*(Q*x - b)");
    expect(because).toBeUndefined();
  });
});

describe("the derivative by a symmetric matrix", () => {
  const problem: DerivativeProblem = {
    expr: "tr(S*T) - logdet(T)",
    vars: { S: square, T: square },
    props: { T: "spd", S: "symmetric" },
    wrt: "T",
  };

  it("has three readings, told apart", () => {
    const { plain, readings = [] } = answerTo(problem);
    expect(readings.map((reading) => [reading.reading, reading.plain])).toEqual([
      ["independent-entries", plain],
      ["symmetric-parameters", "2*(S - inv(T)) - diag(diag(S - inv(T)))"],
      ["symmetric-matrices", "S - inv(T)"],
    ]);
    for (const { why } of readings) expect(why).toMatch(/T/);
  });

  it("is, along the parameters, what the structure asks for", () => {
    const vars = { ...problem.vars, a: ["n"], b: ["n"] };
    const bilinear = { ...problem, vars, expr: "a'*T*T*b" };
    const { readings } = answerTo(bilinear);
    const asked = answerTo({ ...bilinear, structure: "symmetric" });
    expect(readings?.[1]?.plain).toBe(asked.plain);
    expect(readings?.[0]?.plain).not.toBe(readings?.[2]?.plain);
  });

  it("has them of a scalar alone, where nothing else was asked for", () => {
    for (const other of [{ expr: "T*T" }, { structure: "symmetric" }, { props: {} }]) {
      expect(derive({ ...problem, ...other })).not.toHaveProperty("readings");
    }
  });
});
