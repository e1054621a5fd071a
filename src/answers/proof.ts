import { type Dimension, isUnit } from "../dimensions/dimension.ts";
import { NoDerivative } from "../calculus/local-rules.ts";
import { elaborate, type Elaboration } from "../elaboration/elaborate.ts";
import type { Evidence } from "../evaluation/checking.ts";
import { CannotLower, lower, type Lowered, type Scope } from "../graph/lower.ts";
import { BudgetExceeded, type NodeId } from "../graph/node.ts";
import { expand } from "../graph/rebuild.ts";
import type { Store } from "../graph/store.ts";
import * as V from "../graph/value.ts";
import * as B from "../syntax/build.ts";
import type { Expression } from "../syntax/expression.ts";
import type { Candidate } from "./claims.ts";
import {
  type Differentiated,
  differentiateLowered,
  freeLabels,
  lowerProblem,
  variableValue,
} from "./derivative.ts";
import { layoutOf } from "./layouts.ts";
import { type ReadProblem, sizeScope } from "./read-problem.ts";

/**
 * Whether an answer is the derivative by algebra alone: lowered into one graph with the derivative,
 * and with all products of sums multiplied out, both are the same node. Undefined where they are
 * not, which proves nothing.
 */
export function proveDerivative(
  problem: ReadProblem,
  candidate: Candidate,
): Extract<Evidence, { kind: "proof" }> | undefined {
  return attemptProof(() => {
    const differentiated = differentiateLowered(problem, lowerProblem(problem));
    return differentiated.ok && isDerivative(problem, differentiated.value, candidate);
  });
}

/** Runs a proof; what the graph cannot hold is not proven. */
export function attemptProof(run: () => boolean): Extract<Evidence, { kind: "proof" }> | undefined {
  try {
    return run() ? { kind: "proof" } : undefined;
  } catch (error) {
    if (
      error instanceof BudgetExceeded ||
      error instanceof CannotLower ||
      error instanceof NoDerivative
    ) {
      return undefined;
    }
    throw error;
  }
}

function isDerivative(
  problem: ReadProblem,
  differentiated: Differentiated,
  { expression, form, indices, let: bound = [] }: Candidate,
): boolean {
  const { store, d, layout, axes } = differentiated;
  if (bound.length > 0 || (indices && indices.length !== axes.length)) return false;
  const sizes = axes.map(({ size }) => size);
  const answer = elaborateWith(problem, expression, indices, sizes);
  if (!answer) return false;
  const { lowered, letters } = lowerInto(store, problem, answer);
  if (form === "tensor") {
    if (!indices) return false;
    if (lowered.kind !== "entry") {
      return indices.length === 0 && isSameNode(store, d, lowered.value.node);
    }
    const { reference } = lowered;
    const places = indices.map((letter) => freeLabels(letters, letter, reference.indices));
    const fits = axes.every((axis, k) => axis.places.length === places[k]!.length);
    return fits && isSameNode(store, d, V.gather(store, reference, places.flat()).node);
  }
  const sides = layoutOf(form, layout);
  return (
    lowered.kind === "array" &&
    sides !== undefined &&
    isSameNode(store, d, inAxesOf(store, lowered.value, sides))
  );
}

/** An expression with all that is known of its parts. */
export interface Sized {
  readonly expression: Expression;
  readonly elaboration: Elaboration;
}

/**
 * An expression in the names of a problem, or undefined where its sizes do not fit. With letters,
 * `axes` are the sizes that they run over.
 */
export function elaborateWith(
  { elaboration, functions }: Pick<ReadProblem, "elaboration" | "functions">,
  expression: Expression,
  indices: readonly string[] = [],
  axes: readonly Dimension[] = [],
): Sized | undefined {
  const declarations = new Map<string, { axes: readonly Dimension[] }>(elaboration.variables);
  let whole = expression;
  if (indices.length > 0) {
    // A factor with all letters tells the sizes of those that stand in deltas only.
    let witness = "axes";
    while (declarations.has(witness)) witness += "_";
    declarations.set(witness, { axes });
    whole = B.binary("multiply", expression, B.entry(B.name(witness), indices));
  }
  const result = elaborate(whole, { declarations, functions, free: indices });
  if (!result.ok) return undefined;
  const made = result.value.expression;
  const own = indices.length > 0 && made.kind === "binary" ? made.left : made;
  return { expression: own, elaboration: result.value };
}

/** The graph of an expression in the names of a problem. @throws CannotLower, BudgetExceeded */
export function lowerInto(
  store: Store,
  { elaboration, functions }: Pick<ReadProblem, "elaboration" | "functions">,
  own: Sized,
  record?: Scope["record"],
): { readonly lowered: Lowered; readonly letters: ReadonlyMap<string, readonly number[]> } {
  const names = new Map<string, Lowered>();
  for (const shape of elaboration.variables.values()) {
    names.set(shape.name, { kind: "array", value: variableValue(store, shape) });
  }
  const letters = new Map<string, readonly number[]>();
  const lowered = lower(store, own.expression, {
    names,
    sizes: sizeScope(own.elaboration),
    letters,
    deltaSizes: (node) => own.elaboration.deltaSizes(node)?.filter((size) => !isUnit(size)),
    unknownFunctions: functions.size > 0,
    ...(record && { record }),
  });
  return { lowered, letters };
}

/** The node of a matrix with its axes in the order of D, which the layout takes them from. */
function inAxesOf(
  store: Store,
  value: V.Value,
  { rows, columns }: { readonly rows: readonly number[]; readonly columns: readonly number[] },
): NodeId | undefined {
  const fits = value.rows.length === rows.length && value.columns.length === columns.length;
  if (!fits || value.further) return undefined;
  const order: number[] = [];
  rows.forEach((place, k) => (order[place] = value.rows[k]!));
  columns.forEach((place, k) => (order[place] = value.columns[k]!));
  return store.permute(value.node, order);
}

/** Whether two nodes have the same value at every entry, by multiplying all products out. */
export function isSameNode(store: Store, a: NodeId, b: NodeId | undefined): boolean {
  if (b === undefined) return false;
  const sizes = (id: NodeId): string =>
    store
      .node(id)
      .axes.map(({ key }) => key)
      .join();
  if (sizes(a) !== sizes(b)) return false;
  return a === b || expand(store, store, a) === expand(store, store, b);
}
