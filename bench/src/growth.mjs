import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { milliseconds, printTable } from "./table.mjs";

const worker = fileURLToPath(new URL("growth-worker.mjs", import.meta.url));

const HEADS = [
  "size",
  "read",
  "differentiate",
  "recover, print",
  "answer",
  "check",
  "all these",
  "growth",
  "all of derive",
  "nodes",
  "names",
  "peak MB",
];

/**
 * One table a family, in milliseconds of processor time. `growth` is the exponent e where the time goes as size^e, from the row above
 * to this one: 1 is linear.
 * @param {string} family
 * @param {readonly number[]} sizes
 * @param {(size: number, answer: number, megabytes: number) => Goal[]} goalsFor
 */
function printGrowth(family, sizes, goalsFor = () => []) {
  /** @type {Goal[]} */
  const goals = [];
  /** @type {(string | number)[][]} */
  const rows = [];
  /** @type {{ size: number, total: number } | undefined} */
  let before;
  const blank = HEADS.slice(2).map(() => "");
  for (const size of sizes) {
    const run = spawnSync(process.execPath, ["--expose-gc", worker, family, String(size)], {
      encoding: "utf8",
    });
    if (run.status !== 0) {
      const [why = ""] = /^\w*Error.*$/m.exec(run.stderr) ?? [];
      rows.push([size, why || `exit ${run.status ?? run.signal}`, ...blank]);
      continue;
    }
    const found =
      /** @type {Partial<import("./stages.mjs").Stages> & import("./growth-worker.mjs").Cost} */ (
        JSON.parse(run.stdout)
      );
    if (!isWhole(found)) {
      rows.push([size, "no matrix form", ...blank]);
      continue;
    }
    const { read, differentiate, recover, answer, check, total, whole, nodes, lets, megabytes } =
      found;
    goals.push(...goalsFor(size, answer, megabytes));
    const exponent = before && Math.log(total / before.total) / Math.log(size / before.size);
    rows.push([
      size,
      ...[read, differentiate, recover, answer, check, total].map(milliseconds),
      exponent === undefined ? "" : exponent.toFixed(2),
      whole === undefined ? "" : milliseconds(whole),
      nodes,
      lets,
      megabytes.toFixed(0),
    ]);
    before = { size, total };
  }
  printTable(family, HEADS, rows);
  return goals;
}

/** @typedef {import("./table.mjs").Goal} Goal */

export function depth() {
  const sizes = [10, 100, 1000, 10_000];
  const goals = printGrowth("tanh chain, distinct weights", sizes, (size, answer, megabytes) => {
    if (size === 1000) return [["1,000 layers, answer, ms", answer, "500"]];
    if (size < 10_000) return [];
    return [
      ["10,000 layers, answer, ms", answer, "5000"],
      ["10,000 layers, peak MB, with proof", megabytes, "500"],
    ];
  });
  printGrowth("recurrent net, one weight", sizes);
  printGrowth("residual net h + tanh(W*h)", sizes);
  return goals;
}

export function width() {
  printGrowth("sum of terms a_k'*x", [10, 100, 1000, 10_000]);
  printGrowth("product of matrices times x", [10, 50, 200]);
  printGrowth("tr(X^N) by X", [4, 16, 64]);
  printGrowth("Hessian of a tanh chain by x", [5, 10, 20]);
  return [];
}

/**
 * @param {Partial<import("./stages.mjs").Stages> & import("./growth-worker.mjs").Cost} found
 * @returns {found is import("./stages.mjs").Stages & import("./growth-worker.mjs").Cost}
 */
function isWhole(found) {
  return found.nodes !== undefined;
}
