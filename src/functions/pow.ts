import type { FunctionDefinition } from "./definition.ts";

export const pow: FunctionDefinition = {
  name: "pow",
  summary: "x to a power that is no constant number",
  spoken: "the power",
  conditions: ["x > 0"],
  operator: "entrywise-power",
  overloads: [
    {
      kind: "entrywise",
      parameters: ["x", "y"],
      derivatives: ["y*x^(y - 1)", "log(x)*x^y"],
      value: Math.pow,
      domain: "positive",
      exactMeaning: "exp(y*log(x))",
    },
  ],
};
