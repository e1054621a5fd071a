import type { FunctionDefinition } from "./definition.ts";

export const norm2: FunctionDefinition = {
  name: "norm2",
  summary: "the square root of the sum of all squared entries",
  latex: { open: "\\lVert", close: "\\rVert_2" },
  spoken: "the 2-norm",
  kinks: ["X != 0"],
  overloads: [
    {
      kind: "defined",
      signature: "(X: array(n,m)) -> scalar",
      entry: "sum(i, sum(j, X[i,j]^2))^(1/2)",
    },
  ],
};
