import { differentiate } from "../calculus/differentiate.ts";
import { NoDerivative } from "../calculus/local-rules.ts";
import { alongStructure } from "../calculus/structure.ts";
import { type Dimension, isUnit } from "../dimensions/dimension.ts";
import type { VariableShape } from "../elaboration/shape.ts";
import { checkDerivative } from "../evaluation/check-derivative.ts";
import type { Evidence } from "../evaluation/checking.ts";
import type { DerivativeForm } from "../evaluation/derivative-forms.ts";
import { CannotLower, type Lowered, lowerArray } from "../graph/lower.ts";
import { BudgetExceeded, type NodeId } from "../graph/node.ts";
import { copyInto } from "../graph/rebuild.ts";
import { Store } from "../graph/store.ts";
import * as V from "../graph/value.ts";
import { latex } from "../notations/latex.ts";
import { TooLong } from "../notations/notation.ts";
import { plain } from "../notations/plain.ts";
import { unicode } from "../notations/unicode.ts";
import { freshLetters, letterSource } from "../recovery/letters.ts";
import { entryForm } from "../recovery/entries.ts";
import { NoMatrixForm } from "../recovery/monomial.ts";
import { present, presentEntry } from "../recovery/present.ts";
import { Recovery } from "../recovery/recover.ts";
import type { Expression } from "../syntax/expression.ts";
import type { Problem, Result } from "../text/problem.ts";
import { failure, success } from "../text/problem.ts";
import type {
  DerivativeAnswer,
  DerivativeProblem,
  DerivativeResult,
  DeriveOptions,
  NoAnswer,
  Twin,
  VariableNote,
  Written,
} from "./answer.ts";
import { conditionsOf } from "./conditions.ts";
import { type ArrayAxes, type DerivativeLayout, layoutOf, naturalForm } from "./layouts.ts";
import { withLets } from "./lets.ts";
import { type GeneralDerivative, narrate } from "./narrate.ts";
import { type ReadProblem, readProblem, sizeScope } from "./read-problem.ts";

/**
 * The derivative of an expression, checked before it is returned: the expression as typed,
 * differentiated by dual numbers, must agree with the printed text read back.
 *
 * A mistake in the problem comes back as `status: "error"`, something that cannot be done as
 * `refused`, an exhausted budget as `stopped`; exceptions are faults of ours.
 */
export function derive(problem: DerivativeProblem, options: DeriveOptions = {}): DerivativeResult {
  const start = performanceNow();
  const id = problem.id === undefined ? {} : { id: problem.id };
  const read = readProblem(problem);
  if (!read.ok) {
    const status = read.problem.code === "not-supported" ? "refused" : statusOf(read.problem);
    return { ...id, status, problem: read.problem };
  }
  const outcome = attempt(() => answer(read.value, options));
  if ("status" in outcome) return { ...id, ...outcome };
  return { ...id, ...outcome.found, ms: performanceNow() - start };
}

function statusOf({ code }: Problem): NoAnswer["status"] {
  if (code === "stopped") return "stopped";
  return code === "unsupported" || code === "grouping" || code === "unknown-size"
    ? "refused"
    : "error";
}

type Found = Omit<DerivativeAnswer, "id" | "ms">;

/** Turns what the engine throws for things it cannot do into answers that say so. */
function attempt(run: () => Result<Found>): { found: Found } | NoAnswer {
  try {
    const result = run();
    return result.ok ? { found: result.value } : { status: "refused", problem: result.problem };
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
      return {
        status: "refused",
        problem: {
          code: "not-supported",
          message: `This expression is not supported yet: ${error.message}.`,
        },
      };
    }
    if (error instanceof NoDerivative) {
      return {
        status: "refused",
        problem: {
          code: "no-derivative",
          message: `The function ${error.message} has no derivative here.`,
        },
      };
    }
    if (error instanceof NoMatrixForm) {
      return {
        status: "refused",
        problem: {
          code: "no-form",
          message: `The derivative has no form that can be written: ${error.message}.`,
        },
      };
    }
    throw error;
  }
}

/** The graph of the function and of its derivative, with the facts about values applied last. */
interface Differentiated {
  readonly store: Store;
  readonly f: NodeId;
  readonly d: NodeId;
  /** The same before the facts were applied. */
  readonly general: GeneralDerivative;
  readonly layout: DerivativeLayout;
}

