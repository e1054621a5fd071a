import { anotherQuestion, functionItself } from "./another-question.ts";
import { assumption, sumsToOne } from "./assumptions.ts";
import { constantFactor, factorUnderFacts } from "./constant-factor.ts";
import { equalSizes } from "./equal-sizes.ts";
import { factorTransposed, twoTransposed } from "./factor-transposed.ts";
import { forgottenOccurrence } from "./forgotten-occurrence.ts";
import type { Hypothesis } from "./hypothesis.ts";
import { innerSign, wrongNumber } from "./inner-slip.ts";
import { inverseTranspose } from "./inverse-transpose.ts";
import { lostFactor } from "./lost-factor.ts";
import { lostParentheses } from "./lost-parentheses.ts";
import { lostSign } from "./lost-sign.ts";
import { missingTerm } from "./missing-term.ts";
import { orderSwapped } from "./order-swapped.ts";
import { otherForm } from "./other-form.ts";
import { rowMajor } from "./row-major.ts";
import { scalarFactor } from "./scalar-factor.ts";
import { shapeDiffers } from "./shape-differs.ts";
import { superfluousFactor } from "./superfluous-factor.ts";
import { severalSymmetric, symmetricAssumed } from "./symmetric-assumed.ts";
import { termCoefficients } from "./term-coefficients.ts";
import { transposed } from "./transposed.ts";
import { wrongName } from "./wrong-name.ts";
import { zeroAnswer } from "./zero-answer.ts";

/**
 * Every slip that is looked for, in this order; the first that explains the answer is told. What
 * says more, or asks for less, comes first: that a transpose of an inverse is missing before that
 * the matrix would have to be symmetric.
 */
export const HYPOTHESES: readonly Hypothesis[] = [
  transposed,
  otherForm,
  rowMajor,
  constantFactor,
  functionItself,
  scalarFactor,
  zeroAnswer,
  inverseTranspose,
  anotherQuestion,
  forgottenOccurrence,
  factorUnderFacts,
  termCoefficients,
  factorTransposed,
  symmetricAssumed,
  orderSwapped,
  lostSign,
  lostParentheses,
  innerSign,
  sumsToOne,
  lostFactor,
  severalSymmetric,
  twoTransposed,
  superfluousFactor,
  assumption,
  equalSizes,
  wrongNumber,
  wrongName,
  missingTerm,
  shapeDiffers,
];
