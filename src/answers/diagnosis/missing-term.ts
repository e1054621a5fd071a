import { plain } from "../../notations/plain.ts";
import * as B from "../../syntax/build.ts";
import type { Expression } from "../../syntax/expression.ts";
import { evaluable } from "../given-answer.ts";
import { deriveRead } from "../derive.ts";
import { negated, summandsOf, sumOf } from "./edits.ts";
import type { Hypothesis, WrongAnswer } from "./hypothesis.ts";
import { isClose } from "./probe.ts";
import { joined, spelled } from "./words.ts";

const MOST_TERMS = 8;

/** Terms of the derivative are lacking, those that are there are right. */
export const missingTerm: Hypothesis = {
  name: "missing-term",
  explain(wrong) {
    const { answer, probe, claimed } = wrong;
    const truth = claimed && wrong.isSmall ? derivativeIn(wrong) : undefined;
    if (!claimed || !truth) return undefined;
    const summands = summandsOf(truth);
    if (summands.length < 2 || summands.length > MOST_TERMS) return undefined;
    const arrays: (readonly (readonly number[])[])[] = [];
    for (const summand of summands) {
      const values = probe.claimed(wrong.candidate(sumOf([summand])));
      if (!values) return undefined;
      arrays.push(values);
    }
    for (let bits = 1; bits < 2 ** summands.length - 1; bits++) {
      const isLacking = (_: unknown, k: number): boolean => (bits >> k) % 2 === 1;
      const lacking = summands.filter(isLacking);
      const kept = arrays.filter((_, k) => !isLacking(_, k));
      const isRight = claimed.every((data, k) =>
        isClose(
          data,
          data.map((_, at) => kept.reduce((sum, values) => sum + values[k]![at]!, 0)),
        ),
      );
      if (!isRight) continue;
      const corrected = lacking.reduce<Expression>(
        (sum, { term, isNegative }) => B.binary(isNegative ? "subtract" : "add", sum, term),
        answer.tree,
      );
      const terms = lacking.map(({ term, isNegative }) =>
        spelled(isNegative ? negated(term) : term),
      );
      return {
        kind: "missing-term",
        message: `${terms.length === 1 ? "A term is" : "Terms are"} missing: ${joined(terms)}.`,
        ...(wrong.corrects(corrected) && { corrected }),
      };
    }
    return undefined;
  },
};

/** Our own derivative in the form of the answer, as a tree. */
function derivativeIn({ problem, answer }: WrongAnswer): Expression | undefined {
  const { form, indices } = answer;
  const derived = deriveRead({ ...problem, form, ...(indices && { indices }) });
  if (derived.status !== "ok" || derived.form !== form || derived.let) return undefined;
  const read = plain.read(derived.plain, {
    variables: new Set(problem.elaboration.variables.keys()),
    functions: problem.functions,
  });
  return read.ok && evaluable(read.value, indices) ? read.value : undefined;
}
