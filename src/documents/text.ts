import type { Written } from "../answers/answer.ts";
import { baselineOf } from "../notations/stacked.ts";
import {
  type Block,
  type Cell,
  type DeltaContent,
  type Entry,
  type Fact,
  type Figure,
  isDots,
  type StepContent,
  type Vocabulary,
} from "./content/content.ts";
import type { DocumentForm, DocumentOptions, Emphasis } from "./form.ts";
import { toAscii } from "./typesetting/ascii.ts";
import { sentenceInUnicode } from "./typesetting/set-sentences.ts";
import { cellsOf, wrapFormula, wrapProse } from "./typesetting/wrap.ts";

export const text: DocumentForm = {
  name: "text",
  summary: "a page of text for a terminal",
  mediaType: "text/plain",
  extension: "txt",
  notations: ["stacked"],
  write: ({ blocks, vocabulary }, options = {}) => {
    const page = new Page(options, vocabulary);
    for (const block of blocks) writeBlock(page, block);
    return page.text();
  },
};

function writeBlock(page: Page, block: Block): void {
  switch (block.kind) {
    case "heading":
      page.heading(block.text, block.isPart ? "═" : "─");
      return;
    case "paragraph":
      for (const line of wrapProse(page.sign(block.text), page.width)) {
        page.line(block.strong ? page.paint("strong", line) : line);
      }
      return;
    case "figure":
      page.gap();
      for (const line of block.picture.text.split("\n")) page.line(page.sign(line));
      for (const words of figureWords(block)) {
        page.gap();
        for (const line of wrapProse(page.sign(words), page.width)) page.line(line);
      }
      return;
    case "facts":
      writeFacts(page, block.facts);
      return;
    case "steps":
      writeSteps(page, block.steps);
      return;
  }
}

function figureWords({ picture }: Figure): string[] {
  return [picture.description, picture.evidence];
}

/** The column in which the text beside a label begins, at least. */
const LABEL_WIDTH = 10;

function writeFacts(page: Page, facts: readonly Fact[]): void {
  page.gap();
  const labelWidth = Math.max(LABEL_WIDTH, ...facts.map(({ label }) => cellsOf(label) + 2));
  const room = page.width - labelWidth;
  const widths = columnsOf(page, facts);
  for (const { label, entries } of facts) {
    for (const [k, entry] of entries.entries()) {
      const lines = linesOf(page, entry, room, widths);
      page.labelled(k === 0 ? label : "", labelWidth, lines);
    }
  }
}

/** Widths that make columns of what stands one below the other. */
interface Columns {
  readonly name: number;
  readonly shape: number;
  readonly result: number;
}

function columnsOf(page: Page, facts: readonly Fact[]): Columns {
  let [name, shape, result] = [0, 0, 0];
  for (const entry of facts.flatMap(({ entries }) => entries)) {
    if (entry.kind === "shape") {
      name = Math.max(name, cellsOf(page.oneLine(entry.name)));
      shape = Math.max(shape, cellsOf(shapeWords(entry.shape)));
    } else if (entry.kind === "formula" && entry.shape !== undefined) {
      result = Math.max(result, cellsOf(equation(page, entry)));
    }
  }
  return { name, shape, result };
}

function linesOf(page: Page, entry: Entry, room: number, widths: Columns): readonly string[] {
  switch (entry.kind) {
    case "sentence":
      return wrapProse(entry.isRead ? page.sentence(entry.text) : page.sign(entry.text), room);
    case "typed":
      return [page.sign(entry.text)];
    case "shape": {
      const name = padded(page.oneLine(entry.name), widths.name);
      const shape = padded(shapeWords(entry.shape), widths.shape);
      return [`${name}   ${shape}   ${page.sign(entry.origin)}`.trimEnd()];
    }
    case "formula": {
      const line = equation(page, entry);
      const paint = (part: string): string => (entry.isResult ? page.paint("result", part) : part);
      if (entry.shape === undefined) return wrapFormula(line, room).map(paint);
      const shape = page.paint("faint", page.sign(entry.shape));
      if (widths.result + 3 + cellsOf(entry.shape) <= room) {
        return [paint(line) + " ".repeat(widths.result - cellsOf(line) + 3) + shape];
      }
      return [...wrapFormula(line, room).map(paint), shape];
    }
  }
}

