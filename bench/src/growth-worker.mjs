// One problem in a process of its own, so that its memory can be told: `FAMILY SIZE` to JSON.
import { derive } from "indicial";
import { growing } from "./growing.mjs";
import { stages } from "./stages.mjs";

/**
 * @typedef {object} Cost
 * @property {number} total milliseconds of the stages
 * @property {number} [whole] of all that `derive` does
 * @property {number} megabytes the most that the process held
 */

const [family = "", size = ""] = process.argv.slice(2);
const make = growing[family];
if (!make) throw new Error(`no such family: ${family}`);

// Warm, as a library is that is used for more than one problem.
for (let round = 0; round < 12; round += 1) run(Math.min(Number(size), 10));
const problem = make(Number(size));
globalThis.gc?.();
const start = performance.now();
const found = stages(problem.problem, problem.shared);
const total = performance.now() - start;
const whole = problem.shared ? undefined : timeOfDerive(problem.problem);
const megabytes = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ ...found, total, whole, megabytes }));

/** @param {number} warmSize */
function run(warmSize) {
  const { problem: asked, shared } = /** @type {NonNullable<typeof make>} */ (make)(warmSize);
  stages(asked, shared);
}

/** All that the library does, in milliseconds. @param {import("indicial").DerivativeProblem} asked */
function timeOfDerive(asked) {
  const began = performance.now();
  const answer = derive(asked);
  if (answer.status !== "ok") throw new Error(answer.problem.message);
  return performance.now() - began;
}
