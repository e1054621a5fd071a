import type { Recogniser } from "./recogniser.ts";

export const sizeOfPositive: Recogniser = {
  name: "size-of-positive",
  sizes: { a: [] },
  from: "abs(a)",
  to: "a",
  given: { a: "positive" },
  source: "the definition of the absolute value",
};
