import { type Expression, postorder } from "../../syntax/expression.ts";
import { flipped, replaced } from "./edits.ts";
import type { Explanation, Hypothesis, WrongAnswer } from "./hypothesis.ts";
import { spelled } from "./words.ts";

/** Pairs are only tried among this many parts. */
const MOST_IN_PAIRS = 10;

/** One part is transposed and should not be, or the other way round. */
export const factorTransposed: Hypothesis = {
  name: "factor-transposed",
  explain(wrong) {
    for (const part of wrong.isSmall ? partsOf(wrong) : []) {
      const found = corrected(wrong, [part]);
      if (found) return found;
    }
    return undefined;
  },
};

/** The same of two names. */
export const twoTransposed: Hypothesis = {
  name: "two-transposed",
  explain(wrong) {
    const leaves = wrong.isSmall ? partsOf(wrong).filter(isLeaf).slice(0, MOST_IN_PAIRS) : [];
    for (const [k, first] of leaves.entries()) {
      for (const second of leaves.slice(k + 1)) {
        const found = corrected(wrong, [first, second]);
        if (found) return found;
      }
    }
    return undefined;
  },
};

/** What may be turned: not single numbers, and a part together with the transpose about it. */
function partsOf({ answer: { tree, shapeOf } }: WrongAnswer): Expression[] {
  const order = postorder(tree);
  const turned = new Set<Expression>();
  for (const node of order) if (node.kind === "transpose") turned.add(node.operand);
  return order.filter(
    (node) =>
      node !== tree &&
      !SINGLE.has(node.kind) &&
      !turned.has(node) &&
      shapeOf(node)?.kind !== "scalar",
  );
}

const SINGLE: ReadonlySet<Expression["kind"]> = new Set(["number", "entry", "delta", "sum"]);

function isLeaf(node: Expression): boolean {
  return node.kind === "name" || (node.kind === "transpose" && node.operand.kind === "name");
}

function corrected(wrong: WrongAnswer, parts: readonly Expression[]): Explanation | undefined {
  const tree = replaced(wrong.answer.tree, new Map(parts.map((part) => [part, flipped(part)])));
  if (!wrong.corrects(tree)) return undefined;
  const edits = parts.map((part) => `${spelled(flipped(part))} for ${spelled(part)}`);
  const isLacking = parts.every((part) => part.kind !== "transpose");
  return {
    kind: "other",
    message: `${isLacking ? "A transpose is missing" : "A transpose is in the wrong place"}: write ${edits.join(" and ")}.`,
    corrected: tree,
  };
}
