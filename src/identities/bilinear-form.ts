import type { Identity } from "./identity.ts";

export const bilinearForm: Identity = {
  name: "bilinear-form",
  of: "a'*X*b",
  by: "X",
  sizes: { a: ["n"], X: ["n", "m"], b: ["m"] },
  gives: "a*b'",
  form: "gradient",
  source: "Matrix Cookbook, eq. (70)",
};
