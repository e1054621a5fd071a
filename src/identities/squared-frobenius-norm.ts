import type { Identity } from "./identity.ts";

export const squaredFrobeniusNorm: Identity = {
  name: "squared-frobenius-norm",
  label: "squared Frobenius norm",
  of: "tr(X'*X)",
  by: "X",
  sizes: { X: ["n", "m"] },
  gives: "2*X",
  form: "gradient",
  source: "Matrix Cookbook, eq. (115)",
};
