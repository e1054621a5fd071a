import type { Recogniser } from "./recogniser.ts";

export const powerOverBase: Recogniser = {
  name: "power-over-base",
  sizes: { a: [], b: [] },
  from: "a^b/a",
  to: "a^(b - 1)",
  where: { a: "positive" },
  turn: -1,
  source: "Abramowitz, Stegun, Handbook of Mathematical Functions, 4.2.7",
};
