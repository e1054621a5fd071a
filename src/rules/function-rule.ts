import { carryOut, isDerivative, isSymbol } from "./apply.ts";
import type { Rule } from "./rule.ts";

export const functionRule: Rule = {
  name: "function-rule",
  label: "rule of the function",
  says: "The known derivative of a function, at what is inside, times the derivative of what is inside.",
  why: "It is the chain rule with the function's own derivative, which the function's page derives.",
  example: { expr: "t'*tanh(W*x)", wrt: "x", method: "indices" },
  takes: isDerivative,
  makes: isSymbol,
  apply: (line, context) => carryOut("function-rule", line, context),
};
