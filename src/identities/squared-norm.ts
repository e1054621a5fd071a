import type { Identity } from "./identity.ts";

export const squaredNorm: Identity = {
  name: "squared-norm",
  of: "x'*x",
  by: "x",
  sizes: { x: ["n"] },
  gives: "2*x",
  form: "gradient",
  source: "Matrix Cookbook, eq. (131)",
};
