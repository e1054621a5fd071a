import type { FunctionDefinition } from "./definition.ts";

export const normF: FunctionDefinition = {
  name: "normF",
  summary: "the Frobenius norm: the square root of the sum of all squared entries",
  latex: { open: "\\lVert", close: "\\rVert_F" },
  spoken: "the Frobenius norm",
  kinks: ["X != 0"],
  numpy: "np.linalg.norm({0})",
  overloads: [
    {
      kind: "defined",
      signature: "(X: array(n,m)) -> scalar",
      entry: "sum(i, sum(j, X[i,j]^2))^(1/2)",
    },
  ],
};
