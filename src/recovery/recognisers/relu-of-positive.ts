import type { Recogniser } from "./recogniser.ts";

export const reluOfPositive: Recogniser = {
  name: "relu-of-positive",
  sizes: { a: [] },
  from: "relu(a)",
  to: "a",
  given: { a: "positive" },
  source: "the definition of relu",
};
