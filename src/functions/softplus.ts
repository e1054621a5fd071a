import type { FunctionDefinition } from "./definition.ts";

export const softplus: FunctionDefinition = {
  name: "softplus",
  isPositive: true,
  summary: "log(1 + exp(x)) of each entry",
  latex: { operator: "\\operatorname{softplus}" },
  spoken: "the softplus",
  source: "the chain rule on log(1 + exp(z))",
  derivation: {
    sizes: { x: [] },
    lines: [
      { equation: "softplus(x) = log(1 + exp(x))", why: "The definition, at one entry." },
      {
        equation: "d(softplus(x))/d(x) = exp(x)/(1 + exp(x))",
        why: "The slope of log u is 1/u, times the slope of 1 + exp(x).",
      },
      { equation: "d(softplus(x))/d(x) = sigmoid(x)", why: "Divide above and below by exp(x)." },
    ],
  },
  numpy: "np.logaddexp(0, {0})",
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
