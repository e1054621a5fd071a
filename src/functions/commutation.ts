import type { FunctionDefinition } from "./definition.ts";

export const commutation: FunctionDefinition = {
  name: "commutation",
  summary: "the matrix K with K*vec(A) = vec(A') for every m x n matrix A",
  latex: { symbol: "\\mathcal{K}", sizes: "subscript", separator: "," },
  spoken: "the commutation matrix",
  source: "Magnus, Neudecker, The commutation matrix, Annals of Statistics 7 (1979)",
  numpy: "np.eye({0} * {1})[np.arange({0} * {1}).reshape({1}, {0}).T.ravel()]",
  overloads: [
    {
      kind: "defined",
      signature: "(m: dimension(m), n: dimension(n)) -> matrix(m*n, n*m)",
      rows: ["i", "j"],
      columns: ["l", "k"],
      entry: "delta(i,k)*delta(j,l)",
    },
  ],
};
