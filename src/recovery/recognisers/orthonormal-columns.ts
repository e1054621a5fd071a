import type { Recogniser } from "./recogniser.ts";

export const orthonormalColumns: Recogniser = {
  name: "orthonormal-columns",
  sizes: { Q: ["n", "m"] },
  from: "Q'*Q",
  to: "eye(m)",
  given: { Q: "orthogonal" },
  source: "Horn, Johnson, Matrix Analysis, section 2.1",
};
