import { notationOf } from "../notations/table.ts";
import type { Highlight } from "../notations/notation.ts";
import type { Problem } from "../text/problem.ts";

/** A text as an editor shows it: the notation it is taken for, and its pieces. */
export interface HighlightedText {
  readonly notation: string;
  /** In order, none within another; what lies between them is space. */
  readonly pieces: readonly Highlight[];
}

export interface HighlightOptions {
  /** The notation; left out: the one that is recognised. */
  readonly from?: string;
  /** Names that are declared: `loss` is then one name. */
  readonly names?: readonly string[];
}

/**
 * What each piece of a text is, for an editor. Any text has pieces, however wrong it is; a notation
 * that is not read has a problem instead.
 */
export function highlight(
  text: string,
  { from, names }: HighlightOptions = {},
): HighlightedText | { readonly problem: Problem } {
  const notation = notationOf(text, from);
  if (!notation.ok) return { problem: notation.problem };
  const { name, input } = notation.value;
  const context = names ? { variables: new Set(names) } : {};
  return { notation: name, pieces: input?.highlight(text, context) ?? [] };
}
