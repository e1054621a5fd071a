import { type Dimension, symbol } from "../dimensions/dimension.ts";
import { type Lowered, lower, type Scope } from "../graph/lower.ts";
import type { Factor, NodeId, Reference, Term } from "../graph/node.ts";
import { parts } from "../graph/node.ts";
import { rewriteSums } from "../graph/rebuild.ts";
import type { Store } from "../graph/store.ts";
import * as V from "../graph/value.ts";
import { formula } from "../notations/formulas.ts";
import { plain } from "../notations/plain.ts";
import * as Q from "../numbers/rational.ts";
import { withParts } from "../syntax/equality.ts";
import { type Expression, fold, postorder } from "../syntax/expression.ts";
import { type Match, type Pattern, matchProduct } from "./match-product.ts";
import { members } from "./recognisers/members.ts";
import type { Recogniser } from "./recognisers/recogniser.ts";

/** How often one product, and one graph, is rewritten before we are content. */
const MOST_ROUNDS = 8;
const MOST_PASSES = 3;
/** Longer products are left alone. */
const LONGEST_PRODUCT = 12;

/**
 * The same value with every product that a recogniser knows written the recogniser's way; the same
 * node where there is none.
 */
export function recognised(store: Store, root: NodeId): NodeId {
  const present = headsPresent(store, root);
  return rewritten(store, root, WITHOUT_FACTS.filter(fits(present)), NO_FACTS);
}

/** The same value with other words for what has two; the same node where nothing has. */
export function inOtherWords(store: Store, root: NodeId): NodeId {
  const present = headsPresent(store, root);
  return rewritten(store, root, ALTERNATIVES.filter(fits(present)), NO_FACTS);
}

/** A node with what is known of the values in it, and the facts that were needed. */
export interface Informed {
  readonly node: NodeId;
  /** By name of a variable: its properties that made a difference. */
  readonly used: ReadonlyMap<string, readonly string[]>;
}

/**
 * The same value at all points that obey the facts, `properties` by the name of a variable. Only for
 * a node that is not differentiated any more.
 */
export function withFacts(
  store: Store,
  root: NodeId,
  properties: ReadonlyMap<string, readonly string[]>,
): Informed {
  const known = new Set([...properties.values()].flat());
  const able = WITH_FACTS.filter(({ given }) =>
    Object.values(given!).every((property) => known.has(property)),
  );
  if (able.length === 0) return { node: root, used: new Map() };
  const used = new Map<string, readonly string[]>();
  const facts: Facts = {
    has: (name, property) => properties.get(name)?.includes(property) ?? false,
    use(name, property) {
      const before = used.get(name) ?? [];
      if (!before.includes(property)) used.set(name, [...before, property]);
    },
  };
  const present = headsPresent(store, root);
  return { node: rewritten(store, root, able.filter(fits(present)), facts), used };
}

/**
 * The equalities that bring a function into the second of two equal expressions which the first does
 * not have, where that has all functions of their left side.
 */
export function equalitiesBetween(
  before: Expression,
  after: Expression,
): { readonly from: string; readonly to: string }[] {
  const known = calledIn(before);
  const wanted = calledIn(after);
  for (const name of known) wanted.delete(name);
  const found: Recogniser[] = [];
  for (const recogniser of members as readonly Recogniser[]) {
    if (recogniser.given) continue;
    const made = [...calledIn(formula(recogniser.to))].filter((name) => wanted.has(name));
    const isThere = [...calledIn(formula(recogniser.from))].every((name) => known.has(name));
    if (made.length === 0 || !isThere) continue;
    found.push(recogniser);
    for (const name of made) wanted.delete(name);
  }
  const names = new Set(
    postorder(before).flatMap((node) => (node.kind === "name" ? [node.name] : [])),
  );
  const free = LETTERS.filter((letter) => !names.has(letter) && !names.has(letter.toUpperCase()));
  return found.map(({ sizes, from, to }) => {
    const letters = new Map(
      Object.entries(sizes).map(([own, { length }], k) => {
        const letter = free[k] ?? own;
        return [own, length === 2 ? letter.toUpperCase() : letter];
      }),
    );
    const said = (text: string): string =>
      plain.write(
        fold<Expression>(formula(text), (node, parts) =>
          node.kind === "name"
            ? { ...node, name: letters.get(node.name) ?? node.name }
            : withParts(node, parts),
        ),
      );
    return { from: said(from), to: said(to) };
  });
}

/** For what an equality says of anything; the user's own names stand for something. */
const LETTERS = ["z", "t", "w", "h", "q", "p"];

function calledIn(e: Expression): Set<string> {
  return new Set(postorder(e).flatMap((node) => (node.kind === "call" ? [node.callee] : [])));
}

const WITH_FACTS = (members as readonly Recogniser[]).filter(({ given }) => given);
const WITHOUT_FACTS = (members as readonly Recogniser[]).filter(
  ({ given, isAlternative }) => !given && !isAlternative,
);
const ALTERNATIVES = (members as readonly Recogniser[]).filter(
  ({ isAlternative }) => isAlternative,
);

