import type { FunctionDefinition } from "./definition.ts";

export const tanh: FunctionDefinition = {
  name: "tanh",
  summary: "the hyperbolic tangent of each entry",
  latex: { operator: "\\tanh" },
  isBelowOne: true,
  spoken: "the hyperbolic tangent",
  source: "the quotient rule on sinh(z)/cosh(z)",
  derivation: {
    sizes: { x: [] },
    lines: [
      { equation: "tanh(x) = sinh(x)/cosh(x)", why: "The definition, at one entry." },
      {
        equation: "d(tanh(x))/d(x) = (cosh(x)*cosh(x) - sinh(x)*sinh(x))/cosh(x)^2",
        why: "The quotient rule: the slope of sinh is cosh, that of cosh is sinh.",
      },
      { equation: "d(tanh(x))/d(x) = 1 - tanh(x)^2", why: "Divide term by term." },
    ],
  },
  numpy: "np.tanh({0})",
  overloads: [
    {
      kind: "entrywise",
      parameters: ["x"],
      derivatives: ["1 - tanh(x)^2"],
      value: Math.tanh,
      knownValues: [["0", "0"]],
      exactMeaning: "(exp(2*x) - 1)/(exp(2*x) + 1)",
    },
  ],
};
