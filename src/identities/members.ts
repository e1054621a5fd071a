// Written by tools/members.mjs: the members of this folder. Do not edit; run `npm run members`.
import { bilinearForm } from "./bilinear-form.ts";
import { entrywiseProduct } from "./entrywise-product.ts";
import { linearForm } from "./linear-form.ts";
import { linearMap } from "./linear-map.ts";
import { matrixSandwich } from "./matrix-sandwich.ts";
import { quadraticForm } from "./quadratic-form.ts";
import { scalarMultiple } from "./scalar-multiple.ts";
import { squaredFrobeniusNorm } from "./squared-frobenius-norm.ts";
import { squaredNorm } from "./squared-norm.ts";
import { traceLinear } from "./trace-linear.ts";
import { traceQuadratic } from "./trace-quadratic.ts";
import { traceSandwich } from "./trace-sandwich.ts";

export const members = [
  bilinearForm,
  entrywiseProduct,
  linearForm,
  linearMap,
  matrixSandwich,
  quadraticForm,
  scalarMultiple,
  squaredFrobeniusNorm,
  squaredNorm,
  traceLinear,
  traceQuadratic,
  traceSandwich,
] as const;
