import { NoValue, type NumberSystem } from "../numbers/system.ts";
import { isNegative, isZero } from "../numbers/rational.ts";

/**
 * The coarsest arithmetic there is: false is surely zero, true may be anything. What comes out false
 * is zero whatever the values are, because every term of it has a factor that is surely zero; sums
 * never cancel, so true proves nothing.
 *
 * It holds for elimination, too: at each step any value in place of a `true` pivot gives an inverse
 * within the pattern, and a polynomial that is zero for nearly all pivots is zero for all.
 */
export const support: NumberSystem<boolean> = {
  name: "support",
  zero: false,
  one: true,
  fromRational: (value) => !isZero(value),
  add: (a, b) => a || b,
  subtract: (a, b) => a || b,
  multiply: (a, b) => a && b,
  addProduct: (sum, a, b) => sum || (a && b),
  divide(a, b) {
    if (!b) throw new NoValue("a division by zero");
    return a;
  },
  negate: (a) => a,
  isZero: (a) => !a,
  pivotQuality: (a) => (a ? 1 : 0),
  power(base, exponent) {
    if (isZero(exponent)) return true;
    if (!base && isNegative(exponent)) throw new NoValue("a negative power of zero");
    return base;
  },
  // Which powers of a pattern count is not known.
  wholeNumber: () => undefined,
  apply: () => true,
};
