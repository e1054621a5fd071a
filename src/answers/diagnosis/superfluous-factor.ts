import { type Expression, postorder } from "../../syntax/expression.ts";
import { replaced } from "./edits.ts";
import type { Hypothesis } from "./hypothesis.ts";
import { spelled } from "./words.ts";

/** One factor too many, as an inner derivative taken twice. */
export const superfluousFactor: Hypothesis = {
  name: "superfluous-factor",
  explain(wrong) {
    if (!wrong.isSmall) return undefined;
    const { tree } = wrong.answer;
    for (const node of postorder(tree)) {
      if (node.kind !== "binary") continue;
      const { operator, left, right } = node;
      const choices: [kept: Expression, dropped: Expression][] =
        operator === "multiply" || operator === "hadamard"
          ? [
              [left, right],
              [right, left],
            ]
          : operator === "divide" || operator === "entrywise-divide"
            ? [[left, right]]
            : [];
      for (const [kept, dropped] of choices) {
        const corrected = replaced(tree, new Map([[node, kept]]));
        if (!wrong.corrects(corrected)) continue;
        return {
          kind: "other",
          message:
            operator === "divide" || operator === "entrywise-divide"
              ? `The division by ${spelled(dropped)} does not belong there.`
              : `The factor ${spelled(dropped)} does not belong there.`,
          corrected,
        };
      }
    }
    return undefined;
  },
};
