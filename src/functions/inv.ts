import { inverse } from "../numbers/elimination.ts";
import type { FunctionDefinition } from "./definition.ts";

export const inv: FunctionDefinition = {
  name: "inv",
  summary: "the inverse of a square matrix",
  latex: { postfix: "^{-1}" },
  spoken: "the inverse",
  conditions: ["X invertible"],
  source: "differentiate X*inv(X) = I",
  overloads: [
    { kind: "defined", signature: "(x: scalar) -> scalar", entry: "1/x" },
    {
      kind: "primitive",
      signature: "(X: matrix(n,n)) -> matrix(n,n)",
      derivatives: {
        X: { output: ["i", "j"], input: ["k", "l"], formula: "-inv(X)[i,k]*inv(X)[l,j]" },
      },
      value: inverse,
      cancelsItsArgument: true,
      transposedArgument: "transposed",
      ofSquareProduct: "reversed-product",
      origin:
        "X*inv(X) = I gives dX*inv(X) + X*d(inv(X)) = 0, hence d(inv(X)) = -inv(X)*dX*inv(X).",
    },
  ],
};
