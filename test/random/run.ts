import type { DerivativeProblem, DerivativeResult } from "../../src/answers/answer.ts";
import { derive } from "../../src/answers/derive.ts";
import { type RandomProblem, randomProblem } from "./generate.ts";
import { shrink } from "./shrink.ts";

/** What came of one random problem. */
export interface Outcome {
  /** `ok`, the code of the problem, or `exception`. */
  readonly kind: string;
  readonly message: string;
  readonly milliseconds: number;
  readonly result?: DerivativeResult;
}

export function outcomeOf(problem: DerivativeProblem): Outcome {
  const start = performance.now();
  try {
    const result = derive(problem);
    const milliseconds = performance.now() - start;
    if (result.status === "ok") return { kind: "ok", message: "", milliseconds, result };
    const { code, message } = result.problem;
    return { kind: code, message, milliseconds, result };
  } catch (error) {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { kind: "exception", message, milliseconds: performance.now() - start };
  }
}

/**
 * The smallest problem found that comes to the same kind of end.
 * @param until when to be content with what was found, as `performance.now()` counts
 */
export function smallest(
  found: RandomProblem,
  until = Number.POSITIVE_INFINITY,
): { problem: DerivativeProblem; outcome: Outcome } {
  const { kind } = outcomeOf(found.problem);
  const problem = shrink(
    found,
    (candidate) => performance.now() < until && outcomeOf(candidate).kind === kind,
  );
  return { problem, outcome: outcomeOf(problem) };
}

export { randomProblem };
