import { differentiate } from "../calculus/differentiate.ts";
import { NoDerivative } from "../calculus/local-rules.ts";
import { functionNamed } from "../functions/table.ts";
import { deltasBetween } from "../graph/lower.ts";
import { type Factor, type Node, type NodeId, parts as partsOf, type Term } from "../graph/node.ts";
import { replaceNodes } from "../graph/rebuild.ts";
import type { Store } from "../graph/store.ts";
import * as Q from "../numbers/rational.ts";
import { isTypedTurned, type Turns } from "../recovery/vocabulary.ts";

/**
 * The function to differentiate as a chain of named parts: each part is a short sum of products in
 * x and the parts before it, so that every rule is applied to something a reader can take in.
 */
export interface Part {
  /** The node in the user's expression. */
  readonly node: NodeId;
  /** A variable that stands for it; undefined for the function itself. */
  readonly symbol: NodeId | undefined;
  /** The same node in terms of the symbols of earlier parts. */
  readonly meaning: NodeId;
}

/**
 * Splits a node that depends on `by` into parts. Named are: arguments of functions, bases of powers
 * and sums inside products, unless they are plain variables; the order is inner parts first.
 *
 * `symbolFor` gives the name of a part; `turns` says of the matrices that were typed which way up
 * they are, so that a name stands for A*B, which the user wrote, and not for B'*A'.
 */
export function splitIntoParts(
  store: Store,
  root: NodeId,
  by: NodeId,
  symbolFor: (node: Node) => string,
  turns: Turns = new Map(),
): Part[] {
  const reachable = store.reachable(root, partsOf).reverse();
  const dependent = new Set<NodeId>([by]);
  for (const id of reachable) {
    if (partsOf(store.node(id)).some((part) => dependent.has(part))) dependent.add(id);
  }
  const named = new Set<NodeId>();
  const sumRules = new FunctionsWithSumRules(store);
  for (const id of reachable) {
    if (!dependent.has(id)) continue;
    for (const part of [...worthNaming(store, id), ...sumRules.factorsOf(id)]) {
      if (dependent.has(part) && part !== by) named.add(part);
    }
  }
  named.delete(root);
  const symbols = new Map<NodeId, NodeId>();
  const result: Part[] = [];
  for (const id of reachable) {
    if (!named.has(id) && id !== root) continue;
    const meaning = replaceNodes(store, id, symbols);
    const node = store.node(id);
    if (id === root) {
      result.push({ node: id, symbol: undefined, meaning });
      continue;
    }
    const order = isTypedTurned(store, id, turns) ? [1, 0] : node.axes.map((_, axis) => axis);
    const symbol = store.variable(
      symbolFor(node),
      order.map((axis) => node.axes[axis]!),
    );
    symbols.set(id, store.permute(symbol, order));
    const [own, means] = [store.permute(id, order), store.permute(meaning, order)];
    result.push({ node: own, symbol, meaning: means });
  }
  return result;
}

/**
 * Functions of whole arrays whose derivative is a sum, as that of softmax is: inside a product it
 * would have to be multiplied out before it can be read.
 */
class FunctionsWithSumRules {
  readonly #store: Store;
  readonly #known = new Map<string, boolean>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Those among the factors of a sum of products. */
  factorsOf(id: NodeId): NodeId[] {
    const node = this.#store.node(id);
    if (node.kind !== "poly") return [];
    return node.terms.flatMap(({ factors }) =>
      factors.map((factor) => factor.node).filter((factor) => this.#hasSumRule(factor)),
    );
  }

  #hasSumRule(id: NodeId): boolean {
    const node = this.#store.node(id);
    if (node.kind !== "apply") return false;
    const ranks = node.arguments.map((argument) => this.#store.node(argument.node).axes.length);
    const key = `${node.function}/${ranks.join("/")}`;
    let known = this.#known.get(key);
    if (known === undefined) {
      known = node.arguments.some((argument) => this.#isSumBy(id, argument.node));
      this.#known.set(key, known);
    }
    return known;
  }

  #isSumBy(id: NodeId, argument: NodeId): boolean {
    const store = this.#store;
    const symbol = store.variable("·", store.node(argument).axes);
    const called = replaceNodes(store, id, new Map([[argument, symbol]]));
    const derivative = derivativeOrNone(store, called, symbol);
    if (derivative === undefined) return false;
    const slope = store.node(derivative);
    return (
      slope.kind === "poly" &&
      (slope.terms.length > 1 ||
        slope.terms.some(({ factors }) =>
          factors.some((factor) => store.node(factor.node).kind === "poly"),
        ))
    );
  }
}

function derivativeOrNone(store: Store, of: NodeId, by: NodeId): NodeId | undefined {
  try {
    return differentiate(store, of, by);
  } catch (error) {
    if (error instanceof NoDerivative) return undefined;
    throw error;
  }
}

/** The parts of one node that should have a name of their own. */
function worthNaming(store: Store, id: NodeId): NodeId[] {
  const node = store.node(id);
  switch (node.kind) {
    case "variable":
    case "delta":
    case "unit":
    case "dimension":
    case "constant":
      return [];
    case "map":
    case "apply":
      return node.arguments
        .map((argument) => argument.node)
        .filter((part) => store.node(part).kind !== "variable");
    case "poly":
      return node.terms.flatMap((term) =>
        term.factors
          .filter((factor) => store.node(factor.node).kind === "poly")
          .map((factor) => factor.node),
      );
  }
}

/** A node as terms over labels: those of a sum, or itself as the one factor. */
export function termsOf(store: Store, id: NodeId, labels: readonly number[]): Term[] {
  const node = store.node(id);
  if (node.kind === "poly") return node.terms.map((term) => store.instantiate(node, term, labels));
  if (node.kind === "delta") {
    return [{ coefficient: Q.ONE, factors: deltasBetween(store, [labels[0]!], [labels[1]!]) }];
  }
  const factor: Factor = { node: id, indices: labels, exponent: Q.ONE };
  return [{ coefficient: Q.ONE, factors: [factor] }];
}

/** What people usually call such a part: s for a softmax, u for a sum, by the function's own file. */
export function usualName(node: Node): string | undefined {
  return node.kind === "apply" || node.kind === "map"
    ? functionNamed(node.function)?.usualName
    : undefined;
}
