import type { Recogniser } from "./recogniser.ts";

export const softmaxOfLogsumexp: Recogniser = {
  name: "softmax-of-logsumexp",
  sizes: { x: ["n"] },
  from: "exp(x)/exp(logsumexp(x))",
  to: "softmax(x)",
  source: "Boyd, Vandenberghe, Convex Optimization, section 3.1.5",
};
