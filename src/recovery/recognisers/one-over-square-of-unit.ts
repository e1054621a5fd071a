import type { Recogniser } from "./recogniser.ts";

export const oneOverSquareOfUnit: Recogniser = {
  name: "one-over-square-of-unit",
  sizes: { x: ["n"] },
  from: "1/(x'*x)",
  to: "1",
  given: { x: "unit" },
  source: "the definition of a unit vector",
};
