import { projected } from "./apply.ts";
import type { Rule } from "./rule.ts";

export const structure: Rule = {
  name: "structure",
  label: "along a structure",
  says: "By the parameters of a symmetric matrix the derivative is G + G' - G.*I; by those of a diagonal one it is G.*I. G is the derivative by independent entries.",
  why: "A parameter off the diagonal moves two entries, X_ij and X_ji, so both derivatives are added; one on the diagonal moves one.",
  example: { expr: "tr(A*X)", wrt: "X", structure: "symmetric", method: "indices" },
  apply: projected,
};
