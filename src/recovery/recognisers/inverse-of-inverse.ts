import type { Recogniser } from "./recogniser.ts";

export const inverseOfInverse: Recogniser = {
  name: "inverse-of-inverse",
  sizes: { X: ["n", "n"] },
  from: "inv(inv(X))",
  to: "X",
  where: { X: "invertible" },
  source: "Horn, Johnson, Matrix Analysis, section 0.5",
};
