import { notationOf } from "../notations/table.ts";
import type { Result } from "../text/problem.ts";
import type { DerivativeProblem } from "./answer.ts";
import { type ReadProblem, readProblemIn } from "./read-problem.ts";

/** Reads a problem in any notation; `readProblemIn` says how. */
export function readProblem(
  asked: DerivativeProblem,
  variables?: readonly string[],
): Result<ReadProblem> {
  return readProblemIn(notationOf, asked, variables);
}
