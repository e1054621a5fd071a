import type { Dimension } from "../dimensions/dimension.ts";
import type * as Q from "../numbers/rational.ts";
import type { Expression } from "../syntax/expression.ts";

/** A factor of an entry-by-entry product, to a power. */
export interface HadamardFactor {
  readonly form: Expression;
  readonly exponent: Q.Rational;
}

/** One factor of a matrix product: a form, or an entry-by-entry product still open to factoring. */
export type Link =
  | { readonly kind: "form"; readonly form: Expression }
  | {
      readonly kind: "hadamard";
      readonly factors: readonly HadamardFactor[];
      readonly flat: boolean;
    };

export interface ScalarFactor {
  readonly form: Expression;
  readonly exponent: Q.Rational;
}

/**
 * One summand on its way to being printed: a number times scalars times a matrix product. Without
 * links it is the same in every entry.
 */
export interface Piece {
  readonly coefficient: Q.Rational;
  readonly scalars: ReadonlyMap<Expression, Q.Rational>;
  readonly links: readonly Link[];
  /** The links make a vector, and the diagonal matrix of it is meant. */
  readonly isDiagonal?: boolean;
}

/** The sizes of the sum: none, rows only (a column), or both. */
export interface Extent {
  readonly row?: Dimension;
  readonly column?: Dimension;
}
