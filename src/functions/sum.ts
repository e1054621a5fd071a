import type { FunctionDefinition } from "./definition.ts";

export const sum: FunctionDefinition = {
  name: "sum",
  summary: "the sum of all entries",
  latex: { operator: "\\operatorname{sum}" },
  spoken: "the sum of all entries",
  numpy: "np.sum({0})",
  overloads: [
    {
      kind: "defined",
      signature: "(X: array(n,m)) -> scalar",
      entry: "sum(i, sum(j, X[i,j]))",
    },
  ],
};
