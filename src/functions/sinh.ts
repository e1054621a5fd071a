import type { FunctionDefinition } from "./definition.ts";

export const sinh: FunctionDefinition = {
  name: "sinh",
  summary: "the hyperbolic sine of each entry",
  latex: { operator: "\\sinh" },
  spoken: "the hyperbolic sine",
  numpy: "np.sinh({0})",
  overloads: [
    {
      kind: "entrywise",
      parameters: ["x"],
      derivatives: ["cosh(x)"],
      value: Math.sinh,
      knownValues: [["0", "0"]],
      exactMeaning: "(exp(x) - exp(-x))/2",
    },
  ],
};
