import { lastOfSubsteps } from "./apply.ts";
import type { Rule } from "./rule.ts";

export const part: Rule = {
  name: "part",
  label: "several steps in one line",
  says: "The steps that lead to the derivative of one named part, in one line.",
  why: "Each of them is one rule of this list; they are shown at a finer detail.",
  example: { expr: "norm2(A*x - b)^2", wrt: "x", method: "indices", detail: "outline" },
  isGroup: true,
  apply: lastOfSubsteps,
};
