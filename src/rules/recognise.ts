import { sameValue } from "./apply.ts";
import type { Rule } from "./rule.ts";

export const recognise: Rule = {
  name: "recognise",
  label: "recognising a product",
  says: "A sum over a letter that two factors share is an entry of their product; where a matrix is met at its second letter it stands transposed.",
  why: "It is the entry form read backwards: neighbours that share a summed letter are multiplied, and [A']_ji is A_ij.",
  example: { expr: "y'*A*x", wrt: "x", method: "indices" },
  apply: sameValue,
};
