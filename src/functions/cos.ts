import type { FunctionDefinition } from "./definition.ts";

export const cos: FunctionDefinition = {
  name: "cos",
  summary: "the cosine of each entry",
  latex: { operator: "\\cos" },
  spoken: "the cosine",
  numpy: "np.cos({0})",
  overloads: [
    {
      kind: "entrywise",
      parameters: ["x"],
      derivatives: ["-sin(x)"],
      value: Math.cos,
      character: "cosine",
      knownValues: [["0", "1"]],
      undoes: ["acos"],
    },
  ],
};
