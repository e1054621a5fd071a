import type { FunctionDefinition } from "./definition.ts";

export const norm: FunctionDefinition = {
  name: "norm",
  summary: "the 2-norm of a vector, the Frobenius norm of a matrix",
  latex: { open: "\\lVert", close: "\\rVert" },
  spoken: "the norm",
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
