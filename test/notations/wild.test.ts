import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { renderToString } from "katex";
import { describe, expect, test } from "vitest";
import { equal } from "../../src/answers/equal.ts";
import { readProblem } from "../../src/answers/read-any.ts";
import type { ReadProblem } from "../../src/answers/read-problem.ts";
import { readInput } from "../../src/notations/input.ts";
import { functionSpellings } from "../../src/functions/table.ts";
import { latex } from "../../src/notations/latex.ts";
import type { ReadingContext } from "../../src/notations/notation.ts";
import { withoutTraces } from "../../src/notations/pasted.ts";
import { plain } from "../../src/notations/plain.ts";
import { notationNamed, recognised } from "../../src/notations/table.ts";
import { withUsualMeanings } from "../../src/notations/usual.ts";
import { sameExpression } from "../../src/syntax/equality.ts";
import { namesIn, normal } from "./round-trip.ts";

/** An expression as somebody typed it, and the same mathematics in plain notation. */
interface WildLine {
  readonly id: string;
  readonly from: string;
  readonly text: string;
  readonly vars: Readonly<Record<string, readonly string[]>>;
  readonly props?: Readonly<Record<string, readonly string[]>>;
  readonly wrt: string;
  readonly name?: string;
  readonly plain: string;
}

function lines<Line>(file: string): Line[] {
  const text = readFileSync(new URL(file, import.meta.url), "utf8").trimEnd();
  return text.split("\n").map((line) => JSON.parse(line) as Line);
}

// With their addresses, and as they are typed in papers, threads, notes, chats and code.
const WILD = [...lines<WildLine>("wild.jsonl"), ...lines<WildLine>("typed.jsonl")];
type RejectedLine = Pick<WildLine, "id" | "from" | "text" | "vars"> & { readonly wrt?: string };
const REJECTED = ["wild-rejected.jsonl", "typed-rejected.jsonl"].flatMap(lines<RejectedLine>);

function problemOf(line: WildLine, expr: string, from: string | undefined): ReadProblem {
  const { vars, props, wrt } = line;
  const read = readProblem({ expr, ...(from && { from }), vars, ...(props && { props }), wrt });
  if (!read.ok) throw new Error(`${expr}: ${read.problem.message} ${read.problem.remedy ?? ""}`);
  return read.value;
}

/** How two readings agree: `tree` for the same tree, `proof` for proven equal; else what differs. */
function agreement(line: WildLine, a: ReadProblem, b: ReadProblem): string {
  const [left, right] = [a, b].map(({ elaboration }) => normal(elaboration.expression));
  if (sameExpression(left!, right!)) return "tree";
  const declare = [...a.elaboration.variables.values()]
    .filter(({ name }) => !(name in line.vars))
    .map(({ name, axes }) => `${name} in R^(${axes.map(({ key }) => key).join(" x ") || "1"})`);
  const texts = { left: plain.write(left!), right: plain.write(right!) };
  const result = equal({ ...texts, from: "plain", vars: line.vars, declare });
  if (result.status === "ok" && result.verdict === "equal") return "proof";
  return `read as ${texts.left}, wanted ${texts.right}`;
}

