import type { NumberSystem, Tensor } from "../numbers/system.ts";
import type { FunctionDefinition } from "./definition.ts";

export const softmax: FunctionDefinition = {
  name: "softmax",
  usualName: "s",
  isPositive: true,
  summary: "exp(x) divided by the sum of its entries; of a matrix row by row",
  latex: { operator: "\\operatorname{softmax}" },
  spoken: "the softmax",
  source: "the quotient rule on exp(z[a])/sum(b, exp(z[b]))",
  derivation: {
    sizes: { x: ["n"] },
    lines: [
      {
        equation: "softmax(x)[i] = exp(x[i])/sum(k, exp(x[k]))",
        why: "The definition. Every entry of x stands in the divisor, so every output depends on every input.",
      },
      {
        equation: "d(softmax(x)[1])/d(x[2]) = -exp(x[1])*exp(x[2])/sum(k, exp(x[k]))^2",
        why: "Output and input differ: only the divisor changes. The quotient rule keeps its second term.",
      },
      {
        equation: "d(softmax(x)[1])/d(x[2]) = -softmax(x)[1]*softmax(x)[2]",
        why: "Each factor above takes one of the two divisors.",
      },
      {
        equation:
          "d(softmax(x)[1])/d(x[1]) = exp(x[1])/sum(k, exp(x[k])) - exp(x[1])^2/sum(k, exp(x[k]))^2",
        why: "Output and input are the same: the dividend changes too.",
      },
      {
        equation: "d(softmax(x)[1])/d(x[1]) = softmax(x)[1]*(1 - softmax(x)[1])",
        why: "Softmax is recognised, and taken out in front.",
      },
      {
        equation: "d(softmax(x))/d(x) = diag(softmax(x)) - softmax(x)*softmax(x)'",
        why: "No entry was special: both cases at once, s_i*(delta_ij - s_j) at row i and column j.",
      },
    ],
  },
  numpy: "np.exp({0} - np.logaddexp.reduce({0}, axis=-1, keepdims=True))",
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
