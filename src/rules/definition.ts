import { parseSignature } from "../functions/signature.ts";
import { functionNamed } from "../functions/table.ts";
import { formula } from "../notations/formulas.ts";
import * as B from "../syntax/build.ts";
import { withParts } from "../syntax/equality.ts";
import { type Call, type Expression, fold } from "../syntax/expression.ts";

/**
 * One entry of a function in simpler functions, as its file tells it: of softmax(u) at p,
 * exp(u_p)/Σ_q exp(u_q). Undefined where its file gives none.
 *
 * `draw` gives the letters that are summed over.
 */
export function definitionByEntries(
  { callee, arguments: [argument] }: Call,
  letters: readonly string[],
  draw: (letter: string) => string,
): Expression | undefined {
  const overload = functionNamed(callee)?.overloads.find(
    (candidate) =>
      candidate.kind === "primitive" && candidate.entry?.output.length === letters.length,
  );
  if (overload?.kind !== "primitive" || !overload.entry || !argument) return undefined;
  const known = new Map(overload.entry.output.map((letter, k) => [letter, letters[k]!]));
  const letterOf = (letter: string): string => {
    let own = known.get(letter);
    if (own === undefined) known.set(letter, (own = draw(letter)));
    return own;
  };
  const [parameter] = parseSignature(overload.signature).parameters;
  return fold<Expression>(formula(overload.entry.formula), (node, parts) => {
    if (node.kind === "name") return node.name === parameter!.name ? argument : node;
    if (node.kind === "sum") return B.sum(node.indices.map(letterOf), parts[0]!);
    if (node.kind === "entry") {
      const at = node.indices.map((index) => (typeof index === "string" ? letterOf(index) : index));
      return B.entry(parts[0]!, at);
    }
    return withParts(node, parts);
  });
}
