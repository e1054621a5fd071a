import type { Recogniser } from "./recogniser.ts";

export const sigmoidOfNegativeExponential: Recogniser = {
  name: "sigmoid-of-negative-exponential",
  sizes: { a: [] },
  from: "1/(1 + exp(-a))",
  to: "sigmoid(a)",
  source: "Bishop, Pattern Recognition and Machine Learning, (4.59)",
};
