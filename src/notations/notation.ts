import type { Expression } from "../syntax/expression.ts";
import { failure, type Problem, type Result } from "../text/problem.ts";
import type { Span } from "../text/span.ts";

/** A way to write mathematics as text: one file a notation. */
export interface Notation {
  /** The canonical spelling; the file has the same name. */
  readonly name: string;
  /** One line for a help page. */
  readonly summary: string;
  /** A user's mistake is a `Problem` with a span; so is asking a notation that is only written. */
  readonly read: (text: string, context?: ReadingContext) => Result<Expression>;
  /** Whether its texts are right only where `options.arrays` told of the arrays. */
  readonly needsArrays?: true;
  /** What a notation that is read says of its texts; absent where it is only written. */
  readonly input?: InputSide;
  /** @throws TooLong past `options.limit`; CannotWrite for what the notation has no words for */
  readonly write: (expression: Expression, options?: WritingOptions) => string;
}

/**
 * What a reader must know of the names, for some texts mean two things without it. The sets must not
 * change afterwards: a reader may remember what it has made of them.
 */
export interface ReadingContext {
  /** How many axes each declared variable has, where that is known. */
  readonly ranks?: ReadonlyMap<string, number>;
  /** Sizes that declarations speak of; as names they stand for numbers. */
  readonly sizes?: ReadonlySet<string>;
  /** The part of the text to read; all of it where left out. Spans count from the text's beginning. */
  readonly range?: Span;
  /** Called for every place that could be read in another way. */
  readonly onChoice?: (choice: Choice) => void;
  /** Called for the upper end of every sum, `n` of `\\sum_{k=1}^{n}`. */
  readonly onRange?: (range: SummationRange) => void;
  /** Names declared as variables: `A(x + y)` is then a product, and `X^T` a power. */
  readonly variables?: ReadonlySet<string>;
  /** Names declared as unknown functions: `f(x)` is then a call. */
  readonly functions?: ReadonlySet<string>;
}

/** What shared code asks of a notation that is read. */
export interface InputSide {
  /**
   * How strongly the signs in a text speak for this notation: 0 where none does, 1 where it can be
   * read so, 2 for characters and 3 for spellings that no other notation has.
   */
  readonly recognise: (text: string) => number;
  /** What separates statements: line ends, and what the notation has besides. */
  readonly separator: RegExp;
  /**
   * The text with what sets formulas apart blanked out, place by place, so that statements can be
   * told by their first words; left out: the text itself.
   */
  readonly bare?: (text: string) => string;
  /** Whether messages quote what was typed rather than write it anew. */
  readonly quotesSource?: true;
  /** A declaration in the words of plain notation: `A in R^(n x m)`; left out: the text itself. */
  readonly declaration?: (text: string) => string;
  /** The pieces of a text, for highlighting; any text has some. */
  readonly highlight: (text: string, context?: ReadingContext) => readonly Highlight[];
}

/** A piece of a text and what it is; pieces are in order and do not overlap. */
export interface Highlight extends Span {
  readonly kind:
    | "number"
    | "name"
    | "function"
    | "operator"
    | "bracket"
    | "command"
    | "comment"
    | "unknown";
}

/** A place that could have been read in another way. */
export interface Choice {
  readonly span: Span;
  /** How it was read, in a few words: "sigma(...) is the logistic function". */
  readonly reading: string;
  /** What to type for the other reading. */
  readonly otherwise?: string;
}

/** That an index letter runs from 1 to a size that was typed. */
export interface SummationRange {
  readonly letter: string;
  readonly size: string;
  readonly span: Span;
}

export interface WritingOptions {
  /** The longest text to write, in UTF-16 code units; 1,000,000 where left out. */
  readonly limit?: number;
  /** Names that are differentials, `dX`, and of what, `X`: an upright d, where a notation has one. */
  readonly differentials?: ReadonlyMap<string, string>;
  /** How a delta is written where a notation has both: δ_pj (left out), or Iverson's [p = j]. */
  readonly delta?: "kronecker" | "iverson";
  /** What a notation whose texts are run must know of the arrays. */
  readonly arrays?: {
    /** How many axes each variable has; what is not among them is a number. */
    readonly ranks: ReadonlyMap<string, number>;
    /** Of an entry: its index letters, in the order of the axes, and the size of each. */
    readonly letters: ReadonlyMap<string, string>;
  };
}

/** The longest text that is read, in UTF-16 code units. */
export const LONGEST_TEXT = 1_000_000;

/**
 * Thrown where an expression is too long to write. Shared parts are written out at each use, so a
 * small expression can have an astronomically long text; bind the parts to names first.
 */
export class TooLong extends Error {
  override readonly name = "TooLong";
  readonly limit: number;

  constructor(limit: number) {
    super(`the text would be longer than ${limit} characters`);
    this.limit = limit;
  }
}

/** Thrown by a notation that has no words for an expression: programs cannot differentiate. */
export class CannotWrite extends Error {
  override readonly name = "CannotWrite";

  constructor(what: string) {
    super(`there is no way to write ${what}`);
  }
}

export function textTooLong(text: string): Problem {
  return {
    code: "text-too-long",
    message: `The text has ${text.length} characters; at most ${LONGEST_TEXT} are read.`,
    remedy: "Give names to its parts and treat them one by one.",
  };
}

/** The `read` of a notation that is only written. */
export function notRead(name: string): Notation["read"] {
  return (text) =>
    failure({
      code: "not-readable",
      message: `Indicial writes ${name} but does not read it.`,
      span: { from: 0, to: text.length },
      remedy: "Type the expression in plain notation, such as `y'*A*x`.",
    });
}

/** Of several notations the one whose signs a text has; where they claim it alike, the first. */
export function strongestClaim(notations: readonly Notation[], text: string): Notation {
  let best: Notation | undefined;
  let most = -1;
  for (const notation of notations) {
    const claim = notation.input?.recognise(text) ?? -1;
    if (claim > most) [best, most] = [notation, claim];
  }
  return best!;
}
