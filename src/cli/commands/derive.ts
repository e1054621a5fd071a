import { contentOfDerivative } from "../../documents/content/derivative.ts";
import { several } from "../../documents/content/several.ts";
import type { Content } from "../../documents/content/content.ts";
import {
  type DerivativeAnswer,
  type DerivativeProblem,
  type DerivativeResult,
  type DeriveOptions,
  derive as differentiate,
  deriveAll,
  type NoAnswer,
  type Picture,
  pictures,
} from "../../index.ts";
import type { Io } from "../io.ts";
import { readText } from "../read-text.ts";
import { PAGE_HELP, type PageRequest, writePage } from "../page.ts";
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
  --from NOTATION         plain, latex, unicode, index; left out: recognised
  --form FORM             gradient, row, jacobian, kron, hessian, plain, tensor
  --structure S           symmetric, diagonal: along the parameters of a structured matrix
  --steps METHOD          indices (left out), identities, differentials, all or none
  --detail LEVEL          outline, standard (left out) or every: how many of the steps are shown
  --delta STYLE           kronecker (left out) or iverson: [p = j] for a delta
  --as NOTATION           nothing but the answer, on one line: plain, latex, unicode, index, python
  --pictures              draws it, too: in html as SVG, else in characters
${PAGE_HELP}`,
  run: deriveEach,
};

async function deriveEach(args: readonly string[], io: Io): Promise<number> {
  const request = readDeriveRequest(args);
  if (!request.ok) return complain(io, request.problem);
  const expression = await readText(request.value.expression, io);
  if (!expression.ok) return complain(io, expression.problem);
  const problem = { ...request.value.fields, expr: expression.value };
  return print(outcomesOf(problem, request.value), problem, request.value, io);
}

interface Outcome {
  /** Undefined where the problem left no choice. */
  readonly wrt: string | undefined;
  readonly result: DerivativeResult;
}

/** One result for each variable that was named, or, where none was, for each that there is. */
function outcomesOf(
  problem: DerivativeProblem,
  { variables, steps, detail, delta, show }: DeriveRequest,
): Outcome[] {
  const notations = show.kind === "page" ? show.form.notations : show.notations;
  const options = { steps, detail, delta, ...(notations && { notations }) };
  if (variables.length > 1) return byEach(problem, variables, options);
  const [wrt] = variables;
  const result = differentiate(wrt === undefined ? problem : { ...problem, wrt }, options);
  return result.status !== "ok" && wrt === undefined && result.problem.code === "which-variable"
    ? byEach(
        problem,
        (result.problem.facts ?? []).map(({ text }) => text),
        options,
      )
    : [{ wrt, result }];
}

function byEach(
  problem: DerivativeProblem,
  variables: readonly string[],
  options: DeriveOptions,
): Outcome[] {
  const together = deriveAll(problem, variables, options);
  // What fails as a whole may fail by one of the variables alone.
  const results =
    together.length === variables.length
      ? together
      : variables.map((wrt) => differentiate({ ...problem, wrt }, options));
  return results.map((result, k) => ({ wrt: variables[k], result }));
}

async function print(
  outcomes: readonly Outcome[],
  problem: DerivativeProblem,
  request: DeriveRequest,
  io: Io,
): Promise<number> {
  const faults = outcomes.flatMap(({ wrt, result }) =>
    result.status === "ok" ? [] : [{ wrt, ...result }],
  );
  const code = faults.map(codeOf).reduce(worse, EXIT.done as number);
  const { show } = request;
  const { expr: source } = problem;
  const results = outcomes.map(({ result }) => result);
  const answers = results.filter((result) => result.status === "ok");
  if (show.kind === "line") {
    for (const answer of answers) await io.out(`${show.write(answer)}\n`);
  } else if (show.form.isData || answers.length > 0) {
    const drawn = answers.map(({ wrt }) =>
      request.pictures ? picturesOf({ ...problem, wrt }) : [],
    );
    await io.out(writePage(show, documentOf(results, answers, drawn, show), io));
  }
  if (show.kind === "page" && show.form.isData) return code;
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

/** One answer as it is, several in turn under titles of their own. */
function documentOf(
  results: readonly DerivativeResult[],
  answers: readonly DerivativeAnswer[],
  drawn: readonly (readonly Picture[])[],
  { form }: PageRequest,
): Content {
  const contents = answers.map((answer, k) =>
    contentOfDerivative(answer, form.notations, drawn[k]),
  );
  const [first] = results;
  const [only] = contents;
  if (results.length === 1 && first) {
    return only ?? several("No derivative", [], first);
  }
  const title = answers[0] ? `The derivatives of ${answers[0].reading}` : "No derivative";
  return several(title, contents, { results });
}

/** None where there is nothing to draw, as for a second derivative. */
function picturesOf(problem: DerivativeProblem): readonly Picture[] {
  const result = pictures(problem);
  return result.status === "ok" ? result.pictures : [];
}

function codeOf({ status }: NoAnswer): number {
  return status === "error" ? EXIT.input : EXIT.refused;
}

/** A mistake in the input outweighs a refusal. */
function worse(a: number, b: number): number {
  return a === EXIT.input ? a : b;
}
