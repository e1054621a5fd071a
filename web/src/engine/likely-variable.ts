import type { DerivativeProblem, DerivativeResult } from "indicial";

/** Letters that usually stand for what one differentiates by, the likeliest first. */
const LIKELY = ["x", "X", "W", "w", "theta", "beta", "z", "Z", "V", "A"];

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
  const { code, message } = first.problem;
  if (problem.wrt !== undefined) {
    // A name that is neither typed nor declared: perhaps it was deleted with a part of the text.
    const hasLeft = code === "unknown-name" && message.startsWith(`${problem.wrt} is neither`);
    if (!hasLeft) return first;
    const { wrt: _left, ...rest } = problem;
    return deriveByLikely(rest, derive);
  }
  if (code !== "which-variable") return first;
  const names = (first.problem.facts ?? []).map(({ text }) => text);
  const wrt = LIKELY.find((name) => names.includes(name)) ?? names.at(-1);
  return wrt === undefined ? first : derive({ ...problem, wrt });
}
