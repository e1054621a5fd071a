import type { FunctionDefinition } from "./definition.ts";

export const acos: FunctionDefinition = {
  name: "acos",
  aliases: ["arccos"],
  summary: "the inverse cosine of each entry",
  latex: { operator: "\\arccos" },
  spoken: "the arc cosine",
  conditions: ["-1 < x < 1"],
  source: "differentiate cos(acos(z)) = z",
  numpy: "np.arccos({0})",
  overloads: [
    {
      kind: "entrywise",
      parameters: ["x"],
      derivatives: ["-(1 - x^2)^(-1/2)"],
      value: Math.acos,
      domain: "between-minus-one-and-one",
      knownValues: [
        ["0", "pi/2"],
        ["1", "0"],
      ],
    },
  ],
};
