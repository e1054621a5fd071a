import { type Expression, postorder } from "../../syntax/expression.ts";
import * as B from "../../syntax/build.ts";
import { factorsOf, outermostProducts, productOf, reorderings, replaced } from "./edits.ts";
import type { Hypothesis } from "./hypothesis.ts";
import { spelled } from "./words.ts";

/** Longer products are not permuted: 5 factors have 119 other orders. */
const MOST_FACTORS = 5;
const MOST_NAMES = 8;

/** The factors of a product stand in the wrong order, or two names are swapped. */
export const orderSwapped: Hypothesis = {
  name: "order-swapped",
  explain(wrong) {
    if (!wrong.isSmall || wrong.answer.indices) return undefined;
    const { tree, shapeOf } = wrong.answer;
    for (const product of outermostProducts(tree)) {
      const factors = factorsOf(product);
      // Numbers commute with all, so they may stay in front.
      const scalars = factors.filter((e) => e.kind === "number" || shapeOf(e)?.kind === "scalar");
      const rest = factors.filter((e) => !scalars.includes(e));
      if (rest.length < 2 || rest.length > MOST_FACTORS) continue;
      for (const order of reorderings(rest)) {
        const corrected = replaced(tree, new Map([[product, productOf([...scalars, ...order])]]));
        if (!wrong.corrects(corrected)) continue;
        return {
          kind: "order-swapped",
          message: `The factors stand in the wrong order: matrices do not commute. It should be ${spelled(productOf([...scalars, ...order]))}.`,
          corrected,
        };
      }
    }
    const names = [
      ...new Set(postorder(tree).flatMap((node) => (node.kind === "name" ? [node.name] : []))),
    ];
    if (names.length > MOST_NAMES) return undefined;
    for (const [k, first] of names.entries()) {
      for (const second of names.slice(k + 1)) {
        const corrected = swapped(tree, first, second);
        if (!wrong.corrects(corrected)) continue;
        return {
          kind: "order-swapped",
          message: `${first} and ${second} have changed places.`,
          corrected,
        };
      }
    }
    return undefined;
  },
};

function swapped(tree: Expression, first: string, second: string): Expression {
  const replacements = new Map<Expression, Expression>();
  for (const node of postorder(tree)) {
    if (node.kind !== "name") continue;
    if (node.name === first) replacements.set(node, B.name(second));
    if (node.name === second) replacements.set(node, B.name(first));
  }
  return replaced(tree, replacements);
}
