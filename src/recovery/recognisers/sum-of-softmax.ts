import type { Recogniser } from "./recogniser.ts";

export const sumOfSoftmax: Recogniser = {
  name: "sum-of-softmax",
  sizes: { x: ["n"] },
  from: "sum(softmax(x))",
  to: "1",
  source: "Bishop, Pattern Recognition and Machine Learning, (4.62)",
};
