import type {
  DerivativeAnswer,
  EntryArray,
  Written,
  WrittenDerivation,
  WrittenOut,
  WrittenStep,
} from "../../answers/answer.ts";
import { writtenAs } from "../../answers/written.ts";
import type { DerivativeForm } from "../../evaluation/derivative-forms.ts";
import type { Picture } from "../../pictures/picture.ts";
import { notationNamed } from "../../notations/table.ts";
import * as B from "../../syntax/build.ts";
import type { Expression } from "../../syntax/expression.ts";
import {
  type Block,
  type Cell,
  type Content,
  type DeltaContent,
  type Dots,
  type Entry,
  type Fact,
  type Folded,
  type FormulaEntry,
  isDots,
  type StepContent,
  type WrittenOutContent,
} from "./content.ts";
import { evidenceWords, stepEvidenceWords } from "./evidence.ts";
import { vocabularyOf } from "./vocabulary.ts";

/**
 * A derivative: the input as it was understood, the derivations, the answer with its conditions, and
 * how it is known to be right. The answer must have its `display`.
 *
 * @param notations those in which the answer was written besides the usual ones
 */
export function contentOfDerivative(
  answer: DerivativeAnswer,
  notations: readonly string[] = [],
  pictures: readonly Picture[] = [],
): Content {
  const delta = answer.derivation?.delta;
  const writing = {
    notations: notations.map((name) => notationNamed(name)!),
    ...(delta && { delta }),
  };
  const write = (e: Expression): Written => writtenAs(e, writing);
  const derivations = [answer.derivation, ...(answer.otherDerivations ?? [])].filter(
    (each) => each !== undefined,
  );
  return {
    title: `The ${TITLES[answer.form]} of ${answer.reading} by ${answer.wrt}`,
    blocks: [
      { kind: "facts", facts: inputFacts(answer, write) },
      ...derivations.flatMap((each, k) =>
        derivationBlocks(each, `Derivation by ${each.method}`, k > 0, write),
      ),
      ...(answer.derivation && answer.derivationNote !== undefined
        ? [{ kind: "paragraph", text: answer.derivationNote } as const]
        : []),
      ...comparisonBlocks(answer),
      { kind: "heading", text: "Answer" },
      { kind: "facts", facts: answerFacts(answer, write) },
      ...pictures.flatMap((picture): Block[] => [
        { kind: "heading", text: picture.title },
        { kind: "figure", picture },
      ]),
    ],
    vocabulary: vocabularyOf(answer, derivations),
    data: pictures.length === 0 ? answer : { ...answer, pictures },
  };
}

type Write = (e: Expression) => Written;

function inputFacts(answer: DerivativeAnswer, write: Write): Fact[] {
  const { derivation, display } = answer;
  const reasons = new Map(answer.assumed.map((sentence) => [sentence, reasonIn(sentence)]));
  const told = new Set<string>();
  const shapes = answer.variables.map(({ name, shape, origin, properties }): Entry => {
    const entry = { kind: "shape", name: write(B.name(name)), shape } as const;
    if (origin === "declared") {
      return { ...entry, origin: ["declared", ...(properties ?? [])].join(", ") };
    }
    const sentence = answer.assumed.find((text) => text.startsWith(`${name} is `));
    const reason = sentence === undefined ? undefined : reasons.get(sentence);
    if (sentence === undefined || reason === undefined) return { ...entry, origin: "assumed" };
    told.add(sentence);
    return { ...entry, origin: `assumed, ${reason}` };
  });
  const rest = answer.assumed.filter((sentence) => !told.has(sentence));
  const f = derivation && write(B.name(derivation.function));
  const body = display?.function;
  const facts: Fact[] = [
    {
      label: "Function",
      entries: body
        ? [{ kind: "formula", ...(f && { left: f }), right: body, isTypeable: true }]
        : [{ kind: "typed", text: answer.reading }],
    },
    { label: "By", entries: [{ kind: "formula", right: write(B.name(answer.wrt)) }] },
    { label: "Given", entries: shapes },
    { label: "Assumed", entries: rest.map(sentenceEntry) },
  ];
  if (derivation) facts.push(...goalFacts(derivation, write));
  else if (answer.derivationNote !== undefined) {
    facts.push({ label: "Steps", entries: [sentenceEntry(answer.derivationNote)] });
  }
  return facts.filter(({ entries }) => entries.length > 0);
}

