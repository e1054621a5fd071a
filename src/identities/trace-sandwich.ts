import type { Identity } from "./identity.ts";

export const traceSandwich: Identity = {
  name: "trace-sandwich",
  of: "tr(A*X*B*X)",
  by: "X",
  sizes: { A: ["m", "n"], X: ["n", "m"], B: ["m", "n"] },
  gives: "A'*X'*B' + B'*X'*A'",
  form: "gradient",
  source: "Matrix Cookbook, eq. (114)",
};
