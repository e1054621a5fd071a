import type { Recogniser } from "./recogniser.ts";

export const argumentWherePositive: Recogniser = {
  name: "argument-where-positive",
  sizes: { a: [] },
  from: "a*step(a)",
  to: "relu(a)",
  source: "relu(a) is a where step(a) is 1, else 0",
};
