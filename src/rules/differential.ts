import { differentialOfPart } from "./apply.ts";
import type { Rule } from "./rule.ts";

export const differential: Rule = {
  name: "differential",
  label: "rules of differentials",
  says: "The differential obeys the rules of the derivative: d(A*X*B) = A*dX*B, d(X*Y) = dX*Y + X*dY, and a constant has differential 0.",
  why: "The differential is the part of a small change that is linear in dx. Products of two small changes are left out, and the order of the factors stays.",
  example: { expr: "x'*A*x", wrt: "x", method: "differentials" },
  apply: differentialOfPart,
};
