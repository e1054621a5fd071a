import type { Delta, Expression } from "../syntax/expression.ts";
import type { Piece } from "./layout.ts";
import type { WritingOptions } from "./notation.ts";

/**
 * A visitor for `layOut` that writes a delta as Iverson's bracket, [p = j], 1 where what it says is
 * true, where the options ask for that; everything else is left to `visit`.
 */
export function withIverson<P extends Piece>(
  options: WritingOptions | undefined,
  visit: (node: Expression, parts: readonly P[]) => P,
  spell: (delta: Delta) => P,
): (node: Expression, parts: readonly P[]) => P {
  if (options?.delta !== "iverson") return visit;
  return (node, parts) => (node.kind === "delta" ? spell(node) : visit(node, parts));
}
