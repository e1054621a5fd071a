import { adjugate } from "../numbers/elimination.ts";
import type { FunctionDefinition } from "./definition.ts";

export const adj: FunctionDefinition = {
  name: "adj",
  summary: "the adjugate: the transposed matrix of cofactors",
  latex: { operator: "\\operatorname{adj}" },
  spoken: "the adjugate",
  conditions: ["X invertible"],
  source: "the product rule on det(X)*inv(X)",
  overloads: [
    {
      kind: "defined",
      signature: "(x: scalar) -> scalar",
      entry: "1",
    },
    {
      kind: "primitive",
      signature: "(X: matrix(n,n)) -> matrix(n,n)",
      derivatives: {
        X: {
          output: ["i", "j"],
          input: ["k", "l"],
          formula: "det(X)*(inv(X)[l,k]*inv(X)[i,j] - inv(X)[i,k]*inv(X)[l,j])",
        },
      },
      value: adjugate,
      transposedArgument: "transposed",
      origin: "adj(X) = det(X)*inv(X), differentiated by the product rule.",
    },
  ],
};
