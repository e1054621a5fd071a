import type { FunctionDefinition } from "./definition.ts";

export const matrix: FunctionDefinition = {
  name: "matrix",
  summary:
    "a matrix with the same number everywhere; its sizes may be left out where they are clear",
  latex: { operator: "\\operatorname{matrix}" },
  spoken: "the constant matrix",
  numpy: ["np.full(({1}, {2}), {0}, dtype=float)"],
  overloads: [
    {
      kind: "defined",
      signature: "(c: scalar, n: dimension(n), m: dimension(m)) -> matrix(n,m)",
      rows: ["i"],
      columns: ["j"],
      entry: "c",
    },
    // As it is typed: what stands around it tells the sizes, and elaboration writes them out.
    {
      kind: "defined",
      signature: "(c: scalar) -> matrix(n,m)",
      rows: ["i"],
      columns: ["j"],
      entry: "c",
    },
  ],
};
