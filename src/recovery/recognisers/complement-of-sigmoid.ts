import type { Recogniser } from "./recogniser.ts";

export const complementOfSigmoid: Recogniser = {
  name: "complement-of-sigmoid",
  sizes: { a: [] },
  from: "exp(-a)*sigmoid(a)",
  to: "1 - sigmoid(a)",
  source: "Bishop, Pattern Recognition and Machine Learning, (4.60)",
};
