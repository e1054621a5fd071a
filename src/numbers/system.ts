import type { Rational } from "./rational.ts";

/**
 * A kind of number that an expression can be evaluated in: floats, residues mod p, duals over either.
 * Operations that have no value (1/0, a fractional power mod p) throw `NoValue`.
 */
export interface NumberSystem<T> {
  readonly name: string;
  readonly zero: T;
  readonly one: T;
  fromRational(value: Rational): T;
  add(a: T, b: T): T;
  subtract(a: T, b: T): T;
  multiply(a: T, b: T): T;
  /** `sum + a*b`, of which products of matrices are made. */
  addProduct(sum: T, a: T, b: T): T;
  /** @throws NoValue where `b` has no inverse. */
  divide(a: T, b: T): T;
  negate(a: T): T;
  isZero(a: T): boolean;
  /** How good a pivot `a` is for elimination: 0 = useless, larger = better. */
  pivotQuality(a: T): number;
  /** `base` to a constant rational power. */
  power(base: T, exponent: Rational): T;
  /**
   * The whole number that `a` is, where it can serve as an exponent of a matrix; undefined where it
   * is none, or so large that it would not.
   */
  wholeNumber(a: T): number | undefined;
  /** The element-wise function of that name at the given arguments. */
  apply(functionName: string, args: readonly T[]): T;
}

/** Larger whole numbers are no exponents of matrices. */
export const LARGEST_WHOLE = 2 ** 20;

/** Thrown by a number system where an operation has no value; the caller draws another point. */
export class NoValue extends Error {
  override readonly name = "NoValue";
}

/** A dense array, last axis fastest. */
export interface Tensor<T> {
  readonly shape: readonly number[];
  readonly data: readonly T[];
}
