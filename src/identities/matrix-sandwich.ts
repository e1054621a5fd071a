import type { Identity } from "./identity.ts";

export const matrixSandwich: Identity = {
  name: "matrix-sandwich",
  of: "A*X*B",
  by: "X",
  sizes: { A: ["p", "n"], X: ["n", "m"], B: ["m", "q"] },
  gives: "kron(B', A)",
  form: "kron",
  source: "Magnus and Neudecker, Matrix Differential Calculus, section 9.5",
};
