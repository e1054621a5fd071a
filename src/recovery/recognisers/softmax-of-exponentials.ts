import type { Recogniser } from "./recogniser.ts";

export const softmaxOfExponentials: Recogniser = {
  name: "softmax-of-exponentials",
  sizes: { x: ["n"] },
  from: "exp(x)/sum(exp(x))",
  to: "softmax(x)",
  source: "Bishop, Pattern Recognition and Machine Learning, (4.62)",
};
