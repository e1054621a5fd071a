import { differentiate, differentiateByEach } from "../calculus/differentiate.ts";
import { alongStructure, largestSize } from "../calculus/structure.ts";
import { type Dimension, isUnit, multiplyDimensions, sizeOf } from "../dimensions/dimension.ts";
import type { VariableShape } from "../elaboration/shape.ts";
import { variablesOf } from "../evaluation/directional.ts";
import { lower, type Lowered } from "../graph/lower.ts";
import { BudgetExceeded, type NodeId } from "../graph/node.ts";
import { copyInto, expand } from "../graph/rebuild.ts";
import { Store } from "../graph/store.ts";
import * as V from "../graph/value.ts";
import { type Informed, withFacts } from "../recovery/recognise.ts";
import { Notes, type TypedParts, type Vocabulary } from "../recovery/vocabulary.ts";
import { failure, type Problem, type Result, success } from "../text/problem.ts";
import type { ArrayAxes, DerivativeLayout } from "./layouts.ts";
import type { GeneralDerivative } from "./narrate.ts";
import { type ReadProblem, sizeScope, symmetricNames } from "./read-problem.ts";

/** One axis of D as the user counts them, and the axes of the node that it is made of. */
export interface AnswerAxis {
  readonly size: Dimension;
  /** None for an axis of size 1, several for one whose size is a product. */
  readonly places: readonly number[];
}

/** The graph of the function and of its derivative, with the facts about values applied last. */
export interface Differentiated {
  readonly store: Store;
  readonly f: NodeId;
  readonly d: NodeId;
  /** The same before the facts were applied. */
  readonly general: GeneralDerivative;
  readonly layout: DerivativeLayout;
  /** The facts about values without which the derivative would read otherwise. */
  readonly because: readonly string[];
  /** The user's own words for what occurs in f. */
  readonly vocabulary: Vocabulary;
  readonly typed: TypedParts;
  /** Of f, then of each variable. */
  readonly axes: readonly AnswerAxis[];
  /** How many of them belong to f. */
  readonly rank: number;
}

/** A function as a graph; differentiated by several variables, it is lowered once. */
export interface LoweredProblem {
  readonly store: Store;
  readonly f: NodeId;
  /** How many axes of f run down; the others run across. */
  readonly fRows: number;
  readonly arrays: ReadonlyMap<string, V.Value>;
  /** The sides of f that are more than one entry wide, and the size of every axis. */
  readonly sides: readonly Side[];
  /** The first derivatives by several variables, where one sweep gave them. */
  readonly derivatives?: ReadonlyMap<string, NodeId>;
  /** What the parts of the function are in this store, as the user wrote them. */
  readonly notes: Notes;
}

interface Side {
  readonly size: Dimension;
  readonly width: number;
}

/** @throws CannotLower, BudgetExceeded */
export function lowerProblem(problem: ReadProblem, store = new Store()): LoweredProblem {
  const { elaboration, free, functions } = problem;
  const notes = new Notes();
  const arrays = new Map<string, V.Value>();
  for (const shape of elaboration.variables.values()) {
    arrays.set(shape.name, variableValue(store, shape));
  }
  const names = new Map<string, Lowered>();
  for (const [name, value] of arrays) names.set(name, { kind: "array", value });
  const letters = new Map<string, readonly number[]>();
  const lowered = lower(store, elaboration.expression, {
    names,
    sizes: sizeScope(elaboration),
    letters,
    callSizes: (node) => elaboration.callOf(node)?.sizes,
    deltaSizes: (node) => elaboration.deltaSizes(node)?.filter((size) => !isUnit(size)),
    unknownFunctions: functions.size > 0,
    record: notes.record,
  });
  if (lowered.kind === "entry" || free.length > 0) {
    const reference =
      lowered.kind === "entry" ? lowered.reference : { node: lowered.value.node, indices: [] };
    const own = free.map((letter) => freeLabels(letters, letter, reference.indices));
    const { node } = V.gather(store, reference, ...own);
    const sides = own.map((labels) => ({
      size: multiplyDimensions(labels.map((label) => store.sizeOfLabel(label))),
      width: labels.length,
    }));
    return { store, f: node, fRows: own[0]?.length ?? 0, arrays, sides, notes };
  }
  const { value } = lowered;
  const f = store.permute(value.node, V.sidesOf(value).flat());
  const fRows = value.rows.length;
  return { store, f, fRows, arrays, sides: sidesOver(elaboration.shape.axes, value), notes };
}

