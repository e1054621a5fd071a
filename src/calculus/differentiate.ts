import { deltasBetween } from "../graph/lower.ts";
import { type Factor, type NodeId, parts, type Term } from "../graph/node.ts";
import type { Store } from "../graph/store.ts";
import * as Q from "../numbers/rational.ts";
import { entrywiseDerivative, primitiveDerivative } from "./local-rules.ts";

/**
 * The derivative of every entry of `of` by every entry of the variable `by`, as one array: the axes
 * of `of` first, then those of `by`.
 */
export function differentiate(store: Store, of: NodeId, by: NodeId): NodeId {
  return differentiateByEach(store, of, [by])[0]!;
}

/**
 * The derivatives of `of` by several variables, from one sweep.
 *
 * Reverse accumulation: nodes are visited from `of` downwards, each carrying the derivative of `of`
 * by itself; the seed is a product of deltas, so scalars, vectors, matrices and second derivatives
 * are one code path, and the cost is that of a few evaluations however many entries and variables
 * there are.
 */
export function differentiateByEach(
  store: Store,
  of: NodeId,
  variables: readonly NodeId[],
): NodeId[] {
  const dependent = dependents(store, of, variables);
  const outputs = store.labelsFor(of);
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
  const seed = deltasBetween(store, outputs, labelsAt(of));
  contribute(of, { coefficient: Q.ONE, factors: seed });

  const found = new Map<NodeId, NodeId>();
  const wanted = new Set(variables);
  for (let id = of; id >= 0 && found.size < wanted.size; id--) {
    const incoming = contributions.get(id);
    if (!incoming || !dependent.has(id)) continue;
    contributions.delete(id);
    const cotangent = store.poly([...outputs, ...labelsAt(id)], incoming);
    if (wanted.has(id)) found.set(id, cotangent);
    if (store.isZero(cotangent)) continue;
    const trace = underTrace(store, id, cotangent, outputs);
    const axes = trace ? [] : store.labelsFor(id);
    const arriving: Factor = {
      node: trace?.cotangent ?? cotangent,
      indices: [...outputs, ...axes],
      exponent: Q.ONE,
    };
    const from = trace?.node ?? id;
    for (const { part, at, coefficient, factors } of localTerms(store, from, axes, dependent)) {
      const labels = labelsAt(part);
      contribute(part, {
        coefficient,
        factors: [arriving, ...factors, ...deltasBetween(store, labels, at)],
      });
    }
  }
  return variables.map(
    (by) => found.get(by) ?? store.zero([...store.node(of).axes, ...store.node(by).axes]),
  );
}

/**
 * Where a multiple of the identity arrives at a function of a matrix, only its trace counts: that
 * trace, if it is a function of its own, and what arrives at it.
 */
function underTrace(
  store: Store,
  id: NodeId,
  cotangent: NodeId,
  outputs: readonly number[],
): { readonly node: NodeId; readonly cotangent: NodeId } | undefined {
  const node = store.node(id);
  const trace = node.kind === "apply" ? store.traceOf(node) : undefined;
  if (node.kind !== "apply" || trace === undefined) return undefined;
  const labels = [...outputs, ...store.labelsFor(id)];
  const axes = labels.slice(outputs.length);
  const [rows, columns] = [axes.slice(0, node.sides[0]), axes.slice(node.sides[0])];
  const isDelta = ({ node: each, indices, exponent }: Factor): boolean =>
    store.node(each).kind === "delta" &&
    Q.isOne(exponent) &&
    rows.some((row, k) => indices.includes(row) && indices.includes(columns[k]!));
  const arriving = store.node(cotangent);
  const whole: Factor = { node: cotangent, indices: labels, exponent: Q.ONE };
  const given: readonly Term[] =
    arriving.kind === "poly"
      ? arriving.terms.map((interned) => store.instantiate(arriving, interned, labels))
      : [{ coefficient: Q.ONE, factors: [whole] }];
  const terms: Term[] = [];
  for (const { coefficient, factors } of given) {
    const rest = factors.filter((factor) => !isDelta(factor));
    const isScalar = rest.every(({ indices }) => !indices.some((label) => axes.includes(label)));
    if (!isScalar || factors.length - rest.length !== rows.length) return undefined;
    terms.push({ coefficient, factors: rest });
  }
  return { node: trace, cotangent: store.poly(outputs, terms) };
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

/** The nodes below `of` that contain one of the variables. */
function dependents(store: Store, of: NodeId, variables: readonly NodeId[]): Set<NodeId> {
  const found = new Set(variables.filter((by) => by <= of));
  for (const id of store.reachable(of, parts).reverse()) {
    if (parts(store.node(id)).some((part) => found.has(part))) found.add(id);
  }
  return found;
}
