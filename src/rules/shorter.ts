import { equalByValues } from "./apply.ts";
import type { Rule } from "./rule.ts";

export const shorter: Rule = {
  name: "shorter",
  label: "a shorter equal form",
  says: "The same values in fewer signs: det(X)*inv(X) is the adjugate of X, det(inv(X)) is 1/det(X), and the like.",
  why: "Each such equality is proven where it is kept, and holds where the values exist.",
  example: {
    expr: "det(A + t*B)",
    wrt: "t",
    vars: { A: ["n", "n"], B: ["n", "n"], t: [] },
    method: "indices",
  },
  apply: equalByValues,
};
