import type { Dimension } from "../dimensions/dimension.ts";
import type { NodeId } from "../graph/node.ts";
import type { RuleName } from "../rules/rule.ts";
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
  /** What the rule is applied to: the line before, or what `left` stands for. */
  readonly before: Expression;
  /** What it gives: the line that is shown. */
  readonly right: Expression;
  /** One reason, in the words of the subject; `{0}`, `{1}` are the numbers of `uses`. */
  readonly reason: string;
  /** The deltas that this line sums out, as `q = j`, and what they kill. */
  readonly deltas?: readonly DeltaSum[];
  /** The steps whose result this one puts in, or repeats. */
  readonly uses?: readonly Step[];
  /** The named parts that this line writes out again. */
  readonly names?: readonly string[];
  /** The letters that name an entry, where `before` is one entry and `right` the whole array. */
  readonly letters?: readonly string[];
  /** The array written out by its entries, where a line puts them together. */
  readonly array?: EntryGrid;
  /** The known derivatives that the line rests on: "the linear form", "the rule of log". */
  readonly quotes?: readonly string[];
  /** The named part, or the function, that the line is about. */
  readonly part?: string;
  /** The same in smaller steps; the last of them ends in `right`. */
  readonly substeps?: readonly Step[];
}

/** The first entries of an array and the last, with dots for those between. */
export interface EntryGrid {
  readonly rows: readonly (readonly Expression[])[];
  /** Behind which row, and which column, the dots stand, counted from 1. */
  readonly rowDots?: number;
  readonly columnDots?: number;
}

/** How much is shown: a line for each part, what a textbook shows, or no step skipped. */
export type Detail = "outline" | "standard" | "every";

export type { RuleName } from "../rules/rule.ts";

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

/** A derivation and what it found, so that a law can compare it with the reverse-accumulated result. */
export interface NarratedDerivation {
  readonly derivation: Derivation;
  /**
   * The derivative, its names put back: the axes of f, then those of the variable. Absent where the
   * derivatives of the parts are left as symbols.
   */
  readonly result?: NodeId;
}
