import type { FunctionDefinition } from "./definition.ts";

export const sigmoid: FunctionDefinition = {
  name: "sigmoid",
  isPositive: true,
  summary: "the logistic function 1/(1 + exp(-x)) of each entry",
  latex: { operator: "\\sigma" },
  isBelowOne: true,
  spoken: "the sigmoid",
  source: "the quotient rule on 1/(1 + exp(-z))",
  derivation: {
    sizes: { x: [] },
    lines: [
      { equation: "sigmoid(x) = 1/(1 + exp(-x))", why: "The definition, at one entry." },
      {
        equation: "d(sigmoid(x))/d(x) = exp(-x)/(1 + exp(-x))^2",
        why: "The slope of 1/u is -1/u^2, and that of exp(-x) is -exp(-x).",
      },
      {
        equation: "d(sigmoid(x))/d(x) = sigmoid(x)*(1 - sigmoid(x))",
        why: "One divisor is that of sigmoid; what is left, exp(-x)/(1 + exp(-x)), is 1 - sigmoid(x).",
      },
    ],
  },
  numpy: "(1 / (1 + np.exp(-{0})))",
  overloads: [
    {
      kind: "entrywise",
      parameters: ["x"],
      derivatives: ["sigmoid(x)*(1 - sigmoid(x))"],
      value: logistic,
      knownValues: [["0", "1/2"]],
      exactMeaning: "1/(1 + exp(-x))",
    },
  ],
};

function logistic(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const power = Math.exp(x);
  return power / (1 + power);
}
