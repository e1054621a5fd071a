import type { Dimension } from "../dimensions/dimension.ts";
import type { Expression } from "../syntax/expression.ts";

/**
 * One line of a derivation: what was done, by which rule, and why. `left` is absent where the line
 * goes on from the one before ("= ...").
 */
export interface Step {
  /** The standard name of the rule: `sum-rule`, `kronecker-delta`, `recognise`. */
  readonly rule: RuleName;
  /** What is done, in a few words. */
  readonly title: string;
  readonly left?: Expression;
  readonly right: Expression;
  /** One reason, in the words of the subject. */
  readonly reason: string;
  /** The deltas that this line sums out, as `q = j`, and what they kill. */
  readonly deltas?: readonly DeltaSum[];
}

export type RuleName =
  | "name"
  | "entry-form"
  | "sum-rule"
  | "constant-rule"
  | "product-rule"
  | "chain-rule"
  | "function-rule"
  | "self-derivative"
  | "kronecker-delta"
  | "delta-sum"
  | "substitution"
  | "collect"
  | "recognise"
  | "as-before"
  | "assemble"
  | "differential"
  | "canonical-differential"
  | "vec-form"
  | "identify"
  | "known-identity"
  | "facts";

export interface DeltaSum {
  /** The summed letter that the delta removes. */
  readonly summed: string;
  readonly becomes: string;
  /** Which term it stands in, counted from 1, where the line has several. */
  readonly term?: number;
}

/** A named part and what it stands for, in matrix notation. */
export interface NamedPart {
  readonly name: string;
  readonly means: Expression;
}

export interface Given {
  readonly name: string;
  /** `n`, `n x m`, or empty for a scalar. */
  readonly shape: readonly string[];
}

/** A derivation, from what is given to the recognised matrix form. */
export interface Derivation {
  readonly method: "indices" | "identities" | "differentials";
  /** The name that the function goes by. */
  readonly function: string;
  readonly given: readonly Given[];
  /** What is looked for, in words: "the Jacobian of f by x, n x m: row i ..., column j ...". */
  readonly wanted: string;
  /** The size of each index letter. */
  readonly letterSizes?: ReadonlyMap<string, Dimension>;
  readonly names: readonly NamedPart[];
  /** The function in terms of the names, where they are held apart while it is differentiated. */
  readonly functionBody?: Expression;
  readonly steps: readonly Step[];
  /** What was left out, where a derivation would run to pages. */
  readonly omitted?: string;
}
