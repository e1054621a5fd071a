/** A half-open stretch `[from, to)` of the text that a user typed, in UTF-16 code units. */
export interface Span {
  readonly from: number;
  readonly to: number;
}
