import type { FunctionDefinition } from "./definition.ts";

export const eye: FunctionDefinition = {
  name: "eye",
  summary: "the identity matrix of that size",
  latex: { symbol: "I", sizes: "subscript" },
  spoken: "the identity matrix",
  numpy: "np.eye({0})",
  overloads: [
    {
      kind: "defined",
      signature: "(n: dimension(n)) -> matrix(n,n)",
      rows: ["i"],
      columns: ["j"],
      entry: "delta(i,j)",
    },
  ],
};
