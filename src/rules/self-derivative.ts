import { deltasAppear, isSymbol } from "./apply.ts";
import type { Rule } from "./rule.ts";

export const selfDerivative: Rule = {
  name: "self-derivative",
  label: "derivative of x by itself",
  says: "The derivative of a number by itself is 1.",
  why: "Its difference quotient is h/h = 1.",
  example: { expr: "c^3", wrt: "c", method: "indices", vars: { c: [] } },
  takes: isSymbol,
  makes: (node) => node.kind === "number",
  keepsSigns: true,
  apply: deltasAppear,
};