/** The labels of a free letter: of those it stands for in this or that sum, the ones that are left. */
export function freeLabels(
  letters: ReadonlyMap<string, readonly number[]>,
  letter: string,
  left: readonly number[],
): readonly number[] {
  const all = [...letters].filter(([key]) => key === letter || key.startsWith(`${letter}:`));
  return all.find(([, labels]) => labels.some((label) => left.includes(label)))?.[1] ?? [];
}

/** The declared axes of an array, unit ones too, with the width of the sides behind them. */
function sidesOver(axes: readonly Dimension[], value: V.Value): Side[] {
  const widths = V.sidesOf(value)
    .map((side) => side.length)
    .filter((width) => width > 0);
  let next = 0;
  return axes.map((size) => ({ size, width: isUnit(size) ? 0 : (widths[next++] ?? 0) }));
}

/** A variable as a value; axes of size 1 are dropped, an axis made of several is several axes. */
export function variableValue(store: Store, { name, groups }: VariableShape): V.Value {
  const sides = groups.map((group) => group.filter((size) => !isUnit(size)));
  const counts = sides.map((side) => side.length);
  return V.withSides(store.variable(name, sides.flat(), counts), counts);
}

/**
 * The problem with its first derivatives by the variables of those names, from one sweep.
 * @throws NoDerivative, BudgetExceeded
 */
export function withDerivatives(lowered: LoweredProblem, names: readonly string[]): LoweredProblem {
  const { store, f, arrays } = lowered;
  const variables = names.map((name) => arrays.get(name)!.node);
  const found = differentiateByEach(store, f, variables);
  return { ...lowered, derivatives: new Map(names.map((name, k) => [name, found[k]!])) };
}

/** @throws NoDerivative, BudgetExceeded */
export function differentiateLowered(
  problem: ReadProblem,
  { store: source, f, fRows, arrays, sides, derivatives, notes }: LoweredProblem,
): Result<Differentiated> {
  const { elaboration, structure, properties, pinnedSizes } = problem;
  const { wrt, wrt2 = wrt, order } = problem;
  const names = variablesOf({ f: elaboration.expression, wrt, wrt2, order });
  let d = f;
  for (const [k, name] of names.entries()) {
    const variable = arrays.get(name)!;
    const known = k === 0 ? derivatives?.get(name) : undefined;
    d = known ?? differentiate(source, d, variable.node);
    if (structure === undefined) continue;
    const { axes } = elaboration.variables.get(name)!;
    const isSquare = axes.length === 2 && axes[0]!.key === axes[1]!.key;
    if (!isSquare || variable.rows.length !== 1 || variable.columns.length !== 1) {
      return failure({
        code: "not-square",
        message: `${name} has no ${structure} structure: only a square matrix has one.`,
        remedy: `Declare it, as in ${name}: matrix(n,n), or leave structure out.`,
      });
    }
    const size = knownSize(axes[0]!, pinnedSizes);
    const largest = largestSize(structure);
    if (largest !== undefined && !(size !== undefined && size <= largest)) {
      return failure(sizeNeeded(name, structure, axes[0]!, largest));
    }
    d = alongStructure(source, d, structure, size);
  }
  const places = new Places();
  const ofF = places.take(sides);
  const variables = names.map((name) =>
    places.take(sidesOver(elaboration.variables.get(name)!.axes, arrays.get(name)!)),
  );
  const [first, second, ...more] = variables.map(({ layout }) => layout);
  // Facts about values take effect only now that nothing is left to differentiate.
  const symmetric = symmetricNames(properties);
  const target = symmetric.size > 0 ? new Store(symmetric) : source;
  const known = target === source ? notes : lowerProblem(problem, target).notes;
  const informed = informedBy(
    target,
    target === source ? d : copyInto(target, source, d),
    properties,
  );
  const symmetricUsed = [...symmetric].filter((name) => isFactUsed(source, d, name));
  return success({
    store: target,
    because: [
      ...symmetricUsed.map((name) => `${name} is symmetric`),
      ...[...informed.used].flatMap(([name, list]) => list.map((fact) => sentence(name, fact))),
    ],
    typed: known.typed(target),
    vocabulary: known.vocabulary(
      elaboration.expression,
      [...elaboration.variables.keys()],
      problem.wrt,
    ),
    general: {
      store: source,
      f,
      d,
      fRows,
      facts: factSentences(properties, informed.used),
      turns: notes.turns(),
    },
    f: target === source ? f : copyInto(target, source, f),
    d: informed.node,
    layout: { f: ofF.layout, first: first!, ...(second && { second, more }) },
    axes: [...ofF.axes, ...variables.flatMap(({ axes }) => axes)],
    rank: ofF.axes.length,
  });
}