function answer(problem: ReadProblem, options: DeriveOptions): Result<Found> {
  const { elaboration, wrt } = problem;
  const { variables } = elaboration;
  const names = [...variables.keys()];
  const taken = new Set([...names, ...elaboration.dimensionNames]);
  const differentiated = differentiateProblem(problem);
  if (!differentiated.ok) return differentiated;
  const { store, f, d, layout } = differentiated.value;
  const shown = shownForm(problem, differentiated.value, names, taken);
  const { expression, bindings } =
    shown.form === "tensor"
      ? { expression: shown.expression, bindings: [] }
      : withLets(shown.expression, taken);
  const plainText = plain.write(expression);
  const lets = bindings.map(([name, means]) => [name, plain.write(means)] as const);
  const evidence = checked(problem, shown, plainText, lets);
  if (!evidence.ok) return evidence;
  const recovery = new Recovery(store, names);
  const letters = shown.indices ?? freshLetters(store.node(d).axes.length, taken);
  const twin = twinOf(problem, differentiated.value, shown.form, names, taken);
  const found: Found = {
    status: "ok",
    form: shown.form,
    plain: plainText,
    ...(shown.indices && { indices: shown.indices }),
    ...(lets.length > 0 && { let: lets }),
    shape: shapeText(shown.form, problem, layout, store, d),
    latex: latex.write(expression),
    unicode: unicode.write(expression),
    index: indexText(
      recovery,
      d,
      shown.form === "tensor" ? axisLetters(shown.indices ?? [], problem) : letters,
      taken,
    ),
    evidence: evidence.value,
    reading: plain.write(problem.elaboration.expression),
    wrt,
    variables: [...variables.values()].map(noteOf),
    assumed: elaboration.assumptions,
    conditions: conditionsOf(recovery, [f, d]),
    ...(twin && { twin }),
    ...(shown.note !== undefined && { note: shown.note }),
    ...(options.steps === "indices" &&
      narrate(problem, differentiated.value.general,
        shown.form === "tensor" ? undefined : shown.expression,
        names,
      )),
  };
  return success(found);
}

function differentiateProblem(problem: ReadProblem): Result<Differentiated> {
  const { elaboration, wrt, order, structure, properties } = problem;
  if (structure === "toeplitz" || structure === "symmetric-toeplitz") {
    return failure({
      code: "not-supported",
      message: `A derivative along the parameters of a ${structure} matrix is not supported yet.`,
    });
  }
  const source = new Store();
  const arrays = new Map<string, V.Value>();
  for (const shape of elaboration.variables.values()) {
    arrays.set(shape.name, variableValue(source, shape));
  }
  const lowered = new Map<string, Lowered>();
  for (const [name, value] of arrays) lowered.set(name, { kind: "array", value });
  const value = lowerArray(source, elaboration.expression, {
    names: lowered,
    sizes: sizeScope(elaboration),
    letters: new Map(),
  });
  const f = source.permute(value.node, [...value.rows, ...value.columns]);
  const names = order === 2 ? [wrt, problem.wrt2 ?? wrt] : [wrt];
  let d = f;
  for (const name of names) {
    const variable = arrays.get(name)!;
    d = differentiate(source, d, variable.node);
    if (structure !== undefined) {
      if (variable.rows.length !== 1 || variable.columns.length !== 1) {
        return failure({
          code: "not-square",
          message: `${name} is no square matrix and has no ${structure} structure.`,
        });
      }
      d = alongStructure(source, d, structure);
    }
  }
  const shapes = elaboration.variables;
  let next = 0;
  const place = (rows: number, columns: number, rank: number): ArrayAxes => {
    const start = next;
    next += rows + columns;
    return {
      rows: Array.from({ length: rows }, (_, k) => start + k),
      columns: Array.from({ length: columns }, (_, k) => start + rows + k),
      rank,
    };
  };
  const ofF = place(
    value.rows.length,
    value.columns.length,
    elaboration.shape.axes.filter((axis) => !isUnit(axis)).length,
  );
  const [first, second] = names.map((name) => {
    const { rows, columns } = arrays.get(name)!;
    return place(
      rows.length,
      columns.length,
      shapes.get(name)!.axes.filter((axis) => !isUnit(axis)).length,
    );
  });
  // Facts about values take effect only now that nothing is left to differentiate.
  const symmetric = symmetricNames(properties);
  const target = symmetric.size > 0 ? new Store(symmetric) : source;
  return success({
    store: target,
    general: { store: source, f, d, facts: factSentences(properties) },
    f: target === source ? f : copyInto(target, source, f),
    d: target === source ? d : copyInto(target, source, d),
    layout: second ? { f: ofF, first: first!, second } : { f: ofF, first: first! },
  });
}

