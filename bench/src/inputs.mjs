import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { milliseconds, printTable } from "./table.mjs";

const worker = fileURLToPath(new URL("inputs-worker.mjs", import.meta.url));
const SIZE = 100_000;

/** @type {readonly (readonly [what: string, head: string, repeated: string, tail?: string])[]} */
const INPUTS = [
  ["x + x + ...", "x", "+x"],
  ["x - x - ...", "x", "-x"],
  ["minus signs", "", "-", "x"],
  ["parentheses", "", "(", "x)"],
  ["transposes", "x", "'"],
  ["x*x*...", "x", "*x"],
  ["tr(X*X*...)", "tr(X", "*X", ")"],
  ["sin(sin(...", "", "sin(", "x)"],
];

/**
 * Texts of a size that nobody types, each in a process of its own: an answer or a plain refusal.
 * @returns {import("./table.mjs").Goal[]}
 */
export function inputs() {
  let worst = 0;
  const rows = INPUTS.map(([what, head, repeated, tail = ""]) => {
    const run = spawnSync(process.execPath, [worker, head, repeated, tail, String(SIZE)], {
      encoding: "utf8",
    });
    if (run.status !== 0) throw new Error(run.stderr);
    const { ms, megabytes, outcome } =
      /** @type {{ ms: number, megabytes: number, outcome: string }} */ (JSON.parse(run.stdout));
    worst = Math.max(worst, ms);
    return [what, outcome, milliseconds(ms), megabytes.toFixed(0)];
  });
  printTable(
    `${SIZE} times the same, processor time of a cold process`,
    ["input", "outcome", "ms", "peak MB"],
    rows,
  );
  return [[`${SIZE} times the same, worst ms`, worst, "2000"]];
}
