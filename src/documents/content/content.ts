import type { Written } from "../../answers/answer.ts";
import type { Picture } from "../../pictures/picture.ts";

/** What a document says, before it is set in any form: plain data, built once for all forms. */
export interface Content {
  /** A few words, as for the title of a page. */
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly vocabulary: Vocabulary;
  /** What was found, as the library gives it. */
  readonly data: object;
}

/** The names that are mathematics where they occur in a sentence. */
export interface Vocabulary {
  readonly names: ReadonlySet<string>;
  /** `dX` of `X`. */
  readonly differentials: ReadonlyMap<string, string>;
}

export type Block = Heading | Facts | Steps | Paragraph | Figure;

export interface Heading {
  readonly kind: "heading";
  readonly text: string;
  /** Of one of several pages in one. */
  readonly isPart?: true;
}

/** A sentence or more; `strong` for a verdict. */
export interface Paragraph {
  readonly kind: "paragraph";
  readonly text: string;
  readonly strong?: true;
}

/** Something drawn; its description says the same in words. */
export interface Figure {
  readonly kind: "figure";
  readonly picture: Picture;
}

/** What belongs together, each under its label. */
export interface Facts {
  readonly kind: "facts";
  readonly facts: readonly Fact[];
}

export interface Fact {
  readonly label: string;
  readonly entries: readonly Entry[];
}

export type Entry =
  /** `isRead`: its formulas are not to be typed, but stand beside those of a derivation. */
  | { readonly kind: "sentence"; readonly text: string; readonly isRead?: true }
  | FormulaEntry
  /** What one would type, or numbers: set as it is. */
  | { readonly kind: "typed"; readonly text: string }
  /** A name, its shape, and how that is known. */
  | {
      readonly kind: "shape";
      readonly name: Written;
      readonly shape: readonly string[];
      readonly origin: string;
    };

export interface FormulaEntry {
  readonly kind: "formula";
  /** Before the sign of equality. */
  readonly left?: Written;
  readonly right: Written;
  /** The sizes of its sides, as `m x 1`. */
  readonly shape?: string;
  /** The line that everything led to. */
  readonly isResult?: true;
  /** On a terminal in plain notation, so that it can be typed again. */
  readonly isTypeable?: true;
}

export interface Steps {
  readonly kind: "steps";
  readonly steps: readonly StepContent[];
}

export interface StepContent {
  readonly title: string;
  /** What a textbook calls the rule; empty where the title says so. */
  readonly rule: string;
  /** Absent where the line goes on from the one before. */
  readonly left?: Written;
  readonly right: Written;
  readonly reason: string;
  readonly deltas: readonly DeltaContent[];
  /** A sum that a delta ends, at small numbers. */
  readonly writtenOut?: WrittenOutContent;
  /** The rows of the array that the line is about, dots among the entries. */
  readonly array?: readonly (readonly Cell[])[];
  /** What is folded into this line. */
  readonly folded?: Folded;
}

export interface WrittenOutContent {
  /** `With i = 2, j = 3 and m = 4` */
  readonly where: string;
  readonly terms: Written;
  readonly result: Written;
}

/** An entry of an array, or dots for those between. */
export type Cell = Written | Dots;
export type Dots = "across" | "down" | "diagonal";

export function isDots(cell: Cell): cell is Dots {
  return typeof cell === "string";
}

/** The lines that one line stands for. */
export interface Folded {
  /** `4 steps in one: differentiate term by term, ...`, for forms that cannot unfold them. */
  readonly summary: string;
  readonly steps: readonly StepContent[];
}

/** A delta that ends a sum in this line. */
export interface DeltaContent {
  readonly delta: Written;
  readonly summed: Written;
  readonly becomes: Written;
  /** The term it stands in, counted from 1, where there are several. */
  readonly term?: number;
}
