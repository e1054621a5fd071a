import type { Recogniser } from "./recogniser.ts";

export const inverseOfMultiple: Recogniser = {
  name: "inverse-of-multiple",
  sizes: { c: [], X: ["n", "n"] },
  from: "inv(c*X)",
  to: "inv(X)/c",
  where: { c: "positive", X: "invertible" },
  source: "Horn, Johnson, Matrix Analysis, section 0.5",
};
