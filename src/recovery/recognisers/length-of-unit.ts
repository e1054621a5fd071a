import type { Recogniser } from "./recogniser.ts";

export const lengthOfUnit: Recogniser = {
  name: "length-of-unit",
  sizes: { x: ["n"] },
  from: "norm2(x)",
  to: "1",
  given: { x: "unit" },
  source: "the definition of a unit vector",
};
