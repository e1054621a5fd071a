import type { Recogniser } from "./recogniser.ts";

export const adjugate: Recogniser = {
  name: "adjugate",
  sizes: { X: ["n", "n"] },
  from: "det(X)*inv(X)",
  to: "adj(X)",
  where: { X: "invertible" },
  source: "Horn, Johnson, Matrix Analysis, section 0.8.2",
};
