import type { Recogniser } from "./recogniser.ts";

export const reluWherePositive: Recogniser = {
  name: "relu-where-positive",
  sizes: { a: [] },
  from: "relu(a)*step(a)",
  to: "relu(a)",
  source: "relu(a) is 0 where step(a) is",
};
