import { toJson } from "../text/json.ts";
import type { DerivativeProblem, DerivativeResult, NoAnswer } from "./answer.ts";
import { check, type CheckProblem } from "./check.ts";
import { derive } from "./derive.ts";

/** Longer lines are refused unread. */
const LONGEST_LINE = 10_000_000;

/**
 * One line of a batch file in, one line of answers out, whatever the line holds: nothing on it can
 * throw or spoil another line.
 */
export function answerBatchLine(line: string, lineNumber?: number): string {
  return toJson(answerLine(line, lineNumber));
}

function answerLine(line: string, lineNumber?: number): DerivativeResult | object {
  const place = lineNumber === undefined ? {} : { line: lineNumber };
  if (line.length > LONGEST_LINE) {
    return { id: null, ...place, ...error("too-long", "The line is longer than 10 MB.") };
  }
  let problem: unknown;
  try {
    problem = JSON.parse(line);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const at = /position (\d+)/.exec(message)?.[1];
    const fault = error("not-json", `The line is no JSON: ${message}.`);
    const span = at === undefined ? {} : { span: { from: Number(at), to: Number(at) + 1 } };
    return { id: null, ...place, ...fault, problem: { ...fault.problem, ...span } };
  }
  if (typeof problem !== "object" || problem === null || Array.isArray(problem)) {
    return { id: null, ...place, ...error("not-a-problem", "The line is JSON, but no object.") };
  }
  const id =
    "id" in problem && (typeof problem.id === "string" || typeof problem.id === "number")
      ? problem.id
      : null;
  try {
    const given = problem as DerivativeProblem & Partial<CheckProblem>;
    const derived = derive(given);
    if (given.answer === undefined) return { ...derived, id };
    const checked = check({ ...given, answer: given.answer });
    if (checked.status !== "ok") {
      return derived.status === "ok" ? { ...checked, id } : { ...derived, id };
    }
    const { verdict, diagnosis, why, problem: unread } = checked;
    return {
      ...derived,
      id,
      verdict,
      ...(checked.evidence && { answerEvidence: checked.evidence }),
      ...(diagnosis && { diagnosis }),
      ...(why !== undefined && { why }),
      ...(unread && { answerProblem: unread }),
    };
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    return {
      id,
      status: "refused",
      problem: { code: "internal-fault", message: `A fault of this program: ${message}` },
    };
  }
}

function error(code: string, message: string): NoAnswer {
  return { status: "error", problem: { code, message } };
}
