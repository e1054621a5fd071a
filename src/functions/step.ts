import type { FunctionDefinition } from "./definition.ts";

export const step: FunctionDefinition = {
  name: "step",
  summary: "1 where an entry is positive, else 0",
  latex: { operator: "\\operatorname{step}" },
  spoken: "the unit step",
  kinks: ["x != 0"],
  numpy: "np.heaviside({0}, 0)",
  overloads: [
    {
      kind: "entrywise",
      parameters: ["x"],
      derivatives: ["0"],
      value: (x) => (x > 0 ? 1 : 0),
      domain: "nonzero",
      knownValues: [
        ["0", "0"],
        ["1", "1"],
        ["-1", "0"],
      ],
      exactMeaning: "(sign(x) + sign(x)^2)/2",
    },
  ],
};
