import type { FunctionDefinition } from "./definition.ts";

export const vec: FunctionDefinition = {
  name: "vec",
  summary: "the columns of a matrix stacked into one vector",
  latex: { operator: "\\operatorname{vec}" },
  spoken: "the vec",
  numpy: 'np.ravel({0}, order="F")',
  overloads: [
    {
      kind: "defined",
      signature: "(X: array(n,m)) -> vector(m*n)",
      rows: ["j", "i"],
      entry: "X[i,j]",
    },
  ],
};
