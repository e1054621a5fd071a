import { sameValue } from "./apply.ts";
import type { Rule } from "./rule.ts";

export const facts: Rule = {
  name: "facts",
  label: "facts about values",
  says: "What is known of a value, such as A' = A, is used in the last line and not before.",
  why: "While entries are differentiated each moves by itself. A fact used too early would make two entries one.",
  example: { expr: "x'*A*x", wrt: "x", props: { A: "symmetric" }, method: "indices" },
  usesFacts: true,
  apply: sameValue,
};
