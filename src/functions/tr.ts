import type { FunctionDefinition } from "./definition.ts";

export const tr: FunctionDefinition = {
  name: "tr",
  aliases: ["trace"],
  summary: "the trace: the sum of the diagonal entries of a square matrix",
  latex: { operator: "\\operatorname{tr}" },
  spoken: "the trace",
  numpy: ["{0}", "np.trace({0})"],
  overloads: [
    { kind: "defined", signature: "(x: scalar) -> scalar", entry: "x" },
    { kind: "defined", signature: "(X: matrix(n,n)) -> scalar", entry: "sum(i, X[i,i])" },
  ],
};
