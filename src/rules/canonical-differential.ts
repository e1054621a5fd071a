import { sameValue } from "./apply.ts";
import type { Rule } from "./rule.ts";

export const canonicalDifferential: Rule = {
  name: "canonical-differential",
  label: "bringing the differential to the end",
  says: "A number equals its transpose, and a trace stays the same when its factors are cycled: so df becomes g'*dx, or tr(G'*dX).",
  why: "tr(A*B) and tr(B*A) add up the same products A_pq*B_qp.",
  example: { expr: "tr(A*X*B)", wrt: "X", method: "differentials" },
  apply: sameValue,
};
