import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { DerivativeProblem } from "../../src/answers/answer.ts";
import { derive } from "../../src/answers/derive.ts";

/** The corpora whose answers are compared with a human's. */
const CORPORA = ["seed", "cookbook", "sympy", "wikipedia", "realworld"];

/** The symbols of one answer, and of the human's. */
export interface Lengths {
  readonly id: string;
  readonly ours: number;
  readonly human: number;
}

/** The committed table: by id our length, and why an answer may be longer than the human's. */
export interface Table {
  readonly lengths: Readonly<Record<string, number>>;
  readonly longer: Readonly<Record<string, string>>;
}

const TOKEN =
  /\s*(?:(?<symbol>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+|\p{L}[\p{L}\d_]*)|(?<prime>\.?')|(?<operator>\.\*|\.\/|\.\^|==|[-+*/^=])|[(),[\]])/uy;

/**
 * The length of an answer as `../oracle/size.py` counts it: names, numbers, operators and indices 1,
 * a transpose 1/2, brackets nothing. A name for a part costs its meaning, itself and the equals sign.
 */
export function lengthOf(
  plain: string,
  bound: readonly (readonly [string, string])[] = [],
): number {
  let total = 0;
  const text = plain.trim();
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.length; ) {
    const at = TOKEN.lastIndex;
    const groups = TOKEN.exec(text)?.groups;
    if (!groups) throw new Error(`no symbol at ${at} of ${text}`);
    if (groups["symbol"] !== undefined || groups["operator"] !== undefined) total += 1;
    if (groups["prime"] !== undefined) total += 0.5;
  }
  return bound.reduce((sum, [, means]) => sum + 2 + lengthOf(means), total);
}

/** The lengths of all problems with a human's answer, in the form that it has. */
export function measured(): Lengths[] {
  return CORPORA.flatMap((name) => {
    const text = readFileSync(new URL(`./${name}.jsonl`, import.meta.url), "utf8");
    return text.split("\n").flatMap((line): Lengths[] => {
      if (line.trim() === "") return [];
      const problem = JSON.parse(line) as DerivativeProblem & { id: string; expected?: string };
      const { id, expected, form } = problem;
      if (expected === undefined || expected === null) return [];
      const answer = derive(problem);
      const isSameForm = answer.status === "ok" && (form === undefined || answer.form === form);
      const ours = isSameForm ? lengthOf(answer.plain, answer.let) : Number.POSITIVE_INFINITY;
      return [{ id, ours, human: lengthOf(expected) }];
    });
  });
}

export function committed(file: string): Table {
  return JSON.parse(readFileSync(file, "utf8")) as Table;
}

/**
 * Writes the table with the lengths of today, none longer than before.
 * @returns the ids that are longer than the table says, which it keeps as they were
 */
export function tighten(file: string): string[] {
  const table = committed(file);
  const grown: string[] = [];
  const lengths: Record<string, number> = {};
  for (const { id, ours } of measured()) {
    const before = table.lengths[id] ?? ours;
    if (ours > before) grown.push(id);
    lengths[id] = Math.min(ours, before);
  }
  writeFileSync(file, `${JSON.stringify({ ...table, lengths }, null, 2)}\n`);
  return grown;
}

export const TABLE = fileURLToPath(new URL("./lengths.json", import.meta.url));
