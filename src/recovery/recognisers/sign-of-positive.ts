import type { Recogniser } from "./recogniser.ts";

export const signOfPositive: Recogniser = {
  name: "sign-of-positive",
  sizes: { a: [] },
  from: "sign(a)",
  to: "1",
  given: { a: "positive" },
  source: "the definition of the sign",
};
