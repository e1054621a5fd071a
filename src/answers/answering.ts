import { NoDerivative } from "../calculus/local-rules.ts";
import type { VariableShape } from "../elaboration/shape.ts";
import { CannotLower } from "../graph/lower.ts";
import { BudgetExceeded } from "../graph/node.ts";
import { type Notation, TooLong } from "../notations/notation.ts";
import { NoMatrixForm } from "../recovery/monomial.ts";
import { present } from "../recovery/present.ts";
import { Recovery } from "../recovery/recover.ts";
import { type Problem, type Result, success } from "../text/problem.ts";
import type {
  DerivativeAnswer,
  DerivativeProblem,
  DerivativeResult,
  NoAnswer,
  Twin,
  VariableNote,
} from "./answer.ts";
import { arrayFacts } from "./array-facts.ts";
import { conditionsOf } from "./conditions.ts";
import {
  type Differentiated,
  differentiateLowered,
  type LoweredProblem,
  lowerProblem,
} from "./derivative.ts";
import { layoutNote } from "./layout-note.ts";
import { layoutOf } from "./layouts.ts";
import { withLets } from "./lets.ts";
import type { Ends, GeneralDerivative, Narrated } from "./narrate.ts";
import type { ReadText } from "./read-input.ts";
import { type ReadProblem, readProblemIn } from "./read-problem.ts";
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

export type Found = Omit<DerivativeAnswer, "id" | "ms">;

/** The derivative of a problem that is read, told in one manner. */
export function answerRead(problem: ReadProblem, manner: Manner): Found | NoAnswer {
  const lowered = attempt(() => success(lowerProblem(problem)));
  return "status" in lowered ? lowered : answerLowered(problem, lowered.found, manner);
}

export function answerLowered(
  problem: ReadProblem,
  lowered: LoweredProblem,
  manner: Manner,
): Found | NoAnswer {
  const outcome = attempt(() => answer(problem, lowered, manner));
  return "status" in outcome ? outcome : outcome.found;
}

/** How an answer is told: what only some of those who ask need comes from outside. */
export interface Manner {
  /** What formulas are written in besides the usual notations; left out: they are not wanted. */
  readonly notations?: readonly Notation[];
  /** Tells the derivations; left out: none is told. */
  readonly narrator?: (
    problem: ReadProblem,
    general: GeneralDerivative,
    ends: Ends,
    names: readonly string[],
  ) => Narrated;
}

/** The answer to a problem whose text `readText` can read. */
export function answerIn(
  readText: ReadText,
  problem: DerivativeProblem,
  manner: Manner,
): DerivativeResult {
  const start = now();
  const id = idOf(problem);
  const read = readProblemIn(readText, problem);
  if (!read.ok) return { ...id, ...noAnswer(read.problem) };
  const outcome = answerRead(read.value, manner);
  return outcome.status === "ok" ? { ...id, ...outcome, ms: now() - start } : { ...id, ...outcome };
}

function answer(
  problem: ReadProblem,
  lowered: LoweredProblem,
  { notations, narrator }: Manner,
): Result<Found> {
  const { elaboration, wrt } = problem;
  const { variables } = elaboration;
  const names = [...variables.keys()];
  const taken = takenNames(problem);
  const derivative = differentiateLowered(problem, lowered);
  if (!derivative.ok) return derivative;
  const differentiated = derivative.value;
  const { store, f, d, typed } = differentiated;
  const shown = showDerivative(problem, differentiated);
  const texts = writeAnswer(problem, differentiated, shown);
  const evidence = verify(problem, differentiated, shown, texts);
  if (!evidence.ok) return evidence;
  const writing: Writing = { notations: notations ?? [] };
  const arrays = notations?.some(({ needsArrays }) => needsArrays)
    ? arrayFacts(problem, differentiated, shown, texts.bindings)
    : undefined;
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
    conditions: conditionsOf(new Recovery(store, names), [f, d], f, wrt, typed),
    layoutNote: layoutNote(shown.form, problem),
    ...(differentiated.because.length > 0 && { because: differentiated.because }),
    ...(readings && { readings }),
    ...(twin && { twin }),
    ...(shown.note !== undefined && { note: shown.note }),
    ...narrator?.(problem, differentiated.general, endsOf(problem, differentiated, shown), names),
    ...((narrator || notations) && { display: displayOf(problem, texts, writing, arrays) }),
  });
}

/**
 * What a derivation ends in. The derivative of a number by a matrix, or of a matrix by a number, is a
 * matrix: that one is derived, and stacked in one row or column only where the vec form is wanted.
 */
function endsOf(problem: ReadProblem, differentiated: Differentiated, shown: Shown): Ends {
  if (shown.form === "tensor") return { answer: undefined };
  const { store, f, d } = differentiated;
  const isMatrix = store.node(d).axes.length === 2 && store.node(f).axes.length !== 1;
  if (shown.form !== "kron" || !isMatrix) return { answer: shown.expression };
  const { form, expression } = showDerivative({ ...problem, form: undefined }, differentiated);
  const answer = form === "tensor" ? undefined : expression;
  return { answer, stacked: shown.expression };
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

export function idOf(problem: DerivativeProblem): Pick<DerivativeProblem, "id"> {
  // What is no problem at all has no id either; it is told so when it is read.
  const id = (problem as DerivativeProblem | null | undefined)?.id;
  return id === undefined ? {} : { id };
}

export function noAnswer(problem: Problem): NoAnswer {
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
export function attempt<T>(run: () => Result<T>): { readonly found: T } | NoAnswer {
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
export function now(): number {
  const { performance } = globalThis as { performance?: { now(): number } };
  return performance?.now() ?? Date.now();
}
