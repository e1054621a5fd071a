import type { Span } from "indicial";
import type { ComponentChildren } from "preact";

/** The text as it is seen below the text box, the part at fault underlined. */
export function paint(text: string, fault: Span | undefined): ComponentChildren {
  if (!fault) return text;
  const from = Math.min(fault.from, text.length);
  const to = Math.max(from, Math.min(fault.to, text.length));
  // A fault at the end of the text has no letters of its own.
  const bad = from === to ? "\u00a0" : text.slice(from, to);
  return (
    <>
      {text.slice(0, from)}
      <span class="bad">{bad}</span>
      {text.slice(to)}
    </>
  );
}
