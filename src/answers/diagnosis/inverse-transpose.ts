import { functionNamed } from "../../functions/table.ts";
import * as B from "../../syntax/build.ts";
import { type Expression, postorder } from "../../syntax/expression.ts";
import { replaced } from "./edits.ts";
import type { Hypothesis } from "./hypothesis.ts";
import { joined, spelled } from "./words.ts";

/** More inverses than this are only turned all together or one at a time. */
const MOST_INVERSES = 4;

/** X^-1 where X^-T belongs, or the other way round. */
export const inverseTranspose: Hypothesis = {
  name: "inverse-transpose",
  explain(wrong) {
    if (!wrong.isSmall) return undefined;
    const { tree, shapeOf } = wrong.answer;
    const order = postorder(tree);
    const turned = new Map<Expression, Expression>();
    for (const node of order) {
      if (node.kind === "transpose") turned.set(node.operand, node);
    }
    // Each inverse with the transpose about it, if there is one.
    const inverses = order.filter((node) => isInverse(node) && shapeOf(node)?.kind !== "scalar");
    for (const chosen of choices(inverses)) {
      const replacements = new Map<Expression, Expression>();
      for (const node of chosen) {
        const outer = turned.get(node);
        if (outer) replacements.set(outer, node);
        else replacements.set(node, B.transpose(node));
      }
      const corrected = replaced(tree, replacements);
      if (!wrong.corrects(corrected)) continue;
      const lacking = chosen.filter((node) => !turned.has(node));
      const names = [...new Set((lacking.length > 0 ? lacking : chosen).map((e) => spelled(e)))];
      return lacking.length > 0
        ? {
            kind: "missing-inverse-transpose",
            message: `The transpose of the inverse is missing: write ${joined(names.map((name) => `${name}'`))} for ${joined(names)}.`,
            corrected,
          }
        : {
            kind: "other",
            message: `The inverse must not be transposed: write ${joined(names)} for ${joined(names.map((name) => `${name}'`))}.`,
            corrected,
          };
    }
    return undefined;
  },
};

function isInverse(node: Expression): boolean {
  if (node.kind === "call") return isInverseFunction(node.callee);
  if (node.kind !== "binary" || node.operator !== "power") return false;
  const { right } = node;
  const exponent = right.kind === "negate" ? right.operand : right;
  return exponent.kind === "number" && (right.kind === "negate" || exponent.value.numerator < 0n);
}

/** Whether the product of the value and the argument is the identity. */
export function isInverseFunction(callee: string): boolean {
  return (
    functionNamed(callee)?.overloads.some(
      (overload) => overload.kind === "primitive" && overload.cancelsItsArgument === true,
    ) === true
  );
}

/** All of them, then each alone, then (of a few) every other choice. */
function choices(nodes: readonly Expression[]): Expression[][] {
  if (nodes.length === 0) return [];
  const singles = nodes.map((node) => [node]);
  if (nodes.length === 1) return singles;
  const found = [[...nodes], ...singles];
  if (nodes.length > MOST_INVERSES) return found;
  for (let bits = 1; bits < 2 ** nodes.length - 1; bits++) {
    const chosen = nodes.filter((_, k) => (bits >> k) % 2 === 1);
    if (chosen.length > 1) found.push(chosen);
  }
  return found;
}
