import type { Recogniser } from "./recogniser.ts";

export const stepOfPositive: Recogniser = {
  name: "step-of-positive",
  sizes: { a: [] },
  from: "step(a)",
  to: "1",
  given: { a: "positive" },
  source: "the definition of the step",
};