/** `by its letter` of `W is a matrix of size n x m (by its letter)`, which repeats its row but for that. */
function reasonIn(sentence: string): string | undefined {
  return /\(([^()]+)\)$/.exec(sentence)?.[1];
}

function goalFacts({ wanted, names }: WrittenDerivation, write: Write): Fact[] {
  const facts: Fact[] = [
    { label: "Wanted", entries: [{ ...sentenceEntry(wanted), isRead: true }] },
  ];
  if (names.length > 0) facts.push({ label: "Names", entries: namesEntries(names, write) });
  return facts;
}

function namesEntries(names: WrittenDerivation["names"], write: Write): FormulaEntry[] {
  return names.map(({ name, means }) => ({
    kind: "formula",
    left: write(B.name(name)),
    right: means,
  }));
}

function derivationBlocks(
  derivation: WrittenDerivation,
  heading: string,
  withGoal: boolean,
  write: Write,
  times = 2,
): Block[] {
  const { next } = derivation;
  return [
    { kind: "heading", text: heading },
    ...(withGoal ? [{ kind: "facts", facts: goalFacts(derivation, write) } as const] : []),
    { kind: "steps", steps: stepsOf(derivation.steps, write) },
    ...(derivation.omitted === undefined
      ? []
      : [{ kind: "paragraph", text: derivation.omitted } as const]),
    ...(next
      ? derivationBlocks(next, `${timesWords(times)}, by ${next.method}`, true, write, times + 1)
      : []),
  ];
}

/** Differentiated for the second, third ... time. */
function timesWords(times: number): string {
  const ordinal = ["third", "fourth", "fifth"][times - 3] ?? `${times}th`;
  return times === 2 ? "Differentiated again" : `Differentiated a ${ordinal} time`;
}

/** That all derivations end in the same, and which is the shortest. */
function comparisonBlocks({ compared }: DerivativeAnswer): Block[] {
  if (!compared) return [];
  return [
    { kind: "heading", text: "Compared" },
    { kind: "paragraph", text: compared.text },
  ];
}

function stepsOf(steps: readonly WrittenStep[], write: Write): StepContent[] {
  return steps.map((step) => {
    const { writtenOut, array } = step;
    const folded = foldedOf(step, write);
    const rule = ruleWords(step.rule);
    const isSaid = step.title.toLowerCase().includes(rule.toLowerCase());
    return {
      title: step.title,
      rule: isSaid ? "" : rule,
      ...(step.left && { left: step.left }),
      right: step.right,
      reason: step.reason,
      deltas: (step.deltas ?? []).map((delta) => deltaContent(delta, step.before.plain, write)),
      ...(writtenOut && { writtenOut: writtenOutContent(writtenOut, step.right.plain) }),
      ...(array && { array: cellsOf(array) }),
      ...(folded && { folded }),
    };
  });
}

function writtenOutContent({ at, terms, result }: WrittenOut, line: string): WrittenOutContent {
  const places = Object.entries(at).map(([name, value]) => `${name} = ${value}`);
  const last = places.pop();
  const where = places.length === 0 ? last : `${places.join(", ")} and ${last}`;
  return { where: `With ${where}${zeroElsewhere(line, at)}`, terms, result };
}

/** Of a product with a delta that is left: that it is 0 where its letters differ. */
function zeroElsewhere(line: string, at: WrittenOut["at"]): string {
  if (/ [+-] /.test(line)) return "";
  const pairs = [...line.matchAll(/delta\((\w+),(\w+)\)/g)].flatMap(([, one = "", other = ""]) =>
    one in at && other in at ? [`${one} and ${other}`] : [],
  );
  return pairs.length === 0 ? "" : ` (where ${pairs.join(" or ")} differ, all is 0)`;
}

/** The entries with dots in the row and in the column where some are left out. */
function cellsOf({ rows, rowDots, columnDots }: EntryArray): Cell[][] {
  const cells = rows.map((row): Cell[] =>
    columnDots === undefined
      ? [...row]
      : [...row.slice(0, columnDots), "across", ...row.slice(columnDots)],
  );
  if (rowDots === undefined) return cells;
  const between = cells[0]!.map((cell): Dots => (isDots(cell) ? "diagonal" : "down"));
  return [...cells.slice(0, rowDots), between, ...cells.slice(rowDots)];
}

/** More are not listed by their titles. */
const MOST_TITLES = 6;

