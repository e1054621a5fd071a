import type { FunctionDefinition } from "./definition.ts";

export const mean: FunctionDefinition = {
  name: "mean",
  summary: "the mean of all entries",
  latex: { operator: "\\operatorname{mean}" },
  spoken: "the mean",
  numpy: "np.mean({0})",
  overloads: [
    {
      kind: "defined",
      signature: "(X: array(n,m)) -> scalar",
      entry: "sum(i, sum(j, X[i,j]))/(n*m)",
    },
  ],
};
