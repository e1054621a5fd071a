import type { Identity } from "./identity.ts";

export const entrywiseProduct: Identity = {
  name: "entrywise-product",
  of: "a.*x",
  by: "x",
  sizes: { a: ["n"], x: ["n"] },
  gives: "diag(a)",
  form: "jacobian",
  source: "the entries do not mix",
};