/** What is known of the values of variables. */
interface Facts {
  has(name: string, property: string): boolean;
  use(name: string, property: string): void;
}

const NO_FACTS: Facts = {
  has: () => false,
  use: () => undefined,
};

function rewritten(
  store: Store,
  root: NodeId,
  candidates: readonly Recogniser[],
  facts: Facts,
): NodeId {
  if (candidates.length === 0) return root;
  const patterns = candidates
    .map((recogniser) => compiled(store, recogniser))
    .sort((a, b) => (a.recogniser.turn ?? 0) - (b.recogniser.turn ?? 0));
  let current = root;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    let found = false;
    const next = rewriteSums(store, current, (terms, free) =>
      terms.map((term) => {
        const other = rewrittenTerm(store, term, new Set(free), patterns, facts);
        if (other !== term) found = true;
        return other;
      }),
    );
    if (!found) return current;
    current = next;
  }
  return current;
}

/** By its name, or what `divisor` stands for: how many different nodes there must be. */
type Heads = ReadonlyMap<string, number>;

const headsOf = new Map<Recogniser, Heads>();

/** Whether all functions of the left side are there, and a divisor where it divides. */
function fits(present: Heads): (recogniser: Recogniser) => boolean {
  return (recogniser) => {
    const heads = headsOf.get(recogniser) ?? headsIn(formula(recogniser.from));
    headsOf.set(recogniser, heads);
    return [...heads].every(([head, count]) => (present.get(head) ?? 0) >= count);
  };
}

const DIVISOR = "/";

function headsIn(pattern: Expression): Heads {
  return fold<Heads>(pattern, (node, inside) => {
    const own = new Map<string, number>();
    for (const part of inside) {
      for (const [name, depth] of part) own.set(name, Math.max(depth, own.get(name) ?? 0));
    }
    if (node.kind === "call" && !WRITTEN_OUT.has(node.callee)) {
      own.set(node.callee, (own.get(node.callee) ?? 0) + 1);
    }
    const isPower = node.kind === "binary" && node.operator === "power";
    if (isPower && node.right.kind !== "number") own.set("pow", 1);
    const isQuotient = node.kind === "binary" && node.operator === "divide";
    if (isQuotient && node.right.kind !== "number") own.set(DIVISOR, 1);
    return own;
  });
}

/** What the graph has no functions for. */
const WRITTEN_OUT: ReadonlySet<string> = new Set(["sum", "eye", "norm2"]);

function headsPresent(store: Store, root: NodeId): Heads {
  const heads = new Map<string, number>();
  const add = (name: string): void => void heads.set(name, (heads.get(name) ?? 0) + 1);
  for (const id of store.reachable(root, parts)) {
    const node = store.node(id);
    if (node.kind === "map" || node.kind === "apply") add(node.function);
    if (node.kind !== "poly" || heads.has(DIVISOR)) continue;
    const isQuotient = ({ exponent }: Factor): boolean => Q.isNegative(exponent);
    if (node.terms.some(({ factors }) => factors.some(isQuotient))) add(DIVISOR);
  }
  return heads;
}

type CompiledPattern = Pattern & { readonly recogniser: Recogniser };

const patternsOf = new WeakMap<Store, Map<Recogniser, CompiledPattern>>();

/** A recogniser's left side as a product of nodes of the store, made once for each. */
function compiled(store: Store, recogniser: Recogniser): CompiledPattern {
  const known = patternsOf.get(store) ?? new Map<Recogniser, CompiledPattern>();
  patternsOf.set(store, known);
  const pattern = known.get(recogniser) ?? compile(store, recogniser);
  known.set(recogniser, pattern);
  return pattern;
}

function compile(store: Store, recogniser: Recogniser): CompiledPattern {
  const letters = new Map<NodeId, string>();
  const names = new Map<string, Lowered>();
  for (const [name, sizes] of Object.entries(recogniser.sizes)) {
    const node = store.variable(`${recogniser.name} ${name}`, sizes.map(symbol));
    letters.set(node, name);
    names.set(name, { kind: "array", value: valueOf(node, sizes.length) });
  }
  const sizes = new Map(
    [...new Set(Object.values(recogniser.sizes).flat())].map((name) => [name, [symbol(name)]]),
  );
  const lowered = lower(store, formula(recogniser.from), { names, sizes, letters: new Map() });
  if (lowered.kind !== "array") throw new Error(`${recogniser.name} is no array`);
  const { value } = lowered;
  const node = store.node(value.node);
  const labels = store.labelsFor(value.node);
  const [only] = node.kind === "poly" && node.terms.length === 1 ? node.terms : [];
  const factors = only
    ? store.instantiate(node as Extract<typeof node, { kind: "poly" }>, only, labels).factors
    : [store.factor({ node: value.node, indices: labels })];
  const free = [...value.rows, ...value.columns].map((axis) => labels[axis]!);
  return { recogniser, letters, factors: lettersLast(factors, letters), free };
}

/** What is most particular is looked for first. */
function lettersLast(
  factors: readonly Factor[],
  letters: ReadonlyMap<NodeId, string>,
): readonly Factor[] {
  return [...factors].sort((a, b) => Number(letters.has(a.node)) - Number(letters.has(b.node)));
}

