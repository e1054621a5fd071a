import type { Block, Content, Entry, Fact, StepContent, Vocabulary } from "./content/content.ts";
import type { DocumentForm } from "./form.ts";
import { arrayLatex } from "./typesetting/array-latex.ts";
import { breakLatex, escapeLatex, sentenceLatex, widthOfLatex } from "./typesetting/latex-text.ts";

export const latex: DocumentForm = {
  name: "latex",
  summary: "an article for LaTeX, which needs amsmath alone; as a fragment, its body",
  mediaType: "application/x-latex",
  extension: "tex",
  notations: [],
  write: (content, { fragment = false } = {}) => {
    const body = content.blocks.map((block) => writeBlock(block, content.vocabulary)).join("\n");
    return fragment ? body : article(content, body);
  },
};

function article({ title, vocabulary }: Content, body: string): string {
  return `\\documentclass[a4paper,11pt]{article}
\\usepackage{amsmath}
\\allowdisplaybreaks
\\setlength{\\textwidth}{152mm}
\\setlength{\\oddsidemargin}{4mm}
\\setlength{\\topmargin}{-10mm}
\\setlength{\\textheight}{235mm}
\\setlength{\\parindent}{0pt}
\\begin{document}
\\section*{${sentenceLatex(title, vocabulary)}}
${body}\\end{document}
`;
}

function writeBlock(block: Block, vocabulary: Vocabulary): string {
  switch (block.kind) {
    case "heading":
      return block.isPart
        ? `\\section*{${sentenceLatex(block.text, vocabulary)}}\n`
        : `\\subsection*{${sentenceLatex(block.text, vocabulary)}}\n`;
    case "paragraph": {
      const words = sentenceLatex(block.text, vocabulary);
      return block.strong ? `\\textbf{${words}}\n` : `${words}\n`;
    }
    // The picture itself would need a package; its description says the same.
    case "figure":
      return `${sentenceLatex(block.picture.description, vocabulary)}\n`;
    case "facts":
      return factsLatex(block.facts, vocabulary);
    case "steps":
      return stepsLatex(block.steps, vocabulary);
  }
}

function factsLatex(facts: readonly Fact[], vocabulary: Vocabulary): string {
  const items = facts.map(({ label, entries }) => {
    const lines = entries.map((entry) => entryLatex(entry, vocabulary));
    return `\\item[${escapeLatex(label)}] ${lines.join("\\\\\n  ")}\n`;
  });
  const begin =
    "\\begin{list}{}{\\setlength{\\leftmargin}{22mm}\\setlength{\\labelwidth}{20mm}" +
    "\\renewcommand{\\makelabel}[1]{\\textbf{#1}\\hfill}\\setlength{\\itemsep}{0pt}}";
  return `${begin}\n${items.join("")}\\end{list}\n`;
}

/** Letters that a line of the article has room for beside the labels. */
const ROOM = 62;

function entryLatex(entry: Entry, vocabulary: Vocabulary): string {
  switch (entry.kind) {
    case "sentence":
      return sentenceLatex(entry.text, vocabulary);
    case "typed":
      return `\\texttt{${escapeLatex(entry.text)}}`;
    case "shape": {
      const { name, shape, origin } = entry;
      const space = shape.length === 0 ? "" : `^{${shape.join(" \\times ")}}`;
      return `$${name.latex} \\in \\mathbf{R}${space}$, ${sentenceLatex(origin, vocabulary)}`;
    }
    case "formula": {
      const left = entry.left ? `${entry.left.latex} = ` : "";
      const lines = breakLatex(left + entry.right.latex, ROOM);
      const shape = entry.shape === undefined ? "" : `\\quad ${shapeLatex(entry.shape)}`;
      return lines.map((line) => `$\\displaystyle ${line}$`).join("\\\\\n  \\quad ") + shape;
    }
  }
}

function shapeLatex(shape: string): string {
  return / x /.test(shape) ? `($${shape.replaceAll(" x ", " \\times ")}$)` : `(${shape})`;
}

/** Left sides wider than this stand on a line of their own. */
const WIDEST_LEFT = 9;
/** Letters that fit behind a sign of equality. */
const WIDEST_RIGHT = 60;

/** All steps in one display, so that the signs of equality stand below one another. */
function stepsLatex(steps: readonly StepContent[], vocabulary: Vocabulary): string {
  const rows: string[] = [];
  for (const [k, step] of steps.entries()) {
    const words = stepWords(step, k + 1, vocabulary);
    rows.push(k === 0 ? `${words}\n\\begin{align*}` : `\\intertext{${words}}`);
    const left = step.left?.latex ?? "";
    const isWide = widthOfLatex(left) > WIDEST_LEFT;
    const lines = breakLatex(step.right.latex, WIDEST_RIGHT);
    if (isWide) rows.push(`& ${left} \\\\`);
    for (const [at, line] of lines.entries()) {
      const before = at > 0 ? "&\\quad " : isWide || left === "" ? "&= " : `${left} &= `;
      const ends = at === lines.length - 1;
      rows.push(`${before}${line}${ends ? "" : " \\\\"}`);
    }
    if (step.array) rows.push(`\\\\ &= ${arrayLatex(step.array)}`);
  }
  return rows.length === 0 ? "" : `${rows.join("\n")}\n\\end{align*}\n`;
}

function stepWords(
  { title, rule, reason, deltas, writtenOut, folded }: StepContent,
  number: number,
  vocabulary: Vocabulary,
): string {
  const head = `\\textbf{${number}. ${sentenceLatex(title, vocabulary)}.}`;
  const small = rule === "" ? "" : ` \\textit{(${escapeLatex(rule)})}`;
  const words = [
    sentenceLatex(reason, vocabulary),
    ...deltas.map(
      ({ delta, summed, becomes, term }) =>
        `${term === undefined ? "" : `In term ${term}, `}$${delta.latex}$ ends the sum over $${summed.latex}$: $${summed.latex} = ${becomes.latex}$.`,
    ),
    ...(writtenOut
      ? [
          `${sentenceLatex(writtenOut.where, vocabulary)}: $${writtenOut.terms.latex} = ${writtenOut.result.latex}$.`,
        ]
      : []),
    ...(folded ? [sentenceLatex(folded.summary, vocabulary)] : []),
  ];
  return `${head}${small}\\quad ${words.join(" ")}`;
}
