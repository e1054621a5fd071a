import * as Q from "../../numbers/rational.ts";
import * as B from "../../syntax/build.ts";
import { type Expression, postorder } from "../../syntax/expression.ts";
import { negated, replaced } from "./edits.ts";
import type { Explanation, Hypothesis } from "./hypothesis.ts";
import { spelled } from "./words.ts";

/** A sign within a part is wrong: `exp(-x)` for `exp(x)`, `1 + tanh(x).^2`. */
export const innerSign: Hypothesis = {
  name: "inner-sign",
  explain(wrong) {
    if (!wrong.isSmall) return undefined;
    const { tree } = wrong.answer;
    for (const node of postorder(tree)) {
      const changed = otherSign(node);
      if (!changed) continue;
      const corrected = replaced(tree, new Map([[node, changed]]));
      if (!wrong.corrects(corrected)) continue;
      return {
        kind: "sign",
        message: `A sign is wrong: write ${spelled(changed)} for ${spelled(node)}.`,
        corrected,
      };
    }
    return undefined;
  },
};

function otherSign(node: Expression): Expression | undefined {
  if (node.kind === "binary" && node.operator === "add") return { ...node, operator: "subtract" };
  if (node.kind === "binary" && node.operator === "subtract") return { ...node, operator: "add" };
  if (node.kind === "negate") return node.operand;
  if (node.kind !== "call" || node.arguments.length !== 1) return undefined;
  return { ...node, arguments: [negated(node.arguments[0]!)] };
}

/** One number is wrong: a factor within, or an exponent. */
export const wrongNumber: Hypothesis = {
  name: "wrong-number",
  explain(wrong) {
    if (!wrong.isSmall) return undefined;
    const { tree } = wrong.answer;
    const order = postorder(tree);
    const exponents = new Set(
      order.flatMap((node) =>
        node.kind === "binary" && (node.operator === "power" || node.operator === "entrywise-power")
          ? [node.right]
          : [],
      ),
    );
    for (const node of order) {
      if (node.kind !== "number") continue;
      for (const value of neighbours(node.value)) {
        const corrected = replaced(tree, new Map([[node, B.number(value)]]));
        if (!wrong.corrects(corrected)) continue;
        const found: Explanation = {
          kind: exponents.has(node) ? "other" : "factor",
          message: `${exponents.has(node) ? "An exponent" : "A number"} is wrong: ${Q.toText(value)} belongs where ${Q.toText(node.value)} stands.`,
          corrected,
        };
        return found;
      }
    }
    return undefined;
  },
};

function neighbours(value: Q.Rational): Q.Rational[] {
  const two = Q.rational(2);
  return [
    Q.add(value, Q.ONE),
    Q.subtract(value, Q.ONE),
    Q.multiply(value, two),
    Q.divide(value, two),
    Q.negate(value),
    ...(Q.isZero(value) ? [] : [Q.divide(Q.ONE, value)]),
  ];
}
