import { describe, expect, it } from "vitest";
import { judge } from "../corpus/score.ts";
import {
  corpusLines,
  judged,
  PROBLEM_CORPORA,
  plantedFalsehoods,
  type Solved,
  trueRewrites,
} from "./judging.ts";
import type { DerivativeProblem } from "../../src/answers/answer.ts";

/** The big run of the same is `node tools/judge.mjs`. */
const SEED = 5;
const EVERY = 3;

function solvedOf(corpus: string): Solved[] {
  return corpusLines(corpus).flatMap(({ expected, ...problem }) =>
    typeof expected === "string"
      ? [{ problem: problem as unknown as DerivativeProblem, expected }]
      : [],
  );
}

describe.each(PROBLEM_CORPORA)("answers to %s", (corpus) => {
  const solved = solvedOf(corpus);

  it("by a human are right, and exactly so where there are no roots or decimals", () => {
    const notRight = solved.flatMap((one) => {
      const result = judged(one.problem, { answer: one.expected });
      const isRight = result.status === "ok" && result.verdict === "right";
      return isRight ? [] : [`${String(one.problem.id)}: ${one.expected}`];
    });
    expect(notRight).toEqual([]);
  }, 120_000);

  it("stay right when rewritten truly", () => {
    const notRight = solved.flatMap((one, k) =>
      trueRewrites(one, 1, SEED * 1000 + k).flatMap(({ text, change }) => {
        const result = judged(one.problem, { answer: text });
        const isRight = result.status === "ok" && result.verdict === "right";
        return isRight ? [] : [`${String(one.problem.id)}: ${text} (${change})`];
      }),
    );
    expect(notRight).toEqual([]);
  }, 120_000);

  it("with a falsehood planted are right only where the oracle agrees", () => {
    const passed: string[] = [];
    solved.forEach((one, k) => {
      if (k % EVERY !== 0) return;
      for (const { text } of plantedFalsehoods(one, 1, SEED * 1000 + k)) {
        const result = judged(one.problem, { answer: text });
        if (result.status !== "ok" || result.verdict !== "right") continue;
        const { id, form } = one.problem;
        passed.push(JSON.stringify({ id, plain: text, form }));
      }
    });
    const verdicts = passed.length === 0 ? [] : judge(corpus, passed);
    expect(verdicts.filter(({ verdict }) => verdict !== "right")).toEqual([]);
  }, 120_000);
});
