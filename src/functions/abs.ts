import type { FunctionDefinition } from "./definition.ts";

export const abs: FunctionDefinition = {
  name: "abs",
  summary: "the absolute value of each entry",
  latex: { open: "\\left|", close: "\\right|", namedOfMatrix: true },
  spoken: "the absolute value",
  isNonnegative: true,
  kinks: ["x != 0"],
  source: "the slope on either side of 0; at 0 by convention 0",
  numpy: "np.abs({0})",
  overloads: [
    {
      kind: "entrywise",
      parameters: ["x"],
      derivatives: ["sign(x)"],
      value: Math.abs,
      domain: "nonzero",
      knownValues: [
        ["0", "0"],
        ["1", "1"],
      ],
      exactMeaning: "x*sign(x)",
      evenPowersDropIt: true,
      signCompanion: "sign",
    },
  ],
};
