import { lettersOf, scriptOf, type Stretch, termsOf } from "./latex-terms.ts";

/** A delta that ends a sum, as the library tells it: `summed` gives way to `becomes`. */
export interface DeltaSum {
  readonly summed: string;
  readonly becomes: string;
  /** Which term of the line it stands in, counted from 1, where there are several. */
  readonly term?: number;
}

const DELTA = /\\delta_\{([^{}]*)\}/g;
const SCRIPTED = /(\\?[A-Za-z]+|\\right\])_\{([^{}]*)\}/g;

/** Every delta in the colour of deltas. */
export function withDeltas(latex: string): string {
  return latex.replaceAll(DELTA, (delta) => marked("delta", delta));
}

/**
 * A line before its deltas are summed out: each of them underlined, and the sum that it ends struck
 * through; both carry the class `tie-k`, so that a line can be drawn between them.
 */
export function withTies(latex: string, sums: readonly DeltaSum[]): string {
  return withDeltas(
    inTerms(latex, (term, number) => {
      let text = term;
      for (const [k, { summed, becomes }] of ofTerm(sums, number)) {
        const delta = [...text.matchAll(DELTA)].find((match) => {
          const letters = lettersOf(match[1]!);
          return letters.includes(latexName(summed)) && letters.includes(latexName(becomes));
        });
        const sum = `\\sum_{${latexName(summed)}}`;
        const at = text.indexOf(sum);
        if (!delta || at < 0) continue;
        // The delta stands behind its sum, so it is replaced first.
        const box = `\\htmlClass{delta-box tie-${k}}{\\htmlDelta_{${delta[1]!}}}`;
        text = text.slice(0, delta.index) + box + text.slice(delta.index + delta[0].length);
        const killed = `\\mathop{\\htmlClass{killed tie-${k}}{\\sum}}\\limits_{\\htmlClass{delta}{${latexName(summed)}}}`;
        text = text.slice(0, at) + killed + text.slice(at + sum.length);
      }
      return text;
    }),
  ).replaceAll("\\htmlDelta", "\\delta");
}

/**
 * The line after: the letters that took the place of the summed ones are underlined, with the class
 * `new-k` of the sum that ended.
 */
export function withNewLetters(latex: string, before: string, sums: readonly DeltaSum[]): string {
  const places = new Map<string, string>();
  for (const [number, { from, to }] of termsOf(before).entries()) {
    const own = ofTerm(sums, number);
    const becomes = new Map(
      own.map(([k, sum]) => [latexName(sum.summed), { letter: latexName(sum.becomes), k }]),
    );
    for (const match of before.slice(from, to).matchAll(SCRIPTED)) {
      const [, base, script] = match as unknown as [string, string, string];
      if (base === "\\sum" || base === "\\delta") continue;
      const letters = lettersOf(script);
      if (!letters.some((letter) => becomes.has(letter))) continue;
      const after = scriptOf(letters.map((letter) => becomes.get(letter)?.letter ?? letter));
      const shown = letters.map((letter) => {
        const fresh = becomes.get(letter);
        return fresh ? marked(`becomes new-${fresh.k}`, fresh.letter) : letter;
      });
      const separator = after.includes(",") ? ", " : "";
      places.set(`${base}_{${after}}`, `${base}_{${shown.join(separator)}}`);
    }
  }
  return latex.replaceAll(SCRIPTED, (whole) => places.get(whole) ?? whole);
}

function inTerms(latex: string, edit: (term: string, number: number) => string): string {
  let text = "";
  let from = 0;
  for (const [number, term] of termsOf(latex).entries()) {
    text += latex.slice(from, term.from) + edit(sliceOf(latex, term), number);
    from = term.to;
  }
  return text + latex.slice(from);
}

function sliceOf(latex: string, { from, to }: Stretch): string {
  return latex.slice(from, to);
}

function ofTerm(
  sums: readonly DeltaSum[],
  number: number,
): readonly (readonly [k: number, sum: DeltaSum])[] {
  return [...sums.entries()].filter(([, { term }]) => (term ?? 1) === number + 1);
}

/** Index letters are single letters; what is longer is written as the library writes it. */
function latexName(letter: string): string {
  return letter.length === 1 ? letter : `\\mathrm{${letter}}`;
}

function marked(className: string, latex: string): string {
  return `\\htmlClass{${className}}{${latex}}`;
}
