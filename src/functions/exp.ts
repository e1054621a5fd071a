import type { FunctionDefinition } from "./definition.ts";

export const exp: FunctionDefinition = {
  name: "exp",
  isPositive: true,
  summary: "the exponential of each entry",
  latex: { operator: "\\exp" },
  spoken: "the exponential",
  numpy: "np.exp({0})",
  overloads: [
    {
      kind: "entrywise",
      parameters: ["x"],
      derivatives: ["exp(x)"],
      value: Math.exp,
      character: "exponential",
      knownValues: [["0", "1"]],
      undoes: ["log"],
    },
  ],
};
