import type { Recogniser } from "./recogniser.ts";

export const tanhTimesCosh: Recogniser = {
  name: "tanh-times-cosh",
  sizes: { a: [] },
  from: "tanh(a)*cosh(a)",
  to: "sinh(a)",
  source: "Abramowitz, Stegun, Handbook of Mathematical Functions, 4.5.3",
};
