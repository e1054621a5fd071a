import { plain } from "../../notations/plain.ts";
import * as B from "../../syntax/build.ts";
import { withParts } from "../../syntax/equality.ts";
import { type Expression, fold } from "../../syntax/expression.ts";
import { evaluable } from "../given-answer.ts";
import { deriveRead } from "../derive.ts";
import { expandedSummands, negated, type Summand, summandsOf, sumOf } from "./edits.ts";
import type { Explanation, Hypothesis, WrongAnswer } from "./hypothesis.ts";
import { isClose } from "./probe.ts";
import { joined, spelled } from "./words.ts";

const MOST_TERMS = 8;

/** Terms of the derivative are lacking, those that are there are right. */
export const missingTerm: Hypothesis = {
  name: "missing-term",
  explain(wrong) {
    const { claimed } = wrong;
    const truth = claimed && wrong.isSmall ? derivativeIn(wrong) : undefined;
    if (!claimed || !truth) return undefined;
    return (
      lackingSummands(wrong, claimed, summandsOf(truth)) ??
      lackingSummands(wrong, claimed, expandedSummands(truth, MOST_TERMS))
    );
  },
};

/** The terms without which the sum of all the others is the answer. */
function lackingSummands(
  wrong: WrongAnswer,
  claimed: readonly (readonly number[])[],
  summands: readonly Summand[],
): Explanation | undefined {
  if (summands.length < 2 || summands.length > MOST_TERMS) return undefined;
  const arrays: (readonly (readonly number[])[])[] = [];
  for (const summand of summands) {
    const values = wrong.probe.claimed(wrong.candidate(sumOf([summand])));
    if (!values) return undefined;
    arrays.push(values);
  }
  for (let bits = 1; bits < 2 ** summands.length - 1; bits++) {
    const isLacking = (_: unknown, k: number): boolean => (bits >> k) % 2 === 1;
    const lacking = summands.filter(isLacking);
    const kept = arrays.filter((values, k) => !isLacking(values, k));
    const isRight = claimed.every((data, k) =>
      isClose(
        data,
        data.map((_, at) => kept.reduce((sum, values) => sum + values[k]![at]!, 0)),
      ),
    );
    if (!isRight) continue;
    const corrected = lacking.reduce<Expression>(
      (sum, { term, isNegative }) => B.binary(isNegative ? "subtract" : "add", sum, term),
      wrong.answer.tree,
    );
    const terms = lacking.map(({ term, isNegative }) => spelled(isNegative ? negated(term) : term));
    return {
      kind: "missing-term",
      message: `${terms.length === 1 ? "A term is" : "Terms are"} missing: ${joined(terms)}.`,
      ...(wrong.corrects(corrected) && { corrected }),
    };
  }
  return undefined;
}

/** Our own derivative in the form of the answer, as a tree. */
function derivativeIn({ problem, answer }: WrongAnswer): Expression | undefined {
  const { form, indices } = answer;
  const derived = deriveRead({ ...problem, form, ...(indices && { indices }) });
  if (derived.status !== "ok" || derived.form !== form) return undefined;
  const { let: bound = [] } = derived;
  const variables = new Set([
    ...problem.elaboration.variables.keys(),
    ...bound.map(([name]) => name),
  ]);
  const meanings = new Map<string, Expression>();
  const read = (text: string): Expression | undefined => {
    const result = plain.read(text, { variables, functions: problem.functions });
    return result.ok ? withMeanings(result.value, meanings) : undefined;
  };
  for (const [name, text] of bound) {
    const means = read(text);
    if (!means) return undefined;
    meanings.set(name, means);
  }
  const tree = read(derived.plain);
  return tree && evaluable(tree, indices) ? tree : undefined;
}

/** The names for parts replaced by what they stand for. */
function withMeanings(root: Expression, meanings: ReadonlyMap<string, Expression>): Expression {
  return fold<Expression>(root, (node, parts) =>
    node.kind === "name" ? (meanings.get(node.name) ?? node) : withParts(node, parts),
  );
}
