import type { FunctionDefinition } from "./definition.ts";

export const rowsum: FunctionDefinition = {
  name: "rowsum",
  summary: "the sum of each row of a matrix, a column",
  latex: { operator: "\\operatorname{rowsum}" },
  spoken: "the row sums",
  numpy: "{0}.sum(axis=1)",
  overloads: [
    {
      kind: "defined",
      signature: "(X: matrix(n,m)) -> vector(n)",
      rows: ["i"],
      entry: "sum(j, X[i,j])",
    },
  ],
};
