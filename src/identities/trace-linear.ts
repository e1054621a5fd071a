import type { Identity } from "./identity.ts";

export const traceLinear: Identity = {
  name: "trace-linear",
  of: "tr(A'*X)",
  by: "X",
  sizes: { A: ["n", "m"], X: ["n", "m"] },
  gives: "A",
  form: "gradient",
  source: "Matrix Cookbook, eq. (103)",
};
