import type { FunctionDefinition } from "./definition.ts";

export const vector: FunctionDefinition = {
  name: "vector",
  summary: "a column with the same number everywhere; its size may be left out where it is clear",
  latex: { operator: "\\operatorname{vector}" },
  spoken: "the constant vector",
  numpy: ["np.full({1}, {0}, dtype=float)"],
  overloads: [
    {
      kind: "defined",
      signature: "(c: scalar, n: dimension(n)) -> vector(n)",
      rows: ["i"],
      entry: "c",
    },
    // As it is typed: what stands around it tells the sizes, and elaboration writes them out.
    {
      kind: "defined",
      signature: "(c: scalar) -> vector(n)",
      rows: ["i"],
      entry: "c",
    },
  ],
};
