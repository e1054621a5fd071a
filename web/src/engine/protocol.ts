import type {
  CheckedAnswer,
  CheckedDerivation,
  CheckProblem,
  DerivationProblem,
  DerivativeProblem,
  DerivativeResult,
  DeriveOptions,
  DerivedPage,
  Edit,
  explain,
  HighlightedText,
  NoAnswer,
  PictureOptions,
  Pictures,
  SentencePart,
} from "indicial";
import type { Question } from "../state/question.ts";

/** What the page may ask its worker, and what it is told: plain data both ways. */
export interface Jobs {
  readonly derive: { readonly asks: Question; readonly tells: Derived };
  readonly narrate: {
    readonly asks: { readonly problem: DerivativeProblem; readonly detail: Detail };
    readonly tells: Narration;
  };
  readonly draw: {
    readonly asks: { readonly problem: DerivativeProblem; readonly options: PictureOptions };
    readonly tells: Pictures | NoAnswer;
  };
  readonly document: {
    readonly asks: { readonly problem: DerivativeProblem; readonly form: string };
    readonly tells: DerivedPage | NoAnswer;
  };
  /** The answer in notations that are rarely wanted. */
  readonly write: { readonly asks: DerivativeProblem; readonly tells: DerivativeResult };
  /** The answer as a function of Python; undefined where there is none. */
  readonly program: { readonly asks: DerivativeProblem; readonly tells: string | undefined };
  readonly check: {
    readonly asks: { readonly problem: CheckProblem; readonly names: readonly string[] };
    readonly tells: Judged;
  };
  readonly review: {
    readonly asks: {
      readonly lines: DerivationProblem;
      readonly problem: DerivativeProblem;
      readonly names: readonly string[];
    };
    readonly tells: Reviewed;
  };
  /** The page of a rule, by the name that a step cites. */
  readonly explain: { readonly asks: string; readonly tells: ReturnType<typeof explain> };
}

/** Sentences by their text, with the formulas in them found. */
export type Sentences = Readonly<Record<string, readonly SentencePart[]>>;

/** The verdict on an answer. */
export interface Judged {
  readonly result: CheckedAnswer | NoAnswer;
  readonly sentences: Sentences;
}

/** A derivation judged line by line, and what its last line is. */
export interface Reviewed {
  readonly result: CheckedDerivation | NoAnswer;
  /** Whether the last line is the derivative; undefined where that could not be told. */
  readonly isDerivative?: boolean | undefined;
  readonly sentences: Sentences;
}

/** How finely a derivation is told. */
export type Detail = NonNullable<DeriveOptions["detail"]>;

export interface Derived {
  readonly result: DerivativeResult;
  /** Changes with which there is an answer; each was tried. */
  readonly edits: readonly Edit[];
  /** What each piece of the text is, for its colours. */
  readonly pieces: HighlightedText["pieces"];
}

/** An answer with its derivations, and every sentence in it with the formulas found. */
export interface Narration {
  readonly result: DerivativeResult;
  readonly sentences: Sentences;
}

export type JobName = keyof Jobs;

export interface Order<N extends JobName = JobName> {
  readonly id: number;
  readonly job: N;
  readonly asks: Jobs[N]["asks"];
}

/** What a job tells; or a fault of ours, which no job should have. */
export type Report<N extends JobName = JobName> =
  | { readonly id: number; readonly tells: Jobs[N]["tells"] }
  | { readonly id: number; readonly fault: NoAnswer };
