import { integer, symbol } from "../dimensions/dimension.ts";
import { type Lowered, lowerArray } from "../graph/lower.ts";
import type { Factor, NodeId, Term } from "../graph/node.ts";
import type { Store } from "../graph/store.ts";
import * as V from "../graph/value.ts";
import { formula } from "../notations/formulas.ts";
import * as Q from "../numbers/rational.ts";
import type { Identity } from "./identity.ts";
import { members } from "./members.ts";

/** An identity that a term is an instance of, and what its letters stand for. */
export interface Instance {
  readonly identity: Identity;
  /** Each letter but the variable: a node over the letter's axes. */
  readonly bindings: ReadonlyMap<string, NodeId>;
}

/** Pattern terms have few occurrences of the variable; more are not tried. */
const MOST_OCCURRENCES = 3;

/**
 * The most telling identity that a term, in labels, is an instance of, up to naming, number factors
 * and constant scalars: what is left of the term without the variable falls apart into pieces, and
 * each letter of the identity takes the pieces that touch the same indices.
 *
 * `free` are the labels of the function's own axes, in order.
 */
export function matchIdentity(
  store: Store,
  term: Term,
  variable: NodeId,
  free: readonly number[],
): Instance | undefined {
  const rank = store.node(variable).axes.length;
  let best: Instance | undefined;
  for (const identity of members as readonly Identity[]) {
    if ((identity.sizes[identity.by] ?? []).length !== rank) continue;
    const bindings = instanceOf(store, identity, term, variable, free);
    // The more letters an identity has, the more it says of the term.
    if (bindings && (!best || bindings.size > best.bindings.size)) best = { identity, bindings };
  }
  return best;
}

function instanceOf(
  store: Store,
  identity: Identity,
  term: Term,
  variable: NodeId,
  free: readonly number[],
): ReadonlyMap<string, NodeId> | undefined {
  const pattern = patternOf(store, identity);
  if (!pattern || pattern.free.length !== free.length) return undefined;
  const wanted = pattern.term.factors.filter(({ node }) => node === pattern.variable);
  const found = term.factors.filter(({ node }) => node === variable);
  if (wanted.length !== found.length || wanted.length > MOST_OCCURRENCES) return undefined;
  const start = new Map(pattern.free.map((label, k) => [label, free[k]!]));
  let best: { bindings: ReadonlyMap<string, NodeId>; plainOnes: number } | undefined;
  for (const order of permutations(found)) {
    const labels = joinLabels(start, wanted, order);
    const bindings = labels && bindLetters(store, pattern, term, variable, labels);
    if (!bindings) continue;
    // x'*A*x is the quadratic form of A, though it is also that of A'.
    const plainOnes = [...bindings.values()].filter(
      (node) => store.node(node).kind === "variable",
    ).length;
    if (!best || plainOnes > best.plainOnes) best = { bindings, plainOnes };
  }
  return best?.bindings;
}

interface Pattern {
  readonly term: Term;
  readonly free: readonly number[];
  readonly variable: NodeId;
  /** By the node of a letter: its name. */
  readonly letters: ReadonlyMap<NodeId, string>;
}

/** The identity's function as one term over labels of its own; undefined where it is no single term. */
function patternOf(store: Store, identity: Identity): Pattern | undefined {
  const names = new Map<string, Lowered>();
  const letters = new Map<NodeId, string>();
  let variable: NodeId | undefined;
  for (const [name, sizes] of Object.entries(identity.sizes)) {
    const axes = sizes.map((size) => (/^\d/.test(size) ? integer(Number(size)) : symbol(size)));
    const node = store.variable(`${identity.name} ${name}`, axes);
    names.set(name, {
      kind: "array",
      value: V.ordered(node, Math.min(axes.length, 1), Math.max(axes.length - 1, 0)),
    });
    if (name === identity.by) variable = node;
    else letters.set(node, name);
  }
  const scope = { names, sizes: new Map(), letters: new Map() };
  const value = lowerArray(store, formula(identity.of), scope);
  const node = store.node(value.node);
  if (node.kind !== "poly" || node.terms.length !== 1 || variable === undefined) return undefined;
  const axes = store.labelsFor(value.node);
  const order = [...value.rows, ...value.columns];
  return {
    term: store.instantiate(node, node.terms[0]!, axes),
    free: order.map((axis) => axes[axis]!),
    variable,
    letters,
  };
}

/** Which label of the term each label of the pattern is, or undefined where two disagree. */
function joinLabels(
  start: ReadonlyMap<number, number>,
  wanted: readonly Factor[],
  found: readonly Factor[],
): Map<number, number> | undefined {
  const labels = new Map(start);
  for (const [k, factor] of wanted.entries()) {
    const other = found[k]!;
    if (!Q.equal(factor.exponent, other.exponent)) return undefined;
    for (const [axis, label] of factor.indices.entries()) {
      const known = labels.get(label);
      if (known !== undefined && known !== other.indices[axis]) return undefined;
      labels.set(label, other.indices[axis]!);
    }
  }
  const images = [...labels.values()];
  return new Set(images).size === images.length ? labels : undefined;
}

function bindLetters(
  store: Store,
  pattern: Pattern,
  term: Term,
  variable: NodeId,
  labels: ReadonlyMap<number, number>,
): ReadonlyMap<string, NodeId> | undefined {
  const shared = new Set(labels.values());
  const pieces = piecesOf(
    term.factors.filter(({ node }) => node !== variable),
    shared,
  );
  const bindings = new Map<string, NodeId>();
  for (const factor of pattern.term.factors) {
    const letter = pattern.letters.get(factor.node);
    if (letter === undefined) continue;
    const at = factor.indices.map((label) => labels.get(label));
    if (at.includes(undefined)) return undefined;
    const own = pieces.filter((piece) => touchesExactly(piece, at as number[], shared));
    if (own.length === 0) return undefined;
    for (const piece of own) pieces.splice(pieces.indexOf(piece), 1);
    const terms = [{ coefficient: Q.ONE, factors: own.flat() }];
    bindings.set(letter, store.poly(at as number[], terms));
  }
  const isNumberFactor = (piece: readonly Factor[]): boolean =>
    piece.every(({ indices }) => indices.length === 0);
  return pieces.every(isNumberFactor) ? bindings : undefined;
}

/** Factors in groups that hang together by labels of their own. */
function piecesOf(factors: readonly Factor[], shared: ReadonlySet<number>): Factor[][] {
  const pieces: Factor[][] = [];
  for (const factor of factors) {
    const inner = factor.indices.filter((label) => !shared.has(label));
    const joined = pieces.filter((piece) =>
      piece.some(({ indices }) => indices.some((label) => inner.includes(label))),
    );
    for (const piece of joined) pieces.splice(pieces.indexOf(piece), 1);
    pieces.push([...joined.flat(), factor]);
  }
  return pieces;
}

function touchesExactly(
  piece: readonly Factor[],
  at: readonly number[],
  shared: ReadonlySet<number>,
): boolean {
  const touched = new Set(
    piece.flatMap(({ indices }) => indices.filter((label) => shared.has(label))),
  );
  return touched.size === new Set(at).size && at.every((label) => touched.has(label));
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, k) =>
    permutations(items.filter((_, other) => other !== k)).map((rest) => [item, ...rest]),
  );
}
