import type { Written } from "../answers/answer.ts";
import { mathml } from "../notations/mathml.ts";
import { writeSvg } from "../pictures/svg.ts";
import type { Expression } from "../syntax/expression.ts";
import {
  type Block,
  type Cell,
  type Content,
  type Entry,
  type Fact,
  type Folded,
  isDots,
  type StepContent,
  type Vocabulary,
  type WrittenOutContent,
} from "./content/content.ts";
import type { DocumentForm } from "./form.ts";
import { arrayLatex } from "./typesetting/array-latex.ts";
import { STYLE } from "./typesetting/html-style.ts";
import { formulaLatex } from "./typesetting/latex-text.ts";
import { type FormulaPart, stretchesOf } from "./typesetting/sentence.ts";
import { formulaSpoken } from "./typesetting/spoken-formula.ts";

export const html: DocumentForm = {
  name: "html",
  summary: "a web page on its own, with MathML, light and dark; as a fragment, its article",
  mediaType: "text/html",
  extension: "html",
  notations: ["mathml"],
  write: (content, { fragment = false } = {}) => (fragment ? articleOf(content) : pageOf(content)),
};

function pageOf(content: Content): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(content.title)}</title>
<style>
${STYLE}</style>
</head>
<body>
<main>
${articleOf(content)}</main>
</body>
</html>
`;
}

function articleOf({ title, blocks, vocabulary }: Content): string {
  const parts = blocks.map((block) => blockHtml(block, vocabulary));
  return `<article class="indicial">\n<h1>${sentenceHtml(title, vocabulary)}</h1>\n${parts.join("")}</article>\n`;
}

function blockHtml(block: Block, vocabulary: Vocabulary): string {
  switch (block.kind) {
    case "heading":
      return block.isPart
        ? `<h2 class="part">${sentenceHtml(block.text, vocabulary)}</h2>\n`
        : `<h2>${sentenceHtml(block.text, vocabulary)}</h2>\n`;
    case "paragraph": {
      const words = sentenceHtml(block.text, vocabulary);
      return block.strong
        ? `<p class="verdict"><strong>${words}</strong></p>\n`
        : `<p>${words}</p>\n`;
    }
    case "figure": {
      const { description, evidence } = block.picture;
      const words = [description, evidence].map((each) => sentenceHtml(each, vocabulary));
      return `<figure>\n${writeSvg(block.picture)}<figcaption>${words.join(" ")}</figcaption>\n</figure>\n`;
    }
    case "facts":
      return `<dl>\n${factGroups(block.facts)
        .map((group) => factHtml(group, vocabulary))
        .join("")}</dl>\n`;
    case "steps":
      return stepsHtml(block.steps, vocabulary);
  }
}

/** What has no label belongs to the one before. */
function factGroups(facts: readonly Fact[]): Fact[] {
  const groups: Fact[] = [];
  for (const fact of facts) {
    const last = groups.at(-1);
    if (fact.label === "" && last) {
      groups[groups.length - 1] = { ...last, entries: [...last.entries, ...fact.entries] };
    } else {
      groups.push(fact);
    }
  }
  return groups;
}

function factHtml({ label, entries }: Fact, vocabulary: Vocabulary): string {
  const items = entries.map((entry) => `<dd>${entryHtml(entry, vocabulary)}</dd>`);
  return `<div><dt>${escapeHtml(label)}</dt>${items.join("")}</div>\n`;
}

function entryHtml(entry: Entry, vocabulary: Vocabulary): string {
  switch (entry.kind) {
    case "sentence":
      return sentenceHtml(entry.text, vocabulary);
    case "typed":
      return `<code>${escapeHtml(entry.text)}</code>`;
    case "shape": {
      const { name, shape, origin } = entry;
      const sizes = shape.join(" x ");
      const kind = ["scalar", "vector", "matrix"][shape.length] ?? "tensor";
      return `${formula(name)} <span class="soft">${kind} ${sentenceHtml(sizes, vocabulary)} (${sentenceHtml(origin, vocabulary)})</span>`;
    }
    case "formula": {
      const shape =
        entry.shape === undefined
          ? ""
          : ` <span class="soft shape">${sentenceHtml(entry.shape, vocabulary)}</span>`;
      const whole = entry.left
        ? equation(entry.left, entry.right, "block")
        : formula(entry.right, "block");
      return `<span class="scroll${entry.isResult ? " result" : ""}">${whole}</span>${shape}`;
    }
  }
}

function stepsHtml(steps: readonly StepContent[], vocabulary: Vocabulary): string {
  return `<ol>\n${steps.map((step) => stepHtml(step, vocabulary)).join("")}</ol>\n`;
}

/**
 * Both sides are formulas of their own, so that the signs of equality of all steps stand below one
 * another; read aloud they are one sentence.
 */
function stepHtml(step: StepContent, vocabulary: Vocabulary): string {
  const rule = step.rule === "" ? "" : ` <span class="rule">${escapeHtml(step.rule)}</span>`;
  const left = step.left ? formula(step.left, "block") : "";
  const deltas = step.deltas.map(
    ({ delta, summed, becomes, term }) =>
      `<p class="delta">${term === undefined ? "" : `Term ${term}: `}${formula(delta)} ends the sum over ${formula(summed)}: ${equation(summed, becomes)}.</p>\n`,
  );
  return `<li>
