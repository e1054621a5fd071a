import type { Recogniser } from "./recogniser.ts";

export const squareOfUnit: Recogniser = {
  name: "square-of-unit",
  sizes: { x: ["n"] },
  from: "x'*x",
  to: "1",
  given: { x: "unit" },
  source: "the definition of a unit vector",
};
