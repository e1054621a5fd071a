// Written by tools/members.mjs: the members of this folder. Do not edit; run `npm run members`.
import { adjugate } from "./adjugate.ts";
import { argumentWherePositive } from "./argument-where-positive.ts";
import { complementOfSigmoid } from "./complement-of-sigmoid.ts";
import { determinantOfInverse } from "./determinant-of-inverse.ts";
import { inverseOfInverse } from "./inverse-of-inverse.ts";
import { inverseOfMultiple } from "./inverse-of-multiple.ts";
import { inverseOfOrthogonal } from "./inverse-of-orthogonal.ts";
import { lengthOfUnit } from "./length-of-unit.ts";
import { oneOverLengthOfUnit } from "./one-over-length-of-unit.ts";
import { oneOverSquareOfUnit } from "./one-over-square-of-unit.ts";
import { orthonormalColumns } from "./orthonormal-columns.ts";
import { orthonormalRows } from "./orthonormal-rows.ts";
import { powerOverBase } from "./power-over-base.ts";
import { powerTimesBase } from "./power-times-base.ts";
import { productOfExponentials } from "./product-of-exponentials.ts";
import { productOfPowers } from "./product-of-powers.ts";
import { quotientOfExponentials } from "./quotient-of-exponentials.ts";
import { rankOneInverse } from "./rank-one-inverse.ts";
import { reluOfPositive } from "./relu-of-positive.ts";
import { reluWherePositive } from "./relu-where-positive.ts";
import { sigmoidOfExponentials } from "./sigmoid-of-exponentials.ts";
import { sigmoidOfNegative } from "./sigmoid-of-negative.ts";
import { sigmoidOfNegativeExponential } from "./sigmoid-of-negative-exponential.ts";
import { signOfPositive } from "./sign-of-positive.ts";
import { sizeOfPositive } from "./size-of-positive.ts";
import { softmaxOfExponentials } from "./softmax-of-exponentials.ts";
import { softmaxOfLogsumexp } from "./softmax-of-logsumexp.ts";
import { squareOfUnit } from "./square-of-unit.ts";
import { stepOfPositive } from "./step-of-positive.ts";
import { stepSquared } from "./step-squared.ts";
import { sumOfSoftmax } from "./sum-of-softmax.ts";
import { tanOfCircular } from "./tan-of-circular.ts";
import { tangentTimesCosine } from "./tangent-times-cosine.ts";
import { tanhOfHyperbolic } from "./tanh-of-hyperbolic.ts";
import { tanhTimesCosh } from "./tanh-times-cosh.ts";

export const members = [
  adjugate,
  argumentWherePositive,
  complementOfSigmoid,
  determinantOfInverse,
  inverseOfInverse,
  inverseOfMultiple,
  inverseOfOrthogonal,
  lengthOfUnit,
  oneOverLengthOfUnit,
  oneOverSquareOfUnit,
  orthonormalColumns,
  orthonormalRows,
  powerOverBase,
  powerTimesBase,
  productOfExponentials,
  productOfPowers,
  quotientOfExponentials,
  rankOneInverse,
  reluOfPositive,
  reluWherePositive,
  sigmoidOfExponentials,
  sigmoidOfNegative,
  sigmoidOfNegativeExponential,
  signOfPositive,
  sizeOfPositive,
  softmaxOfExponentials,
  softmaxOfLogsumexp,
  squareOfUnit,
  stepOfPositive,
  stepSquared,
  sumOfSoftmax,
  tanOfCircular,
  tangentTimesCosine,
  tanhOfHyperbolic,
  tanhTimesCosh,
] as const;
