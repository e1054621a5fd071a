/** How many cells of a terminal a text takes; combining marks take none. */
export function cellsOf(text: string): number {
  let cells = 0;
  for (const character of text) if (!/\p{M}/u.test(character)) cells++;
  return cells;
}

/** A sentence in lines of at most `width` cells, broken between words. */
export function wrapProse(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  let cells = 0;
  for (const word of text.split(/\s+/)) {
    if (word === "") continue;
    const size = cellsOf(word);
    if (line !== "" && cells + 1 + size > width) {
      lines.push(line);
      line = "";
    }
    cells = line === "" ? size : cells + 1 + size;
    line = line === "" ? word : `${line} ${word}`;
  }
  if (line !== "") lines.push(line);
  return lines;
}

/**
 * A formula in lines of at most `width` characters. It is broken where a reader would break it: before
 * a plus or minus, as far outside of all parentheses as possible; then behind a comma, at a space,
 * behind a product sign. A stretch without such a place stays whole.
 */
export function wrapFormula(text: string, width: number): string[] {
  const lines: string[] = [];
  let from = 0;
  while (text.length - from > width) {
    const at = breakPlace(text, from, width);
    if (at === undefined) break;
    lines.push(text.slice(from, at).trimEnd());
    from = at;
  }
  lines.push(text.slice(from));
  return lines;
}

/** Breaks further left than this part of the line look torn. */
const EARLIEST = 0.4;
/** One parenthesis deeper is worse than any other kind of place on this level. */
const DEEPER = 10;

/** Where the next line begins, or undefined where there is no place to break any more. */
function breakPlace(text: string, from: number, width: number): number | undefined {
  let depth = 0;
  let best: number | undefined;
  let bestCost = Number.POSITIVE_INFINITY;
  for (let at = from; at < text.length; at++) {
    if (best !== undefined && at - from > width) break;
    if (at > from) {
      const kind = costOfPlace(text, at);
      if (kind !== undefined) {
        const early = at - from < width * EARLIEST ? 1000 : 0;
        const cost = kind + depth * DEEPER + early;
        if (cost <= bestCost) {
          best = at;
          bestCost = cost;
        }
      }
    }
    const character = text[at]!;
    if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
  }
  return best;
}

function costOfPlace(text: string, at: number): number | undefined {
  const before = text[at - 1]!;
  const here = text[at]!;
  if (before === " ") {
    if ((here === "+" || here === "-") && text[at + 1] === " ") return 0;
    return text[at - 2] === "," ? 3 : 6;
  }
  return before === "*" && here !== "*" ? 5 : undefined;
}
