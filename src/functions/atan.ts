import type { FunctionDefinition } from "./definition.ts";

export const atan: FunctionDefinition = {
  name: "atan",
  aliases: ["arctan"],
  summary: "the inverse tangent of each entry",
  latex: { operator: "\\arctan" },
  spoken: "the arc tangent",
  source: "differentiate tan(atan(z)) = z",
  numpy: "np.arctan({0})",
  overloads: [
    {
      kind: "entrywise",
      parameters: ["x"],
      derivatives: ["1/(1 + x^2)"],
      value: Math.atan,
      knownValues: [
        ["0", "0"],
        ["1", "pi/4"],
      ],
    },
  ],
};
