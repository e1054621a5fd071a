import { deltasAppear, isDelta, isSymbol } from "./apply.ts";
import type { Rule } from "./rule.ts";

export const kroneckerDelta: Rule = {
  name: "kronecker-delta",
  label: "Kronecker delta",
  says: "An entry x_p differentiated by an entry x_j is 1 where p = j and 0 elsewhere: the Kronecker delta, one for each letter.",
  why: "x_p is x_j itself when the letters agree, and has nothing to do with it when they differ: the entries of x are independent.",
  example: { expr: "y'*A*x", wrt: "x", method: "indices" },
  takes: isSymbol,
  makes: isDelta,
  keepsSigns: true,
  apply: deltasAppear,
};
