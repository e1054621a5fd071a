import { type Dimension, dimension } from "../../dimensions/dimension.ts";
import type { VariableShape } from "../../elaboration/shape.ts";
import * as B from "../../syntax/build.ts";
import { type Expression, postorder } from "../../syntax/expression.ts";
import type { Question } from "../claims.ts";
import { replaced } from "./edits.ts";
import type { Hypothesis } from "./hypothesis.ts";

const MOST_SIZES = 4;

/** Right where two sizes are equal, as a matrix that is only taken to be square. */
export const equalSizes: Hypothesis = {
  name: "equal-sizes",
  explain(wrong) {
    const { problem, answer, question } = wrong;
    const names = problem.elaboration.dimensionNames;
    if (names.length < 2 || names.length > MOST_SIZES || problem.pinnedSizes.size > 0) {
      return undefined;
    }
    for (const [k, first] of names.entries()) {
      for (const second of names.slice(k + 1)) {
        const merge = (e: Expression): Expression => renamed(e, second, first);
        const merged: Question = {
          ...question,
          f: merge(question.f),
          variables: new Map(
            [...question.variables].map(([name, shape]) => [name, merging(shape, second, first)]),
          ),
        };
        const candidate = wrong.candidate(merge(answer.tree));
        if (!wrong.isRight(candidate, merged)) continue;
        return {
          kind: "other",
          message: `Right only if ${first} = ${second}. Nothing says so here.`,
          assumption: `${first} = ${second}`,
        };
      }
    }
    return undefined;
  },
};

function renamed(root: Expression, from: string, to: string): Expression {
  const replacements = new Map<Expression, Expression>();
  for (const node of postorder(root)) {
    if (node.kind === "name" && node.name === from) replacements.set(node, B.name(to));
  }
  return replaced(root, replacements);
}

function merging(shape: VariableShape, from: string, to: string): VariableShape {
  const change = (size: Dimension): Dimension =>
    dimension(
      size.coefficient,
      size.symbols.map((name) => (name === from ? to : name)),
    );
  return {
    ...shape,
    axes: shape.axes.map(change),
    groups: shape.groups.map((group) => group.map(change)),
  };
}
