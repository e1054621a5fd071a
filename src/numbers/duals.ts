import { isZero, ONE, type Rational, subtract } from "./rational.ts";
import { NoValue, type NumberSystem } from "./system.ts";

/** `value + tangent*eps` with eps^2 = 0: the tangent is the derivative along one direction. */
export interface Dual<T> {
  readonly value: T;
  readonly tangent: T;
}

/**
 * Dual numbers over any system. Duals over duals give second derivatives; each level is a type of
 * its own, so that their infinitesimals cannot be confused.
 * @param derivative the derivative of a function by its argument number `position` (from 0)
 */
export function duals<T>(
  base: NumberSystem<T>,
  derivative: (functionName: string, args: readonly T[], position: number) => T,
): NumberSystem<Dual<T>> {
  const constant = (value: T): Dual<T> => ({ value, tangent: base.zero });
  const scaled = (factor: T, tangent: T): T =>
    base.isZero(tangent) ? base.zero : base.multiply(factor, tangent);
  return {
    name: `duals over ${base.name}`,
    zero: constant(base.zero),
    one: constant(base.one),
    fromRational: (value) => constant(base.fromRational(value)),
    add: (a, b) => ({ value: base.add(a.value, b.value), tangent: base.add(a.tangent, b.tangent) }),
    subtract: (a, b) => ({
      value: base.subtract(a.value, b.value),
      tangent: base.subtract(a.tangent, b.tangent),
    }),
    multiply: (a, b) => ({
      value: base.multiply(a.value, b.value),
      tangent: base.add(scaled(a.value, b.tangent), scaled(b.value, a.tangent)),
    }),
    addProduct: (sum, a, b) => ({
      value: base.addProduct(sum.value, a.value, b.value),
      tangent: base.add(
        sum.tangent,
        base.add(scaled(a.value, b.tangent), scaled(b.value, a.tangent)),
      ),
    }),
    divide(a, b) {
      const value = base.divide(a.value, b.value);
      if (base.isZero(b.tangent)) {
        const tangent = base.isZero(a.tangent) ? base.zero : base.divide(a.tangent, b.value);
        return { value, tangent };
      }
      const numerator = base.subtract(a.tangent, base.multiply(value, b.tangent));
      return { value, tangent: base.divide(numerator, b.value) };
    },
    negate: (a) => ({ value: base.negate(a.value), tangent: base.negate(a.tangent) }),
    isZero: (a) => base.isZero(a.value) && base.isZero(a.tangent),
    pivotQuality: (a) => base.pivotQuality(a.value),
    power(a, exponent: Rational) {
      const value = base.power(a.value, exponent);
      if (base.isZero(a.tangent) || isZero(exponent)) return constant(value);
      const slope = base.multiply(
        base.fromRational(exponent),
        base.power(a.value, subtract(exponent, ONE)),
      );
      return { value, tangent: base.multiply(slope, a.tangent) };
    },
    wholeNumber({ value, tangent }) {
      if (!base.isZero(tangent)) throw new NoValue("a power of a matrix by its exponent");
      return base.wholeNumber(value);
    },
    apply(functionName, args) {
      const values = args.map((argument) => argument.value);
      let tangent = base.zero;
      for (let position = 0; position < args.length; position++) {
        const own = args[position]!.tangent;
        if (base.isZero(own)) continue;
        const slope = derivative(functionName, values, position);
        tangent = base.add(tangent, base.multiply(slope, own));
      }
      return { value: base.apply(functionName, values), tangent };
    },
  };
}