<h3>${sentenceHtml(step.title, vocabulary)}${rule}</h3>
<div class="line scroll" tabindex="0"><span class="left">${left}</span><span class="right">${equals(step.right)}</span></div>
${step.array ? arrayLine(step.array) : ""}<div class="reason">
${deltas.join("")}<p>${sentenceHtml(step.reason, vocabulary)}</p>
${step.writtenOut ? writtenOutHtml(step.writtenOut, vocabulary) : ""}${step.folded ? foldedHtml(step.folded, vocabulary) : ""}</div>
</li>
`;
}

function writtenOutHtml(
  { where, terms, result }: WrittenOutContent,
  vocabulary: Vocabulary,
): string {
  return `<p>${sentenceHtml(where, vocabulary)}: ${equation(terms, result)}.</p>\n`;
}

/** The steps themselves, opened by a click or a key. */
function foldedHtml({ summary, steps }: Folded, vocabulary: Vocabulary): string {
  return `<details>\n<summary>${sentenceHtml(summary, vocabulary)}</summary>\n${stepsHtml(steps, vocabulary)}</details>\n`;
}

const DOTS = { across: "⋯", down: "⋮", diagonal: "⋱" } as const;
const SPOKEN_DOTS = "and so on";

/** The line goes on: the same as an array of its entries. */
function arrayLine(array: readonly (readonly Cell[])[]): string {
  const rows = array.map((row) => {
    const cells = row.map((cell) => (isDots(cell) ? `<mo>${DOTS[cell]}</mo>` : inside(cell)));
    return `<mtr>${cells.map((cell) => `<mtd>${cell}</mtd>`).join("")}</mtr>`;
  });
  const fence = (sign: string, form: string): string =>
    `<mo form="${form}" fence="true" stretchy="true">${sign}</mo>`;
  const inner = `<mo form="infix">=</mo>${fence("[", "prefix")}<mtable>${rows.join("")}</mtable>${fence("]", "postfix")}`;
  const words = array.map((row) =>
    row.map((cell) => (isDots(cell) ? SPOKEN_DOTS : cell.spoken)).join(", "),
  );
  const formulaOf = math(
    inner,
    `= ${arrayLatex(array)}`,
    `equals the array of rows ${words.join("; ")}`,
    "block",
  );
  return `<div class="line scroll" tabindex="0"><span class="left"></span><span class="right">${formulaOf}</span></div>\n`;
}

type Display = "block" | "inline";

function formula(written: Written, display: Display = "inline"): string {
  return math(inside(written), written.latex, written.spoken, display);
}

function equation(left: Written, right: Written, display: Display = "inline"): string {
  const inner = `${inside(left)}<mo>=</mo>${inside(right)}`;
  const words = `${left.spoken} equals ${right.spoken}`;
  return math(inner, `${left.latex} = ${right.latex}`, words, display);
}

/** Long sums in their terms, so that a narrow page can break between them; the first one says all. */
function equals(right: Written): string {
  const words = `equals ${right.spoken}`;
  const [first = "", ...more] = termsOfMathml(`<mo form="infix">=</mo>${inside(right)}`);
  const rest = more.map(
    (term) =>
      `<math display="block" aria-hidden="true"><mrow>${term.replace("<mo>", '<mo form="infix">')}</mrow></math>`,
  );
  return math(first, `= ${right.latex}`, words, "block") + rest.join("");
}

const SIGN = /^<mo>[+−]<\/mo>$/u;

/** A sum in its terms, each with the sign before it. */
function termsOfMathml(text: string): string[] {
  const terms: string[] = [];
  let depth = 0;
  let from = 0;
  for (const { 0: found, index } of text.matchAll(/<mo>[^<]*<\/mo>|<\/?[a-z][^>]*>/gu)) {
    if (depth === 0 && SIGN.test(found)) {
      terms.push(text.slice(from, index));
      from = index;
    } else if (found.startsWith("</")) depth--;
    else if (!found.endsWith("</mo>")) depth++;
  }
  terms.push(text.slice(from));
  return terms;
}

function inside(written: Written): string {
  return written.more?.["mathml"] ?? `<mtext>${escapeHtml(written.unicode)}</mtext>`;
}

/** With its LaTeX beside it, as KaTeX and others do, to be copied or set again. */
function math(inner: string, tex: string, words: string, display: Display): string {
  const block = display === "block" ? ` display="block"` : "";
  const label = escapeHtml(words);
  return `<math${block} alttext="${label}" aria-label="${label}"><semantics><mrow>${inner}</mrow><annotation encoding="application/x-tex">${escapeHtml(tex)}</annotation></semantics></math>`;
}

function sentenceHtml(sentence: string, vocabulary: Vocabulary): string {
  return stretchesOf(sentence, vocabulary)
    .map((stretch) =>
      stretch.kind === "words" ? escapeHtml(stretch.text) : formulaHtml(stretch.parts, vocabulary),
    )
    .join("");
}

function formulaHtml(parts: readonly FormulaPart[], vocabulary: Vocabulary): string {
  const options = { differentials: vocabulary.differentials };
  const set = (e: Expression): string => `<mrow>${mathml.write(e, options)}</mrow>`;
  const sign = (text: string): string => {
    const close = /[(/)]/.test(text) ? ` stretchy="false" lspace="0em" rspace="0em"` : "";
    return `<mo${close}>${escapeHtml(text)}</mo>`;
  };
  const partial = `<mi mathvariant="normal">∂</mi>`;
  const inner = parts.map((part) => {
    if (part.kind === "sign") return sign(part.sign);
    if (part.kind === "expression") return set(part.expression);
    return partial + set(part.body) + sign("/") + partial + set(part.by);
  });
  return math(
    inner.join(""),
    formulaLatex(parts, vocabulary),
    formulaSpoken(parts, vocabulary),
    "inline",
  );
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
