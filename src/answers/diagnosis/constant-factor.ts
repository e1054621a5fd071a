import * as Q from "../../numbers/rational.ts";
import { postorder } from "../../syntax/expression.ts";
import { negated, scaled } from "./edits.ts";
import { isInverseFunction } from "./inverse-transpose.ts";
import type { Explanation, Hypothesis, WrongAnswer } from "./hypothesis.ts";
import { type Probe, ratioOf } from "./probe.ts";

/**
 * The answer is a number times the derivative, at points where nothing is known of the values: facts
 * such as symmetry may make one half of a sum look like a half of the whole.
 */
export const constantFactor: Hypothesis = {
  name: "constant-factor",
  explain: (wrong) => explainBy(wrong, wrong.general),
};

/** The same where the facts hold. */
export const factorUnderFacts: Hypothesis = {
  name: "factor-under-facts",
  explain: (wrong) => (wrong.general === wrong.probe ? undefined : explainBy(wrong, wrong.probe)),
};

function explainBy(wrong: WrongAnswer, probe: Probe): Explanation | undefined {
  const { answer } = wrong;
  const claimed = probe.claimed(wrong.candidate(answer.tree));
  if (!claimed) return undefined;
  const ratios = probe.samples.map(({ truth }, k) => ratioOf(claimed[k]!, truth.data));
  const [first] = ratios;
  if (first === undefined || ratios.some((ratio) => ratio === undefined)) return undefined;
  if (ratios.some((ratio) => Math.abs(ratio! - first) > 1e-7 * Math.abs(first))) return undefined;
  const by = smallRational(first);
  if (!by || Q.isZero(by) || Q.isOne(by)) return undefined;
  const corrected = Q.equal(by, Q.MINUS_ONE) ? negated(answer.tree) : scaled(answer.tree, by);
  if (!wrong.corrects(corrected)) return undefined;
  if (Q.equal(by, Q.MINUS_ONE)) return { kind: "sign", message: signMessage(wrong), corrected };
  const times = Q.toText(Q.divide(Q.ONE, by));
  return {
    kind: "factor",
    message: `Your answer is ${times} times the derivative: multiply it by ${Q.toText(by)}.${squareWords(wrong, by)}`,
    corrected,
  };
}

function signMessage({ question }: WrongAnswer): string {
  const hasInverse = postorder(question.f).some(
    (node) => node.kind === "call" && isInverseFunction(node.callee),
  );
  const why = hasInverse
    ? " The derivative of an inverse brings a minus: d inv(X) = -inv(X)*dX*inv(X)."
    : "";
  return `Only the sign is wrong: the derivative is minus your answer.${why}`;
}

/** Half of a square's derivative is its commonest slip. */
function squareWords({ question }: WrongAnswer, by: Q.Rational): string {
  const { wrt, f } = question;
  const uses = postorder(f).filter((node) => node.kind === "name" && node.name === wrt).length;
  if (!Q.equal(by, Q.rational(2)) || uses < 2) return "";
  return ` ${wrt} stands in ${uses} places, and each adds a term.`;
}

/** The fraction with a small denominator that a number is, if it is one. */
export function smallRational(x: number): Q.Rational | undefined {
  for (let denominator = 1; denominator <= 24; denominator++) {
    const numerator = Math.round(x * denominator);
    if (Math.abs(numerator) > 1000) return undefined;
    if (Math.abs(x * denominator - numerator) < 1e-6 * Math.max(1, Math.abs(x))) {
      return Q.rational(numerator, denominator);
    }
  }
  return undefined;
}
