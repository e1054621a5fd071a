import type { FunctionDefinition } from "./definition.ts";

export const gelu: FunctionDefinition = {
  name: "gelu",
  summary: "the Gaussian error linear unit of each entry: x times the normal distribution function",
  latex: { operator: "\\operatorname{gelu}" },
  spoken: "the Gaussian error linear unit",
  source: "Hendrycks, Gimpel, arXiv:1606.08415 (the exact form)",
  numpy: "({0} * (1 + np.vectorize(math.erf)({0} / np.sqrt(2))) / 2)",
  overloads: [
    {
      kind: "entrywise",
      parameters: ["x"],
      meaning: "x*(1 + erf(x/2^(1/2)))/2",
    },
  ],
};
