import { describe, expect, it } from "vitest";
import type { DerivativeAnswer } from "../../src/answers/answer.ts";
import { derive } from "../../src/answers/derive.ts";
import { answerTo } from "../answers/support.ts";

const readings = ({ choices = [] }: DerivativeAnswer): string =>
  choices.map(({ reading }) => reading).join("\n");

describe("samples of an undeclared data matrix", () => {
  it.each([
    [String.raw`-\sum_{i=1}^m\log(1+e^{-y_i w^\top x_i})`, "w", "x'*(y.*sigmoid(-y.*(x*w)))"],
    [String.raw`\frac12\sum_i (x_i^\top w - y_i)^2`, "w", "x'*(x*w - y)"],
    [String.raw`\sum_{i=1}^n (y_i - \beta^\top x_i)^2`, "beta", "2*x'*(x*beta - y)"],
    [String.raw`\sum_i \|x_i - \mu\|^2`, "mu", "2*(n*mu - colsum(x))"],
    ["∑ᵢ (yᵢ − wᵀxᵢ)²", "w", "2*x'*(x*w - y)"],
  ])("are rows of it: %s by %s", (expr, wrt, plain) => {
    const answer = answerTo({ expr, wrt });
    expect(answer.plain).toBe(plain);
    expect(answer.variables.find(({ name }) => name === "x")?.shape).toHaveLength(2);
    expect(readings(answer)).toContain("x_i is row i of x");
  });

  it("are not seen where entries are numbers", () => {
    const answer = answerTo({ expr: String.raw`\sum_k W_{ik} x_k`, wrt: "x" });
    expect(answer.plain).toBe("W");
    expect(answer.choices ?? []).toEqual([]);
  });
});

describe("what is read in one way only, or not at all", () => {
  it("takes W x_i for a matrix times a sample", () => {
    const answer = answerTo({ expr: String.raw`\sum_{i=1}^n \|W x_i - y_i\|_2^2`, wrt: "W" });
    expect(answer.plain).toBe("2*(W*x' - y')*x");
  });

  it("differentiates by a name as LaTeX types it", () => {
    const plain = (expr: string, wrt: string) => answerTo({ expr, wrt }).plain;
    expect(plain(String.raw`\mathbf{w}^\top \mu`, String.raw`\mathbf{w}`)).toBe("mu");
    expect(plain(String.raw`v^\top W_1 x`, "W_1")).toBe("v*x'");
  });

  it("takes a transposed 1 for ones", () => {
    expect(answerTo({ expr: String.raw`1^\top \exp(x)`, wrt: "x" }).plain).toBe("exp(x)");
  });

  it("keeps the letters of the left side", () => {
    const transposed = answerTo({ expr: "B_{ji} = A_{ij}", wrt: "A" });
    expect(transposed.plain).toBe("delta(j,l)*delta(i,k)");
  });

  it.each([
    [String.raw`y_i = \sum_k W_{ij} x_k`, "x", "free-letters-differ"],
    ["x^TAx", "x", "ambiguous-transpose"],
    ["x^Tx", "x", "ambiguous-transpose"],
  ])("refuses %s by %s", (expr, wrt, code) => {
    const result = derive({ expr, wrt });
    expect(result.status === "ok" ? "ok" : result.problem.code).toBe(code);
  });

  it("refuses a declared name with a number in brackets above", () => {
    const result = derive({ expr: "c^{(2)}", wrt: "c", vars: { c: [] } });
    expect(result.status).not.toBe("ok");
  });
});

describe("a sum without parentheses", () => {
  const entropy = String.raw`y_i \log p_i + (1 - y_i)\log(1 - p_i)`;

  it("goes on over the terms in which its letter stands, and says so", () => {
    const long = answerTo({ expr: String.raw`-\frac1n\sum_{i=1}^n ${entropy}`, wrt: "p" });
    const inside = String.raw`-\frac1n\sum_{i=1}^n \left[${entropy}\right]`;
    expect(long.plain).toBe(answerTo({ expr: inside, wrt: "p" }).plain);
    expect(readings(long)).toContain("the sum over i goes on");
  });

  it("ends before the terms without it", () => {
    const answer = answerTo({ expr: String.raw`\sum_i y_i p_i + \lambda p^\top p`, wrt: "p" });
    expect(answer.reading).toBe("sum(i, y[i]*p[i]) + lambda*p'*p");
  });

  it("ends where its bracket ends, and keeps to letters of its own", () => {
    const closed = answerTo({ expr: String.raw`\left(\sum_i y_i p_i\right) + z_i`, wrt: "p" });
    expect(closed.reading).toBe("sum(i, y[i]*p[i]) + z[i]");
    const other = answerTo({ expr: String.raw`\sum_j W_{ij} x_j + b_i`, wrt: "x" });
    expect(other.reading).toBe("sum(j, W[i,j]*x[j]) + b[i]");
  });
});
