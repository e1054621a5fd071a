import type { Expression } from "../syntax/expression.ts";
import type { Piece } from "./layout.ts";
import type { WritingOptions } from "./notation.ts";

/**
 * A visitor for `layOut` that knows differentials: `dX` is written as `spell` says, with the piece of
 * X, where the options name it; everything else is left to `visit`.
 */
export function withDifferentials<P extends Piece>(
  options: WritingOptions | undefined,
  visit: (node: Expression, parts: readonly P[]) => P,
  spell: (variable: P) => P,
): (node: Expression, parts: readonly P[]) => P {
  const differentials = options?.differentials;
  if (!differentials) return visit;
  return (node, parts) => {
    const of = node.kind === "name" ? differentials.get(node.name) : undefined;
    return of === undefined ? visit(node, parts) : spell(visit({ kind: "name", name: of }, []));
  };
}
