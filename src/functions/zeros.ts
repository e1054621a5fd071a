import type { FunctionDefinition } from "./definition.ts";

export const zeros: FunctionDefinition = {
  name: "zeros",
  summary: "a column or matrix of zeros",
  latex: { symbol: "\\mathbf{0}", sizes: "subscript" },
  spoken: "the zeros",
  numpy: ["np.zeros({0})", "np.zeros(({0}, {1}))"],
  overloads: [
    {
      kind: "defined",
      signature: "(n: dimension(n)) -> vector(n)",
      rows: ["i"],
      entry: "0",
    },
    {
      kind: "defined",
      signature: "(n: dimension(n), m: dimension(m)) -> matrix(n,m)",
      rows: ["i"],
      columns: ["j"],
      entry: "0",
    },
  ],
};
