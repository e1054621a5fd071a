import type { Evidence } from "../evaluation/checking.ts";
import type { DerivativeForm } from "../evaluation/derivative-forms.ts";
import type { Choice } from "../notations/notation.ts";
import type { Problem } from "../text/problem.ts";

/** What to differentiate, and how; plain data, as one line of a batch file holds it. */
export interface DerivativeProblem {
  readonly id?: string | number | null;
  readonly expr: string;
  /** The notation of `expr`; left out: the one that is recognised. */
  readonly from?: string;
  /** Sizes of the declared names: `{"A": ["n","m"], "x": ["m"], "c": []}`. */
  readonly vars?: Readonly<Record<string, readonly (string | number)[]>>;
  /** Declarations as text: `A: matrix(n,m)`, `x in R^m`. */
  readonly declare?: readonly string[];
  readonly props?: Readonly<Record<string, string | readonly string[]>>;
  /** Sizes that the dimension symbols must have: `{"n": 4}`. */
  readonly dims?: Readonly<Record<string, number>>;
  /** Left out: the only variable. */
  readonly wrt?: string;
  readonly wrt2?: string;
  readonly order?: number;
  readonly structure?: string;
  readonly form?: string;
  readonly indices?: readonly string[];
  readonly free?: readonly string[];
}

/** One mathematical text in the notations that we write. */
export interface Written {
  readonly plain: string;
  readonly latex: string;
  readonly unicode: string;
  /** To be read aloud. */
  readonly spoken: string;
  /** By name, in the notations that were asked for besides. */
  readonly more?: Readonly<Record<string, string>>;
}

/** A name and what it stands for. */
export interface WrittenName {
  readonly name: string;
  readonly means: Written;
}

/** The formulas of an answer, each on its own, for a page to set them in their places. */
export interface Display {
  /** The expression as it was understood; absent where it is too long to be read. */
  readonly function?: Written;
  /** The answer in terms of `names`. */
  readonly answer: Written;
  /** Short names for what a long answer repeats, in order. */
  readonly names: readonly WrittenName[];
  /** One entry, in index notation. */
  readonly entry?: Written;
  /** What that is an entry of, as ∂f_i/∂x_j; of first derivatives by independent entries. */
  readonly entryOf?: Written;
}

/** The shape of a name: as declared, or as it was understood. */
export interface VariableNote {
  readonly name: string;
  readonly shape: readonly string[];
  readonly origin: "declared" | "inferred";
  /** What was declared of its values: `symmetric`, `orthogonal` ... */
  readonly properties?: readonly string[];
}

/** One of the three arrays that go by the name of a derivative by a symmetric matrix. */
export interface SymmetricReading extends Written {
  readonly reading: "independent-entries" | "symmetric-parameters" | "symmetric-matrices";
  readonly why: string;
}

/** The same numbers laid out the other way, and why the two differ. */
export interface Twin extends Written {
  readonly form: DerivativeForm;
  readonly shape: readonly string[];
  readonly why: string;
}

/** A part of a line: the numbers of the children on the way to it, and where it stands in `plain`. */
export interface Focus {
  readonly path: readonly number[];
  readonly span?: readonly [from: number, to: number];
}

export interface WrittenStep {
  /** The standard name of the rule. */
  readonly rule: string;
  readonly title: string;
  /** Absent where the line goes on from the one before. */
  readonly left?: Written;
  /** What the rule is applied to: the line before, or what `left` stands for. */
  readonly before: Written;
  /** What it gives: the line itself. */
  readonly right: Written;
  /** The parts of `before` that the rule takes hold of, and the parts of `right` that it makes. */
  readonly focus: { readonly before: readonly Focus[]; readonly after: readonly Focus[] };
  readonly reason: string;
  /** The sums that end in this line; `term` counts from 1 where the line has several terms. */
  readonly deltas?: readonly {
    readonly summed: string;
    readonly becomes: string;
    readonly term?: number;
  }[];
  /** The numbers, from 1, of the steps whose result is put in or repeated. */
  readonly uses?: readonly number[];
  /** The names that are written out again. */
  readonly names?: readonly string[];
  /** The letters that name an entry, where `before` is one entry and `right` the whole array. */
  readonly letters?: readonly string[];
  /** The named part, or the function, that the line is about. */
  readonly part?: string;
  /** The same in smaller steps; the last ends in `right`. Their `uses` count the outer steps. */
  readonly substeps?: readonly WrittenStep[];
  /** A sum that a delta ends, at small numbers; of several such lines only the first has one. */
  readonly writtenOut?: WrittenOut;
  /** The array of entries with dots, where a line puts the entries together. */
  readonly array?: EntryArray;
  /** `definition`: the line was compared with the definition of the derivative at a random point. */
  readonly evidence?: "definition";
}