describe("what people typed", () => {
  test("is read as the same expression as its twin in plain notation", () => {
    const counts = new Map<string, number>();
    const bad: string[] = [];
    for (const line of WILD) {
      const typed = problemOf(line, line.text, line.from);
      const how = agreement(line, typed, problemOf(line, line.plain, "plain"));
      counts.set(how, (counts.get(how) ?? 0) + 1);
      if (how !== "tree" && how !== "proof") bad.push(`${line.id}: ${line.text}: ${how}`);
      if (line.name !== undefined && typed.name !== line.name) bad.push(`${line.id}: name`);
    }
    console.log(`${WILD.length} texts:`, Object.fromEntries(counts));
    expect(bad).toEqual([]);
  });

  test("is recognised, and read without being told the notation", () => {
    const unread: string[] = [];
    const bad: string[] = [];
    for (const line of WILD) {
      const { id, text, props, vars, wrt } = line;
      const read = readProblem({ expr: text, vars, ...(props && { props }), wrt });
      if (!read.ok) {
        // What has no sign of its notation is plain notation; there `1/2 x` is refused, as `a/2b` is.
        unread.push(text);
        if (recognised(text) === notationNamed(line.from)) {
          if (read.problem.code !== "ambiguous-division") bad.push(`${id}: ${text}`);
        }
        continue;
      }
      const how = agreement(line, read.value, problemOf(line, line.plain, "plain"));
      if (how !== "tree" && how !== "proof") bad.push(`${id}: ${text}: ${how}`);
    }
    console.log(`${WILD.length - unread.length} of ${WILD.length} are read without their notation`);
    expect(bad).toEqual([]);
    expect(unread.length / WILD.length).toBeLessThan(0.02);
    const latexLines = WILD.filter(({ from }) => from === "latex");
    const known = latexLines.filter(({ text }) => recognised(text) === latex);
    expect(known.length / latexLines.length).toBeGreaterThan(0.9);
  });

  test("is refused with a place and a remedy where it cannot be read", () => {
    for (const { id, text, from, vars, wrt } of REJECTED) {
      const read = readProblem({ expr: text, from, vars, ...(wrt !== undefined && { wrt }) });
      const place = read.ok ? undefined : read.problem.span;
      const remedy = read.ok ? undefined : read.problem.remedy;
      expect([id, read.ok, place !== undefined, (remedy ?? "") !== ""]).toEqual([
        id,
        false,
        true,
        true,
      ]);
    }
  });
});

/** What papers define in their preambles. */
const MACROS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    functionSpellings().map((name) => [`\\${name}`, `\\operatorname{${name}}`]),
  ),
  "\\R": "\\mathbb{R}",
  "\\T": "\\mathsf{T}",
  "\\norm": "\\lVert #1\\rVert",
  "\\abs": "\\lvert #1\\rvert",
  "\\tr": "\\operatorname{tr}",
  "\\Tr": "\\operatorname{Tr}",
  "\\diag": "\\operatorname{diag}",
  "\\vect": "\\operatorname{vec}",
  "\\sign": "\\operatorname{sign}",
  "\\softmax": "\\operatorname{softmax}",
  "\\trace": "\\operatorname{trace}",
  "\\qty": "",
  "\\mbox": "\\text{#1}",
  "\\label": "",
  "\\nonumber": "",
  "\\pmb": "\\boldsymbol{#1}",
};

/** Why KaTeX does not set a text, or a formula between words; empty where it sets all. */
function katexFault(typed: string): string {
  const text = withoutTraces(typed);
  const between = [...text.matchAll(/\$\$?([^$]+)\$\$?/g)].map(([, formula = ""]) => formula);
  const isProse = between.length > 1 || /[A-Za-z]{4}[^$]*\$|^[^$]+\$[^$]*\$/.test(text);
  const formulas = isProse && between.length > 0 ? between : [text];
  return formulas.map(faultOfFormula).find((fault) => fault !== "") ?? "";
}

