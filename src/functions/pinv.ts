import { pseudoinverse } from "../numbers/pseudoinverse.ts";
import type { FunctionDefinition } from "./definition.ts";

export const pinv: FunctionDefinition = {
  name: "pinv",
  summary: "the Moore-Penrose pseudoinverse of a matrix",
  latex: { postfix: "^{+}" },
  spoken: "the pseudoinverse",
  conditions: ["X of constant rank"],
  source: "Golub, Pereyra, SIAM Journal on Numerical Analysis 10 (1973), theorem 4.3",
  numpy: "np.linalg.pinv({0})",
  overloads: [
    {
      kind: "primitive",
      signature: "(X: matrix(n,m)) -> matrix(m,n)",
      derivatives: {
        X: {
          output: ["i", "j"],
          input: ["k", "l"],
          formula:
            "-pinv(X)[i,k]*pinv(X)[l,j]" +
            " + sum(q, pinv(X)[i,q]*pinv(X)[l,q])*(delta(k,j) - sum(q, X[k,q]*pinv(X)[q,j]))" +
            " + (delta(i,l) - sum(q, pinv(X)[i,q]*X[q,l]))*sum(q, pinv(X)[q,k]*pinv(X)[q,j])",
        },
      },
      transposedArgument: "transposed",
      value: (system, ...[x]) => pseudoinverse(system, x!),
      origin: "Differentiate X*pinv(X)*X = X and use that X*pinv(X) and pinv(X)*X are symmetric.",
    },
  ],
};
