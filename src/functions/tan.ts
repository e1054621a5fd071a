import type { FunctionDefinition } from "./definition.ts";

export const tan: FunctionDefinition = {
  name: "tan",
  summary: "the tangent of each entry",
  latex: { operator: "\\tan" },
  spoken: "the tangent",
  conditions: ["cos(x) != 0"],
  source: "the quotient rule on sin(z)/cos(z)",
  derivation: {
    sizes: { x: [] },
    lines: [
      { equation: "tan(x) = sin(x)/cos(x)", why: "The definition, at one entry." },
      {
        equation: "d(tan(x))/d(x) = (cos(x)*cos(x) + sin(x)*sin(x))/cos(x)^2",
        why: "The quotient rule: the slope of sin is cos, that of cos is -sin.",
      },
      { equation: "d(tan(x))/d(x) = 1 + tan(x)^2", why: "Divide term by term." },
    ],
  },
  numpy: "np.tan({0})",
  overloads: [
    {
      kind: "entrywise",
      parameters: ["x"],
      derivatives: ["1 + tan(x)^2"],
      value: Math.tan,
      knownValues: [["0", "0"]],
      undoes: ["atan"],
      exactMeaning: "sin(x)/cos(x)",
    },
  ],
};
