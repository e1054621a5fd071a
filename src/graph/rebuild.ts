import * as Q from "../numbers/rational.ts";
import { type Factor, type Node, type NodeId, parts, type Reference, type Term } from "./node.ts";
import { BudgetExceeded } from "./node.ts";
import { callPrimitive } from "./primitive.ts";
import type { Store } from "./store.ts";
import * as V from "./value.ts";

/** Expansion stops at this many terms in one sum. */
const EXPANSION_BUDGET = 400;

/**
 * Expansion stops at this many factors written in all sums together: sums of 400 terms, one inside
 * the other, would be fine one by one.
 */
const EXPANSION_WORK = 20_000;

/** Terms of the same value; `free` are the labels that are not summed over. */
type Rewrite = (terms: readonly Term[], free: readonly number[]) => readonly Term[];

/**
 * Copies a node into another store, part by part, so that the facts known there take effect.
 * @returns the id in `target`
 */
export function copyInto(target: Store, source: Store, root: NodeId): NodeId {
  return transform(source, root, target, (terms) => terms);
}

/**
 * The same value with every product of sums multiplied out, in `target` (which may be `source`):
 * equal polynomials become the same node.
 * @throws BudgetExceeded beyond 400 terms in one sum
 */
export function expand(target: Store, source: Store, root: NodeId): NodeId {
  let work = 0;
  return transform(source, root, target, (terms) => {
    const expanded: Term[] = [];
    for (const term of terms) {
      expanded.push(...distribute(target, term, EXPANSION_BUDGET - expanded.length));
      work += term.factors.length * expanded.length;
      if (work > EXPANSION_WORK) throw new BudgetExceeded("an expansion of many sums");
    }
    return expanded;
  });
}

/** The same value with the terms of every sum, in labels, rewritten. */
export function rewriteSums(store: Store, root: NodeId, rewrite: Rewrite): NodeId {
  return transform(store, root, store, rewrite);
}

/** Multiplies one sum, a factor of a term, into the term. */
export function multiplyOut(store: Store, term: Term, sum: Factor): Term[] {
  const node = store.node(sum.node);
  if (node.kind !== "poly" || !Q.isOne(sum.exponent)) return [term];
  const others = term.factors.filter((factor) => factor !== sum);
  return node.terms.map((inner) => {
    const { coefficient, factors } = store.instantiate(node, inner, sum.indices);
    return {
      coefficient: Q.multiply(term.coefficient, coefficient),
      factors: [...others, ...factors, ...reminders(store, sum.indices, factors)],
    };
  });
}

/** The same node with some of its parts replaced by others of the same axes. */
export function replaceNodes(
  store: Store,
  root: NodeId,
  replacements: ReadonlyMap<NodeId, NodeId>,
): NodeId {
  return transform(store, root, store, (terms) => terms, replacements);
}

function transform(
  source: Store,
  root: NodeId,
  target: Store,
  rewrite: Rewrite,
  replacements: ReadonlyMap<NodeId, NodeId> = new Map(),
): NodeId {
  const copies = new Map<NodeId, Reference>();
  const isChanged = (id: NodeId): boolean => copies.get(id)!.node !== id;
  for (const id of source.reachable(root, parts).reverse()) {
    const node = source.node(id);
    const replacement = replacements.get(id);
    if (replacement !== undefined) {
      copies.set(id, straight(target, replacement));
    } else if (source !== target || parts(node).some(isChanged)) {
      copies.set(id, copyNode(node, copies, source, target, rewrite));
    } else {
      copies.set(id, straight(target, rewritten(source, id, rewrite)));
    }
  }
  return spreadOver(target, copies.get(root)!, source.node(root));
}

/** A node none of whose parts changes: the node itself, unless its own terms are rewritten. */
function rewritten(store: Store, id: NodeId, rewrite: Rewrite): NodeId {
  const node = store.node(id);
  if (node.kind !== "poly") return id;
  const labels = node.axes.map((axis) => store.label(axis));
  const terms = node.terms.map((term) => store.instantiate(node, term, labels));
  const others = rewrite(terms, labels);
  const isSame = others.length === terms.length && others.every((term, k) => term === terms[k]);
  return isSame ? id : store.poly(labels, others);
}

/** A node by its own axes, 0 .. r-1. */
function straight(store: Store, node: NodeId): Reference {
  return { node, indices: store.node(node).axes.map((_, k) => k) };
}

