// One problem in a process of its own, so that its memory can be told: `FAMILY SIZE` to JSON.
import { growing } from "./growing.mjs";
import { stages } from "./stages.mjs";

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
const megabytes = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ ...found, total, megabytes }));

/** @param {number} warmSize */
function run(warmSize) {
  const { problem: asked, shared } = /** @type {NonNullable<typeof make>} */ (make)(warmSize);
  stages(asked, shared);
}
