import type { Identity } from "./identity.ts";

export const scalarMultiple: Identity = {
  name: "scalar-multiple",
  of: "t*a",
  by: "t",
  sizes: { t: [], a: ["n"] },
  gives: "a",
  form: "jacobian",
  source: "the derivative of a line",
};
