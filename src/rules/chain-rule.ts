import { carryOut, isDerivative, isSymbol } from "./apply.ts";
import type { Rule } from "./rule.ts";

export const chainRule: Rule = {
  name: "chain-rule",
  label: "power and chain rule",
  says: "The derivative of the outer function, at what is inside, times the derivative of what is inside; of a power u^k that is k*u^(k-1) times the derivative of u.",
  why: "A small change of x moves u by its derivative times that change, and f moves by its slope times the change of u. Over several inner entries the contributions are added.",
  example: { expr: "norm2(A*x - b)^2", wrt: "x", method: "indices" },
  takes: isDerivative,
  makes: isSymbol,
  apply: (line, context) => carryOut("chain-rule", line, context),
};
