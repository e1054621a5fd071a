import { carryOut, isDerivative, isSymbol } from "./apply.ts";
import type { Rule } from "./rule.ts";

export const constantRule: Rule = {
  name: "constant-rule",
  label: "constant multiple rule",
  says: "What does not depend on the variable comes out of the derivative and stays in front.",
  why: "A fixed factor multiplies every difference quotient, hence the limit too.",
  example: { expr: "y'*A*x", wrt: "x", method: "indices" },
  takes: isDerivative,
  makes: isSymbol,
  apply: (line, context) => carryOut("constant-rule", line, context),
};
