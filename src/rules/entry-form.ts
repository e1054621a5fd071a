import { asEntries } from "./apply.ts";
import type { Rule } from "./rule.ts";

export const entryForm: Rule = {
  name: "entry-form",
  label: "entry form",
  says: "An array is written by its entries: the entry of a product is a sum over the letter that both factors share.",
  why: "That is how the product is defined: entry (i, k) of A*B is row i of A times column k of B. Two arrays are equal exactly when all their entries are.",
  example: { expr: "W*x", wrt: "x", method: "indices" },
  // The entry (q, q) of cos(X) is no node of its own: cos(X)_qq is one, and cos(X_qq) another.
  comparesValues: true,
  apply: asEntries,
};
