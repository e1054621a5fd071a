// Written by tools/members.mjs: the members of this folder. Do not edit; run `npm run members`.
import { abs } from "./abs.ts";
import { acos } from "./acos.ts";
import { adj } from "./adj.ts";
import { asin } from "./asin.ts";
import { atan } from "./atan.ts";
import { colsum } from "./colsum.ts";
import { commutation } from "./commutation.ts";
import { cos } from "./cos.ts";
import { cosh } from "./cosh.ts";
import { det } from "./det.ts";
import { diag } from "./diag.ts";
import { dot } from "./dot.ts";
import { erf } from "./erf.ts";
import { exp } from "./exp.ts";
import { eye } from "./eye.ts";
import { gelu } from "./gelu.ts";
import { inv } from "./inv.ts";
import { kron } from "./kron.ts";
import { log } from "./log.ts";
import { logdet } from "./logdet.ts";
import { logsumexp } from "./logsumexp.ts";
import { matrix } from "./matrix.ts";
import { max } from "./max.ts";
import { mean } from "./mean.ts";
import { mpower } from "./mpower.ts";
import { norm } from "./norm.ts";
import { norm1 } from "./norm1.ts";
import { norm2 } from "./norm2.ts";
import { normF } from "./normF.ts";
import { ones } from "./ones.ts";
import { pinv } from "./pinv.ts";
import { pow } from "./pow.ts";
import { relu } from "./relu.ts";
import { rowsum } from "./rowsum.ts";
import { sigmoid } from "./sigmoid.ts";
import { sign } from "./sign.ts";
import { silu } from "./silu.ts";
import { sin } from "./sin.ts";
import { sinh } from "./sinh.ts";
import { softmax } from "./softmax.ts";
import { softplus } from "./softplus.ts";
import { sqrt } from "./sqrt.ts";
import { step } from "./step.ts";
import { sum } from "./sum.ts";
import { tan } from "./tan.ts";
import { tanh } from "./tanh.ts";
import { tr } from "./tr.ts";
import { trpower } from "./trpower.ts";
import { vec } from "./vec.ts";
import { vector } from "./vector.ts";
import { zeros } from "./zeros.ts";

export const members = [
  abs,
  acos,
  adj,
  asin,
  atan,
  colsum,
  commutation,
  cos,
  cosh,
  det,
  diag,
  dot,
  erf,
  exp,
  eye,
  gelu,
  inv,
  kron,
  log,
  logdet,
  logsumexp,
  matrix,
  max,
  mean,
  mpower,
  norm,
  norm1,
  norm2,
  normF,
  ones,
  pinv,
  pow,
  relu,
  rowsum,
  sigmoid,
  sign,
  silu,
  sin,
  sinh,
  softmax,
  softplus,
  sqrt,
  step,
  sum,
  tan,
  tanh,
  tr,
  trpower,
  vec,
  vector,
  zeros,
] as const;
