import type { Notation } from "../notations/notation.ts";
import { notationNamed, notationNames } from "../notations/table.ts";
import { canonicalName } from "../text/greek.ts";
import { failure, type Result, success } from "../text/problem.ts";
import type { DerivativeProblem, DerivativeResult, DeriveOptions, NoAnswer } from "./answer.ts";
import {
  answerIn,
  answerLowered,
  answerRead,
  attempt,
  type Found,
  idOf,
  type Manner,
  noAnswer,
  now,
} from "./answering.ts";
import { lowerProblem, withDerivatives } from "./derivative.ts";
import { narrate } from "./narrate.ts";
import { readAnyText, readProblem } from "./read-any.ts";
import type { ReadProblem } from "./read-problem.ts";

/**
 * The derivative of an expression, checked before it is returned: the expression as typed,
 * differentiated by dual numbers, must agree with the printed text read back.
 *
 * A mistake in the problem comes back as `status: "error"`, something that cannot be done as
 * `refused`, an exhausted budget as `stopped`; exceptions are faults of ours.
 */
export function derive(problem: DerivativeProblem, options: DeriveOptions = {}): DerivativeResult {
  const manner = mannerOf(options);
  if (!manner.ok) return { ...idOf(problem), ...noAnswer(manner.problem) };
  return answerIn(readAnyText, problem, manner.value);
}

/**
 * The derivatives of one expression by several variables, each as `derive` gives it; read, sized and
 * lowered once. Without names: by every variable, in order of appearance.
 */
export function deriveAll(
  problem: DerivativeProblem,
  names?: readonly string[],
  options: DeriveOptions = {},
): readonly DerivativeResult[] {
  let began = now();
  const id = idOf(problem);
  // Which variable is wanted is told by the names, or it is all of them.
  const { wrt: _wrt, ...rest } = problem ?? {};
  const read = readProblem(names && names.length > 0 ? rest : problem, names);
  if (!read.ok) {
    if (names || read.problem.code !== "which-variable") {
      return [{ ...id, ...noAnswer(read.problem) }];
    }
    const all = (read.problem.facts ?? []).map(({ text }) => text);
    return deriveAll(rest, all, options);
  }
  const manner = mannerOf(options);
  if (!manner.ok) return [{ ...id, ...noAnswer(manner.problem) }];
  const lowered = attempt(() => success(lowerProblem(read.value)));
  if ("status" in lowered) return [{ ...id, ...lowered }];
  const wanted = (names ?? [read.value.wrt]).map(canonicalName);
  // What stops the shared sweep stops, asked one by one, only the variables that it concerns.
  const swept = attempt(() => success(withDerivatives(lowered.found, wanted)));
  const start = "status" in swept ? lowered.found : swept.found;
  return wanted.map((wrt) => {
    const outcome = answerLowered({ ...read.value, wrt }, start, manner.value);
    const ms = now() - began;
    began = now();
    return outcome.status === "ok" ? { ...id, ...outcome, ms } : { ...id, ...outcome };
  });
}

/** The derivative of a problem that is read. */
export function deriveRead(problem: ReadProblem, options: DeriveOptions = {}): Found | NoAnswer {
  const manner = mannerOf(options);
  return manner.ok ? answerRead(problem, manner.value) : noAnswer(manner.problem);
}

function mannerOf({
  steps = "none",
  detail = "standard",
  delta = "kronecker",
  notations,
}: DeriveOptions): Result<Manner> {
  const besides = notationsNamed(notations ?? []);
  if (!besides.ok) return besides;
  const style = { detail, delta, notations: besides.value };
  return success({
    ...(notations && { notations: besides.value }),
    ...(steps !== "none" && {
      narrator: (problem, general, ends, names) =>
        narrate(problem, general, ends, names, steps, style),
    }),
  });
}

function notationsNamed(names: readonly string[]): Result<readonly Notation[]> {
  const found: Notation[] = [];
  for (const name of names) {
    const notation = notationNamed(name);
    if (!notation) {
      const message = `There is no notation ${name}.`;
      const remedy = `It is one of ${notationNames().join(", ")}.`;
      return failure({ code: "unknown-notation", message, remedy });
    }
    found.push(notation);
  }
  return success(found);
}
