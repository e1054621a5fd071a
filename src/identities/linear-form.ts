import type { Identity } from "./identity.ts";

export const linearForm: Identity = {
  name: "linear-form",
  of: "a'*x",
  by: "x",
  sizes: { a: ["n"], x: ["n"] },
  gives: "a",
  form: "gradient",
  source: "Matrix Cookbook, eq. (69)",
};
