import type { FunctionDefinition } from "./definition.ts";

export const tan: FunctionDefinition = {
  name: "tan",
  summary: "the tangent of each entry",
  latex: { operator: "\\tan" },
  spoken: "the tangent",
  conditions: ["cos(x) != 0"],
  source: "the quotient rule on sin(x)/cos(x)",
  overloads: [
    {
      kind: "entrywise",
      parameters: ["x"],
      derivatives: ["1 + tan(x)^2"],
      value: Math.tan,
      knownValues: [["0", "0"]],
      undoes: ["atan"],
      exactMeaning: "sin(x)/cos(x)",
    },
  ],
};
