import type {
  DerivativeAnswer,
  Written,
  WrittenDerivation,
  WrittenStep,
} from "../answers/answer.ts";
import type { DerivativeForm } from "../evaluation/derivative-forms.ts";
import { toAscii } from "./ascii.ts";
import { evidenceWords, stepEvidenceWords } from "./evidence.ts";
import { cellsOf, wrapFormula, wrapProse } from "./wrap.ts";

export interface TextOptions {
  /** Whether to emphasise with ANSI escape sequences; never the only sign of anything. */
  readonly colour: boolean;
  /** In characters; at least 40 are used. */
  readonly width: number;
  /** Whether `ᵀ`, `Σ` and the like can be shown; else everything is ASCII. */
  readonly unicode: boolean;
}

/**
 * A derivative on a page of text: the input as it was understood, the derivation, the answer with its
 * conditions, and how it is known to be right. Ends in a line break.
 */
export function writeText(answer: DerivativeAnswer, options: TextOptions): string {
  const page = new Page(options);
  writeInput(page, answer);
  if (answer.derivation) writeDerivation(page, answer.derivation);
  for (const other of answer.otherDerivations ?? []) writeDerivation(page, other, "with its goal");
  writeAnswer(page, answer);
  return page.text();
}

function writeInput(page: Page, answer: DerivativeAnswer): void {
  const name = answer.derivation?.function;
  page.formulaItem("Function", name === undefined ? answer.reading : `${name} = ${answer.reading}`);
  page.item("By", answer.wrt);
  const reasons = new Map(answer.assumed.map((sentence) => [sentence, reasonIn(sentence)]));
  const told = new Set<string>();
  const rows = answer.variables.map(({ name, shape, origin }) => {
    if (origin === "declared") return [name, shapeWords(shape), "declared"];
    const sentence = answer.assumed.find((text) => text.startsWith(`${name} is `));
    const reason = sentence === undefined ? undefined : reasons.get(sentence);
    if (sentence === undefined || reason === undefined) return [name, shapeWords(shape), "assumed"];
    told.add(sentence);
    return [name, shapeWords(shape), `assumed, ${reason}`];
  });
  page.rows("Given", rows);
  page.items(
    "Assumed",
    answer.assumed.filter((sentence) => !told.has(sentence)),
  );
  if (answer.derivation) {
    page.item("Wanted", answer.derivation.wanted);
    for (const [k, { name, means }] of answer.derivation.names.entries()) {
      page.formulaItem(k === 0 ? "Names" : "", `${name} = ${page.written(means)}`);
    }
  } else if (answer.derivationNote !== undefined) {
    page.item("Steps", answer.derivationNote);
  }
}

/** `by its letter` of `W is a matrix of size n x m (by its letter)`, which repeats its row but for that. */
function reasonIn(sentence: string): string | undefined {
  return /\(([^()]+)\)$/.exec(sentence)?.[1];
}

function shapeWords(shape: readonly string[]): string {
  const kind = ["scalar", "vector", "matrix"][shape.length] ?? "tensor";
  return shape.length === 0 ? kind : `${kind} ${shape.join(" x ")}`;
}

/** Left sides longer than this stand on a line of their own. */
const LONGEST_LEFT = 24;

function writeDerivation(
  page: Page,
  { method, wanted, names, steps }: WrittenDerivation,
  goal?: "with its goal",
): void {
  page.heading(`Derivation by ${method}`);
  if (goal) {
    page.gap();
    page.item("Wanted", wanted);
    for (const [k, { name, means }] of names.entries()) {
      page.formulaItem(k === 0 ? "Names" : "", `${name} = ${page.written(means)}`);
    }
  }
  const lefts = steps.map(({ left }) => (left ? cellsOf(page.written(left)) : 0));
  const leftWidth = Math.max(0, ...lefts.filter((cells) => cells <= LONGEST_LEFT));
  const digits = String(steps.length).length;
  let before = "";
  for (const [k, step] of steps.entries()) {
    page.gap();
    writeStep(page, `${String(k + 1).padStart(digits)}. `, step, leftWidth, before);
    before = page.written(step.right);
  }
}

