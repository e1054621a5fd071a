import { readFileSync, readdirSync } from "node:fs";

const CORPUS = new URL("../corpus/", import.meta.url);

/** A text in plain notation that somebody wrote, with the names declared beside it. */
export interface CorpusText {
  readonly text: string;
  readonly variables: ReadonlySet<string>;
}

interface CorpusLine {
  readonly vars?: Readonly<Record<string, readonly string[]>>;
  readonly expr?: string;
  readonly expected?: string | null;
  readonly answer?: string;
}

/** Every expression and every answer of the corpora. */
export function corpusTexts(): CorpusText[] {
  const texts: CorpusText[] = [];
  for (const file of readdirSync(CORPUS).filter((name) => name.endsWith(".jsonl"))) {
    for (const line of readFileSync(new URL(file, CORPUS), "utf8").trim().split("\n")) {
      const problem = JSON.parse(line) as CorpusLine;
      const variables = new Set(Object.keys(problem.vars ?? {}));
      for (const text of [problem.expr, problem.expected, problem.answer]) {
        if (typeof text === "string") texts.push({ text, variables });
      }
    }
  }
  return texts;
}
