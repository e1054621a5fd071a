import type { FunctionDefinition } from "./definition.ts";

export const diag: FunctionDefinition = {
  name: "diag",
  summary: "the diagonal of a square matrix as a column; of a vector the matrix with that diagonal",
  latex: { operator: "\\operatorname{diag}" },
  spoken: "the diagonal",
  numpy: "np.diag({0})",
  overloads: [
    {
      kind: "defined",
      signature: "(x: vector(n)) -> matrix(n,n)",
      rows: ["i"],
      columns: ["j"],
      entry: "x[i]*delta(i,j)",
    },
    {
      kind: "defined",
      signature: "(X: matrix(n,n)) -> vector(n)",
      rows: ["i"],
      entry: "X[i,i]",
    },
  ],
};