function sizeNeeded(name: string, structure: string, { key }: Dimension, largest: number): Problem {
  return {
    code: "not-supported",
    message: `A derivative along the parameters of a ${structure} matrix is written out entry by entry, which takes a size of at most ${largest}; ${name} is ${key} x ${key}.`,
    remedy: "Give a size as a number, as in dims n=3 (`--dim n=3`).",
  };
}

/** A size as a number, where it is one. */
function knownSize(size: Dimension, pinned: ReadonlyMap<string, number>): number | undefined {
  return size.symbols.every((name) => pinned.has(name)) ? sizeOf(size, pinned) : undefined;
}

/** Hands out the axes of D in order. */
class Places {
  #next = 0;

  take(sides: readonly Side[]): { layout: ArrayAxes; axes: AnswerAxis[] } {
    const axes = sides.map(({ size, width }): AnswerAxis => {
      const start = this.#next;
      this.#next += width;
      return { size, places: Array.from({ length: width }, (_, k) => start + k) };
    });
    const [rows, columns] = axes;
    const layout = {
      rows: rows?.places ?? [],
      columns: columns?.places ?? [],
      rank: axes.filter(({ places }) => places.length > 0).length,
      declared: axes.length,
    };
    return { layout, axes };
  }
}

/** What is known of the values, a sentence for each name that it concerns. */
function factSentences(
  properties: ReadonlyMap<string, readonly string[]>,
  used: ReadonlyMap<string, readonly string[]>,
): string[] {
  return [
    ...[...symmetricNames(properties)].map((name) => `${name} is symmetric.`),
    ...[...used].flatMap(([name, list]) => list.map((fact) => `${sentence(name, fact)}.`)),
  ];
}

function sentence(name: string, property: string): string {
  return property === "unit" ? `${name} has length 1` : `${name} is ${property}`;
}

/** With what is known of the values, also where it shows only once all is multiplied out. */
function informedBy(
  store: Store,
  d: NodeId,
  properties: ReadonlyMap<string, readonly string[]>,
): Informed {
  const asItStands = withFacts(store, d, properties);
  if (properties.size === symmetricNames(properties).size) return asItStands;
  const expanded = attemptExpansion(store, asItStands.node);
  if (expanded === undefined) return asItStands;
  const used = new Map(asItStands.used);
  const further = withFacts(store, expanded, properties);
  if (further.used.size === 0) return asItStands;
  for (const [name, list] of further.used) {
    used.set(name, [...new Set([...(used.get(name) ?? []), ...list])]);
  }
  return { node: further.node, used };
}

function attemptExpansion(store: Store, d: NodeId): NodeId | undefined {
  try {
    return expand(store, store, d);
  } catch (error) {
    if (error instanceof BudgetExceeded) return undefined;
    throw error;
  }
}

/** Whether a derivative is another one where this name stands for a symmetric matrix. */
function isFactUsed(source: Store, d: NodeId, name: string): boolean {
  const target = new Store(new Set([name]));
  return target.node(copyInto(target, source, d)).hash !== source.node(d).hash;
}

/** Whether an axis of D has no index letter of its own because its size is a product. */
export function hasCompositeAxis({ axes }: Differentiated): boolean {
  return axes.some(({ places }) => places.length > 1);
}

/** The letters of the axes that the node of D has: those that are not of size 1. */
export function lettersOnNode({ axes }: Differentiated, letters: readonly string[]): string[] {
  return axes.flatMap(({ places }, k) => (places.length === 0 ? [] : [letters[k]!]));
}
