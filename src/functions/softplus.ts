import type { FunctionDefinition } from "./definition.ts";

export const softplus: FunctionDefinition = {
  name: "softplus",
  isPositive: true,
  summary: "log(1 + exp(x)) of each entry",
  latex: { operator: "\\operatorname{softplus}" },
  spoken: "the softplus",
  source: "the chain rule on log(1 + exp(x))",
  overloads: [
    {
      kind: "entrywise",
      parameters: ["x"],
      derivatives: ["sigmoid(x)"],
      value: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
      knownValues: [["0", "log(2)"]],
      exactMeaning: "log(1 + exp(x))",
    },
  ],
};
