import type { Identity } from "./identity.ts";

export const linearMap: Identity = {
  name: "linear-map",
  of: "A*x",
  by: "x",
  sizes: { A: ["n", "m"], x: ["m"] },
  gives: "A",
  form: "jacobian",
  source: "Wikipedia, Matrix calculus, vector by vector",
};
