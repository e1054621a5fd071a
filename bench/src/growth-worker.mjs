// One problem in a process of its own, so that its memory can be told: `FAMILY SIZE` to JSON.
import { derive } from "indicial";
import { growing } from "./growing.mjs";
import { stages } from "./stages.mjs";
import { processorTime } from "./table.mjs";

/**
 * @typedef {object} Cost
 * @property {number} answer milliseconds of processor time of the stages before the check
 * @property {number} total of all stages
 * @property {number} [whole] of all that `derive` does
 * @property {number} megabytes the most that the process held
 */

const [family = "", size = ""] = process.argv.slice(2);
const make = growing[family];
if (!make) throw new Error(`no such family: ${family}`);

// Warm, as a library is that is used for more than one problem.
for (let round = 0; round < 12; round += 1) run(Math.min(Number(size), 100));
const problem = make(Number(size));
globalThis.gc?.();
const found = stages(problem.problem, problem.shared, processorTime);
const answer = found && found.read + found.differentiate + found.recover;
const total = found && found.read + found.differentiate + found.recover + found.check;
const whole = problem.shared ? undefined : timeOfDerive(problem.problem);
const megabytes = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ ...found, answer, total, whole, megabytes }));

/** @param {number} warmSize */
function run(warmSize) {
  const { problem: asked, shared } = /** @type {NonNullable<typeof make>} */ (make)(warmSize);
  stages(asked, shared);
}

/** All that the library does, in milliseconds of processor time. @param {import("indicial").DerivativeProblem} asked */
function timeOfDerive(asked) {
  const began = processorTime();
  const result = derive(asked);
  if (result.status !== "ok") throw new Error(result.problem.message);
  return processorTime() - began;
}
