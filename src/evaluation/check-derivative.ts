import { sizeOf } from "../dimensions/dimension.ts";
import type { NumberSystem, Tensor } from "../numbers/system.ts";
import { withParts } from "../syntax/equality.ts";
import { type Expression, fold } from "../syntax/expression.ts";
import {
  type Claim,
  type ClaimContext,
  type Comparison,
  Disagreement,
  farthestEntry,
  type Judgement,
  judge,
  largest,
} from "./checking.ts";
import { type DerivativeForm, matrixForm } from "./derivative-forms.ts";
import {
  type Differentiation,
  fullDerivative,
  valueAndDerivative,
  variablesOf,
  valueOf,
} from "./directional.ts";
import { effortOf } from "./effort.ts";
import { arrayOver, type Evaluated, evaluate, type Point } from "./evaluate.ts";
import { describe, sides, Unevaluable } from "./layout.ts";
import type { EntrySource } from "./sample.ts";
import { floats } from "./systems.ts";

export type { Evidence, Judgement, SizeRecord } from "./checking.ts";

/** Somebody's answer to "what is the derivative of f by x?". */
export interface DerivativeAnswer {
  readonly expression: Expression;
  readonly form: DerivativeForm;
  /** For the form tensor: the free index letters in the order of D's axes. */
  readonly indices?: readonly string[];
  /** Names that stand for matrix expressions, in order; later ones may use earlier ones. */
  readonly let?: readonly (readonly [name: string, value: Expression])[];
}

/** A claim that can be checked at points. Sums in index notation are explicit. */
export interface DerivativeClaim extends Differentiation, ClaimContext {
  readonly answer: DerivativeAnswer;
}

/**
 * Whether an answer is the derivative. Both sides are evaluated at random points of small distinct
 * sizes, the derivative by dual numbers along random directions; see `judge`.
 */
export function checkDerivative(claim: DerivativeClaim): Judgement {
  return judge(claimAbout({ ...claim, answer: inlined(claim.answer) }));
}

/**
 * The answer with what its names stand for in their places, as parts that it shares: one walk then
 * evaluates them all, and forgets each after its last use. Names that it does not use stay.
 */
function inlined(answer: DerivativeAnswer): DerivativeAnswer {
  if (!answer.let) return answer;
  const meanings = new Map<string, Expression>();
  const used = new Set<string>();
  const meaning = (expression: Expression): Expression =>
    fold<Expression>(expression, (node, parts) => {
      const means = node.kind === "name" ? meanings.get(node.name) : undefined;
      if (node.kind === "name" && means) used.add(node.name);
      return means ?? withParts(node, parts);
    });
  const names = answer.let.map(([name, value]) => {
    const means = meaning(value);
    used.delete(name);
    meanings.set(name, means);
    return [name, means] as const;
  });
  const expression = meaning(answer.expression);
  return { ...answer, expression, let: names.filter(([name]) => !used.has(name)) };
}

function claimAbout(problem: DerivativeClaim): Claim {
  const { f, answer } = problem;
  const bound = answer.let ?? [];
  const expressions = [f, answer.expression, ...bound.map(([, value]) => value)];
  return {
    context: problem,
    expressions,
    smallestSize: Math.max(2, farthestEntry(expressions)),
    boundNames: bound.map(([name]) => name),
    effort: (sizes) => effortAt(problem, sizes),
    compare: (point, source) => compareDerivatives(problem, point, source),
    floor: (point, { value = [] }) => naturalFloor(problem, point, value),
    truth: (point) => fullDerivative(problem, point, floats),
    claimed: (point) =>
      claimedDerivative(problem, point, valueOf(problem, point, floats).shape, floats),
  };
}

/** The function is evaluated once more for each order, the array D entry by entry. */
function effortAt(problem: DerivativeClaim, sizes: ReadonlyMap<string, number>): number {
  const { f, answer, variables, order } = problem;
  const bound = (answer.let ?? []).map(([name, expression]) => ({ name, expression }));
  const answered = effortOf([...bound, { expression: answer.expression }], variables, sizes);
  const entries = variablesOf(problem)
    .flatMap((name) => variables.get(name)!.axes)
    .reduce((product, axis) => product * sizeOf(axis, sizes), 1);
  return answered + entries + (order + 1) * effortOf([{ expression: f }], variables, sizes);
}

