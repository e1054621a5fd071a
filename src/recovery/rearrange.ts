import type { Factor, NodeId, PolyNode, Term } from "../graph/node.ts";
import { BudgetExceeded } from "../graph/node.ts";
import { expand, multiplyOut, rewriteSums } from "../graph/rebuild.ts";
import type { Store } from "../graph/store.ts";
import * as Q from "../numbers/rational.ts";
import { inOtherWords, recognised } from "./recognise.ts";

/** Sums of more terms are not multiplied into the product around them. */
const LONGEST_SUM = 6;
/** How often a product is rearranged before we are content. */
const MOST_PASSES = 3;

/**
 * Other nodes of the same value, one of which may have a shorter form: with what the recognisers
 * know, with sums multiplied out where something cancels or a delta is summed, with all multiplied out,
 * also in other words.
 */
export function* rearrangements(store: Store, root: NodeId): Generator<NodeId, void> {
  const seen = new Set([root]);
  const fresh = (node: NodeId | undefined): node is NodeId => {
    if (node === undefined || seen.has(node)) return false;
    seen.add(node);
    return true;
  };
  const known = recognised(store, root);
  if (fresh(known)) yield known;
  const cancelled = attempt(() => withCancellations(store, known));
  if (cancelled !== undefined && cancelled !== known) {
    const again = recognised(store, cancelled);
    if (fresh(again)) yield again;
  }
  const alternative = inOtherWords(store, known);
  for (const node of alternative === known
    ? [cancelled ?? known]
    : [cancelled ?? known, alternative]) {
    const expanded = attempt(() => expand(store, store, node));
    if (expanded === undefined) continue;
    const again = recognised(store, expanded);
    if (fresh(again)) yield again;
  }
}

/** The same value without the deltas that are summed over. */
export function summedOut(store: Store, root: NodeId): NodeId {
  return attempt(() => withProductsOfSums(store, root, isSummedOut)) ?? root;
}

function attempt(run: () => NodeId): NodeId | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof BudgetExceeded) return undefined;
    throw error;
  }
}

/**
 * Sums multiplied into the products around them where a factor cancels, as in s*(1/s + 1), or where
 * that sums out a delta, as in the products of diag(s)*(I - 1*s').
 */
function withCancellations(store: Store, root: NodeId): NodeId {
  return withProductsOfSums(
    store,
    root,
    (_, node, factor, others, free) =>
      cancels(node, factor, others) || hasSummedDelta(store, node, factor, others, free),
  );
}

/** Whether a sum is to be multiplied into the other factors of its product. */
type IsWorth = (
  store: Store,
  sum: PolyNode,
  factor: Factor,
  others: readonly Factor[],
  free: ReadonlySet<number>,
) => boolean;

function withProductsOfSums(store: Store, root: NodeId, isWorth: IsWorth): NodeId {
  let current = root;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    let changed = false;
    const next = rewriteSums(store, current, (terms, free) => {
      const bound = new Set(free);
      return terms.flatMap((term) => {
        const sum = sumToMultiplyOut(store, term, bound, isWorth);
        if (!sum) return [term];
        changed = true;
        return multiplyOut(store, term, sum);
      });
    });
    if (!changed) return current;
    current = next;
  }
  return current;
}

function sumToMultiplyOut(
  store: Store,
  term: Term,
  free: ReadonlySet<number>,
  isWorth: IsWorth,
): Factor | undefined {
  if (term.factors.length < 2) return undefined;
  return term.factors.find((factor) => {
    const node = store.node(factor.node);
    if (node.kind !== "poly" || !Q.isOne(factor.exponent)) return false;
    if (node.terms.length < 2 || node.terms.length > LONGEST_SUM) return false;
    const others = term.factors.filter((other) => other !== factor);
    return isWorth(store, node, factor, others, free);
  });
}

/** Whether a factor of the sum meets a power of the opposite sign outside. */
function cancels(sum: PolyNode, { indices }: Factor, others: readonly Factor[]): boolean {
  return sum.terms.some((term) =>
    term.factors.some((inner) =>
      others.some(
        (other) =>
          other.node === inner.node &&
          Q.isNegative(other.exponent) !== Q.isNegative(inner.exponent) &&
          other.indices.length === inner.indices.length &&
          inner.indices.every((index, k) => indices[index] === other.indices[k]),
      ),
    ),
  );
}

function isLoneDelta(store: Store, { factors }: Term): boolean {
  return factors.length === 1 && store.node(factors[0]!.node).kind === "delta";
}

/** Whether one term of the sum is nothing but a delta that is summed over. */
function isSummedOut(
  store: Store,
  sum: PolyNode,
  { indices }: Factor,
  _others: readonly Factor[],
  free: ReadonlySet<number>,
): boolean {
  return (
    sum.terms.some((term) => isLoneDelta(store, term)) && indices.some((label) => !free.has(label))
  );
}

/** Whether one term of the sum is nothing but a delta that is summed over, or lies on a vector. */
function hasSummedDelta(
  store: Store,
  sum: PolyNode,
  { indices }: Factor,
  others: readonly Factor[],
  free: ReadonlySet<number>,
): boolean {
  return (
    sum.terms.some((term) => isLoneDelta(store, term)) &&
    (indices.some((label) => !free.has(label)) ||
      others.some((other) => other.indices.length === 1 && indices.includes(other.indices[0]!)))
  );
}
