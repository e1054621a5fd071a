import { determinant } from "../numbers/elimination.ts";
import type { FunctionDefinition } from "./definition.ts";

export const det: FunctionDefinition = {
  name: "det",
  summary: "the determinant of a square matrix",
  latex: { operator: "\\det" },
  spoken: "the determinant",
  conditions: ["X invertible"],
  source: "Jacobi's formula; Magnus, Neudecker, Matrix Differential Calculus, section 8.3",
  overloads: [
    {
      kind: "defined",
      signature: "(x: scalar) -> scalar",
      entry: "x",
    },
    {
      kind: "primitive",
      signature: "(X: matrix(n,n)) -> scalar",
      derivatives: {
        X: {
          output: [],
          input: ["k", "l"],
          formula: "det(X)*inv(X)[l,k]",
        },
      },
      value: determinant,
      origin:
        "The cofactor of X[k,l] is what det(X) grows by with that entry; the cofactors are det(X)*inv(X)'.",
    },
  ],
};
