import type { Dimension } from "../dimensions/dimension.ts";
import type { Call, Delta, Expression } from "../syntax/expression.ts";
import type { Reference } from "./node.ts";
import * as V from "./value.ts";

/** What the names of an expression mean while it is lowered. */
export interface Scope {
  /** Variables, or the parameters of a formula, as whole arrays or as one entry at labels. */
  readonly names: ReadonlyMap<string, Lowered>;
  /** Names that stand for sizes: dimension symbols, or the size letters of a signature. */
  readonly sizes: ReadonlyMap<string, readonly Dimension[]>;
  /** The labels behind an index letter; letters are added as they are met. */
  readonly letters: Map<string, readonly number[]>;
  /** The sizes that the indices of a delta run over, where no array tells. */
  readonly deltaSizes?: (node: Delta) => readonly Dimension[] | undefined;
  /**
   * What each size letter of a call stands for: whether n*m is one axis of that size or two axes is
   * told by what stands beside it. Left out, a product is as many axes as it has factors.
   */
  readonly callSizes?: (node: Call) => ReadonlyMap<string, readonly Dimension[]> | undefined;
  /** Whether a product is one axis instead, where `callSizes` is left out. */
  readonly keepsProducts?: boolean;
  /** Whether functions that the table does not know are allowed: declared ones, kept symbolic. */
  readonly unknownFunctions?: boolean;
  /** Told the value of every part, the parts first. */
  readonly record?: (part: Expression, value: Lowered) => void;
}

/** Either a whole array or one entry at labels (a scalar array is both). */
export type Lowered =
  | { readonly kind: "array"; readonly value: V.Value }
  | { readonly kind: "entry"; readonly reference: Reference };

/** Thrown for an expression that elaboration should have refused, or that is not supported here. */
export class CannotLower extends Error {
  override readonly name = "CannotLower";
}

/** @throws CannotLower for an entry that has labels */
export function asArray(lowered: Lowered): V.Value {
  if (lowered.kind === "array") return lowered.value;
  if (lowered.reference.indices.length > 0) throw new CannotLower("an entry where an array is due");
  return V.scalar(lowered.reference.node);
}

/** @throws CannotLower for a whole array that is no scalar */
export function asEntry(lowered: Lowered): Reference {
  if (lowered.kind === "entry") return lowered.reference;
  const { value } = lowered;
  if (V.kindOf(value) !== "scalar") throw new CannotLower("an array where an entry is due");
  return { node: value.node, indices: [] };
}

export function array(value: V.Value): Lowered {
  return { kind: "array", value };
}

export function entryOf(reference: Reference): Lowered {
  return reference.indices.length === 0
    ? array(V.scalar(reference.node))
    : { kind: "entry", reference };
}