function valueOf(node: NodeId, rank: number): V.Value {
  return V.ordered(node, Math.min(rank, 1), Math.max(rank - 1, 0));
}

function rewrittenTerm(
  store: Store,
  term: Term,
  free: ReadonlySet<number>,
  patterns: readonly CompiledPattern[],
  facts: Facts,
): Term {
  let current = term;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = rewrittenOnce(store, current, free, patterns, facts);
    if (!next) return current;
    current = next;
  }
  return current;
}

function rewrittenOnce(
  store: Store,
  term: Term,
  free: ReadonlySet<number>,
  patterns: readonly CompiledPattern[],
  facts: Facts,
): Term | undefined {
  const unpacked = opened(store, term);
  for (const { coefficient, factors } of unpacked === term ? [term] : [term, unpacked]) {
    if (factors.length > LONGEST_PRODUCT) continue;
    for (const pattern of patterns) {
      const match = matchProduct(store, pattern, factors, free);
      if (!match || !isWhole(store, pattern, match)) continue;
      if (!isGiven(store, pattern, match, facts)) continue;
      const made = replacement(store, pattern, match);
      return { coefficient, factors: [...match.rest, made] };
    }
  }
  return undefined;
}

/** Whether what must be known of the letters is known, and noted as used. */
function isGiven(
  store: Store,
  { recogniser: { given }, letters }: CompiledPattern,
  match: Match,
  facts: Facts,
): boolean {
  if (!given) return true;
  const needed: [string, string][] = [];
  for (const [node, letter] of letters) {
    const property = given[letter];
    if (property === undefined) continue;
    const bound = match.letters.get(node);
    const variable = bound && store.node(bound.node);
    if (variable?.kind !== "variable" || !facts.has(variable.name, property)) return false;
    needed.push([variable.name, property]);
  }
  for (const [name, property] of needed) facts.use(name, property);
  return true;
}

/** Beside whole arrays a number must be one, and no entry. */
function isWhole(store: Store, { recogniser, letters }: CompiledPattern, match: Match): boolean {
  if (Object.values(recogniser.sizes).every(({ length }) => length === 0)) return true;
  return [...letters.keys()].every(
    (node) => store.node(node).axes.length > 0 || match.letters.get(node)?.indices.length === 0,
  );
}

/** A term with its summed scalars, such as a trace, among the other factors; itself where it has none. */
function opened(store: Store, term: Term): Term {
  if (!term.factors.some((factor) => isSummedScalar(store, factor))) return term;
  let { coefficient } = term;
  const factors = term.factors.flatMap((factor) => {
    const node = store.node(factor.node);
    if (node.kind !== "poly" || !isSummedScalar(store, factor)) return [factor];
    const inner = store.instantiate(node, node.terms[0]!, []);
    coefficient = Q.multiply(coefficient, inner.coefficient);
    return inner.factors;
  });
  return { coefficient, factors };
}

function isSummedScalar(store: Store, { node, indices, exponent }: Factor): boolean {
  if (indices.length > 0 || !Q.isOne(exponent)) return false;
  const inner = store.node(node);
  return inner.kind === "poly" && inner.terms.length === 1;
}

/** The right side of a recogniser at what its letters stand for. */
function replacement(
  store: Store,
  { recogniser, letters, free }: CompiledPattern,
  match: Match,
): Factor {
  const names = new Map<string, Lowered>();
  for (const [node, letter] of letters) {
    const bound = match.letters.get(node);
    if (!bound) continue;
    const rank = store.node(node).axes.length;
    names.set(
      letter,
      rank === 0 && bound.indices.length > 0
        ? { kind: "entry", reference: bound }
        : { kind: "array", value: valueOf(bound.node, rank) },
    );
  }
  const scope: Scope = { names, sizes: sizesOf(store, recogniser, names), letters: new Map() };
  const made = lower(store, formula(recogniser.to), scope);
  const reference: Reference =
    made.kind === "entry"
      ? made.reference
      : V.at(made.value, ...sidesAt(made.value, free, match.labels));
  return store.factor(reference);
}

/** What the size letters of a recogniser stand for, told by the arrays that its letters stand for. */
function sizesOf(
  store: Store,
  recogniser: Recogniser,
  names: ReadonlyMap<string, Lowered>,
): Map<string, readonly Dimension[]> {
  const sizes = new Map<string, readonly Dimension[]>();
  for (const [letter, own] of Object.entries(recogniser.sizes)) {
    const bound = names.get(letter);
    if (bound?.kind !== "array") continue;
    const { axes } = store.node(bound.value.node);
    own.forEach((size, k) => sizes.set(size, [axes[k]!]));
  }
  return sizes;
}

function sidesAt(
  { rows, columns }: V.Value,
  free: readonly number[],
  labels: ReadonlyMap<number, number>,
): number[][] {
  const at = free.map((label) => labels.get(label)!);
  return [at.slice(0, rows.length), at.slice(rows.length, rows.length + columns.length)];
}
