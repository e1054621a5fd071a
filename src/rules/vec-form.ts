import { stacked } from "./apply.ts";
import type { Rule } from "./rule.ts";

export const vecForm: Rule = {
  name: "vec-form",
  label: "vec form",
  says: "vec(A*X*B) = kron(B', A)*vec(X): stacking the columns takes the differential out of a product.",
  why: "Entry (i, k) of A*X*B is the sum of A_ip*B_qk*X_pq; with (i, k) counted by columns and (p, q) too, A_ip*B_qk is an entry of kron(B', A).",
  example: { expr: "inv(X)", wrt: "X", method: "differentials" },
  apply: stacked,
};
