import type { Identity } from "./identity.ts";

export const traceQuadratic: Identity = {
  name: "trace-quadratic",
  of: "tr(X'*A*X*B)",
  by: "X",
  sizes: { X: ["n", "m"], A: ["n", "n"], B: ["m", "m"] },
  gives: "A*X*B + A'*X*B'",
  form: "gradient",
  source: "Matrix Cookbook, eq. (117)",
};
