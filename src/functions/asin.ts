import type { FunctionDefinition } from "./definition.ts";

export const asin: FunctionDefinition = {
  name: "asin",
  aliases: ["arcsin"],
  summary: "the inverse sine of each entry",
  latex: { operator: "\\arcsin" },
  spoken: "the arc sine",
  conditions: ["-1 < x < 1"],
  source: "differentiate sin(asin(z)) = z",
  numpy: "np.arcsin({0})",
  overloads: [
    {
      kind: "entrywise",
      parameters: ["x"],
      derivatives: ["(1 - x^2)^(-1/2)"],
      value: Math.asin,
      domain: "between-minus-one-and-one",
      knownValues: [
        ["0", "0"],
        ["1", "pi/2"],
      ],
    },
  ],
};