function writeStep(
  page: Page,
  counter: string,
  step: WrittenStep,
  leftWidth: number,
  lineBefore: string,
): void {
  const margin = " ".repeat(counter.length);
  const rule = ruleWords(step.rule);
  const isSaid = rule === "" || step.title.toLowerCase().includes(rule.toLowerCase());
  const small = isSaid ? "" : `  ${page.paint("faint", `(${rule})`)}`;
  page.line(`${page.paint("strong", counter + page.sign(step.title))}${small}`);

  let left = step.left ? page.written(step.left) : "";
  if (cellsOf(left) > leftWidth) {
    for (const line of wrapFormula(left, page.width - margin.length)) page.line(margin + line);
    left = "";
  }
  const before = `${margin}${" ".repeat(leftWidth - cellsOf(left))}${left}${leftWidth > 0 ? " " : ""}= `;
  page.hanging(before, wrapFormula(page.written(step.right), page.width - cellsOf(before)));

  const indent = margin + " ".repeat(leftWidth > 0 ? leftWidth + 3 : 2);
  for (const delta of step.deltas ?? []) {
    page.line(indent + page.paint("delta", page.deltaWords(delta, lineBefore)));
  }
  for (const line of wrapProse(page.sign(step.reason), page.width - margin.length)) {
    page.line(margin + line);
  }
}

/** What a textbook calls the rule of a step; empty where the title says it all. */
const RULE_NAMES: ReadonlyMap<string, string> = new Map([
  ["name", ""],
  ["entry-form", ""],
  ["constant-rule", "constant multiple rule"],
  ["kronecker-delta", "Kronecker delta"],
  ["delta-sum", "sifting property"],
  ["substitution", ""],
  ["collect", ""],
  ["recognise", ""],
  ["assemble", ""],
  ["differential", ""],
  ["canonical-differential", ""],
  ["vec-form", ""],
  ["identify", ""],
  ["as-before", ""],
  ["facts", ""],
  ["self-derivative", ""],
]);

function ruleWords(rule: string): string {
  return RULE_NAMES.get(rule) ?? rule.replaceAll("-", " ");
}

const FORM_NAMES: Readonly<Record<DerivativeForm, string>> = {
  gradient: "Gradient",
  row: "Row",
  jacobian: "Jacobian",
  kron: "Vec form",
  hessian: "Hessian",
  plain: "Array",
  tensor: "Entry",
};

function writeAnswer(page: Page, answer: DerivativeAnswer): void {
  const { twin } = answer;
  page.heading("Answer");
  page.gap();
  for (const [k, [name, means]] of (answer.let ?? []).entries()) {
    page.formulaItem(k === 0 ? "With" : "", `${name} = ${means}`);
  }
  const main = { form: answer.form, text: answerText(answer), shape: sidesOf(answer) };
  const both = twin ? [main, { form: twin.form, text: twin.plain, shape: sidesOf(twin) }] : [main];
  page.answers(both.map(({ form, text, shape }) => ({ label: FORM_NAMES[form], text, shape })));
  if (twin) page.item("", twin.why);
  if (answer.form !== "tensor") page.formulaItem("Entry", answer.index);
  page.items("Where", answer.conditions);
  if (answer.note !== undefined) page.item("Note", answer.note);
  page.item("Evidence", evidenceWords(answer.evidence));
  if (answer.derivation && answer.derivation.checkedLines > 0) {
    page.item("", stepEvidenceWords(answer.derivation));
  }
}

function answerText({ form, plain, indices = [] }: DerivativeAnswer): string {
  return form === "tensor" ? `D[${indices.join(",")}] = ${plain}` : plain;
}

/** `m x 1` for a column: beside a row, the word "m" would not tell them apart. */
function sidesOf({ form, shape }: Pick<DerivativeAnswer, "form" | "shape">): string {
  if (shape.length === 0) return "a number";
  const isColumn = shape.length === 1 && form !== "tensor";
  return (isColumn ? [shape[0]!, "1"] : shape).join(" x ");
}

type DeltaNote = NonNullable<WrittenStep["deltas"]>[number];

type Emphasis = "strong" | "faint" | "delta" | "result";

const ESCAPES: Readonly<Record<Emphasis, readonly [on: number, off: number]>> = {
  strong: [1, 22],
  faint: [2, 22],
  delta: [33, 39],
  result: [32, 39],
};

/** The column in which the text beside a label begins. */
const LABEL_WIDTH = 10;
const NARROWEST = 40;

/** Lines of a page, with labels in the margin. */
class Page {
  readonly width: number;
  readonly #options: TextOptions;
  readonly #lines: string[] = [];

  constructor(options: TextOptions) {
    this.#options = options;
    this.width = Math.max(NARROWEST, options.width);
  }

  text(): string {
    return `${this.#lines.join("\n")}\n`;
  }

