import type { Span } from "./span.ts";

/** One of the facts that disagree, and where it was said. */
export interface Fact {
  readonly text: string;
  readonly span?: Span;
}

/** One change of what was said: of a stretch of the text, or of the shape of a name. */
export type Edit =
  | { readonly kind: "text"; readonly span: Span; readonly text: string }
  | { readonly kind: "shape"; readonly name: string; readonly shape: readonly string[] };

/**
 * What is wrong, told as help: what, where, the facts that disagree, and what to type instead.
 * A user's mistake travels as data; exceptions are for faults of ours.
 */
export interface Problem {
  /** A stable machine name such as `shape-clash`, `unknown-name`, `unexpected-character`. */
  readonly code: string;
  /** One sentence, in the words of the subject, that stands without its context. */
  readonly message: string;
  readonly span?: Span;
  readonly facts?: readonly Fact[];
  /** What to type, or to declare, instead. */
  readonly remedy?: string;
  /** Changes that mend this place, each by itself, the likeliest first. */
  readonly edits?: readonly Edit[];
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

export function success<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function failure(problem: Problem): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem };
}
