import type { Vocabulary } from "../content/content.ts";
import { formulaLatex } from "./latex-text.ts";
import { stretchesOf } from "./sentence.ts";

/** A sentence with its formulas between dollar signs. */
export function sentenceMarkdown(sentence: string, vocabulary: Vocabulary): string {
  return stretchesOf(sentence, vocabulary)
    .map((stretch) =>
      stretch.kind === "words"
        ? escapeMarkdown(stretch.text)
        : `$${formulaLatex(stretch.parts, vocabulary)}$`,
    )
    .join("");
}

/** Everything that would begin something in GitHub's Markdown, or HTML. */
export function escapeMarkdown(words: string): string {
  return words.replace(/[\\`*_{}[\]<>#$|~&]/g, "\\$&");
}

/** A span of code may hold back ticks, if its own are more. */
export function codeSpan(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = "`".repeat(longest + 1);
  const gap = /^`|`$/.test(text) ? " " : "";
  return ticks + gap + text + gap + ticks;
}
