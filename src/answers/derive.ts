import { NoDerivative } from "../calculus/local-rules.ts";
import type { VariableShape } from "../elaboration/shape.ts";
import { CannotLower } from "../graph/lower.ts";
import { BudgetExceeded } from "../graph/node.ts";
import { type Notation, TooLong } from "../notations/notation.ts";
import { notationNamed, notationNames } from "../notations/table.ts";
import { NoMatrixForm } from "../recovery/monomial.ts";
import { present } from "../recovery/present.ts";
import { Recovery } from "../recovery/recover.ts";
import { canonicalName } from "../text/greek.ts";
import { failure, type Problem, type Result, success } from "../text/problem.ts";
import type {
  DerivativeAnswer,
  DerivativeProblem,
  DerivativeResult,
  DeriveOptions,
  NoAnswer,
  Twin,
  VariableNote,
} from "./answer.ts";
import { conditionsOf } from "./conditions.ts";
import {
  type Differentiated,
  differentiateLowered,
  type LoweredProblem,
  lowerProblem,
  withDerivatives,
} from "./derivative.ts";
import { layoutNote } from "./layout-note.ts";
import { layoutOf } from "./layouts.ts";
import { withLets } from "./lets.ts";
import { narrate } from "./narrate.ts";
import { type ReadProblem, readProblem } from "./read-problem.ts";
import {
  displayOf,
  readingOf,
  type Shown,
  showDerivative,
  takenNames,
  writeAnswer,
} from "./show.ts";
import { symmetricReadings } from "./symmetric-readings.ts";
import { withUnitAxes } from "./unit-axes.ts";
import { verify } from "./verify.ts";
import { type Writing, writtenAs } from "./written.ts";

/**
 * The derivative of an expression, checked before it is returned: the expression as typed,
 * differentiated by dual numbers, must agree with the printed text read back.
 *
 * A mistake in the problem comes back as `status: "error"`, something that cannot be done as
 * `refused`, an exhausted budget as `stopped`; exceptions are faults of ours.
 */
export function derive(problem: DerivativeProblem, options: DeriveOptions = {}): DerivativeResult {
  const start = now();
  const id = idOf(problem);
  const read = readProblem(problem);
  if (!read.ok) return { ...id, ...noAnswer(read.problem) };
  const outcome = deriveRead(read.value, options);
  return "status" in outcome && outcome.status !== "ok"
    ? { ...id, ...outcome }
    : { ...id, ...outcome, ms: now() - start };
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
  const lowered = attempt(() => success(lowerProblem(read.value)));
  if ("status" in lowered) return [{ ...id, ...lowered }];
  const wanted = (names ?? [read.value.wrt]).map(canonicalName);
  // What stops the shared sweep stops, asked one by one, only the variables that it concerns.
  const swept = attempt(() => success(withDerivatives(lowered.found, wanted)));
  const start = "status" in swept ? lowered.found : swept.found;
  return wanted.map((wrt) => {
    const outcome = deriveLowered({ ...read.value, wrt }, start, options);
    const ms = now() - began;
    began = now();
    return outcome.status === "ok" ? { ...id, ...outcome, ms } : { ...id, ...outcome };
  });
}

type Found = Omit<DerivativeAnswer, "id" | "ms">;

/** The derivative of a problem that is read. */
export function deriveRead(problem: ReadProblem, options: DeriveOptions = {}): Found | NoAnswer {
  const lowered = attempt(() => success(lowerProblem(problem)));
  return "status" in lowered ? lowered : deriveLowered(problem, lowered.found, options);
}

function deriveLowered(
  problem: ReadProblem,
  lowered: LoweredProblem,
  options: DeriveOptions,
): Found | NoAnswer {
  const outcome = attempt(() => answer(problem, lowered, options));
  return "status" in outcome ? outcome : outcome.found;
}

function answer(
  problem: ReadProblem,
  lowered: LoweredProblem,
  { steps = "none", detail = "standard", delta = "kronecker", notations }: DeriveOptions,
): Result<Found> {
  const { elaboration, wrt } = problem;
  const { variables } = elaboration;
  const names = [...variables.keys()];
  const taken = takenNames(problem);
  const derivative = differentiateLowered(problem, lowered);
  if (!derivative.ok) return derivative;
  const differentiated = derivative.value;
  const { store, f, d } = differentiated;
  const shown = showDerivative(problem, differentiated);
  const texts = writeAnswer(problem, differentiated, shown);
  const evidence = verify(problem, differentiated, shown, texts);
  if (!evidence.ok) return evidence;
  const besides = notationsNamed(notations ?? []);
  if (!besides.ok) return besides;
  const writing: Writing = { notations: besides.value };
  const twin = twinOf(problem, differentiated, shown, taken, writing);
  const readings = symmetricReadings(problem, differentiated, shown, writing);
  return success({
    status: "ok",
    form: shown.form,
    plain: texts.plain,
    ...(shown.indices && { indices: shown.indices }),
    ...(texts.let.length > 0 && { let: texts.let }),
    shape: shapeText(shown, problem, differentiated),
    latex: texts.latex,
    unicode: texts.unicode,
    index: texts.index,
    evidence: evidence.value,
    reading: readingOf(problem, taken),
    functionShape: functionShapeOf(problem),
    ...(problem.notation !== undefined && { notation: problem.notation }),
    ...(problem.name !== undefined && { name: problem.name }),
    ...(problem.choices.length > 0 && { choices: problem.choices }),
    wrt,
    variables: [...variables.values()].map((shape) =>
      noteOf(shape, problem.properties.get(shape.name) ?? []),
    ),
    assumed: elaboration.assumptions,
    conditions: conditionsOf(new Recovery(store, names), [f, d], f, wrt),
    layoutNote: layoutNote(shown.form, problem),
    ...(differentiated.because.length > 0 && { because: differentiated.because }),
    ...(readings && { readings }),
    ...(twin && { twin }),
    ...(shown.note !== undefined && { note: shown.note }),
    ...(steps !== "none" &&
      narrate(
        problem,
        differentiated.general,
        shown.form === "tensor" ? undefined : shown.expression,
        names,
        steps,
        { detail, delta, notations: besides.value },
      )),
    ...((steps !== "none" || notations) && { display: displayOf(problem, texts, writing) }),
  });
}