function equation(
  page: Page,
  { left, right, isTypeable }: Extract<Entry, { kind: "formula" }>,
): string {
  const side = (formula: Written): string => (isTypeable ? formula.plain : page.oneLine(formula));
  if (!left) return side(right);
  // A sign ∂ is nothing that one types.
  const sign = left.plain.startsWith("d(") ? page.oneLine(left) : side(left);
  return `${sign} = ${side(right)}`;
}

function shapeWords(shape: readonly string[]): string {
  const kind = ["scalar", "vector", "matrix"][shape.length] ?? "tensor";
  return shape.length === 0 ? kind : `${kind} ${shape.join(" x ")}`;
}

/** Left sides longer than this stand on a line of their own. */
const LONGEST_LEFT = 24;

function writeSteps(page: Page, steps: readonly StepContent[]): void {
  const lefts = steps.map(({ left }) => (left ? cellsOf(page.oneLine(left)) : 0));
  const leftWidth = Math.max(0, ...lefts.filter((cells) => cells <= LONGEST_LEFT));
  const digits = String(steps.length).length;
  for (const [k, step] of steps.entries()) {
    page.gap();
    writeStep(page, `${String(k + 1).padStart(digits)}. `, step, leftWidth);
  }
}

function writeStep(page: Page, counter: string, step: StepContent, leftWidth: number): void {
  const margin = " ".repeat(counter.length);
  const small = step.rule === "" ? "" : `  ${page.paint("faint", `(${step.rule})`)}`;
  page.line(`${page.paint("strong", counter + page.sign(step.title))}${small}`);

  let left = step.left ? page.oneLine(step.left) : "";
  if (cellsOf(left) > leftWidth) {
    for (const line of wrapFormula(left, page.width - margin.length)) page.line(margin + line);
    left = "";
  }
  const before = `${margin}${" ".repeat(leftWidth - cellsOf(left))}${left}${leftWidth > 0 ? " " : ""}= `;
  for (const line of page.formula(before, step.right)) page.line(line);

  const indent = margin + " ".repeat(leftWidth > 0 ? leftWidth + 3 : 2);
  if (step.array) for (const line of arrayLines(page, before, step.array)) page.line(line);
  for (const delta of step.deltas) page.line(indent + page.paint("delta", deltaWords(page, delta)));
  for (const line of wrapProse(page.sentence(step.reason), page.width - margin.length)) {
    page.line(margin + line);
  }
  const { writtenOut, folded } = step;
  if (writtenOut) {
    const { where, terms, result } = writtenOut;
    const said = `${where}: ${page.oneLine(terms)} = ${page.oneLine(result)}`;
    for (const line of wrapFormula(said, page.width - margin.length)) page.line(margin + line);
  }
  if (folded) {
    for (const line of wrapProse(page.sign(folded.summary), page.width - margin.length)) {
      page.line(margin + page.paint("faint", line));
    }
  }
}

const DOTS = { across: "⋯", down: "⋮", diagonal: "⋱" } as const;
const ASCII_DOTS = { across: "...", down: ":", diagonal: "..." } as const;

/** The array in columns between brackets; nothing where it is wider than the page. */
function arrayLines(page: Page, before: string, array: readonly (readonly Cell[])[]): string[] {
  const dots = page.isUnicode ? DOTS : ASCII_DOTS;
  const texts = array.map((row) =>
    row.map((cell) => (isDots(cell) ? dots[cell] : page.oneLine(cell))),
  );
  const widths = texts[0]!.map((_, k) => Math.max(...texts.map((row) => cellsOf(row[k]!))));
  const indent = " ".repeat(cellsOf(before));
  const middle = Math.floor((texts.length - 1) / 2);
  const lines = texts.map((row, k) => {
    const inner = row.map((text, at) => padded(text, widths[at]!)).join("  ");
    const [open, close] = bracketAt(k, texts.length, page.isUnicode);
    return `${k === middle ? afterSign(before) : indent}${open} ${inner} ${close}`;
  });
  return lines.some((line) => cellsOf(line) > page.width) ? [] : lines;
}

