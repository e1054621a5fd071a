import type { Recogniser } from "./recogniser.ts";

export const stepSquared: Recogniser = {
  name: "step-squared",
  sizes: { a: [] },
  from: "step(a)^2",
  to: "step(a)",
  source: "the step is 0 or 1",
};
