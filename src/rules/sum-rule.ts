import { isDerivative, termByTerm } from "./apply.ts";
import type { Rule } from "./rule.ts";

export const sumRule: Rule = {
  name: "sum-rule",
  label: "sum rule",
  says: "The derivative of a sum is the sum of the derivatives; a term without the variable has derivative 0.",
  why: "The difference quotient of a sum is the sum of the difference quotients, and so is its limit.",
  example: { expr: "y'*A*x", wrt: "x", method: "indices" },
  makes: isDerivative,
  reading: "mark",
  apply: termByTerm,
};
