import type { FunctionDefinition } from "./definition.ts";

export const dot: FunctionDefinition = {
  name: "dot",
  summary: "the inner product of two vectors",
  latex: { operator: "\\operatorname{dot}" },
  spoken: "the dot product",
  numpy: "({0} @ {1})",
  overloads: [
    {
      kind: "defined",
      signature: "(a: vector(n), b: vector(n)) -> scalar",
      entry: "sum(i, a[i]*b[i])",
    },
  ],
};
