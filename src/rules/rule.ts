import type { Expression } from "../syntax/expression.ts";
import type { Applied, RuleContext, SignReading } from "./context.ts";

/** The names by which the lines of a derivation cite their rules. */
export type RuleName =
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
  | "facts"
  | "part"
  | "shorter"
  | "structure";

/**
 * A rule that lines of derivations cite: its page for a reader, and how it is applied again to see
 * that a line is what it says. One file each.
 */
export interface Rule {
  readonly name: RuleName;
  /** What a textbook calls it. */
  readonly label: string;
  /** What it says, in one or two sentences. */
  readonly says: string;
  /** Why it is true. */
  readonly why: string;
  /** A problem in whose derivation the rule is used. */
  readonly example: RuleExample;
  /** The parts of the line before that it takes hold of; the whole line where left out. */
  readonly takes?: (node: Expression, line: RuleLine) => boolean;
  /** The parts of its own line that it makes; the whole line where left out. */
  readonly makes?: (node: Expression, line: RuleLine) => boolean;
  /** How the sign ∂ is read in both lines; as a symbol where left out. */
  readonly reading?: SignReading;
  /** Both lines have as many deltas, signs ∂ and sums: nothing but what the rule does may change. */
  readonly keepsSigns?: true;
  /** Names are written out, and what that leads to may be equal only in its values. */
  readonly comparesValues?: true;
  /** What is known of the values counts. */
  readonly usesFacts?: true;
  /** Holds several lines in one, which are its substeps. */
  readonly isGroup?: true;
  /** What the rule gives, to be compared with the line; undefined where it does not apply. */
  readonly apply: (line: RuleLine, context: RuleContext) => Applied | undefined;
}

export interface RuleExample {
  readonly expr: string;
  readonly wrt: string;
  readonly vars?: Readonly<Record<string, readonly string[]>>;
  readonly props?: Readonly<Record<string, string>>;
  readonly structure?: string;
  readonly method: "indices" | "identities" | "differentials";
  readonly detail?: "outline" | "standard" | "every";
}

/** One line as the rules see it. */
export interface RuleLine {
  readonly left: Expression | undefined;
  readonly before: Expression;
  readonly after: Expression;
  readonly deltas: readonly {
    readonly summed: string;
    readonly becomes: string;
    readonly term?: number;
  }[];
  /** The lines whose result it puts in: what each stands for, and what was found. */
  readonly uses: readonly { readonly left: Expression | undefined; readonly right: Expression }[];
  readonly names: readonly string[];
  readonly letters: readonly string[];
  readonly part: string | undefined;
  readonly substeps: readonly RuleLine[];
  /** The labels of the letters, shared by both lines. */
  readonly labels: Map<string, readonly number[]>;
}
