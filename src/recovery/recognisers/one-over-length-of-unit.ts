import type { Recogniser } from "./recogniser.ts";

export const oneOverLengthOfUnit: Recogniser = {
  name: "one-over-length-of-unit",
  sizes: { x: ["n"] },
  from: "1/norm2(x)",
  to: "1",
  given: { x: "unit" },
  source: "the definition of a unit vector",
};
