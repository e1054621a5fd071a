import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What the oracle says of one answer. */
export interface Judgement {
  readonly id: string;
  /** `right`, `transposed`, `wrong`, `unparsable`, or the status of an answer that is none. */
  readonly verdict: string;
  /** For an answer that is none: the code of its problem. */
  readonly diagnosis: string | null;
  readonly detail: string;
}

/** The lines of `NAME.jsonl` in this folder. */
export function corpusLines(name: string): string[] {
  return readFileSync(corpusPath(name), "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "");
}

/**
 * The oracle's judgement of answer lines (`{"id", "plain" or "answer", "form", ...}`), in order.
 * @throws Error where Python 3 is missing or the oracle breaks.
 */
export function judge(corpus: string, answers: readonly string[]): Judgement[] {
  return judgeLines(corpusLines(corpus), answers);
}

/**
 * The oracle's judgement of answer lines to problem lines of the same ids, in the order of the answers.
 * @throws Error where Python 3 is missing or the oracle breaks.
 */
export function judgeLines(problems: readonly string[], answers: readonly string[]): Judgement[] {
  const directory = mkdtempSync(join(tmpdir(), "indicial-corpus-"));
  try {
    const problemFile = join(directory, "problems.jsonl");
    writeFileSync(problemFile, `${problems.join("\n")}\n`);
    const file = join(directory, "answers.jsonl");
    writeFileSync(file, `${answers.join("\n")}\n`);
    const oracle = fileURLToPath(new URL("../oracle/oracle.py", import.meta.url));
    const run = spawnSync("python3", ["-B", oracle, "answer", problemFile, file], {
      encoding: "utf8",
      maxBuffer: 1 << 26,
    });
    if (run.error) throw run.error;
    if (run.status !== 0) throw new Error(`the oracle stopped: ${run.stderr}`);
    return run.stdout
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Judgement);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function corpusPath(name: string): string {
  return fileURLToPath(new URL(`./${name}.jsonl`, import.meta.url));
}
