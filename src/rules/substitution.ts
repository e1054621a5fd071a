import { isPutIn, putIn } from "./apply.ts";
import type { Rule } from "./rule.ts";

export const substitution: Rule = {
  name: "substitution",
  label: "substitution",
  says: "What was found before, or what a name stands for, is put in its place.",
  why: "Equals may stand for equals. A letter that only counts inside a sum is renamed where it would be counted twice.",
  example: { expr: "norm2(A*x - b)^2", wrt: "x", method: "indices" },
  takes: isPutIn,
  comparesValues: true,
  apply: putIn,
};
