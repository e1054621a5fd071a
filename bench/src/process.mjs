import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { median, milliseconds, printTable } from "./table.mjs";

const ROUNDS = 11;
const report = fileURLToPath(new URL("report-time.cjs", import.meta.url));
const command = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

/** @type {readonly (readonly [what: string, args: readonly string[]])[]} */
const RUNS = [
  ["bare node", ["-e", "0"]],
  ["import of the library", ["--input-type=module", "-e", 'await import("indicial")']],
  ["indicial --version", [command, "--version"]],
  ['indicial derive "y\'*A*x" --wrt x', [command, "derive", "y'*A*x", "--wrt", "x"]],
];

/**
 * Whole processes, in turn, so that a busy stretch touches all alike.
 * @returns {import("./table.mjs").Goal[]}
 */
export function processes() {
  const times = RUNS.map(() => /** @type {number[]} */ ([]));
  const cwd = fileURLToPath(new URL(".", import.meta.url));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [k, [what, args]] of RUNS.entries()) {
      const { status, stderr, output } = spawnSync(process.execPath, ["-r", report, ...args], {
        cwd,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe", "pipe"],
      });
      if (status !== 0) throw new Error(`${what}: ${stderr}`);
      times[k]?.push(Number(output[3]));
    }
  }
  const medians = times.map(median);
  const [bare = Number.NaN] = medians;
  printTable(
    "A whole process, processor time",
    ["what", "median ms", "least ms", "times bare node"],
    RUNS.map(([what], k) => {
      const own = medians[k] ?? Number.NaN;
      const least = Math.min(...(times[k] ?? []));
      return [what, milliseconds(own), milliseconds(least), (own / bare).toFixed(2)];
    }),
  );
  const over = Math.min(...(times.at(-1) ?? [])) - Math.min(...(times[0] ?? []));
  return [["a whole process over bare node, least of each, ms", over, "110"]];
}
