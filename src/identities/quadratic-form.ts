import type { Identity } from "./identity.ts";

export const quadraticForm: Identity = {
  name: "quadratic-form",
  of: "x'*A*x",
  by: "x",
  sizes: { A: ["n", "n"], x: ["n"] },
  gives: "(A + A')*x",
  form: "gradient",
  source: "Matrix Cookbook, eq. (81)",
};
