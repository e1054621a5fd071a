import type { FunctionDefinition } from "./definition.ts";

export const erf: FunctionDefinition = {
  name: "erf",
  summary: "the error function of each entry",
  latex: { operator: "\\operatorname{erf}" },
  isBelowOne: true,
  spoken: "the error function",
  source: "Abramowitz, Stegun, Handbook of Mathematical Functions, 7.1.1, 7.1.6, 7.1.14",
  numpy: "np.vectorize(math.erf)({0})",
  overloads: [
    {
      kind: "entrywise",
      parameters: ["x"],
      derivatives: ["2*exp(-x^2)/pi^(1/2)"],
      value: errorFunction,
      knownValues: [["0", "0"]],
    },
  ],
};

/** To the last bit or two: a series of positive terms up to 3, the continued fraction beyond. */
function errorFunction(x: number): number {
  const size = Math.abs(x);
  if (size >= 6) return Math.sign(x);
  const square = x * x;
  if (size <= 3) {
    let term = x;
    let total = x;
    for (let k = 1; Math.abs(term) > 1e-18 * Math.abs(total); k++) {
      term *= (2 * square) / (2 * k + 1);
      total += term;
    }
    return (2 / Math.sqrt(Math.PI)) * Math.exp(-square) * total;
  }
  let fraction = 0;
  for (let k = 60; k >= 1; k--) fraction = k / 2 / (size + fraction);
  const complement = Math.exp(-square) / Math.sqrt(Math.PI) / (size + fraction);
  return Math.sign(x) * (1 - complement);
}
