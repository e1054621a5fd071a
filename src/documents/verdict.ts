import type { CheckedAnswer } from "../answers/check.ts";
import type { Numbers } from "../answers/counterexample.ts";
import type { EqualAnswer } from "../answers/equal.ts";
import { toAscii } from "./ascii.ts";
import { evidenceWords } from "./evidence.ts";
import type { TextOptions } from "./text.ts";
import { cellsOf, wrapProse } from "./wrap.ts";

const NARROWEST = 40;

/** The verdict on somebody's answer on a page of text. Ends in a line break. */
export function writeVerdict(answer: CheckedAnswer, options: TextOptions): string {
  const page = new Lines(options);
  page.head(headOf(answer));
  if (answer.evidence) page.prose(evidenceWords(answer.evidence));
  if (answer.why !== undefined) page.prose(`Nothing could be decided: ${answer.why}.`);
  const { diagnosis } = answer;
  if (!diagnosis) return page.text();
  page.prose(diagnosis.message);
  if (diagnosis.corrected !== undefined) {
    page.blank();
    page.row("Corrected", diagnosis.corrected);
  }
  const example = diagnosis.counterexample;
  if (example) {
    page.point(example.sizes, example.values);
    page.row("your answer", example.yours === null ? "has no value" : numbers(example.yours));
    page.row("right", numbers(example.right));
  }
  return page.text();
}

/** Whether two expressions are equal, on a page of text. Ends in a line break. */
export function writeEquality(answer: EqualAnswer, options: TextOptions): string {
  const page = new Lines(options);
  const { verdict, evidence, message, conditions, counterexample } = answer;
  page.head({ equal: "Equal.", different: "Different.", undecided: "Undecided." }[verdict]);
  if (evidence) page.prose(evidenceWords(evidence, "with each other"));
  if (message !== undefined) page.prose(message);
  if (conditions.length > 0) page.prose(`Needs: ${conditions.join("; ")}.`);
  for (const sentence of answer.assumed) page.prose(`Assumed: ${sentence}.`);
  if (counterexample) {
    page.point(counterexample.sizes, counterexample.values);
    page.row("left", numbers(counterexample.left));
    const { right } = counterexample;
    page.row("right", right === null ? "has no value" : numbers(right));
  }
  return page.text();
}

function headOf({ verdict, diagnosis }: CheckedAnswer): string {
  switch (verdict) {
    case "right":
      return "Right.";
    case "transposed":
      return "Transposed.";
    case "wrong":
      return diagnosis?.assumption === undefined
        ? "Wrong."
        : `Right only if ${diagnosis.assumption}.`;
    case "undecided":
      return "Undecided.";
    case "unparsable":
      return "Not understood.";
  }
}

/** `[1 -1; 2 0]`: rows are separated by `;`; more than two axes as nested lists. */
function numbers(value: Numbers): string {
  if (typeof value === "number") return String(value);
  const rows = value.map((row) =>
    typeof row === "number"
      ? String(row)
      : row.every((entry) => typeof entry === "number")
        ? row.join(" ")
        : undefined,
  );
  if (rows.some((row) => row === undefined)) return JSON.stringify(value);
  return `[${rows.join("; ")}]`;
}

class Lines {
  readonly #options: TextOptions;
  readonly #lines: string[] = [];

  constructor(options: TextOptions) {
    this.#options = options;
  }

  head(text: string): void {
    this.#add(this.#options.colour ? `\u001b[1m${text}\u001b[0m` : text);
  }

  prose(text: string): void {
    for (const line of wrapProse(text, Math.max(NARROWEST, this.#options.width))) this.#add(line);
  }

  blank(): void {
    this.#add("");
  }

  row(label: string, text: string): void {
    this.#add(`${label}${" ".repeat(Math.max(2, 14 - cellsOf(label)))}${text}`);
  }

  /** Where the sides were compared. */
  point(sizes: Readonly<Record<string, number>>, values: Readonly<Record<string, Numbers>>): void {
    const own = Object.entries(sizes).map(([name, size]) => `${name} = ${size}`);
    this.blank();
    this.#add(`For instance${own.length > 0 ? `, with ${own.join(", ")}` : ""}:`);
    for (const [name, value] of Object.entries(values)) this.row(`  ${name}`, numbers(value));
  }

  text(): string {
    return `${this.#lines.join("\n")}\n`;
  }

  #add(line: string): void {
    this.#lines.push(this.#options.unicode ? line : toAscii(line));
  }
}
