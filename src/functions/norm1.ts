import type { FunctionDefinition } from "./definition.ts";

export const norm1: FunctionDefinition = {
  name: "norm1",
  summary: "the sum of the absolute values of all entries",
  latex: { open: "\\lVert", close: "\\rVert_1" },
  spoken: "the 1-norm",
  numpy: "np.abs({0}).sum()",
  overloads: [
    {
      kind: "defined",
      signature: "(X: array(n,m)) -> scalar",
      entry: "sum(i, sum(j, abs(X[i,j])))",
    },
  ],
};
