import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { DerivativeProblem, DerivativeResult } from "../../src/answers/answer.ts";
import { derive } from "../../src/answers/derive.ts";
import { derivePlain, highlightPlain, isSurelyPlain } from "../../src/answers/derive-plain.ts";
import { highlight } from "../../src/answers/highlight.ts";

const CORPORA = ["seed", "cookbook", "wikipedia"];

const PROBLEMS = CORPORA.flatMap((name) =>
  readFileSync(new URL(`../corpus/${name}.jsonl`, import.meta.url), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as DerivativeProblem),
);

const MISTAKES = ["(x", "x'*", "trcae(X)", "W*x + x*W", "x + A", "a/2b", "x y", "A[i,j", "sin x"];

function untimed(result: DerivativeResult): DerivativeResult {
  return result.status === "ok" ? { ...result, ms: 0 } : result;
}

test("what is surely plain is answered as by all that there is", () => {
  const asked = [
    ...PROBLEMS.map(
      ({ answer: _answer, ...problem }: DerivativeProblem & { answer?: unknown }) => problem,
    ),
    ...MISTAKES.map((expr) => ({ expr })),
  ].filter(isSurelyPlain);
  expect(asked.length).toBeGreaterThan(0.8 * PROBLEMS.length);
  for (const problem of asked) {
    expect(untimed(derivePlain(problem))).toEqual(untimed(derive(problem, { notations: [] })));
    const seen = highlight(problem.expr);
    expect(highlightPlain(problem.expr)).toEqual("pieces" in seen ? seen.pieces : undefined);
  }
});

test("random texts that are surely plain are answered alike, too", () => {
  const signs = [
    ..."xxAW_0129 .,;:'*+-/^()[]=\n".split(""),
    "\\",
    "$",
    "{",
    "|",
    "<",
    "ᵀ",
    "sum(",
    "exp(",
    ")",
    "x'*A*x",
    "W*x",
    " in ",
    "where",
    "(1)",
  ];
  const text = fc
    .array(fc.constantFrom(...signs), { minLength: 1, maxLength: 8 })
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, (expr) => {
      fc.pre(isSurelyPlain({ expr }));
      const whole = derive({ expr, wrt: "x" }, { notations: [] });
      expect(untimed(derivePlain({ expr, wrt: "x" }))).toEqual(untimed(whole));
    }),
    { numRuns: 1500 },
  );
});

test("a notation that is asked for, and a name in LaTeX, are no plain text", () => {
  expect(isSurelyPlain({ expr: "y'*A*x", wrt: "x" })).toBe(true);
  expect(isSurelyPlain({ expr: "y'*A*x", from: "latex" })).toBe(false);
  expect(isSurelyPlain({ expr: "w'*w", wrt: String.raw`\mathbf{w}` })).toBe(false);
  expect(isSurelyPlain({ expr: String.raw`y^\top A x` })).toBe(false);
  for (const expr of ["‖x‖²", "", "x: vector(n)", "u = A*x", "x, y", "x'*x (1)", "x\ny"]) {
    expect(isSurelyPlain({ expr })).toBe(false);
  }
});
