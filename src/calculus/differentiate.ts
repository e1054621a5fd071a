import { deltasBetween } from "../graph/lower.ts";
import { type Factor, type NodeId, parts, type Term } from "../graph/node.ts";
import type { Store } from "../graph/store.ts";
import * as Q from "../numbers/rational.ts";
import { entrywiseDerivative, primitiveDerivative } from "./local-rules.ts";

/**
 * The derivative of every entry of `of` by every entry of the variable `by`, as one array: the axes
 * of `of` first, then those of `by`.
 *
 * Reverse accumulation: nodes are visited from `of` downwards, each carrying the derivative of `of`
 * by itself; the seed is a product of deltas, so scalars, vectors, matrices and second derivatives
 * are one code path, and the cost is that of a few evaluations however many entries `by` has.
 */
export function differentiate(store: Store, of: NodeId, by: NodeId): NodeId {
  const dependent = dependents(store, of, by);
  const outputs = store.labelsFor(of);
  if (!dependent.has(of)) return store.zero([...store.node(of).axes, ...store.node(by).axes]);

  const axesOf = new Map<NodeId, number[]>();
  const contributions = new Map<NodeId, Term[]>();
  const labelsAt = (id: NodeId): number[] => {
    let labels = axesOf.get(id);
    if (!labels) {
      labels = store.labelsFor(id);
      axesOf.set(id, labels);
    }
    return labels;
  };
  const contribute = (id: NodeId, term: Term): void => {
    const known = contributions.get(id);
    if (known) known.push(term);
    else contributions.set(id, [term]);
  };
  contribute(of, {
    coefficient: Q.ONE,
    factors: deltasBetween(store, outputs, labelsAt(of)),
  });

  for (const id of [...dependent].sort((a, b) => b - a)) {
    const incoming = contributions.get(id);
    if (!incoming) continue;
    const free = [...outputs, ...labelsAt(id)];
    const cotangent = store.poly(free, incoming);
    if (id === by) return cotangent;
    if (store.isZero(cotangent)) continue;
    const axes = store.labelsFor(id);
    const arriving: Factor = { node: cotangent, indices: [...outputs, ...axes], exponent: Q.ONE };
    for (const { part, at, coefficient, factors } of localTerms(store, id, axes, dependent)) {
      const labels = labelsAt(part);
      contribute(part, {
        coefficient,
        factors: [arriving, ...factors, ...deltasBetween(store, labels, at)],
      });
    }
    contributions.delete(id);
  }
  return store.zero([...store.node(of).axes, ...store.node(by).axes]);
}

/** One way in which a node depends on a part: the part at the indices `at`, times the factors. */
interface LocalTerm {
  readonly part: NodeId;
  readonly at: readonly number[];
  readonly coefficient: Q.Rational;
  readonly factors: readonly Factor[];
}

function* localTerms(
  store: Store,
  id: NodeId,
  axes: readonly number[],
  dependent: ReadonlySet<NodeId>,
): Generator<LocalTerm> {
  const node = store.node(id);
  switch (node.kind) {
    case "variable":
    case "delta":
    case "unit":
    case "dimension":
    case "constant":
      return;
    case "map":
      for (const [k, argument] of node.arguments.entries()) {
        if (!dependent.has(argument.node)) continue;
        const slope = entrywiseDerivative(store, node, k, axes);
        yield {
          part: argument.node,
          at: argument.indices.map((index) => axes[index]!),
          coefficient: Q.ONE,
          factors: [store.factor(slope)],
        };
      }
      return;
    case "apply":
      for (const [k, argument] of node.arguments.entries()) {
        if (!dependent.has(argument.node)) continue;
        const at = store.labelsFor(argument.node);
        const slope = primitiveDerivative(store, node, k, axes, at);
        yield { part: argument.node, at, coefficient: Q.ONE, factors: [store.factor(slope)] };
      }
      return;
    case "poly":
      for (const interned of node.terms) {
        if (!interned.factors.some((factor) => dependent.has(factor.node))) continue;
        const term = store.instantiate(node, interned, axes);
        for (const [k, factor] of term.factors.entries()) {
          if (!dependent.has(factor.node)) continue;
          const others = term.factors.filter((_, position) => position !== k);
          const lowered = Q.subtract(factor.exponent, Q.ONE);
          yield {
            part: factor.node,
            at: factor.indices,
            coefficient: Q.multiply(term.coefficient, factor.exponent),
            factors: Q.isZero(lowered) ? others : [...others, { ...factor, exponent: lowered }],
          };
        }
      }
  }
}

/** The nodes below `of` that contain `by`. */
function dependents(store: Store, of: NodeId, by: NodeId): Set<NodeId> {
  const found = new Set<NodeId>([by]);
  for (const id of store.reachable(of, parts).reverse()) {
    if (parts(store.node(id)).some((part) => found.has(part))) found.add(id);
  }
  if (of < by) found.delete(by);
  return found;
}
