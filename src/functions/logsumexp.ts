import type { NumberSystem, Tensor } from "../numbers/system.ts";
import type { FunctionDefinition } from "./definition.ts";

export const logsumexp: FunctionDefinition = {
  name: "logsumexp",
  summary: "the logarithm of the sum of exp(x); of a matrix row by row",
  latex: { operator: "\\operatorname{logsumexp}" },
  spoken: "the log-sum-exp",
  source: "the chain rule on log(sum(b, exp(z[b])))",
  derivation: {
    sizes: { x: ["n"] },
    lines: [
      { equation: "logsumexp(x) = log(sum(k, exp(x[k])))", why: "The definition." },
      {
        equation: "d(logsumexp(x))/d(x[j]) = exp(x[j])/sum(k, exp(x[k]))",
        why: "The slope of log u is 1/u; of the sum only the term k = j depends on x[j].",
      },
      {
        equation: "d(logsumexp(x))/d(x[j]) = softmax(x)[j]",
        why: "That is the definition of softmax.",
      },
    ],
  },
  numpy: "np.logaddexp.reduce({0}, axis=-1)",
  overloads: [
    {
      kind: "primitive",
      signature: "(x: vector(n)) -> scalar",
      derivatives: {
        x: {
          output: [],
          input: ["j"],
          formula: "softmax(x)[j]",
        },
      },
      value: logSumExpOfRows,
    },
    {
      kind: "primitive",
      signature: "(X: matrix(n,m)) -> vector(n)",
      derivatives: {
        X: {
          output: ["i"],
          input: ["k", "l"],
          formula: "delta(i,k)*softmax(X)[i,l]",
        },
      },
      value: logSumExpOfRows,
    },
  ],
};

/** Along the last axis. */
function logSumExpOfRows<T>(system: NumberSystem<T>, ...[x]: readonly Tensor<T>[]): Tensor<T> {
  const width = x!.shape.at(-1)!;
  const data: T[] = [];
  for (let from = 0; from < x!.data.length; from += width) {
    const total = x!.data
      .slice(from, from + width)
      .map((entry) => system.apply("exp", [entry]))
      .reduce((sum, entry) => system.add(sum, entry));
    data.push(system.apply("log", [total]));
  }
  return { shape: x!.shape.slice(0, -1), data };
}
