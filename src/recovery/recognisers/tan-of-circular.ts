import type { Recogniser } from "./recogniser.ts";

export const tanOfCircular: Recogniser = {
  name: "tan-of-circular",
  sizes: { a: [] },
  from: "sin(a)/cos(a)",
  to: "tan(a)",
  source: "Abramowitz, Stegun, Handbook of Mathematical Functions, 4.3.3",
};
