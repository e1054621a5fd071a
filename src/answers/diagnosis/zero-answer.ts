import type { Hypothesis } from "./hypothesis.ts";

/** The answer is zero and the derivative is not. */
export const zeroAnswer: Hypothesis = {
  name: "zero-answer",
  explain({ claimed, question }) {
    if (!claimed?.every((data) => data.every((x) => Math.abs(x) < 1e-12))) return undefined;
    return {
      kind: "missing-term",
      message: `Your answer is zero everywhere, and the derivative is not: f does depend on ${question.wrt}.`,
    };
  },
};
