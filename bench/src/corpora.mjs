import { readFileSync } from "node:fs";
import { answerBatchLine, derive } from "indicial";
import { stages } from "./stages.mjs";
import { median, milliseconds, printTable, quantile } from "./table.mjs";

const NAMES = ["seed", "cookbook", "realworld", "sympy", "wikipedia"];
const ROUNDS = 20;
const WARM = 5;

/** @typedef {import("indicial").DerivativeProblem} Problem */

/** The problems of the test corpora. @returns {Problem[]} */
function problems() {
  return NAMES.flatMap((name) =>
    readFileSync(new URL(`../../test/corpus/${name}.jsonl`, import.meta.url), "utf8")
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => /** @type {Problem} */ (JSON.parse(line))),
  );
}

/**
 * The best of some rounds for each problem, after some rounds to warm up, so that a busy stretch of the
 * machine touches few.
 * @template T
 * @param {readonly T[]} items
 * @param {(item: T) => number} time in milliseconds
 */
function bestTimes(items, time) {
  const best = items.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [k, item] of items.entries()) {
      const passed = time(item);
      if (round >= WARM) best[k] = Math.min(best[k] ?? passed, passed);
    }
  }
  return best;
}

/** @param {() => unknown} run */
function timed(run) {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** @param {string} what @param {readonly number[]} times */
function row(what, times) {
  const figures = [median(times), quantile(times, 0.95), Math.max(...times)];
  return [what, times.length, ...figures.map(milliseconds)];
}

/**
 * As `bestTimes`: the parts of the fastest round of each problem.
 * @param {readonly Problem[]} items
 */
function bestStages(items) {
  /** @type {(import("./stages.mjs").Stages | undefined)[]} */
  const best = items.map(() => undefined);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [k, item] of items.entries()) {
      const now = stages(item);
      const least = best[k];
      if (round >= WARM && now && (!least || total(now) < total(least))) best[k] = now;
    }
  }
  const found = best.filter((one) => one !== undefined);
  return {
    read: found.map(({ read }) => read),
    differentiate: found.map(({ differentiate }) => differentiate),
    recover: found.map(({ recover }) => recover),
    check: found.map(({ check }) => check),
    alone: found.map(({ read, differentiate, recover }) => read + differentiate + recover),
  };
}

/** @param {import("./stages.mjs").Stages} stages */
function total({ read, differentiate, recover, check }) {
  return read + differentiate + recover + check;
}

/** @returns {import("./table.mjs").Goal[]} */
export function corpora() {
  const all = problems();
  const answered = all.filter((problem) => derive(problem).status === "ok");
  const byMatrix = answered.filter((problem) => stages(problem));
  const split = bestStages(byMatrix);
  const proved = bestTimes(answered, (problem) => timed(() => derive(problem)));
  printTable(
    `Warm time a problem, ${answered.length} of ${all.length} corpus problems answered`,
    ["what", "problems", "median ms", "95 % ms", "worst ms"],
    [
      row("derive: answer in four notations, proof, conditions", proved),
      row(
        "with the steps by indices",
        bestTimes(answered, (problem) => timed(() => derive(problem, { steps: "indices" }))),
      ),
      row(
        "as a line of a batch",
        bestTimes(
          answered.map((problem) => JSON.stringify(problem)),
          (line) => timed(() => answerBatchLine(line)),
        ),
      ),
      row("answer alone (one notation, no proof)", split.alone),
      row("- read and infer shapes", split.read),
      row("- lower and differentiate", split.differentiate),
      row("- recover and print", split.recover),
      row("proof alone", split.check),
    ],
  );
  return [
    ["corpora, answer alone, median ms", median(split.alone), "0.5"],
    ["corpora, with evidence, median ms", median(proved), "3"],
    ["corpora, with evidence, worst ms", Math.max(...proved), "150"],
  ];
}