/** Both sides at a point, along random directions, one for each order. @throws NoValue, Unevaluable */
export function compareDerivatives<T>(
  problem: DerivativeClaim,
  point: Point<T>,
  { system, entry }: EntrySource<T>,
): Comparison<T> {
  const directions = variablesOf(problem).map((name) =>
    point.values.get(name)!.data.map(() => entry()),
  );
  const { value, derivative: truth } = valueAndDerivative(problem, point, directions, system);
  const claimed = claimedDerivative(problem, point, truth.shape, system);
  const weights = directions.reduce<readonly T[]>(
    (all, direction) => all.flatMap((x) => direction.map((y) => system.multiply(x, y))),
    [system.one],
  );
  const terms = truth.data.map((_, i) =>
    weights.map((weight, k) => system.multiply(claimed.data[i * weights.length + k] as T, weight)),
  );
  const sums = terms.map((row) => row.reduce((a, b) => system.add(a, b), system.zero));
  return { value, truth: truth.data, claimed: sums, terms };
}

/**
 * A thousandth of |f| / |x|^order, the size a derivative has by nature: a derivative that is zero by
 * cancellation is not judged by its rounding, and a small one is not passed over.
 */
function naturalFloor(
  problem: DerivativeClaim,
  point: Point<number>,
  value: readonly number[],
): number {
  const f = largest(value);
  const x = Math.max(1e-3, largest(point.values.get(problem.wrt)!.data));
  return Math.max((1e-3 * f) / x ** problem.order, 1e-14);
}

/** The answer's array in the order of D, at a point. @throws NoValue, Unevaluable */
export function claimedDerivative<T>(
  claim: DerivativeClaim,
  point: Point<T>,
  valueShape: readonly number[],
  system: NumberSystem<T>,
): Tensor<T> {
  const { answer } = claim;
  const [first = [], ...others] = variablesOf(claim).map((name) => point.values.get(name)!.shape);
  const second = others.flat();
  const axes = [...valueShape, ...first, ...second];
  if (answer.form === "tensor") return claimedTensor(answer, axes, point, system);
  const value = evaluateAnswer(answer, point, system);
  if (value.letters.length > 0) {
    throw new Unevaluable(`the index ${value.letters[0]} in an answer that is no tensor`);
  }
  const target = matrixForm(
    answer.form,
    others.length > 0 ? { value: valueShape, first, second } : { value: valueShape, first },
  );
  if (!target || (others.length > 1 && answer.form === "hessian")) {
    throw new Disagreement("form", `the derivative has no ${answer.form} form`);
  }
  const [rows, columns] = sides(value);
  if (rows !== target.rows || columns !== target.columns) {
    throw new Disagreement(
      "shape",
      `the answer is ${describe(value)}, the derivative ${target.rows} x ${target.columns}`,
    );
  }
  const data: T[] = [];
  target.places.forEach((place, k) => {
    data[place] = value.data[k] as T;
  });
  return { shape: axes, data };
}

function claimedTensor<T>(
  answer: DerivativeAnswer,
  axes: readonly number[],
  point: Point<T>,
  system: NumberSystem<T>,
): Tensor<T> {
  const { indices = [] } = answer;
  if (indices.length !== axes.length) {
    throw new Disagreement(
      "shape",
      `the answer has ${indices.length} free indices, the derivative ${axes.length} axes`,
    );
  }
  const letterSizes = new Map(point.letterSizes);
  indices.forEach((letter, k) => letterSizes.set(letter, axes[k]!));
  const value = evaluateAnswer(answer, { ...point, letterSizes }, system);
  if (value.kind !== "scalar") {
    throw new Disagreement("shape", `the answer is ${describe(value)} and needs indices`);
  }
  value.letters.forEach((letter, k) => {
    const at = indices.indexOf(letter);
    if (at < 0) throw new Unevaluable(`the index ${letter} is neither free nor summed`);
    if (axes[at] !== value.letterSizes[k]) {
      throw new Disagreement("shape", `the index ${letter} runs over another axis`);
    }
  });
  return arrayOver(value, indices, axes);
}

function evaluateAnswer<T>(
  { expression, let: bound = [] }: DerivativeAnswer,
  point: Point<T>,
  system: NumberSystem<T>,
): Evaluated<T> {
  const bindings = new Map(point.bindings);
  const extended: Point<T> = { ...point, bindings };
  for (const [name, value] of bound) bindings.set(name, evaluate(value, extended, system));
  return evaluate(expression, extended, system);
}
