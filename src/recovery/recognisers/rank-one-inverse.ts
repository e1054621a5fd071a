import type { Recogniser } from "./recogniser.ts";

export const rankOneInverse: Recogniser = {
  name: "rank-one-inverse",
  sizes: { c: [], x: ["n"] },
  from: "inv(c*eye(n) + x*x')*x",
  to: "x/(c + x'*x)",
  where: { c: "positive" },
  source: "Sherman, Morrison; Horn, Johnson, Matrix Analysis, section 0.7.4",
};