/** A copied node, with its axes as indices 0 .. r-1 of the copy's own order. */
function copyNode(
  node: Node,
  copies: ReadonlyMap<NodeId, Reference>,
  source: Store,
  target: Store,
  rewrite: Rewrite,
): Reference {
  const at = (id: NodeId, indices: readonly number[]): Reference => {
    const copy = copies.get(id)!;
    return { node: copy.node, indices: copy.indices.map((axis) => indices[axis]!) };
  };
  switch (node.kind) {
    case "variable":
      return straight(target, target.variable(node.name, node.axes, node.sides));
    case "delta":
      return straight(target, target.delta(node.axes[0]!));
    case "unit":
      return straight(target, target.unit(node.position, node.axes[0]!));
    case "dimension":
      return straight(target, target.dimensionSymbol(node.symbol));
    case "constant":
      return straight(target, target.constant(node.name));
    case "map": {
      const labels = node.axes.map((axis) => target.label(axis));
      const args = node.arguments.map((argument) =>
        at(
          argument.node,
          argument.indices.map((index) => labels[index]!),
        ),
      );
      const result = target.map(node.function, args);
      return { node: result.node, indices: result.indices.map((label) => labels.indexOf(label)) };
    }
    case "apply": {
      const args = node.arguments.map(({ node: id, sides }) => {
        const [rows = 0, columns = 0] = sides;
        return V.ordered(spreadOver(target, copies.get(id)!, source.node(id)), rows, columns);
      });
      const overload = target.primitive(node.function, node.overload);
      const value = callPrimitive(target, node.function, overload, node.overload, args);
      const indices: number[] = [];
      [...value.rows, ...value.columns].forEach((position, axis) => {
        indices[position] = axis;
      });
      return { node: value.node, indices };
    }
    case "poly": {
      const labels = node.axes.map((axis) => target.label(axis));
      const terms = node.terms.map((term) => relabel(term, labels, copies, source, target));
      return straight(target, target.poly(labels, rewrite(terms, labels)));
    }
  }
}

function relabel(
  term: Term,
  labels: readonly number[],
  copies: ReadonlyMap<NodeId, Reference>,
  source: Store,
  target: Store,
): Term {
  const bound = new Map<number, number>();
  const labelOf = (index: number, part: NodeId, axis: number): number => {
    if (index < labels.length) return labels[index]!;
    let label = bound.get(index);
    if (label === undefined) {
      label = target.label(source.node(part).axes[axis]!);
      bound.set(index, label);
    }
    return label;
  };
  const factors = term.factors.flatMap(({ node, indices, exponent }): Factor[] => {
    const copy = copies.get(node)!;
    const own = indices.map((index, axis) => labelOf(index, node, axis));
    const copied = {
      node: copy.node,
      indices: copy.indices.map((axis) => own[axis]!),
      exponent,
    };
    // A copy may turn out to be the same along an axis; a sum over it still counts its size.
    return [copied, ...reminders(target, own, [copied])];
  });
  return { coefficient: term.coefficient, factors };
}

/** A copy as a node with the axes of the original, in their order, be it the same along some. */
function spreadOver(target: Store, { node, indices }: Reference, { axes }: Node): NodeId {
  if (indices.length === axes.length && indices.every((axis, k) => axis === k)) return node;
  const labels = axes.map((axis) => target.label(axis));
  const factor = target.factor({ node, indices: indices.map((axis) => labels[axis]!) });
  return target.poly(labels, [{ coefficient: Q.ONE, factors: [factor] }]);
}

/**
 * Multiplies out the sums among the factors of one term (whole positive powers too).
 * @throws BudgetExceeded before it would come to more than `budget` terms
 */
function distribute(store: Store, term: Term, budget: number): readonly Term[] {
  if (!term.factors.some((factor) => isOpenSum(store, factor))) return [term];
  let products: Term[] = [{ coefficient: term.coefficient, factors: [] }];
  for (const factor of term.factors) {
    const node = store.node(factor.node);
    if (node.kind !== "poly" || !isOpenSum(store, factor)) {
      products = products.map(({ coefficient, factors }) => ({
        coefficient,
        factors: [...factors, factor],
      }));
      continue;
    }
    for (let power = 0n; power < factor.exponent.numerator; power++) {
      if (products.length * node.terms.length > budget) {
        throw new BudgetExceeded(`an expansion into more than ${EXPANSION_BUDGET} terms`);
      }
      products = products.flatMap(({ coefficient, factors }) =>
        node.terms.map((inner) => {
          const opened = store.instantiate(node, inner, factor.indices);
          return {
            coefficient: Q.multiply(coefficient, opened.coefficient),
            factors: [
              ...factors,
              ...opened.factors,
              ...reminders(store, factor.indices, opened.factors),
            ],
          };
        }),
      );
    }
  }
  return products;
}

/** Whether a factor is a sum, or a small whole power of one, that can be multiplied out. */
function isOpenSum(store: Store, { node, exponent }: Factor): boolean {
  return (
    store.node(node).kind === "poly" &&
    Q.isInteger(exponent) &&
    !Q.isNegative(exponent) &&
    exponent.numerator <= 8n
  );
}

/**
 * Deltas of an index with itself, for the indices that the factors do not use: where such an index
 * is summed over, it still counts its size, and must not be forgotten.
 */
function reminders(store: Store, indices: readonly number[], factors: readonly Factor[]): Factor[] {
  return indices
    .filter((label) => !factors.some((factor) => factor.indices.includes(label)))
    .map((label) => ({
      node: store.delta(store.sizeOfLabel(label)),
      indices: [label, label],
      exponent: Q.ONE,
    }));
}
