import type { Recogniser } from "./recogniser.ts";

export const sigmoidOfExponentials: Recogniser = {
  name: "sigmoid-of-exponentials",
  sizes: { a: [] },
  from: "exp(a)/(1 + exp(a))",
  to: "sigmoid(a)",
  source: "Bishop, Pattern Recognition and Machine Learning, (4.59)",
};
