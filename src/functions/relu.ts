import type { FunctionDefinition } from "./definition.ts";

export const relu: FunctionDefinition = {
  name: "relu",
  summary: "the positive part of each entry: x where x > 0, else 0",
  latex: { operator: "\\operatorname{relu}" },
  spoken: "the positive part",
  isNonnegative: true,
  kinks: ["x != 0"],
  source: "the slope on either side of 0; at 0 by convention 0",
  numpy: "np.maximum({0}, 0)",
  overloads: [
    {
      kind: "entrywise",
      parameters: ["x"],
      derivatives: ["step(x)"],
      value: (x) => (x > 0 ? x : 0),
      domain: "nonzero",
      knownValues: [
        ["0", "0"],
        ["1", "1"],
      ],
      exactMeaning: "x*step(x)",
    },
  ],
};
