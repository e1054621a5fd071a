import { sameValue } from "./apply.ts";
import type { Rule } from "./rule.ts";

export const collect: Rule = {
  name: "collect",
  label: "collecting",
  says: "Equal factors become a power or cancel, and terms with the same factors are added.",
  why: "These are the rules of numbers: entries are numbers, and may be reordered as matrices may not.",
  example: { expr: "-t'*log(softmax(W*x))", wrt: "W", method: "indices" },
  apply: sameValue,
};
