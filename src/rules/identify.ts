import { inFrontOf } from "./apply.ts";
import type { Rule } from "./rule.ts";

export const identify: Rule = {
  name: "identify",
  label: "reading the derivative off",
  says: "If df = J*dx for every dx then J is the derivative; if df = tr(G'*dX) for every dX then G is the gradient.",
  why: "A linear map has one matrix: put the unit vectors for dx, one after the other, and its columns come out.",
  example: { expr: "x'*A*x", wrt: "x", method: "differentials" },
  apply: inFrontOf,
};