function twinOf(
  problem: ReadProblem,
  differentiated: Differentiated,
  { form }: Shown,
  taken: ReadonlySet<string>,
  writing: Writing,
): Twin | undefined {
  const other = form === "gradient" ? "row" : form === "row" ? "gradient" : undefined;
  const { wrt, order, elaboration } = problem;
  if (!other || order !== 1 || elaboration.variables.get(wrt)!.axes.length !== 1) return undefined;
  const { store, d, layout, axes, rank, vocabulary } = differentiated;
  const sides = layoutOf(other, layout);
  if (!sides) return undefined;
  const { variables } = elaboration;
  const { expression } = present(store, d, sides, vocabulary);
  const short = withLets(withUnitAxes(expression, variables), taken);
  if (short.bindings.length > 0) return undefined;
  return {
    form: other,
    ...writtenAs(short.expression, writing),
    shape: shapeText({ form: other, expression }, problem, differentiated),
    why: `The same ${axes[rank]!.size.key} numbers. The row is the Jacobian: one row for each output, and f has one. The gradient has the shape of ${wrt}, so it is the transpose.`,
  };
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

function functionShapeOf({ elaboration }: ReadProblem): readonly string[] {
  const { kind, axes } = elaboration.shape;
  const sizes = axes.map(({ key }) => key);
  return kind === "row" ? ["1", ...sizes] : sizes;
}

/** The sizes of what is printed: rows and columns, or one for each index. */
function shapeText(
  { form }: Shown,
  problem: ReadProblem,
  { store, d, layout, axes }: Differentiated,
): string[] {
  if (form === "tensor") return axes.map(({ size }) => size.key);
  if (form === "gradient" && problem.order === 1) {
    return problem.elaboration.variables.get(problem.wrt)!.axes.map(({ key }) => key);
  }
  const { rows, columns } = layoutOf(form, layout)!;
  const node = store.node(d);
  const size = (side: readonly number[]): string =>
    side.map((axis) => node.axes[axis]!.key).join("*") || "1";
  if (rows.length === 0 && columns.length === 0) return [];
  return columns.length === 0 ? [size(rows)] : [size(rows), size(columns)];
}

function noteOf(
  { name, axes, origin }: VariableShape,
  properties: readonly string[],
): VariableNote {
  const shape = axes.map(({ key }) => key);
  return { name, shape, origin, ...(properties.length > 0 && { properties }) };
}

function idOf(problem: DerivativeProblem): Pick<DerivativeProblem, "id"> {
  // What is no problem at all has no id either; it is told so when it is read.
  const id = (problem as DerivativeProblem | null | undefined)?.id;
  return id === undefined ? {} : { id };
}

function noAnswer(problem: Problem): NoAnswer {
  return { status: statusOf(problem), problem };
}

/** What cannot be done, as against what is wrong with the input. */
const REFUSED: ReadonlySet<string> = new Set([
  "not-supported",
  "unsupported",
  "grouping",
  "not-verified",
  "failed-check",
]);

function statusOf({ code }: Problem): NoAnswer["status"] {
  if (code === "stopped") return "stopped";
  return REFUSED.has(code) ? "refused" : "error";
}

/** Turns what the engine throws for things it cannot do into answers that say so. */
function attempt<T>(run: () => Result<T>): { readonly found: T } | NoAnswer {
  try {
    const result = run();
    return result.ok ? { found: result.value } : noAnswer(result.problem);
  } catch (error) {
    if (error instanceof BudgetExceeded || error instanceof TooLong) {
      return {
        status: "stopped",
        problem: {
          code: "stopped",
          message: `Stopped: the answer grew too big (${error.message}).`,
        },
      };
    }
    if (error instanceof CannotLower) {
      return refusal("not-supported", `This expression is not supported yet: ${error.message}.`);
    }
    if (error instanceof NoDerivative) {
      return refusal("no-derivative", error.message);
    }
    if (error instanceof NoMatrixForm) {
      return refusal(
        "no-form",
        `The derivative has no form that can be written: ${error.message}.`,
      );
    }
    throw error;
  }
}

function refusal(code: string, message: string): NoAnswer {
  return { status: "refused", problem: { code, message } };
}

/** Milliseconds; a browser without `performance` gets coarser ones. */
function now(): number {
  const { performance } = globalThis as { performance?: { now(): number } };
  return performance?.now() ?? Date.now();
}
