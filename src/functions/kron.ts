import type { FunctionDefinition } from "./definition.ts";

export const kron: FunctionDefinition = {
  name: "kron",
  summary: "the Kronecker product: every entry of A times the whole of B",
  latex: { infix: "\\otimes" },
  spoken: "the Kronecker product",
  numpy: "np.kron({0}, {1})",
  overloads: [
    {
      kind: "defined",
      signature: "(A: array(n,m), B: array(p,q)) -> matrix(n*p, m*q)",
      rows: ["i", "k"],
      columns: ["j", "l"],
      entry: "A[i,j]*B[k,l]",
    },
  ],
};
