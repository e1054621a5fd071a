import { determinant } from "../numbers/elimination.ts";
import type { FunctionDefinition } from "./definition.ts";

export const det: FunctionDefinition = {
  name: "det",
  summary: "the determinant of a square matrix",
  latex: { operator: "\\det" },
  spoken: "the determinant",
  kinks: ["X invertible"],
  source: "Jacobi's formula; Magnus, Neudecker, Matrix Differential Calculus, section 8.3",
  derivation: {
    sizes: { X: ["n", "n"] },
    lines: [
      {
        equation: "det(X) = sum(q, X[1,q]*adj(X)[q,1])",
        why: "Expand along the first row: each entry times its cofactor. The cofactors are the entries of the adjugate, transposed.",
      },
      {
        equation: "d(det(X))/d(X[1,l]) = adj(X)[l,1]",
        why: "The cofactors of the first row hold no entry of the first row, so they are constant here: only the term q = l is left.",
      },
      {
        equation: "d(det(X))/d(X[k,l]) = adj(X)[l,k]",
        why: "The expansion works along every row k alike.",
      },
      {
        equation: "d(det(X))/d(X[k,l]) = det(X)*inv(X)[l,k]",
        why: "Where X is invertible the adjugate is det(X)*inv(X).",
      },
    ],
  },
  numpy: ["{0}", "np.linalg.det({0})"],
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
