import type { Recogniser } from "./recogniser.ts";

export const productOfExponentials: Recogniser = {
  name: "product-of-exponentials",
  sizes: { a: [], b: [] },
  from: "exp(a)*exp(b)",
  to: "exp(a + b)",
  turn: 1,
  source: "Abramowitz, Stegun, Handbook of Mathematical Functions, 4.2.18",
};
