import { symbol } from "../dimensions/dimension.ts";
import { type Lowered, lower, type Scope } from "../graph/lower.ts";
import type { Factor, NodeId, Reference, Term } from "../graph/node.ts";
import { parts } from "../graph/node.ts";
import { rewriteSums } from "../graph/rebuild.ts";
import type { Store } from "../graph/store.ts";
import * as V from "../graph/value.ts";
import { formula } from "../notations/formulas.ts";
import * as Q from "../numbers/rational.ts";
import { postorder } from "../syntax/expression.ts";
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
  const candidates = (members as readonly Recogniser[]).filter(fits(functionsIn(store, root)));
  if (candidates.length === 0) return root;
  const patterns = candidates
    .map((recogniser) => compiled(store, recogniser))
    .sort((a, b) => (a.recogniser.turn ?? 0) - (b.recogniser.turn ?? 0));
  let current = root;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    let found = false;
    const next = rewriteSums(store, current, (terms, free) =>
      terms.map((term) => {
        const rewritten = rewrittenTerm(store, term, new Set(free), patterns);
        if (rewritten !== term) found = true;
        return rewritten;
      }),
    );
    if (!found) return current;
    current = next;
  }
  return current;
}

const headsOf = new Map<Recogniser, readonly string[]>();

/** Whether all functions of the left side are there. */
function fits(present: ReadonlySet<string>): (recogniser: Recogniser) => boolean {
  return (recogniser) => {
    let heads = headsOf.get(recogniser);
    if (!heads) {
      heads = postorder(formula(recogniser.from)).flatMap((node) => {
        if (node.kind === "call" && !WRITTEN_OUT.has(node.callee)) return [node.callee];
        const isPower = node.kind === "binary" && node.operator === "power";
        return isPower && node.right.kind !== "number" ? ["pow"] : [];
      });
      headsOf.set(recogniser, heads);
    }
    return heads.every((name) => present.has(name));
  };
}

/** What the graph has no functions for. */
const WRITTEN_OUT: ReadonlySet<string> = new Set(["sum", "eye"]);

function functionsIn(store: Store, root: NodeId): Set<string> {
  const names = new Set<string>();
  for (const id of store.reachable(root, parts)) {
    const node = store.node(id);
    if (node.kind === "map" || node.kind === "apply") names.add(node.function);
  }
  return names;
}

function compiled(store: Store, recogniser: Recogniser): Pattern & { recogniser: Recogniser } {
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
  patterns: readonly (Pattern & { recogniser: Recogniser })[],
): Term {
  let current = term;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = rewrittenOnce(store, current, free, patterns);
    if (!next) return current;
    current = next;
  }
  return current;
}

function rewrittenOnce(
  store: Store,
  term: Term,
  free: ReadonlySet<number>,
  patterns: readonly (Pattern & { recogniser: Recogniser })[],
): Term | undefined {
  for (const { coefficient, factors } of [term, opened(store, term)]) {
    if (factors.length > LONGEST_PRODUCT) continue;
    for (const pattern of patterns) {
      const match = matchProduct(store, pattern, factors, free);
      if (!match || !isWhole(store, pattern, match)) continue;
      const made = replacement(store, pattern, match);
      return { coefficient, factors: [...match.rest, made] };
    }
  }
  return undefined;
}

/** Beside whole arrays a number must be one, and no entry. */
function isWhole(
  store: Store,
  { recogniser, letters }: Pattern & { recogniser: Recogniser },
  match: Match,
): boolean {
  if (Object.values(recogniser.sizes).every(({ length }) => length === 0)) return true;
  return [...letters.keys()].every(
    (node) => store.node(node).axes.length > 0 || match.letters.get(node)?.indices.length === 0,
  );
}

/** A term with its summed scalars, such as a trace, among the other factors. */
function opened(store: Store, term: Term): Term {
  let { coefficient } = term;
  const factors = term.factors.flatMap((factor) => {
    const node = store.node(factor.node);
    const isOpen = factor.indices.length === 0 && Q.isOne(factor.exponent);
    if (!isOpen || node.kind !== "poly" || node.terms.length !== 1) return [factor];
    const inner = store.instantiate(node, node.terms[0]!, []);
    coefficient = Q.multiply(coefficient, inner.coefficient);
    return inner.factors;
  });
  return { coefficient, factors };
}

/** The right side of a recogniser at what its letters stand for. */
function replacement(
  store: Store,
  { recogniser, letters, free }: Pattern & { recogniser: Recogniser },
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
  const scope: Scope = { names, sizes: new Map(), letters: new Map() };
  const made = lower(store, formula(recogniser.to), scope);
  const reference: Reference =
    made.kind === "entry"
      ? made.reference
      : V.at(made.value, ...sidesAt(made.value, free, match.labels));
  return store.factor(reference);
}

function sidesAt(
  { rows, columns }: V.Value,
  free: readonly number[],
  labels: ReadonlyMap<number, number>,
): number[][] {
  const at = free.map((label) => labels.get(label)!);
  return [at.slice(0, rows.length), at.slice(rows.length, rows.length + columns.length)];
}
