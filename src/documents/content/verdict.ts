import type { CheckedAnswer } from "../../answers/check.ts";
import type { Numbers } from "../../answers/counterexample.ts";
import type { EqualAnswer } from "../../answers/equal.ts";
import type { Block, Content, Fact } from "./content.ts";
import { evidenceWords } from "./evidence.ts";
import { namesIn } from "./vocabulary.ts";

/** The verdict on somebody's answer, with the reason and a point where it is wrong. */
export function contentOfVerdict(answer: CheckedAnswer): Content {
  const { diagnosis, evidence, why } = answer;
  const blocks: Block[] = [{ kind: "paragraph", text: headOf(answer), strong: true }];
  if (evidence) blocks.push(paragraph(evidenceWords(evidence)));
  if (why !== undefined) blocks.push(paragraph(`Nothing could be decided: ${why}.`));
  if (diagnosis) blocks.push(paragraph(diagnosis.message));
  if (diagnosis?.corrected !== undefined) {
    const corrected = { label: "Corrected", entries: [typed(diagnosis.corrected)] };
    blocks.push({ kind: "facts", facts: [corrected] });
  }
  const example = diagnosis?.counterexample;
  if (example) {
    blocks.push(
      ...point(example.sizes, example.values, [
        fact("your answer", example.yours),
        fact("right", example.right),
      ]),
    );
  }
  const names = namesIn([answer.reading ?? "", ...Object.keys(example?.values ?? {})]);
  return {
    title: answer.reading === undefined ? "A verdict" : `The answer ${answer.reading}`,
    blocks,
    vocabulary: { names, differentials: new Map() },
    data: answer,
  };
}

/** Whether two expressions are equal. */
export function contentOfEquality(answer: EqualAnswer): Content {
  const { verdict, evidence, message, conditions, counterexample } = answer;
  const head = { equal: "Equal.", different: "Different.", undecided: "Undecided." }[verdict];
  const sentences: string[] = [];
  if (evidence) sentences.push(evidenceWords(evidence, "with each other"));
  if (message !== undefined) sentences.push(message);
  if (conditions.length > 0) sentences.push(`Needs: ${conditions.join("; ")}.`);
  for (const sentence of answer.assumed) sentences.push(`Assumed: ${sentence}.`);
  const example = counterexample
    ? point(counterexample.sizes, counterexample.values, [
        fact("left", counterexample.left),
        fact("right", counterexample.right),
      ])
    : [];
  return {
    title: `${answer.left} and ${answer.right}`,
    blocks: [
      { kind: "paragraph", text: head, strong: true },
      ...sentences.map(paragraph),
      ...example,
    ],
    vocabulary: { names: namesIn([answer.left, answer.right]), differentials: new Map() },
    data: answer,
  };
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

/** Where two sides were compared, and what they are there. */
function point(
  sizes: Readonly<Record<string, number>>,
  values: Readonly<Record<string, Numbers>>,
  sides: readonly Fact[],
): Block[] {
  const own = Object.entries(sizes).map(([name, size]) => `${name} = ${size}`);
  const given = Object.entries(values).map(([name, value]) => fact(name, value));
  return [
    paragraph(`For instance${own.length > 0 ? `, with ${own.join(", ")}` : ""}:`),
    { kind: "facts", facts: [...given, ...sides] },
  ];
}

function paragraph(text: string): Block {
  return { kind: "paragraph", text };
}

function fact(label: string, value: Numbers | null): Fact {
  return { label, entries: [typed(value === null ? "has no value" : numbers(value))] };
}

function typed(text: string): Fact["entries"][number] {
  return { kind: "typed", text };
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
