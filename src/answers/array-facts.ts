import { isUnit } from "../dimensions/dimension.ts";
import { elaborate } from "../elaboration/elaborate.ts";
import type { Declared } from "../elaboration/elaborate.ts";
import type { AnswerAxis, Differentiated } from "./derivative.ts";
import type { Binding } from "./lets.ts";
import type { ReadProblem } from "./read-problem.ts";
import type { Shown } from "./show.ts";
import type { ArrayFacts } from "./written.ts";

/** Undefined where an array with one axis would not do: for columns and rows of declared matrices. */
export function arrayFacts(
  { elaboration, free, functions }: ReadProblem,
  { axes, rank }: Differentiated,
  { indices }: Shown,
  bindings: readonly Binding[],
): ArrayFacts | undefined {
  const ranks = new Map<string, number>();
  const declarations = new Map<string, Declared>();
  for (const [name, variable] of elaboration.variables) {
    if (variable.axes.some(isUnit)) return undefined;
    ranks.set(name, variable.axes.length);
    declarations.set(name, { axes: variable.axes });
  }
  const all = new Map(ranks);
  for (const [name, means] of bindings) {
    const found = elaborate(means, { declarations, functions });
    if (!found.ok || found.value.shape.kind === "row") return undefined;
    const { axes: own } = found.value.shape;
    if (own.some(isUnit)) return undefined;
    all.set(name, own.length);
    declarations.set(name, { axes: own });
  }
  return {
    function: { ranks, letters: lettersOver(free, axes.slice(0, rank)) },
    answer: { ranks: all, letters: lettersOver(indices ?? [], axes) },
  };
}

function lettersOver(
  letters: readonly string[],
  axes: readonly AnswerAxis[],
): ReadonlyMap<string, string> {
  return new Map(letters.map((letter, at) => [letter, axes[at]!.size.key]));
}
