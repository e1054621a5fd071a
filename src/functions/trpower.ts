import { wholePower } from "../numbers/elimination.ts";
import { NoValue, type NumberSystem, type Tensor } from "../numbers/system.ts";
import type { FunctionDefinition } from "./definition.ts";

export const trpower: FunctionDefinition = {
  name: "trpower",
  summary:
    "the trace of a whole power of a square matrix: the sum of the powers of its eigenvalues",
  writtenAs: "tr(X^k)",
  latex: { operator: "\\operatorname{trpower}" },
  spoken: "the trace of the power",
  conditions: ["k a positive whole number"],
  source:
    "d tr(X^k) = k*tr(X^(k - 1)*dX); Magnus, Neudecker, Matrix Differential Calculus; Matrix Cookbook, eq. (121)",
  numpy: "np.trace(np.linalg.matrix_power({0}, {1}))",
  overloads: [
    {
      kind: "primitive",
      signature: "(X: matrix(n,n), k: whole) -> scalar",
      derivatives: {
        X: { output: [], input: ["i", "j"], formula: "k*(X^(k - 1))[j,i]" },
      },
      underivable: {
        k: "The derivative of tr(X^k) by the exponent needs the logarithm of the matrix, which is not supported.",
      },
      value: traceOfPower,
      transposedArgument: "same",
      origin:
        "d(X^k) is the sum of X^r*dX*X^(k - 1 - r) for r = 0 to k - 1. Under the trace each of the k products can be turned around to X^(k - 1)*dX.",
    },
  ],
};

function traceOfPower<T>(
  system: NumberSystem<T>,
  ...[x, exponent]: readonly Tensor<T>[]
): Tensor<T> {
  const whole = system.wholeNumber(exponent!.data[0]!);
  if (whole === undefined) throw new NoValue("a power of a matrix that is no whole number");
  const { shape, data } = wholePower(system, x!, BigInt(whole));
  const n = shape[0]!;
  const diagonal = data.filter((_, at) => at % (n + 1) === 0);
  return { shape: [], data: [diagonal.reduce((sum, entry) => system.add(sum, entry))] };
}
