import { solve } from "../../numbers/elimination.ts";
import * as Q from "../../numbers/rational.ts";
import { floats } from "../../evaluation/systems.ts";
import { negated, scaled, type Summand, summandsOf, sumOf } from "./edits.ts";
import type { Explanation, Hypothesis, WrongAnswer } from "./hypothesis.ts";
import { smallRational } from "./constant-factor.ts";
import { attempt, Probe } from "./probe.ts";
import { joined, spelled } from "./words.ts";

const MOST_TERMS = 8;

/** Every term is right but for the number or sign before it, or one does not belong there. */
export const termCoefficients: Hypothesis = {
  name: "term-coefficients",
  explain(wrong) {
    const { answer } = wrong;
    if (!wrong.isSmall) return undefined;
    const summands = summandsOf(answer.tree);
    if (summands.length < 2 || summands.length > MOST_TERMS) return undefined;
    const general = probeFor(wrong, summands.length);
    const columns: number[][] = [];
    for (const summand of summands) {
      const claimed = general.claimed(wrong.candidate(sumOf([summand])));
      if (!claimed) return undefined;
      columns.push(claimed.flat());
    }
    const truth = general.samples.flatMap((sample) => sample.truth.data);
    const weights = leastSquares(columns, truth)?.map(smallRational);
    if (!weights) return undefined;
    const coefficients: Q.Rational[] = [];
    for (const weight of weights) {
      if (!weight) return undefined;
      coefficients.push(weight);
    }
    const kept = summands.flatMap((summand, k) => rescaled(summand, coefficients[k]!));
    if (kept.length === 0) return undefined;
    const corrected = sumOf(kept);
    return wrong.corrects(corrected)
      ? { ...wordsFor(summands, coefficients), corrected }
      : undefined;
  },
};

/** Points enough that as many weights are determined, for a scalar is one equation a point. */
function probeFor({ general }: WrongAnswer, weights: number): Probe {
  const equations = general.samples.reduce((sum, { truth }) => sum + truth.data.length, 0);
  if (equations >= weights + 2) return general;
  return Probe.of(general.question, { count: weights + 2, seed: 2, smallest: 2 }) ?? general;
}

function rescaled({ term, isNegative }: Summand, by: Q.Rational): Summand[] {
  if (Q.isZero(by)) return [];
  const size = Q.absolute(by);
  return [{ term: scaled(term, size), isNegative: isNegative !== Q.isNegative(by) }];
}

function wordsFor(
  summands: readonly Summand[],
  coefficients: readonly Q.Rational[],
): Pick<Explanation, "kind" | "message"> {
  const named = (wanted: (by: Q.Rational) => boolean): string[] =>
    summands
      .filter((_, k) => wanted(coefficients[k]!))
      .map(({ term, isNegative }) => spelled(isNegative ? negated(term) : term));
  const superfluous = named(Q.isZero);
  if (superfluous.length > 0) {
    return {
      kind: "other",
      message: `${joined(superfluous)} ${superfluous.length === 1 ? "does" : "do"} not belong into the sum.`,
    };
  }
  const flipped = named((by) => Q.equal(by, Q.MINUS_ONE));
  const isSignOnly = coefficients.every((by) => Q.isOne(Q.absolute(by)));
  if (isSignOnly) {
    return { kind: "sign", message: `The sign of ${joined(flipped)} is wrong.` };
  }
  const off = summands.flatMap(({ term }, k) =>
    Q.isOne(coefficients[k]!) ? [] : [`${spelled(term)} by ${Q.toText(coefficients[k]!)}`],
  );
  return {
    kind: "factor",
    message: `The terms are right but for the numbers before them: multiply ${joined(off)}.`,
  };
}

/** The weights with which the columns add up to the target, nearly; undefined where they depend. */
function leastSquares(
  columns: readonly (readonly number[])[],
  target: readonly number[],
): readonly number[] | undefined {
  const n = columns.length;
  const dot = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, x, k) => sum + x * b[k]!, 0);
  const gram = columns.flatMap((a) => columns.map((b) => dot(a, b)));
  const right = columns.map((a) => dot(a, target));
  return attempt(() => solve(floats, { shape: [n, n], data: gram }, { shape: [n, 1], data: right }))
    ?.data;
}
