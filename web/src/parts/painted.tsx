import type { HighlightedText, Span } from "indicial";
import type { ComponentChildren } from "preact";

type Pieces = HighlightedText["pieces"];

/** Signs stand back, functions stand out; names are as the text is. */
const CLASSES: Readonly<Partial<Record<Pieces[number]["kind"], string>>> = {
  operator: "op",
  bracket: "op",
  comment: "op",
  function: "fn",
};

/** Longer texts are in one ink: each piece is an element that the browser lays out. */
const LONGEST = 4000;

/** The text as it is seen below the text box: its pieces in their inks, the part at fault underlined. */
export function paint(
  text: string,
  fault: Span | undefined,
  found: Pieces = [],
): ComponentChildren {
  const pieces = text.length > LONGEST ? [] : found;
  const cuts = new Set([0, text.length]);
  const bad = fault && {
    from: Math.min(fault.from, text.length),
    to: Math.max(Math.min(fault.from, text.length), Math.min(fault.to, text.length)),
  };
  for (const span of bad ? [...pieces, bad] : pieces) cuts.add(span.from).add(span.to);
  const ends = [...cuts].filter((at) => at <= text.length).sort((a, b) => a - b);
  // Pieces are in order, and so are the runs.
  let next = 0;
  const runs = ends.slice(1).map((to, at) => {
    const from = ends[at]!;
    while (next < pieces.length && pieces[next]!.to < to) next++;
    const following = pieces[next];
    const piece = following && following.from <= from ? following : undefined;
    const isBad = bad && bad.from <= from && to <= bad.to && bad.from < bad.to;
    const classes = [isBad ? "bad" : "", (piece && CLASSES[piece.kind]) ?? ""];
    return (
      <span key={`${from}`} class={classes.join(" ").trim()}>
        {text.slice(from, to)}
      </span>
    );
  });
  // A fault at the end of the text has no letters of its own.
  const isAtEnd = bad && bad.from === bad.to;
  return (
    <>
      {runs}
      {/* The last line has its height before anything stands in it. */}
      {(text === "" || text.endsWith("\n")) && "\u200b"}
      {isAtEnd && <span class="bad">{"\u00a0"}</span>}
    </>
  );
}
