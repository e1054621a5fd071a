import type { FunctionDefinition } from "./definition.ts";

export const ones: FunctionDefinition = {
  name: "ones",
  summary: "a column or matrix of ones",
  latex: { symbol: "\\mathbf{1}", sizes: "subscript" },
  spoken: "the ones",
  numpy: ["np.ones({0})", "np.ones(({0}, {1}))"],
  overloads: [
    {
      kind: "defined",
      signature: "(n: dimension(n)) -> vector(n)",
      rows: ["i"],
      entry: "1",
    },
    {
      kind: "defined",
      signature: "(n: dimension(n), m: dimension(m)) -> matrix(n,m)",
      rows: ["i"],
      columns: ["j"],
      entry: "1",
    },
    // As it is typed in papers: what stands around it tells its size.
    { kind: "defined", signature: "() -> vector(n)", rows: ["i"], entry: "1" },
  ],
};
