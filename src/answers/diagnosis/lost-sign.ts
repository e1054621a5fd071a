import { functionNamed } from "../../functions/table.ts";
import { formula } from "../../notations/formulas.ts";
import * as B from "../../syntax/build.ts";
import { type Expression, postorder } from "../../syntax/expression.ts";
import { replaced, summandsOf } from "./edits.ts";
import type { Hypothesis } from "./hypothesis.ts";
import { spelled } from "./words.ts";

/** The sign that the derivative of an absolute value brings is left out. */
export const lostSign: Hypothesis = {
  name: "lost-sign",
  explain(wrong) {
    if (!wrong.isSmall) return undefined;
    const { tree } = wrong.answer;
    const insides = postorder(wrong.question.f).flatMap((node) => {
      const companion = node.kind === "call" ? signCompanionOf(node.callee) : undefined;
      return node.kind === "call" && companion !== undefined
        ? node.arguments.map((inside) => ({ inside, companion }))
        : [];
    });
    for (const { inside, companion } of insides) {
      const sign = B.call(companion, inside);
      for (const place of placesIn(tree)) {
        for (const operator of ["multiply", "hadamard"] as const) {
          const product = B.binary(operator, sign, place);
          const corrected = replaced(tree, new Map([[place, product]]));
          if (!wrong.corrects(corrected)) continue;
          return {
            kind: "sign",
            message: `Right only where ${spelled(inside)} is positive: the derivative of the absolute value brings the factor ${spelled(sign)}.`,
            assumption: `${spelled(inside)} > 0`,
            corrected,
          };
        }
      }
    }
    return undefined;
  },
};

/** The function that a function's derivative brings where the function is, or adds up, sizes. */
function signCompanionOf(callee: string): string | undefined {
  for (const overload of functionNamed(callee)?.overloads ?? []) {
    if (overload.kind === "entrywise" && overload.signCompanion) return overload.signCompanion;
    if (overload.kind !== "defined") continue;
    for (const part of postorder(formula(overload.entry))) {
      const inner = part.kind === "call" && part.callee !== callee && signCompanionOf(part.callee);
      if (inner) return inner;
    }
  }
  return undefined;
}

/** The whole, and the summands of every sum in it. */
function placesIn(tree: Expression): Expression[] {
  const places = new Set<Expression>([tree]);
  for (const node of postorder(tree)) {
    if (node.kind === "number") continue;
    for (const { term } of summandsOf(node)) places.add(term);
  }
  return [...places];
}
