import type { Expression } from "../syntax/expression.ts";
import { type Result, failure } from "../text/problem.ts";

/** A way to write mathematics as text: one file a notation. */
export interface Notation {
  /** The canonical spelling; the file has the same name. */
  readonly name: string;
  /** One line for a help page. */
  readonly summary: string;
  /** A user's mistake is a `Problem` with a span; so is asking a notation that is only written. */
  readonly read: (text: string, context?: ReadingContext) => Result<Expression>;
  /** @throws TooLong past `options.limit`. */
  readonly write: (expression: Expression, options?: WritingOptions) => string;
}

/**
 * What a reader must know of the names, for some texts mean two things without it. The sets must not
 * change afterwards: a reader may remember what it has made of them.
 */
export interface ReadingContext {
  /** Names declared as variables: `A(x + y)` is then a product, and `X^T` a power. */
  readonly variables?: ReadonlySet<string>;
  /** Names declared as unknown functions: `f(x)` is then a call. */
  readonly functions?: ReadonlySet<string>;
}

export interface WritingOptions {
  /** The longest text to write, in UTF-16 code units; 1,000,000 where left out. */
  readonly limit?: number;
  /** Names that are differentials, `dX`, and of what, `X`: an upright d, where a notation has one. */
  readonly differentials?: ReadonlyMap<string, string>;
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
