import { describe, expect, it } from "vitest";
import { derive, deriveRead } from "../../src/answers/derive.ts";
import { readParsed, type ReadProblem } from "../../src/answers/read-problem.ts";
import { symbol } from "../../src/dimensions/dimension.ts";
import type { Declared } from "../../src/elaboration/elaborate.ts";
import * as B from "../../src/syntax/build.ts";
import type { Expression } from "../../src/syntax/expression.ts";
import { answerTo } from "./support.ts";

/** h + tanh(W_k*h), layer upon layer; as text it would have 2^layers symbols. */
function residualNet(layers: number, wrt: string): ReadProblem {
  let h: Expression = B.name("x");
  for (let k = 1; k <= layers; k++) {
    h = B.binary("add", h, B.call("tanh", B.binary("multiply", B.name(`W${k}`), h)));
  }
  const n = symbol("n");
  const declarations = new Map<string, Declared>([["x", { axes: [n] }]]);
  for (let k = 1; k <= layers; k++) declarations.set(`W${k}`, { axes: [n, n] });
  const read = readParsed({ wrt }, B.call("sum", h), {
    declarations,
    functions: new Set(),
    properties: new Map(),
  });
  if (!read.ok) throw new Error(read.problem.message);
  return read.value;
}

describe("a residual net of 30 layers", () => {
  it.each(["x", "W1", "W15"])("by %s is printed in a few pages", (wrt) => {
    const answer = deriveRead(residualNet(30, wrt));
    if (answer.status !== "ok") throw new Error(answer.problem.message);
    const lets = answer.let ?? [];
    expect(lets.length).toBeGreaterThan(30);
    const text = answer.plain + lets.map(([name, means]) => name + means).join();
    expect(text.length).toBeLessThan(5_000);
    expect(answer.latex.length).toBeLessThan(20_000);
    expect(answer.latex).toContain("\\text{where } u_{1} = ");
    expect(answer.unicode.length).toBeLessThan(20_000);
    expect(answer.index).not.toBe("");
    expect(answer.index.length).toBeLessThan(5_000);
    expect(answer.reading.length).toBeLessThan(5_000);
    expect(answer.evidence.kind).toBe("mod-p");
  });
});

describe("names for shared parts", () => {
  it("are those of the user's own parts where there are such", () => {
    const h = "tanh(W1*x + b)";
    const problem = {
      expr: `(sum(exp(${h})) + norm2(${h})^4 + sum(log(2 + ${h}.^2)) + (${h})'*A*(${h}) + sum(sin(${h})))^3`,
      wrt: "x",
    };
    const { let: lets = [] } = answerTo(problem);
    expect(lets).toEqual([["u", h]]);
  });

  it("avoid every name that is taken", () => {
    let h = "u";
    for (let k = 1; k <= 6; k++) h = `(${h} + tanh(u${k}*${h}))`;
    const { let: lets = [] } = answerTo({ expr: `sum(${h})`, wrt: "u" });
    const names = lets.map(([name]) => name);
    expect(names.length).toBeGreaterThan(3);
    for (const taken of ["u", "u1", "u2", "u6"]) expect(names).not.toContain(taken);
  });

  it("are not given in short answers", () => {
    expect(answerTo({ expr: "norm2(A*x-b)^2", wrt: "x" }).let).toBeUndefined();
  });

  it("never stand for index notation", () => {
    let h = "x";
    for (let k = 1; k <= 8; k++) h = `(${h} + tanh(W${k}*${h}))`;
    const answer = answerTo({ expr: h, wrt: "W1" });
    expect(answer.form).toBe("tensor");
    for (const [, means] of answer.let ?? []) expect(means).not.toMatch(/\[|delta|sum\([a-z]\d*,/);
  });
});

describe("deep and wide input", () => {
  it.each([
    ["a chain of 300 layers", `${"tanh(".repeat(300)}x${")".repeat(300)}`],
    ["100,000 parentheses", `${"(".repeat(100_000)}x${")".repeat(100_000)}`],
    ["100,000 terms", `x${"+x".repeat(99_999)}`],
    ["100,000 differences", `x${"-x".repeat(99_999)}`],
    ["100,000 factors", `x${"*x".repeat(99_999)}`],
    ["100,000 minus signs", `${"-".repeat(100_000)}x`],
    ["100,000 transposes", `x${"'".repeat(100_000)}`],
    ["3,000 names", Array.from({ length: 3_000 }, (_, k) => `x${k}`).join("+")],
  ])("%s", (_, expr) => {
    const wrt = expr.includes("x1") ? "x1" : "x";
    expect(derive({ expr, wrt }).status).toBe("ok");
  });

  it("a matrix power of 4096 is printed with names", () => {
    const { plain, index } = answerTo({ expr: "tr(X^4096)", wrt: "X" });
    expect(plain.length + index.length).toBeLessThan(10_000);
  });

  it("what is too large is stopped, and told why", () => {
    const wide = Array.from({ length: 100_000 }, (_, k) => `a^${k + 2}`).join("+");
    expect(derive({ expr: wide, wrt: "a" })).toMatchObject({
      status: "stopped",
      problem: { code: "stopped" },
    });
    expect(derive({ expr: "X^1000000", wrt: "X" })).toMatchObject({ status: "stopped" });
    const layers = `${"sin(".repeat(100_000)}a${")".repeat(100_000)}`;
    expect(derive({ expr: layers, wrt: "a" })).toMatchObject({ status: "stopped" });
    const product = `tr(X${"*X".repeat(99_999)})`;
    expect(derive({ expr: product, wrt: "X" })).toMatchObject({ status: "stopped" });
  });
});
