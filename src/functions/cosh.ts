import type { FunctionDefinition } from "./definition.ts";

export const cosh: FunctionDefinition = {
  name: "cosh",
  isPositive: true,
  summary: "the hyperbolic cosine of each entry",
  latex: { operator: "\\cosh" },
  spoken: "the hyperbolic cosine",
  numpy: "np.cosh({0})",
  overloads: [
    {
      kind: "entrywise",
      parameters: ["x"],
      derivatives: ["sinh(x)"],
      value: Math.cosh,
      knownValues: [["0", "1"]],
      exactMeaning: "(exp(x) + exp(-x))/2",
    },
  ],
};
