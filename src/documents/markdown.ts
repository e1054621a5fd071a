import type { Written } from "../answers/answer.ts";
import type { Block, Content, Entry, Fact, StepContent, Vocabulary } from "./content/content.ts";
import type { DocumentForm } from "./form.ts";
import { arrayLatex } from "./typesetting/array-latex.ts";
import { codeSpan, escapeMarkdown, sentenceMarkdown } from "./typesetting/markdown-text.ts";

export const markdown: DocumentForm = {
  name: "markdown",
  summary: "Markdown with $...$ and $$...$$, as GitHub shows it",
  mediaType: "text/markdown",
  extension: "md",
  notations: [],
  write: (content, { fragment = false } = {}) => {
    const blocks = content.blocks.map((block) => writeBlock(block, content.vocabulary));
    return `${(fragment ? blocks : [titleOf(content), ...blocks]).join("\n\n")}\n`;
  },
};

function titleOf({ title, vocabulary }: Content): string {
  return `# ${sentenceMarkdown(title, vocabulary)}`;
}

function writeBlock(block: Block, vocabulary: Vocabulary): string {
  switch (block.kind) {
    case "heading":
      return block.isPart
        ? `# ${sentenceMarkdown(block.text, vocabulary)}`
        : `## ${sentenceMarkdown(block.text, vocabulary)}`;
    case "paragraph": {
      const words = sentenceMarkdown(block.text, vocabulary);
      return block.strong ? `**${words}**` : words;
    }
    case "figure": {
      const { text, description, evidence } = block.picture;
      const fence = "```";
      const words = [description, evidence].map((each) => sentenceMarkdown(each, vocabulary));
      return `${fence}text\n${text}\n${fence}\n\n${words.join(" ")}`;
    }
    case "facts":
      return factsMarkdown(block.facts, vocabulary);
    case "steps":
      return stepsMarkdown(block.steps, vocabulary);
  }
}

/** A list, for GitHub has no list of terms; what has no label goes on with the one before. */
function factsMarkdown(facts: readonly Fact[], vocabulary: Vocabulary): string {
  const lines: string[] = [];
  for (const { label, entries } of facts) {
    const texts = entries.map((entry) => entryMarkdown(entry, vocabulary));
    const isInline = texts.length === 1;
    if (label === "") lines.push(...texts.map((text) => `  ${text}`));
    else if (isInline) lines.push(`- **${escapeMarkdown(label)}:** ${texts.join("")}`);
    else {
      lines.push(`- **${escapeMarkdown(label)}:**`, ...texts.map((text) => `  - ${text}`));
    }
  }
  return lines.join("\n");
}

function entryMarkdown(entry: Entry, vocabulary: Vocabulary): string {
  switch (entry.kind) {
    case "sentence":
      return sentenceMarkdown(entry.text, vocabulary);
    case "typed":
      return codeSpan(entry.text);
    case "shape": {
      const space = entry.shape.length === 0 ? "" : `^{${entry.shape.join(" \\times ")}}`;
      return `$${entry.name.latex} \\in \\mathbb{R}${space}$, ${sentenceMarkdown(entry.origin, vocabulary)}`;
    }
    case "formula": {
      const equation = entry.left
        ? `${entry.left.latex} = ${entry.right.latex}`
        : entry.right.latex;
      const shape =
        entry.shape === undefined ? "" : `, ${sentenceMarkdown(entry.shape, vocabulary)}`;
      return `$${equation}$${shape}`;
    }
  }
}

/** The left side is said again where a line goes on: displays stand apart. */
function stepsMarkdown(steps: readonly StepContent[], vocabulary: Vocabulary): string {
  let left: Written | undefined;
  const texts = steps.map((step, k) => {
    left = step.left ?? left;
    return stepMarkdown({ ...step, ...(left && { left }) }, k + 1, vocabulary);
  });
  return texts.join("\n\n");
}

function stepMarkdown(step: StepContent, number: number, vocabulary: Vocabulary): string {
  const { array, writtenOut, folded } = step;
  const rule = step.rule === "" ? "" : ` (${escapeMarkdown(step.rule)})`;
  const indent = " ".repeat(String(number).length + 2);
  const title = `${number}. **${sentenceMarkdown(step.title, vocabulary)}**${rule}`;
  const written = array ? ` = ${arrayLatex(array)}` : "";
  const display = `$$${equationOf(step)}${written}$$`;
  const reason = [
    sentenceMarkdown(step.reason, vocabulary),
    ...step.deltas.map(
      ({ delta, summed, becomes, term }) =>
        `${term === undefined ? "" : `In term ${term}, `}$${delta.latex}$ ends the sum over $${summed.latex}$: $${summed.latex} = ${becomes.latex}$.`,
    ),
    ...(writtenOut
      ? [
          `${sentenceMarkdown(writtenOut.where, vocabulary)}: $${writtenOut.terms.latex} = ${writtenOut.result.latex}$.`,
        ]
      : []),
    ...(folded ? [sentenceMarkdown(folded.summary, vocabulary)] : []),
  ].join(" ");
  return [title, display, reason].join(`\n\n${indent}`);
}

function equationOf({ left, right }: { left?: Written; right: Written }): string {
  return left ? `${left.latex} = ${right.latex}` : `= ${right.latex}`;
}
