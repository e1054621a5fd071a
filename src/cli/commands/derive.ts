import { writeText } from "../../documents/text.ts";
import {
  type DerivativeAnswer,
  type DerivativeProblem,
  type DerivativeResult,
  derive as differentiate,
  deriveAll,
  type NoAnswer,
} from "../../index.ts";
import type { Io } from "../io.ts";
import { readText } from "../read-text.ts";
import { complain } from "../report.ts";
import { EXIT, type RunningCommand } from "./command.ts";
import { type DeriveRequest, readDeriveRequest } from "./derive-request.ts";

export const derive: RunningCommand = {
  help: `EXPR is text such as "y'*A*x", in quotes, or - to read it from standard input.

  --wrt x                 the variable; repeated: one answer each; left out: each in turn
  --wrt2 y                the variable of the second derivative
  --order 2               a second derivative
  --var "A: matrix(n,m)"  declares a name (repeated); also "x in R^m", "c: scalar"
  --prop "A: symmetric"   a fact about the values of a name (repeated)
  --dim n=4               the size of a dimension (repeated)
  --from NOTATION         how EXPR is written; left out: plain
  --form FORM             gradient, row, jacobian, kron, hessian, plain, tensor
  --structure S           symmetric, diagonal: along the parameters of a structured matrix
  --steps METHOD          indices (left out), identities, differentials, all or none
  --as NOTATION           nothing but the answer, on one line: plain, latex, unicode, index
  --page text|json        a page of text (left out), or the same as --json
  --json                  one JSON document
  --ascii                 a page without signs beyond ASCII`,
  run: deriveEach,
};

async function deriveEach(args: readonly string[], io: Io): Promise<number> {
  const request = readDeriveRequest(args);
  if (!request.ok) return complain(io, request.problem);
  const expression = await readText(request.value.expression, io);
  if (!expression.ok) return complain(io, expression.problem);
  const outcomes = outcomesOf({ ...request.value.fields, expr: expression.value }, request.value);
  return show(outcomes, request.value, expression.value, io);
}

interface Outcome {
  /** Undefined where the problem left no choice. */
  readonly wrt: string | undefined;
  readonly result: DerivativeResult;
}

/** One result for each variable that was named, or, where none was, for each that there is. */
function outcomesOf(problem: DerivativeProblem, { variables, steps }: DeriveRequest): Outcome[] {
  if (variables.length > 1) return byEach(problem, variables, steps);
  const [wrt] = variables;
  const result = differentiate(wrt === undefined ? problem : { ...problem, wrt }, { steps });
  return result.status !== "ok" && wrt === undefined && result.problem.code === "which-variable"
    ? byEach(
        problem,
        (result.problem.facts ?? []).map(({ text }) => text),
        steps,
      )
    : [{ wrt, result }];
}

function byEach(
  problem: DerivativeProblem,
  variables: readonly string[],
  steps: DeriveRequest["steps"],
): Outcome[] {
  const together = deriveAll(problem, variables, { steps });
  // What fails as a whole may fail by one of the variables alone.
  const results =
    together.length === variables.length
      ? together
      : variables.map((wrt) => differentiate({ ...problem, wrt }, { steps }));
  return results.map((result, k) => ({ wrt: variables[k], result }));
}

async function show(
  outcomes: readonly Outcome[],
  request: DeriveRequest,
  source: string,
  io: Io,
): Promise<number> {
  const faults = outcomes.flatMap(({ wrt, result }) =>
    result.status === "ok" ? [] : [{ wrt, ...result }],
  );
  const code = faults.map(codeOf).reduce(worse, EXIT.done as number);
  if (request.show.kind === "json") {
    const results = outcomes.map(({ result }) => result);
    const body = results.length === 1 ? results[0] : { results };
    await io.out(`${JSON.stringify({ version: 1, ...body })}\n`);
    return code;
  }
  let isFirst = true;
  for (const { result } of outcomes) {
    if (result.status !== "ok") continue;
    await io.out((isFirst ? "" : separator(request)) + shown(result, request, io));
    isFirst = false;
  }
  // What is wrong with the whole input is the same for every variable, and is told once.
  const isShared = new Set(faults.map(({ problem }) => problem.message)).size === 1;
  if (isShared && faults.length === outcomes.length) {
    await complain(io, faults[0]!.problem, { source });
    return code;
  }
  for (const { wrt, problem } of faults) {
    const message = `By ${wrt}: ${problem.message}`;
    await complain(io, { ...problem, message }, { source });
  }
  return code;
}

function separator(request: DeriveRequest): string {
  return request.show.kind === "page" ? "\n\n" : "";
}

function shown(answer: DerivativeAnswer, { show, ascii }: DeriveRequest, io: Io): string {
  if (show.kind === "line") return `${show.write(answer)}\n`;
  const { terminal } = io;
  return writeText(answer, { ...terminal, unicode: terminal.unicode && !ascii });
}

function codeOf({ status }: NoAnswer): number {
  return status === "error" ? EXIT.input : EXIT.refused;
}

/** A mistake in the input outweighs a refusal. */
function worse(a: number, b: number): number {
  return a === EXIT.input ? a : b;
}