const SYMMETRIC_PROPERTIES: ReadonlySet<string> = new Set([
  "symmetric",
  "spd",
  "diagonal",
  "posdiag",
]);

/** What is known of the values, a sentence for each name that it concerns. */
function factSentences(properties: ReadonlyMap<string, readonly string[]>): string[] {
  return [...symmetricNames(properties)].map((name) => `${name} is symmetric.`);
}

function symmetricNames(properties: ReadonlyMap<string, readonly string[]>): Set<string> {
  const names = new Set<string>();
  for (const [name, list] of properties) {
    if (list.some((property) => SYMMETRIC_PROPERTIES.has(property))) names.add(name);
  }
  return names;
}

/** A variable as a value; axes of size 1 are dropped, an axis made of several is several axes. */
function variableValue(store: Store, { name, groups }: VariableShape): V.Value {
  const sides = groups.map((group) => group.filter((size) => !isUnit(size)));
  if (sides.length > 2) throw new CannotLower(`the variable ${name} has ${sides.length} axes`);
  const node = store.variable(name, sides.flat());
  return V.ordered(node, sides[0]?.length ?? 0, sides[1]?.length ?? 0);
}

interface Shown {
  readonly form: DerivativeForm;
  readonly expression: Expression;
  readonly indices?: readonly string[];
  readonly note?: string;
}

/** The derivative in the form asked for or, where that does not exist, as an entry. */
function shownForm(
  problem: ReadProblem,
  { store, d, layout }: Differentiated,
  names: readonly string[],
  taken: ReadonlySet<string>,
): Shown {
  const natural = naturalForm(layout);
  const wanted = problem.form ?? natural;
  let obstacle = "";
  if (wanted !== "tensor") {
    const matrixLayout = layoutOf(wanted, layout);
    if (matrixLayout) {
      try {
        const { expression } = present(store, d, matrixLayout, names);
        return { form: wanted, expression };
      } catch (error) {
        if (!(error instanceof NoMatrixForm)) throw error;
        obstacle = `There is no matrix form (${error.message}); the entry is given instead.`;
      }
    } else {
      obstacle = `The form ${wanted} does not exist for these shapes; the entry is given instead.`;
    }
  }
  const count = axisCount(problem);
  const given = problem.indices;
  const indices = given?.length === count ? given : freshLetters(count, taken);
  const nodeLetters = axisLetters(indices, problem);
  const expression = presentEntry(store, d, nodeLetters, names, () =>
    letterSource(new Set([...taken, ...indices])),
  );
  if (given && given.length !== count) {
    obstacle =
      `${obstacle} The derivative has ${count} axes; ${given.length} index letters were given.`.trim();
  }
  return { form: "tensor", expression, indices, ...(obstacle !== "" && { note: obstacle }) };
}

/** The sizes of D: shape of f, of the variable, of the second variable; unit axes stay. */
function axesOfD({ elaboration, wrt, wrt2, order }: ReadProblem): readonly Dimension[] {
  const variables = elaboration.variables;
  return [
    ...elaboration.shape.axes,
    ...variables.get(wrt)!.axes,
    ...(order === 2 ? variables.get(wrt2 ?? wrt)!.axes : []),
  ];
}

function axisCount(problem: ReadProblem): number {
  return axesOfD(problem).length;
}

/** The letters of the axes that the graph keeps: those that are not of size 1. */
function axisLetters(letters: readonly string[], problem: ReadProblem): string[] {
  const axes = axesOfD(problem);
  const { elaboration, wrt, wrt2 } = problem;
  const grouped =
    [wrt, wrt2 ?? wrt].some((name) =>
      elaboration.variables.get(name)!.groups.some((group) => group.length > 1),
    ) ||
    (elaboration.groupsOf(elaboration.expression) ?? []).some(
      (group) => group.filter((size) => !isUnit(size)).length > 1,
    );
  if (grouped) throw new NoMatrixForm("an axis of composite size has no index letter of its own");
  return letters.filter((_, k) => axes[k] !== undefined && !isUnit(axes[k]));
}

