import type { Recogniser } from "./recogniser.ts";

export const tanhOfHyperbolic: Recogniser = {
  name: "tanh-of-hyperbolic",
  sizes: { a: [] },
  from: "sinh(a)/cosh(a)",
  to: "tanh(a)",
  source: "Abramowitz, Stegun, Handbook of Mathematical Functions, 4.5.3",
};
