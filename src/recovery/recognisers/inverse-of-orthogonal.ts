import type { Recogniser } from "./recogniser.ts";

export const inverseOfOrthogonal: Recogniser = {
  name: "inverse-of-orthogonal",
  sizes: { Q: ["n", "n"] },
  from: "inv(Q)",
  to: "Q'",
  given: { Q: "orthogonal" },
  source: "Horn, Johnson, Matrix Analysis, section 2.1",
};
