import type { FunctionDefinition } from "./definition.ts";

export const silu: FunctionDefinition = {
  name: "silu",
  aliases: ["swish"],
  summary: "the sigmoid linear unit of each entry: x times sigmoid(x)",
  latex: { operator: "\\operatorname{silu}" },
  spoken: "the sigmoid linear unit",
  source: "Elfwing, Uchibe, Doya, arXiv:1702.03118",
  numpy: "({0} / (1 + np.exp(-{0})))",
  overloads: [
    {
      kind: "entrywise",
      parameters: ["x"],
      meaning: "x*sigmoid(x)",
    },
  ],
};