/** Steps of one kind only, as one delta after the other, are told by their reason. */
function foldedOf({ substeps }: WrittenStep, write: Write): Folded | undefined {
  const titles = [...new Set(substeps?.map(({ title }) => title))];
  if (!substeps || titles.length < 2) return undefined;
  const listed =
    titles.length > MOST_TITLES
      ? [...titles.slice(0, MOST_TITLES - 1), "and so on", titles.at(-1)!]
      : titles;
  const summary = `${substeps.length} steps in one: ${listed.join("; ")}.`;
  return { summary, steps: stepsOf(substeps, write) };
}

/** The letters of a delta stand as they did in the line before. */
function deltaContent(
  { summed, becomes, term }: NonNullable<WrittenStep["deltas"]>[number],
  lineBefore: string,
  write: Write,
): DeltaContent {
  const turned = write(B.delta(becomes, summed));
  return {
    delta: lineBefore.includes(turned.plain) ? turned : write(B.delta(summed, becomes)),
    summed: write(B.name(summed)),
    becomes: write(B.name(becomes)),
    ...(term !== undefined && { term }),
  };
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
  ["part", ""],
  ["shorter", ""],
  ["structure", ""],
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

const TITLES: Readonly<Record<DerivativeForm, string>> = {
  gradient: "gradient",
  row: "derivative",
  jacobian: "Jacobian",
  kron: "derivative",
  hessian: "Hessian",
  plain: "derivative",
  tensor: "derivative",
};

function answerFacts(answer: DerivativeAnswer, write: Write): Fact[] {
  const { twin, display, form } = answer;
  const evidence = [evidenceWords(answer.evidence)];
  if (answer.derivation && answer.derivation.checkedLines > 0) {
    evidence.push(stepEvidenceWords(answer.derivation));
  }
  const letters = answer.indices ?? [];
  const result: FormulaEntry = {
    kind: "formula",
    ...(form === "tensor" && { left: write(B.entry(B.name("D"), letters)) }),
    right: display!.answer,
    shape: sidesOf(answer),
    isResult: true,
    isTypeable: true,
  };
  const facts: Fact[] = [
    {
      label: "With",
      entries: namesEntries(display!.names, write).map((entry) => ({ ...entry, isTypeable: true })),
    },
    { label: FORM_NAMES[form], entries: [result] },
  ];
  if (twin) {
    const other: Entry = { ...result, right: twin, shape: sidesOf(twin) };
    facts.push(
      { label: FORM_NAMES[twin.form], entries: [other] },
      { label: "", entries: [sentenceEntry(twin.why)] },
    );
  }
  if (form !== "tensor" && display!.entry) {
    facts.push({
      label: "Entry",
      entries: [
        {
          kind: "formula",
          ...(display!.entryOf && { left: display!.entryOf }),
          right: display!.entry,
          isTypeable: true,
        },
      ],
    });
  }
  if (form === "tensor" && display!.entryOf) {
    const told = `${result.left!.unicode} is ${display!.entryOf.unicode}.`;
    facts.push({ label: "", entries: [sentenceEntry(told)] });
  }
  facts.push(
    { label: "Because", entries: (answer.because ?? []).map(sentenceEntry) },
    { label: "Readings", entries: readingEntries(answer) },
    { label: "Where", entries: answer.conditions.map(sentenceEntry) },
  );
  if (answer.note !== undefined) {
    facts.push({ label: "Note", entries: [sentenceEntry(answer.note)] });
  }
  facts.push({ label: "Evidence", entries: evidence.map(sentenceEntry) });
  return facts.filter(({ entries }) => entries.length > 0);
}

/** What else is called the derivative by a symmetric matrix: each formula, and what it means. */
function readingEntries({ readings, wrt }: DerivativeAnswer): Entry[] {
  if (!readings) return [];
  return [
    sentenceEntry(`Three things are called the derivative by a symmetric ${wrt}.`),
    ...readings.flatMap((reading): Entry[] => [
      { kind: "formula", right: reading, isTypeable: true },
      sentenceEntry(reading.why),
    ]),
  ];
}

function sentenceEntry(text: string): Extract<Entry, { kind: "sentence" }> {
  return { kind: "sentence", text };
}

/** `m x 1` for a column: beside a row, the word "m" would not tell them apart. */
function sidesOf({ form, shape }: Pick<DerivativeAnswer, "form" | "shape">): string {
  if (shape.length === 0) return "a number";
  const isColumn = shape.length === 1 && form !== "tensor";
  return (isColumn ? [shape[0]!, "1"] : shape).join(" x ");
}