  paint(emphasis: Emphasis, text: string): string {
    if (!this.#options.colour || text === "") return text;
    const [on, off] = ESCAPES[emphasis];
    return `\u001b[${on}m${text}\u001b[${off}m`;
  }

  /** A formula in the notation of this page. */
  written({ plain, unicode }: Written): string {
    return this.#options.unicode ? unicode : plain;
  }

  /** A sentence of ours with signs that this page can show. */
  sign(text: string): string {
    return this.#options.unicode ? text : toAscii(text);
  }

  /** Which delta ends which sum; its letters stand as they did in the line before. */
  deltaWords({ summed, becomes, term }: DeltaNote, lineBefore: string): string {
    const turned = this.#delta([becomes, summed]);
    const delta = lineBefore.includes(turned) ? turned : this.#delta([summed, becomes]);
    const sum = this.#options.unicode ? `Σ_${this.#subscript([summed])}` : `the sum over ${summed}`;
    const where = term === undefined ? "" : `term ${term}: `;
    return `${where}${delta} ends ${sum}: ${summed} = ${becomes}`;
  }

  #delta(letters: readonly string[]): string {
    return this.#options.unicode ? `δ_${this.#subscript(letters)}` : `delta(${letters.join(",")})`;
  }

  #subscript(letters: readonly string[]): string {
    const isShort = letters.every((letter) => cellsOf(letter) === 1);
    return isShort ? letters.join("") : `{${letters.join(",")}}`;
  }

  line(text: string): void {
    this.#lines.push(text);
  }

  gap(): void {
    this.#lines.push("");
  }

  heading(text: string): void {
    this.gap();
    this.line(this.paint("strong", text));
    this.line((this.#options.unicode ? "─" : "-").repeat(cellsOf(text)));
  }

  /** The first line behind `before`, the others beneath it. */
  hanging(before: string, lines: readonly string[]): void {
    const indent = " ".repeat(cellsOf(before));
    for (const [k, line] of lines.entries()) this.line((k === 0 ? before : indent) + line);
  }

  /** A label in the margin and a sentence beside it. */
  item(label: string, text: string): void {
    this.#labelled(label, wrapProse(this.sign(text), this.width - LABEL_WIDTH));
  }

  /** Sentences below one another, the label before the first. */
  items(label: string, texts: readonly string[]): void {
    for (const [k, text] of texts.entries()) this.item(k === 0 ? label : "", text);
  }

  formulaItem(label: string, formula: string): void {
    this.#labelled(label, wrapFormula(formula, this.width - LABEL_WIDTH));
  }

  /** A small table beside a label. */
  rows(label: string, rows: readonly (readonly string[])[]): void {
    const cells = rows.map((row) => row.map((cell) => this.sign(cell)));
    const widths = [0, 1, 2].map((k) => Math.max(0, ...cells.map((row) => cellsOf(row[k] ?? ""))));
    const lines = cells.map((row) =>
      row
        .map((cell, k) => padded(cell, widths[k] ?? 0))
        .join("   ")
        .trimEnd(),
    );
    this.#labelled(label, lines);
  }

  /** Formulas under their labels, the shapes in one column where everything is short. */
  answers(rows: readonly { label: string; text: string; shape: string }[]): void {
    const shapes = rows.map(({ shape }) => this.sign(shape));
    const widest = Math.max(...rows.map(({ text }) => cellsOf(text)));
    const room = this.width - LABEL_WIDTH - 3 - Math.max(...shapes.map(cellsOf));
    for (const [k, { label, text }] of rows.entries()) {
      if (widest <= room) {
        const shape = this.paint("faint", shapes[k]!);
        const gap = " ".repeat(widest - cellsOf(text) + 3);
        this.#labelled(label, [this.paint("result", text) + gap + shape]);
      } else {
        const lines = wrapFormula(text, this.width - LABEL_WIDTH);
        this.#labelled(
          label,
          lines.map((line) => this.paint("result", line)),
        );
        this.#labelled("", [this.paint("faint", shapes[k]!)]);
      }
    }
  }

  #labelled(label: string, lines: readonly string[]): void {
    const before = this.paint("strong", label) + " ".repeat(LABEL_WIDTH - cellsOf(label));
    const indent = " ".repeat(LABEL_WIDTH);
    for (const [k, line] of lines.entries()) this.line((k === 0 ? before : indent) + line);
  }
}

function padded(text: string, cells: number): string {
  return text + " ".repeat(Math.max(0, cells - cellsOf(text)));
}
