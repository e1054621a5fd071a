import { carryOut, isDerivative, isSymbol } from "./apply.ts";
import type { Rule } from "./rule.ts";

export const productRule: Rule = {
  name: "product-rule",
  label: "product rule",
  says: "Where the variable stands in several factors there is one term for each: that factor is differentiated and the others stay.",
  why: "f(x+h)g(x+h) - f(x)g(x) is (f(x+h) - f(x))g(x+h) + f(x)(g(x+h) - g(x)); divide by h and let h go to 0. The order of the factors never changes, so it holds for matrices.",
  example: { expr: "x'*A*x", wrt: "x", method: "indices" },
  takes: isDerivative,
  makes: isSymbol,
  apply: (line, context) => carryOut("product-rule", line, context),
};
