import * as B from "../../syntax/build.ts";
import { postorder } from "../../syntax/expression.ts";
import { factorsOf, productOf, replaced } from "./edits.ts";
import type { Hypothesis } from "./hypothesis.ts";
import { spelled } from "./words.ts";

/** `2*A'*A*x - b` where `2*A'*(A*x - b)` is meant. */
export const lostParentheses: Hypothesis = {
  name: "lost-parentheses",
  explain(wrong) {
    if (!wrong.isSmall) return undefined;
    const { tree } = wrong.answer;
    for (const node of postorder(tree)) {
      if (node.kind !== "binary" || (node.operator !== "add" && node.operator !== "subtract")) {
        continue;
      }
      const { operator, left, right } = node;
      const isNegated = left.kind === "negate";
      const factors = factorsOf(isNegated ? left.operand : left);
      for (let k = 1; k < factors.length; k++) {
        const inner = B.binary(operator, productOf(factors.slice(k)), right);
        const product = productOf([...factors.slice(0, k), inner]);
        const changed = isNegated ? B.negate(product) : product;
        const corrected = replaced(tree, new Map([[node, changed]]));
        if (!wrong.corrects(corrected)) continue;
        return {
          kind: "other",
          message: `Parentheses are missing: write ${spelled(changed)} for ${spelled(node)}.`,
          corrected,
        };
      }
    }
    return undefined;
  },
};
