import type { Span } from "./span.ts";

/** A stretch of one line of the source, and where in it the caret stands. */
export interface Excerpt {
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in characters. */
  readonly column: number;
  /** The line, cut to a readable width; tabs are spaces, invisible characters are drawn. */
  readonly text: string;
  /** `   ^^^`: spaces and carets to print beneath `text`. */
  readonly caret: string;
}

const WIDTH = 72;

/** What a terminal or a page shows of the source beneath an error message. */
export function excerptAt(source: string, span: Span): Excerpt {
  const from = Math.max(0, Math.min(span.from, source.length));
  const start =
    Math.max(source.lastIndexOf("\n", from - 1), source.lastIndexOf("\r", from - 1)) + 1;
  const lineBreak = /[\r\n]/g;
  lineBreak.lastIndex = from;
  const end = lineBreak.exec(source)?.index ?? source.length;
  const to = Math.max(from, Math.min(span.to, end));
  const before = Array.from(source.slice(start, from));
  const marked = Array.from(source.slice(from, to));
  const after = Array.from(source.slice(to, end));

  // The whole line where it fits; else the stretch about the mark.
  const room = Math.max(0, WIDTH - marked.length);
  const shownBefore = Math.min(before.length, Math.max(room >> 1, room - after.length));
  const head = before.slice(before.length - shownBefore);
  const shownMarked = marked.slice(0, WIDTH);
  const tail = after.slice(0, Math.max(0, room - shownBefore));
  const opening = head.length < before.length ? "…" : "";
  const closing = shownMarked.length < marked.length || tail.length < after.length ? "…" : "";
  const text = [...head, ...shownMarked, ...tail].map(visible).join("");
  return {
    line: source.slice(0, start).split(/\r\n|\r|\n/).length,
    column: before.length + 1,
    text: opening + text + closing,
    caret: " ".repeat(opening.length + head.length) + "^".repeat(Math.max(1, shownMarked.length)),
  };
}

/** One character as one printable cell. */
function visible(character: string): string {
  const code = character.codePointAt(0)!;
  if (character === "\t" || /\p{Zs}/u.test(character)) return " ";
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (/[\p{C}\p{Zl}\p{Zp}\p{M}]/u.test(character)) return "\ufffd";
  return character;
}
