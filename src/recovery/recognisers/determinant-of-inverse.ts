import type { Recogniser } from "./recogniser.ts";

export const determinantOfInverse: Recogniser = {
  name: "determinant-of-inverse",
  sizes: { X: ["n", "n"] },
  from: "det(inv(X))",
  to: "1/det(X)",
  where: { X: "invertible" },
  source: "Horn, Johnson, Matrix Analysis, section 0.3",
};
