import { deltasGo } from "./apply.ts";
import type { Rule } from "./rule.ts";

export const deltaSum: Rule = {
  name: "delta-sum",
  label: "sifting property",
  says: "A sum over q that holds the delta of q and j is its one term q = j: put j for q, and drop the sum and the delta.",
  why: "The delta is 0 in every other term, and 1 in this one. Nothing else survives.",
  example: { expr: "y'*A*x", wrt: "x", method: "indices" },
  takes: (node, { deltas }) =>
    node.kind === "delta" &&
    deltas.some(({ summed }) => summed === node.left || summed === node.right),
  makes: (node, { deltas }) =>
    node.kind === "entry" && deltas.some(({ becomes }) => node.indices.includes(becomes)),
  keepsSigns: true,
  apply: deltasGo,
};
