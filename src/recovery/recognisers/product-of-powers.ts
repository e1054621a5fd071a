import type { Recogniser } from "./recogniser.ts";

export const productOfPowers: Recogniser = {
  name: "product-of-powers",
  sizes: { a: [], b: [], c: [] },
  from: "a^b*a^c",
  to: "a^(b + c)",
  where: { a: "positive" },
  turn: -1,
  source: "Abramowitz, Stegun, Handbook of Mathematical Functions, 4.2.7",
};
