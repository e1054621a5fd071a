import type { FunctionDefinition } from "./definition.ts";

export const colsum: FunctionDefinition = {
  name: "colsum",
  summary: "the sum of each column of a matrix, a column",
  latex: { operator: "\\operatorname{colsum}" },
  spoken: "the column sums",
  numpy: "{0}.sum(axis=0)",
  overloads: [
    {
      kind: "defined",
      signature: "(X: matrix(n,m)) -> vector(m)",
      rows: ["j"],
      entry: "sum(i, X[i,j])",
    },
  ],
};
