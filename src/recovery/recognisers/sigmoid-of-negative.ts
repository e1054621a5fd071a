import type { Recogniser } from "./recogniser.ts";

export const sigmoidOfNegative: Recogniser = {
  name: "sigmoid-of-negative",
  sizes: { a: [] },
  from: "sigmoid(-a)",
  to: "1 - sigmoid(a)",
  isAlternative: true,
  source: "Bishop, Pattern Recognition and Machine Learning, (4.60)",
};
