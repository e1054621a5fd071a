import type { NumberSystem, Tensor } from "../numbers/system.ts";
import type { FunctionDefinition } from "./definition.ts";

export const max: FunctionDefinition = {
  name: "max",
  summary: "the largest entry; of two arguments the larger one, entry by entry",
  latex: { operator: "\\max" },
  spoken: "the maximum",
  kinks: ["the largest entry is unique"],
  numpy: ["np.max({0})", "np.maximum({0}, {1})"],
  overloads: [
    {
      kind: "primitive",
      signature: "(X: array(n,m)) -> scalar",
      derivatives: {
        X: {
          output: [],
          input: ["k", "l"],
          formula: "1 - sign(max(X) - X[k,l])",
        },
      },
      value: largestEntry,
      origin: "Only the largest entry counts: the derivative by it is 1, by any other 0.",
    },
    {
      kind: "entrywise",
      parameters: ["x", "y"],
      // In this order max(0, x) is relu(x), as it is usually written.
      meaning: "x + relu(y - x)",
    },
  ],
};

/** A choice by `step`, so that it means the same thing in every number system. */
function largestEntry<T>(system: NumberSystem<T>, ...[x]: readonly Tensor<T>[]): Tensor<T> {
  let largest = x!.data[0] as T;
  for (const entry of x!.data.slice(1)) {
    const larger = system.apply("step", [system.subtract(entry, largest)]);
    largest = system.add(
      system.multiply(larger, entry),
      system.multiply(system.subtract(system.one, larger), largest),
    );
  }
  return { shape: [], data: [largest] };
}
