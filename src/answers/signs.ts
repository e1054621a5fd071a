import { functionNamed } from "../functions/table.ts";
import type { NodeId, PolyNode, Term } from "../graph/node.ts";
import type { Store } from "../graph/store.ts";
import * as Q from "../numbers/rational.ts";

/** What is known of every entry of a node by its nature, wherever it has a value. */
export type Sign = "positive" | "nonnegative" | undefined;

/** Deeper parts count as unknown. */
const DEEPEST = 6;

/** 1 + exp(x) is positive, x'*x is not negative, 1 - sigmoid(x) is positive. */
export function signOf(store: Store, id: NodeId, depth = 0): Sign {
  const node = store.node(id);
  switch (node.kind) {
    case "dimension":
    case "constant":
      return "positive";
    case "variable":
    case "delta":
    case "unit":
      return undefined;
    case "map":
    case "apply": {
      const definition = functionNamed(node.function);
      if (definition?.isPositive) return "positive";
      return definition?.isNonnegative ? "nonnegative" : undefined;
    }
    case "poly":
      return depth < DEEPEST ? signOfSum(store, node, depth) : undefined;
  }
}

function signOfSum(store: Store, { terms, axes }: PolyNode, depth: number): Sign {
  let isPositive = false;
  /** How much is surely left of the constant. */
  let room = Q.ZERO;
  let needsRoom = false;
  for (const term of terms) {
    const { coefficient, factors } = term;
    const sign = Q.isNegative(coefficient) ? undefined : signOfTerm(store, term, depth);
    if (factors.length === 0) room = Q.add(room, coefficient);
    if (sign === "positive") isPositive = true;
    if (sign !== undefined) continue;
    if (!isSmall(store, term, axes.length)) return undefined;
    room = Q.subtract(room, Q.absolute(coefficient));
    needsRoom = true;
  }
  if (needsRoom) return Q.isNegative(room) ? undefined : "positive";
  if (terms.length === 0) return undefined;
  return isPositive ? "positive" : "nonnegative";
}

function signOfTerm(store: Store, { factors }: Term, depth: number): Sign {
  let sign: Sign = "positive";
  for (const { node, exponent } of factors) {
    const own = signOf(store, node, depth + 1);
    if (own === undefined && !Q.isEvenInteger(exponent)) return undefined;
    if (own !== "positive") sign = "nonnegative";
  }
  return sign;
}

/** Whether a product of single entries is less than its number in size: tanh(x)^2, sigmoid(x). */
function isSmall(store: Store, { factors }: Term, rank: number): boolean {
  return (
    factors.length === 1 &&
    factors.every(({ node: id, indices, exponent }) => {
      // What is summed over may be more.
      if (indices.some((index) => index >= rank)) return false;
      const node = store.node(id);
      const isBelowOne = node.kind === "map" && functionNamed(node.function)?.isBelowOne === true;
      return isBelowOne && Q.compare(exponent, Q.ONE) >= 0;
    })
  );
}
