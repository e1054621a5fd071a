import { determinant } from "../numbers/elimination.ts";
import type { NumberSystem, Tensor } from "../numbers/system.ts";
import type { FunctionDefinition } from "./definition.ts";

export const logdet: FunctionDefinition = {
  name: "logdet",
  summary: "the logarithm of the absolute value of the determinant",
  latex: { open: "\\log\\left|\\det", close: "\\right|", isBare: true },
  spoken: "the log determinant",
  conditions: ["X invertible"],
  source: "Jacobi's formula",
  derivation: {
    sizes: { X: ["n", "n"] },
    lines: [
      { equation: "logdet(X) = log(abs(det(X)))", why: "The definition." },
      {
        equation: "d(logdet(X))/d(X[k,l]) = d(det(X))/d(X[k,l])/det(X)",
        why: "The slope of log|t| is 1/t, then the chain rule.",
      },
      {
        equation: "d(logdet(X))/d(X[k,l]) = inv(X)[l,k]",
        why: "The derivative of det(X) is det(X)*inv(X)[l,k], and det(X) cancels.",
      },
    ],
  },
  numpy: ["np.log(np.abs({0}))", "np.linalg.slogdet({0})[1]"],
  overloads: [
    {
      kind: "defined",
      signature: "(x: scalar) -> scalar",
      entry: "log(abs(x))",
    },
    {
      kind: "primitive",
      signature: "(X: matrix(n,n)) -> scalar",
      derivatives: {
        X: {
          output: [],
          input: ["k", "l"],
          formula: "inv(X)[l,k]",
        },
      },
      value: logOfAbsoluteDeterminant,
      origin: "The chain rule: d(log|det(X)|) = d(det(X))/det(X).",
    },
  ],
};

function logOfAbsoluteDeterminant<T>(
  system: NumberSystem<T>,
  ...[matrix]: readonly Tensor<T>[]
): Tensor<T> {
  const size = system.apply("abs", determinant(system, matrix!).data);
  return { shape: [], data: [system.apply("log", [size])] };
}
