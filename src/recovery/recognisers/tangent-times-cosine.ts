import type { Recogniser } from "./recogniser.ts";

export const tangentTimesCosine: Recogniser = {
  name: "tangent-times-cosine",
  sizes: { a: [] },
  from: "tan(a)*cos(a)",
  to: "sin(a)",
  source: "Abramowitz, Stegun, Handbook of Mathematical Functions, 4.3.3",
};
