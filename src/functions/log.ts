import type { FunctionDefinition } from "./definition.ts";

export const log: FunctionDefinition = {
  name: "log",
  aliases: ["ln"],
  summary: "the natural logarithm of each entry",
  latex: { operator: "\\log" },
  spoken: "the logarithm",
  conditions: ["x > 0"],
  numpy: "np.log({0})",
  overloads: [
    {
      kind: "entrywise",
      parameters: ["x"],
      derivatives: ["1/x"],
      value: Math.log,
      character: "logarithm",
      domain: "positive",
      knownValues: [["1", "0"]],
      undoes: ["exp"],
    },
  ],
};
