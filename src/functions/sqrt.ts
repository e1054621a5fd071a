import type { FunctionDefinition } from "./definition.ts";

export const sqrt: FunctionDefinition = {
  name: "sqrt",
  summary: "the square root of each entry",
  latex: { open: "\\sqrt{", close: "}" },
  spoken: "the square root",
  conditions: ["x > 0"],
  numpy: "np.sqrt({0})",
  overloads: [
    {
      kind: "entrywise",
      parameters: ["x"],
      meaning: "x^(1/2)",
      domain: "positive",
    },
  ],
};
