import type { DerivativeProblem, WrittenDerivation, WrittenStep } from "../../src/index.ts";
import { corpusLines } from "../corpus/score.ts";

/** The public corpora of problems. */
export const CORPORA = ["seed", "cookbook", "sympy", "wikipedia", "realworld"] as const;

/** Every problem of a corpus, without its answer. */
export function corpusProblems(name: (typeof CORPORA)[number]): DerivativeProblem[] {
  return corpusLines(name).map((line) => {
    const { answer: _answer, ...problem } = JSON.parse(line) as DerivativeProblem & {
      answer?: unknown;
    };
    return problem;
  });
}

/** The steps of a derivation and of its parts, groups and what is in them. */
export function allSteps({ steps, next }: WrittenDerivation): WrittenStep[] {
  const all: WrittenStep[] = [];
  const walk = (list: readonly WrittenStep[]): void => {
    for (const step of list) {
      all.push(step);
      walk(step.substeps ?? []);
    }
  };
  walk(steps);
  return next ? [...all, ...allSteps(next)] : all;
}
