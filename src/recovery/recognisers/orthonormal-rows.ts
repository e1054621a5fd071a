import type { Recogniser } from "./recogniser.ts";

export const orthonormalRows: Recogniser = {
  name: "orthonormal-rows",
  sizes: { Q: ["n", "n"] },
  from: "Q*Q'",
  to: "eye(n)",
  given: { Q: "orthogonal" },
  source: "Horn, Johnson, Matrix Analysis, section 2.1",
};