/** The left side is not said again. */
function afterSign(before: string): string {
  return `${" ".repeat(cellsOf(before) - 2)}= `;
}

function bracketAt(k: number, count: number, isUnicode: boolean): readonly [string, string] {
  if (!isUnicode || count === 1) return ["[", "]"];
  if (k === 0) return ["⎡", "⎤"];
  return k === count - 1 ? ["⎣", "⎦"] : ["⎢", "⎥"];
}

function deltaWords(page: Page, { delta, summed, becomes, term }: DeltaContent): string {
  const where = term === undefined ? "" : `term ${term}: `;
  const letter = page.oneLine(summed);
  return `${where}${page.oneLine(delta)} ends the sum over ${letter}: ${letter} = ${page.oneLine(becomes)}`;
}

function padded(words: string, cells: number): string {
  return words + " ".repeat(Math.max(0, cells - cellsOf(words)));
}

const NARROWEST = 40;
const USUAL_WIDTH = 80;

/** Lines of a page. */
class Page {
  readonly width: number;
  readonly #options: DocumentOptions;
  readonly #vocabulary: Vocabulary;
  readonly #lines: string[] = [];

  constructor(options: DocumentOptions, vocabulary: Vocabulary) {
    this.#options = options;
    this.#vocabulary = vocabulary;
    this.width = Math.max(NARROWEST, options.width ?? USUAL_WIDTH);
  }

  text(): string {
    return `${this.#lines.join("\n")}\n`;
  }

  paint(emphasis: Emphasis, words: string): string {
    const { paint } = this.#options;
    return paint && words !== "" ? paint(emphasis, words) : words;
  }

  /** A formula in the notation of this page. */
  oneLine({ plain, unicode }: Written): string {
    return this.isUnicode ? unicode : plain;
  }

  /** A formula behind `before`, over several lines where that is clearer and there is room for it. */
  formula(before: string, formula: Written): readonly string[] {
    const room = this.width - cellsOf(before);
    const tall = this.isUnicode ? (formula.more?.stacked ?? "") : "";
    if (tall.includes("\n")) {
      const lines = tall.split("\n");
      if (cellsOf(lines[0]!) <= room) {
        const baseline = baselineOf(lines);
        const indent = " ".repeat(cellsOf(before));
        return lines.map((line, k) => ((k === baseline ? before : indent) + line).trimEnd());
      }
    }
    const indent = " ".repeat(cellsOf(before));
    return wrapFormula(this.oneLine(formula), room).map(
      (line, k) => (k === 0 ? before : indent) + line,
    );
  }

  /** A sentence of ours with signs that this page can show. */
  sign(sentence: string): string {
    return this.isUnicode ? sentence : toAscii(sentence);
  }

  /** A sentence whose formulas are read beside those of the steps. */
  sentence(text: string): string {
    return this.isUnicode ? sentenceInUnicode(text, this.#vocabulary) : toAscii(text);
  }

  get isUnicode(): boolean {
    return this.#options.unicode ?? true;
  }

  line(line: string): void {
    this.#lines.push(line);
  }

  /** An empty line, but at the head of the page or below another. */
  gap(): void {
    if (this.#lines.length > 0 && this.#lines.at(-1) !== "") this.#lines.push("");
  }

  heading(words: string, rule: "─" | "═"): void {
    if (rule === "═") this.gap();
    this.gap();
    const heading = this.sign(words);
    this.line(this.paint("strong", heading));
    this.line((this.isUnicode ? rule : rule === "═" ? "=" : "-").repeat(cellsOf(heading)));
  }

  /** A label in the margin, and lines beside it. */
  labelled(label: string, width: number, lines: readonly string[]): void {
    const before = this.paint("strong", this.sign(label)) + " ".repeat(width - cellsOf(label));
    const indent = " ".repeat(width);
    for (const [k, line] of lines.entries()) this.line((k === 0 ? before : indent) + line);
  }
}
