import type { FunctionDefinition } from "./definition.ts";

export const sin: FunctionDefinition = {
  name: "sin",
  summary: "the sine of each entry",
  latex: { operator: "\\sin" },
  spoken: "the sine",
  numpy: "np.sin({0})",
  overloads: [
    {
      kind: "entrywise",
      parameters: ["x"],
      derivatives: ["cos(x)"],
      value: Math.sin,
      character: "sine",
      knownValues: [["0", "0"]],
      undoes: ["asin"],
    },
  ],
};