/** A sum over a delta in numbers: `W_21·0 + W_22·0 + W_23·1 + W_24·0` and `W_23`. */
export interface WrittenOut {
  /** The numbers that letters and sizes stand for: `{"i": 2, "j": 3, "m": 4}`. */
  readonly at: Readonly<Record<string, number>>;
  /** With a sum sign, at these numbers. */
  readonly sum: Written;
  readonly terms: Written;
  readonly result: Written;
}

/** Entries of an array as a table, `⋯` for the rows and columns between. */
export interface EntryArray {
  readonly rows: readonly (readonly Written[])[];
  /** Behind which rows, and which columns, the dots stand, counted from 1. */
  readonly rowDots?: number;
  readonly columnDots?: number;
}

export interface WrittenDerivation {
  readonly method: "indices" | "identities" | "differentials";
  /** The name that the function goes by in the steps. */
  readonly function: string;
  /** The variable that it is differentiated by. */
  readonly wrt: string;
  /** How many lines were compared with the definition of the derivative at a random point. */
  readonly checkedLines: number;
  readonly wanted: string;
  readonly names: readonly WrittenName[];
  /** The function in terms of the names. */
  readonly functionBody?: Written;
  /** How a delta is written in the formulas; as δ_pj where left out. */
  readonly delta?: "iverson";
  readonly steps: readonly WrittenStep[];
  /** What was left out or folded, in a sentence. */
  readonly omitted?: string;
  /** The derivation of the next derivative, where a higher one is wanted: the function is the answer so far. */
  readonly next?: WrittenDerivation;
}

/** What the derivations by several methods have in common. */
export interface Comparison {
  /**
   * `node`: the same polynomial; `proof`: equal once everything is multiplied out; `exact`: equal in
   * exact arithmetic at random points; `numeric`: in floating-point numbers.
   */
  readonly agreement: "node" | "proof" | "exact" | "numeric";
  readonly lines: readonly {
    readonly method: WrittenDerivation["method"];
    readonly steps: number;
  }[];
  readonly shortest: WrittenDerivation["method"];
  /** Both in a sentence or two. */
  readonly text: string;
}

export interface DerivativeAnswer {
  readonly id?: string | number | null;
  readonly status: "ok";
  /** The form of the answer; where the one asked for does not exist it is `tensor`, and `note` says so. */
  readonly form: DerivativeForm;
  readonly plain: string;
  readonly indices?: readonly string[];
  readonly let?: readonly (readonly [name: string, means: string])[];
  readonly shape: readonly string[];
  readonly latex: string;
  readonly unicode: string;
  /** One entry, in index notation. */
  readonly index: string;
  readonly evidence: Evidence;
  /** The expression as it was understood, in plain notation. */
  readonly reading: string;
  /** Its sizes: none for a number, one for a vector, `1` and one for a row. */
  readonly functionShape: readonly string[];
  /** The notation that the expression was read in: the one asked for, or the one recognised. */
  readonly notation?: string;
  /** What the text calls the function: `L` of `L(W) = ...`. */
  readonly name?: string;
  /** Places that could have been read in another way, and how to type that. */
  readonly choices?: readonly Choice[];
  readonly wrt: string;
  readonly variables: readonly VariableNote[];
  readonly assumed: readonly string[];
  readonly conditions: readonly string[];
  /** The facts about values that the answer makes use of: "S is symmetric". */
  readonly because?: readonly string[];
  /** Of a scalar by a matrix that is known to be symmetric: what else is called its derivative. */
  readonly readings?: readonly SymmetricReading[];
  /** How this form relates to the others, and whose convention it is. */
  readonly layoutNote: string;
  readonly twin?: Twin;
  readonly note?: string;
  /** Present where steps were asked for and the derivation is of human size. */
  readonly derivation?: WrittenDerivation;
  /** The same by other methods, where all were asked for; every one ends in the same derivative. */
  readonly otherDerivations?: readonly WrittenDerivation[];
  /** What the derivations have in common, where there are several. */
  readonly compared?: Comparison;
  /** Why there is no derivation although steps were asked for, or which of all methods is missing. */
  readonly derivationNote?: string;
  /** Present where steps or notations were asked for. */
  readonly display?: Display;
  readonly ms: number;
}

export interface NoAnswer {
  readonly id?: string | number | null;
  /** `error`: the input is at fault; `refused`: it cannot be done; `stopped`: a budget ran out. */
  readonly status: "refused" | "stopped" | "error";
  readonly problem: Problem;
  readonly ms?: number;
}

export type DerivativeResult = DerivativeAnswer | NoAnswer;

export interface DeriveOptions {
  /** Whether to narrate the derivation; `none` is faster. Default `none`. */
  readonly steps?: "indices" | "identities" | "differentials" | "all" | "none";
  /** Notations, by name, to write every formula in besides the usual ones; they appear in `more`. */
  readonly notations?: readonly string[];
  /** A line for each part, what a textbook shows (left out), or no step skipped. */
  readonly detail?: "outline" | "standard" | "every";
  /** How deltas are written in the steps: δ_pj (left out) or [p = j]. */
  readonly delta?: "kronecker" | "iverson";
}
