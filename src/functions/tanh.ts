import type { FunctionDefinition } from "./definition.ts";

export const tanh: FunctionDefinition = {
  name: "tanh",
  summary: "the hyperbolic tangent of each entry",
  latex: { operator: "\\tanh" },
  spoken: "the hyperbolic tangent",
  source: "the quotient rule on sinh(x)/cosh(x)",
  overloads: [
    {
      kind: "entrywise",
      parameters: ["x"],
      derivatives: ["1 - tanh(x)^2"],
      value: Math.tanh,
      knownValues: [["0", "0"]],
      exactMeaning: "(exp(2*x) - 1)/(exp(2*x) + 1)",
    },
  ],
};
