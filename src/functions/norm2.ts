import type { FunctionDefinition } from "./definition.ts";

export const norm2: FunctionDefinition = {
  name: "norm2",
  summary: "the square root of the sum of all squared entries",
  latex: { open: "\\lVert", close: "\\rVert_2" },
  spoken: "the 2-norm",
  kinks: ["X != 0"],
  derivation: {
    sizes: { x: ["n"] },
    lines: [
      {
        equation: "norm2(x) = sum(k, x[k]^2)^(1/2)",
        why: "The definition: the root of the sum of squares.",
      },
      {
        equation: "d(norm2(x))/d(x[j]) = 1/2*sum(k, x[k]^2)^(-1/2)*2*x[j]",
        why: "The root comes down, times the derivative of the sum, of which only the term k = j is left.",
      },
      {
        equation: "d(norm2(x))/d(x[j]) = x[j]/norm2(x)",
        why: "One half and two cancel, and the root is the norm. At x = 0 there is no derivative.",
      },
    ],
  },
  numpy: "np.linalg.norm({0})",
  overloads: [
    {
      kind: "defined",
      signature: "(X: array(n,m)) -> scalar",
      entry: "sum(i, sum(j, X[i,j]^2))^(1/2)",
    },
  ],
};
