import type { NumberSystem, Tensor } from "../numbers/system.ts";
import type { FunctionDefinition } from "./definition.ts";

export const softmax: FunctionDefinition = {
  name: "softmax",
  usualName: "s",
  isPositive: true,
  summary: "exp(x) divided by the sum of its entries; of a matrix row by row",
  latex: { operator: "\\operatorname{softmax}" },
  spoken: "the softmax",
  source: "the quotient rule on exp(x[i])/sum(k, exp(x[k]))",
  overloads: [
    {
      kind: "primitive",
      signature: "(x: vector(n)) -> vector(n)",
      entry: { output: ["i"], formula: "exp(x[i])/sum(k, exp(x[k]))" },
      derivatives: {
        x: {
          output: ["i"],
          input: ["j"],
          formula: "softmax(x)[i]*(delta(i,j) - softmax(x)[j])",
        },
      },
      value: softmaxOfRows,
    },
    {
      kind: "primitive",
      signature: "(X: matrix(n,m)) -> matrix(n,m)",
      derivatives: {
        X: {
          output: ["i", "j"],
          input: ["k", "l"],
          formula: "delta(i,k)*softmax(X)[i,j]*(delta(j,l) - softmax(X)[i,l])",
        },
      },
      value: softmaxOfRows,
    },
  ],
};

/** Along the last axis. */
function softmaxOfRows<T>(system: NumberSystem<T>, ...[x]: readonly Tensor<T>[]): Tensor<T> {
  const width = x!.shape.at(-1)!;
  const powers = x!.data.map((entry) => system.apply("exp", [entry]));
  const data: T[] = [];
  for (let from = 0; from < powers.length; from += width) {
    const row = powers.slice(from, from + width);
    const total = row.reduce((sum, entry) => system.add(sum, entry));
    data.push(...row.map((entry) => system.divide(entry, total)));
  }
  return { shape: x!.shape, data };
}
