import * as B from "../../syntax/build.ts";
import { postorder } from "../../syntax/expression.ts";
import { replaced } from "./edits.ts";
import type { Hypothesis } from "./hypothesis.ts";

const MOST_TRIALS = 200;

/** One name stands where another belongs. */
export const wrongName: Hypothesis = {
  name: "wrong-name",
  explain(wrong) {
    if (!wrong.isSmall) return undefined;
    const { tree } = wrong.answer;
    let trials = 0;
    for (const node of postorder(tree)) {
      if (node.kind !== "name") continue;
      for (const name of wrong.question.variables.keys()) {
        if (name === node.name) continue;
        if (trials++ > MOST_TRIALS) return undefined;
        const corrected = replaced(tree, new Map([[node, B.name(name)]]));
        if (!wrong.corrects(corrected)) continue;
        return { kind: "other", message: `${name} belongs where ${node.name} stands.`, corrected };
      }
    }
    return undefined;
  },
};
