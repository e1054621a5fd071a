import { inverse } from "../numbers/elimination.ts";
import type { FunctionDefinition } from "./definition.ts";

export const inv: FunctionDefinition = {
  name: "inv",
  summary: "the inverse of a square matrix",
  latex: { postfix: "^{-1}" },
  spoken: "the inverse",
  conditions: ["X invertible"],
  source: "differentiate Z*inv(Z) = I",
  derivation: {
    sizes: { X: ["n", "n"] },
    lines: [
      {
        equation: "sum(p, X[i,p]*inv(X)[p,j]) = eye(n)[i,j]",
        why: "X times its inverse is the identity: entry (i, j).",
      },
      {
        equation:
          "sum(p, d(X[i,p])/d(X[k,l])*inv(X)[p,j]) + sum(p, X[i,p]*(d(inv(X)[p,j])/d(X[k,l]))) = 0",
        why: "Differentiate both sides by X[k,l]: the product rule on the left, and the identity is constant.",
      },
      {
        equation: "delta(i,k)*inv(X)[l,j] + sum(p, X[i,p]*(d(inv(X)[p,j])/d(X[k,l]))) = 0",
        why: "X[i,p] is X[k,l] where i = k and p = l: two deltas, and the second picks p = l.",
      },
      {
        equation: "d(inv(X)[i,j])/d(X[k,l]) = -inv(X)[i,k]*inv(X)[l,j]",
        why: "Multiply by inv(X) from the left: it takes X away from the second sum, and turns the first delta into inv(X)[i,k].",
      },
    ],
  },
  numpy: ["(1 / {0})", "np.linalg.inv({0})"],
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