function faultOfFormula(text: string): string {
  const formula = text
    .trim()
    .replace(/(?<!\\|\\right)[.,]$/, "")
    .replace(/^(\$\$?|\\\[|\\\()|(\$\$?|\\\]|\\\))$/g, "")
    .replace(
      // KaTeX has no multline, eqnarray and flalign; their lines are set as those of aligned.
      /\\(?:begin|end)\{(equation|displaymath|math|multline|eqnarray|flalign)\*?\}/g,
      "",
    )
    .replace(/\\\\\s*$/, "");
  const whole =
    /(?<!\\)&|\\\\/.test(formula) && !formula.includes("\\begin{")
      ? `\\begin{aligned}${formula}\\end{aligned}`
      : formula;
  try {
    renderToString(whole, {
      strict: "ignore",
      throwOnError: true,
      displayMode: true,
      macros: { ...MACROS },
    });
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const CONTEXTS = WILD.map((line): { text: string; from: string; context: ReadingContext } => ({
  text: line.text,
  from: line.from,
  context: { variables: new Set(Object.keys(line.vars)) },
}));

function mutated(text: string, change: string, first: number, second: number): string {
  const tokens = text.match(/\\[A-Za-z]+|\\.|[A-Za-z]|\d+|\s+|[^A-Za-z\d\s]/gu) ?? [text];
  const at = first % tokens.length;
  const other = second % tokens.length;
  const token = tokens[at]!;
  if (change === "delete") tokens.splice(at, 1);
  else if (change === "double") tokens.splice(at, 0, token);
  else [tokens[at], tokens[other]] = [tokens[other]!, token];
  return tokens.join("");
}

describe("LaTeX that is accepted", () => {
  test("is set by KaTeX, as typed", () => {
    const faults = WILD.filter(({ from }) => from === "latex").flatMap(({ id, text }) => {
      const fault = katexFault(text);
      return fault === "" ? [] : [`${id}: ${fault}`];
    });
    expect(faults).toEqual([]);
  });
});

test("10,000 mutations: read or refused; what is read has a text that reads back as itself", () => {
  const tally = { read: 0, refused: 0 };
  const known = {
    variables: new Map<string, readonly string[]>(),
    functions: new Set<string>(),
    sizes: new Set<string>(),
  };
  fc.assert(
    fc.property(
      fc.nat(CONTEXTS.length - 1),
      fc.constantFrom("delete", "double", "swap"),
      fc.nat(),
      fc.nat(),
      (which, change, first, second) => {
        const { text, from, context } = CONTEXTS[which]!;
        const mutant = mutated(text, change, first, second);
        const variables = new Map([...context.variables!].map((name) => [name, []] as const));
        const read = readInput(mutant, notationNamed(from)!, { ...known, variables });
        if (!read.ok) {
          tally.refused++;
          const { span, remedy } = read.problem;
          const isHelpful = span !== undefined && (from === "plain" || remedy !== undefined);
          if (!isHelpful) throw new Error(`${mutant}: ${JSON.stringify(read.problem)}`);
          return;
        }
        tally.read++;
        const reading = withUsualMeanings(read.value.expression);
        const echoed = plain.write(reading);
        const again = plain.read(echoed, namesIn(reading));
        expect([mutant, echoed, again.ok]).toEqual([mutant, echoed, true]);
        const isSame = again.ok && sameExpression(normal(again.value), normal(reading));
        expect([mutant, echoed, isSame]).toEqual([mutant, echoed, true]);
      },
    ),
    { numRuns: 10_000 },
  );
  console.log(`mutations: ${tally.read} read, ${tally.refused} refused`);
  expect(tally.read).toBeGreaterThan(1000);
  expect(tally.refused).toBeGreaterThan(1000);
}, 120_000);

test("a mutated text in LaTeX that is read is set by KaTeX too, nearly always", () => {
  const all = CONTEXTS.filter(({ from }) => from === "latex");
  const faults: string[] = [];
  let count = 0;
  fc.assert(
    fc.property(
      fc.nat(all.length - 1),
      fc.constantFrom("delete", "double", "swap"),
      fc.nat(),
      fc.nat(),
      (which, change, first, second) => {
        const { text, context } = all[which]!;
        const mutant = mutated(text, change, first, second);
        if (!notationNamed("latex")!.read(mutant, context).ok) return;
        count++;
        const fault = katexFault(mutant);
        if (fault !== "") faults.push(`${mutant}: ${fault}`);
      },
    ),
    { numRuns: 2500 },
  );
  console.log(`${count - faults.length} of ${count} mutants that are read are set`);
  // What is left are commands where LaTeX wants braces, in ways that only a mutation comes upon.
  expect(faults.slice(Math.ceil(count / 100))).toEqual([]);
});
