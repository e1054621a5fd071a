import type { Recogniser } from "./recogniser.ts";

export const powerTimesBase: Recogniser = {
  name: "power-times-base",
  sizes: { a: [], b: [] },
  from: "a*a^b",
  to: "a^(b + 1)",
  where: { a: "positive" },
  turn: -1,
  source: "Abramowitz, Stegun, Handbook of Mathematical Functions, 4.2.7",
};
