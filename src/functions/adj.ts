import { adjugate } from "../numbers/elimination.ts";
import type { FunctionDefinition } from "./definition.ts";

export const adj: FunctionDefinition = {
  name: "adj",
  summary: "the adjugate: the transposed matrix of cofactors",
  latex: { operator: "\\operatorname{adj}" },
  spoken: "the adjugate",
  conditions: ["X invertible"],
  source: "the product rule on det(Z)*inv(Z)",
  derivation: {
    sizes: { X: ["n", "n"] },
    lines: [
      { equation: "adj(X)[i,j] = det(X)*inv(X)[i,j]", why: "Where X is invertible." },
      {
        equation:
          "d(adj(X)[i,j])/d(X[k,l]) = d(det(X))/d(X[k,l])*inv(X)[i,j] + det(X)*(d(inv(X)[i,j])/d(X[k,l]))",
        why: "The product rule.",
      },
      {
        equation:
          "d(adj(X)[i,j])/d(X[k,l]) = det(X)*inv(X)[l,k]*inv(X)[i,j] - det(X)*inv(X)[i,k]*inv(X)[l,j]",
        why: "The derivatives of det and of inv are put in.",
      },
    ],
  },
  numpy: ["1", "(np.linalg.det({0}) * np.linalg.inv({0}))"],
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
