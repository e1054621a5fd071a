import type { DerivativeProblem, DerivativeResult } from "indicial";

/**
 * Letters that usually stand for what one differentiates by, the likeliest first; beside weights X
 * holds the data.
 */
const LIKELY = ["x", "w", "theta", "beta", "W", "X", "z", "Z", "V", "A"];

/**
 * The derivative by the variable that was chosen; where none was, or it has left the expression, by
 * the one that is usually meant. The answer says by which.
 */
export function deriveByLikely(
  problem: DerivativeProblem,
  derive: (problem: DerivativeProblem) => DerivativeResult,
): DerivativeResult {
  const first = derive(problem);
  if (first.status === "ok") return first;
  if (problem.wrt !== undefined) {
    if (first.status !== "error") return first;
    // Perhaps the variable has left the expression together with a part of the text; then what is
    // said must be of the text as it is now.
    const { wrt: _left, ...rest } = problem;
    const second = deriveByLikely(rest, derive);
    return second.status === "ok" || first.problem.code === "unknown-name" ? second : first;
  }
  const { code, facts = [] } = first.problem;
  if (code !== "which-variable") return first;
  const names = facts.map(({ text }) => text);
  const wrt = LIKELY.find((name) => names.includes(name)) ?? names.at(-1);
  return wrt === undefined ? first : derive({ ...problem, wrt });
}
