import { wholePower } from "../numbers/elimination.ts";
import { NoValue, type NumberSystem, type Tensor } from "../numbers/system.ts";
import type { FunctionDefinition } from "./definition.ts";

export const mpower: FunctionDefinition = {
  name: "mpower",
  summary: "a square matrix to a whole power that is no constant number",
  spoken: "the matrix power",
  operator: "power",
  conditions: ["k a positive whole number"],
  overloads: [
    {
      kind: "primitive",
      signature: "(X: matrix(n,n), k: whole) -> matrix(n,n)",
      derivatives: {},
      underivable: {
        X: "The derivative of a power X^k of a matrix by X is a sum of k products, X^r*dX*X^(k - 1 - r) for r = 0 to k - 1; with a k that is no constant it has a closed form under a trace only, as in tr(X^k).",
        k: "The derivative of a power X^k of a matrix by its exponent needs the logarithm of the matrix, which is not supported.",
      },
      value: powerOf,
      transposedArgument: "transposed",
      trace: "trpower",
    },
  ],
};

function powerOf<T>(system: NumberSystem<T>, ...[x, exponent]: readonly Tensor<T>[]): Tensor<T> {
  const whole = system.wholeNumber(exponent!.data[0]!);
  if (whole === undefined) throw new NoValue("a power of a matrix that is no whole number");
  return wholePower(system, x!, BigInt(whole));
}
