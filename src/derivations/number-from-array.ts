import { type NodeId, parts as partsOf } from "../graph/node.ts";
import type { Store } from "../graph/store.ts";
import { type Expression, fold } from "../syntax/expression.ts";

/** Whether an expression has more than one row, and more than one column; undefined where unknown. */
type Sides = readonly [rows: boolean, columns: boolean] | undefined;

/**
 * Whether a number that is not written as one is added to an array, or subtracted from one, which
 * means from every entry.
 *
 * @param id the value of the line, for the ranks of its names
 */
export function numberWithArray(
  line: Expression,
  store: Store,
  id: NodeId,
): "add" | "subtract" | undefined {
  const ranks = new Map<string, number>();
  for (const part of store.reachable(id, partsOf)) {
    const node = store.node(part);
    if (node.kind === "variable") ranks.set(node.name, node.axes.length);
  }
  let found: "add" | "subtract" | undefined;
  fold<Sides>(line, (node, [first, second]) => {
    switch (node.kind) {
      case "number":
        return [false, false];
      case "name": {
        const rank = ranks.get(node.name);
        return rank === undefined ? undefined : [rank > 0, rank > 1];
      }
      case "negate":
        return first;
      case "transpose":
        return first && [first[1], first[0]];
      case "binary": {
        if (!first || !second) return undefined;
        if (node.operator === "multiply") {
          if (isNumber(first)) return second;
          return isNumber(second) ? first : [first[0], second[1]];
        }
        if (node.operator === "add" || node.operator === "subtract") {
          if (!isNumber(first) && isNumber(second) && node.right.kind !== "number") {
            found = node.operator;
          }
        }
        return [first[0] || second[0], first[1] || second[1]];
      }
      case "call":
      case "entry":
      case "sum":
      case "delta":
      case "derivative":
        return undefined;
    }
  });
  return found;
}

function isNumber([rows, columns]: readonly [boolean, boolean]): boolean {
  return !rows && !columns;
}
