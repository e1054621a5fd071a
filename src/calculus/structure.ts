import { deltasBetween } from "../graph/lower.ts";
import type { NodeId, Term } from "../graph/node.ts";
import type { Store } from "../graph/store.ts";
import * as Q from "../numbers/rational.ts";

/** Structures along whose parameters we differentiate for every size. */
export type SymbolicStructure = "symmetric" | "diagonal";

/**
 * Turns a derivative by the entries of a square matrix into one along the parameters of a structured
 * one; the last two axes are those of the matrix. Symmetric: G + G' - G.*I, an off-diagonal
 * parameter moving two entries (Matrix Cookbook, eq. 138). Diagonal: G.*I (eq. 142).
 */
export function alongStructure(store: Store, id: NodeId, structure: SymbolicStructure): NodeId {
  const labels = store.labelsFor(id);
  const [row, column] = labels.slice(-2) as [number, number];
  const upright = store.factor({ node: id, indices: labels });
  const onDiagonal: Term = {
    coefficient: structure === "symmetric" ? Q.MINUS_ONE : Q.ONE,
    factors: [upright, ...deltasBetween(store, [row], [column])],
  };
  if (structure === "diagonal") return store.poly(labels, [onDiagonal]);
  const turned = store.factor({ node: id, indices: [...labels.slice(0, -2), column, row] });
  return store.poly(labels, [
    { coefficient: Q.ONE, factors: [upright] },
    { coefficient: Q.ONE, factors: [turned] },
    onDiagonal,
  ]);
}
