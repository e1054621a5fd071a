import type { Dimension } from "../dimensions/dimension.ts";

/** The shape of a whole expression. A row is the transpose of a vector; both have one axis. */
export interface Shape {
  readonly kind: "scalar" | "column" | "row" | "matrix" | "tensor";
  /** Sizes in order: none for a scalar, one for a column or row, two for a matrix. */
  readonly axes: readonly Dimension[];
}

/** What is known of a variable after elaboration. */
export interface VariableShape {
  readonly name: string;
  /** As declared or inferred; an axis of size 1 that was declared stays. */
  readonly axes: readonly Dimension[];
  /**
   * For each axis the axes it is made of, slow to fast: `[[n]]` nearly always; `[[m, n]]` for a
   * vector of size n*m that stands where vec of an n x m matrix would.
   */
  readonly groups: readonly (readonly Dimension[])[];
  readonly origin: "declared" | "inferred";
}
