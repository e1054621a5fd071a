import { assembled } from "./apply.ts";
import type { Rule } from "./rule.ts";

export const assemble: Rule = {
  name: "assemble",
  label: "putting the entries together",
  says: "All entries found are one array: the letters of the output count its rows, those of the input its columns.",
  why: "Two arrays with the same entries are the same array. Laid out the other way round the same numbers are the transpose, so the shape is checked.",
  example: { expr: "y'*A*x", wrt: "x", method: "indices" },
  apply: assembled,
};
