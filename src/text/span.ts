/** A half-open stretch `[from, to)` of the text that a user typed, in UTF-16 code units. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The smallest span that covers both. */
export function cover(a: Span, b: Span): Span {
  return { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) };
}