function checked(
  problem: ReadProblem,
  shown: Shown,
  plainText: string,
  lets: readonly (readonly [string, string])[],
): Result<Evidence> {
  const { elaboration, wrt, wrt2, order, structure, properties, pinnedSizes } = problem;
  const readBack = plain.read(plainText, { variables: new Set(elaboration.variables.keys()) });
  const bound: [string, Expression][] = [];
  for (const [name, text] of lets) {
    const means = plain.read(text);
    if (!means.ok) return unreadable(text, means.problem);
    bound.push([name, means.value]);
  }
  if (!readBack.ok) return unreadable(plainText, readBack.problem);
  const judgement = checkDerivative({
    f: elaboration.expression,
    wrt,
    ...(wrt2 !== undefined && { wrt2 }),
    order,
    ...(structure && { structure }),
    variables: elaboration.variables,
    properties,
    pinnedSizes,
    answer: {
      expression: readBack.value,
      form: shown.form,
      ...(shown.indices && { indices: shown.indices }),
      ...(bound.length > 0 && { let: bound }),
    },
  });
  if (judgement.verdict === "agrees") return success(judgement.evidence);
  if (judgement.verdict === "undecided") {
    return failure({
      code: "not-verified",
      message: `An answer was found, but it could not be verified: ${judgement.why}.`,
    });
  }
  return failure({
    code: "failed-check",
    message: `An answer was found, but it failed its check, which is a fault of this program: ${judgement.message}`,
  });
}

function unreadable(text: string, { message }: Problem): Result<never> {
  return failure({
    code: "failed-check",
    message: `The answer could not be read back, which is a fault of this program: ${message} (${text.slice(0, 80)})`,
  });
}

function twinOf(
  problem: ReadProblem,
  differentiated: Differentiated,
  form: DerivativeForm,
  names: readonly string[],
  taken: ReadonlySet<string>,
): Twin | undefined {
  const other = form === "gradient" ? "row" : form === "row" ? "gradient" : undefined;
  if (!other || problem.elaboration.variables.get(problem.wrt)!.axes.length !== 1) return undefined;
  const { store, d, layout } = differentiated;
  const { expression } = present(store, d, layoutOf(other, layout)!, names);
  const short = withLets(expression, taken);
  if (short.bindings.length > 0) return undefined;
  return {
    form: other,
    ...writtenAs(short.expression),
    shape: shapeText(other, problem, layout, store, d),
    why: `The same ${store.node(d).axes[0]!.key} numbers. The row is the Jacobian: one row for each output, and f has one. The gradient has the shape of ${problem.wrt}, so it is the transpose.`,
  };
}

export function writtenAs(expression: Expression): Written {
  return {
    plain: plain.write(expression),
    latex: latex.write(expression),
    unicode: unicode.write(expression),
  };
}

function shapeText(
  form: DerivativeForm,
  problem: ReadProblem,
  layout: DerivativeLayout,
  store: Store,
  d: NodeId,
): string[] {
  if (form === "tensor") return axesOfD(problem).map(({ key }) => key);
  const sides = layoutOf(form, layout)!;
  const { axes } = store.node(d);
  const size = (side: readonly number[]): string =>
    side.map((axis) => axes[axis]!.key).join("*") || "1";
  if (form === "gradient")
    return problem.elaboration.variables.get(problem.wrt)!.axes.map(({ key }) => key);
  if (sides.rows.length === 0 && sides.columns.length === 0) return [];
  if (sides.columns.length === 0) return [size(sides.rows)];
  return [size(sides.rows), size(sides.columns)];
}

function indexText(
  recovery: Recovery,
  d: NodeId,
  letters: readonly string[],
  taken: ReadonlySet<string>,
): string {
  const fresh = letterSource(new Set([...taken, ...letters]));
  try {
    return plain.write(entryForm(recovery, d, letters, fresh, "written-out"), { limit: 20_000 });
  } catch (error) {
    if (error instanceof NoMatrixForm || error instanceof TooLong) return "";
    throw error;
  }
}

function noteOf({ name, axes, origin }: VariableShape): VariableNote {
  return { name, shape: axes.map(({ key }) => key), origin };
}

function performanceNow(): number {
  return Date.now();
}
