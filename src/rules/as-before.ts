import { lastOfSubsteps } from "./apply.ts";
import type { Rule } from "./rule.ts";

export const asBefore: Rule = {
  name: "as-before",
  label: "the same steps again",
  says: "A part that goes through the same steps as an earlier one is told in one line.",
  why: "Every step depends only on the form of the line it starts from, and that is the same but for the names.",
  example: { expr: "t'*tanh(V*tanh(W*tanh(U*x)))", wrt: "x", method: "indices" },
  isGroup: true,
  apply: lastOfSubsteps,
};
