// `npm run bench` prints Markdown tables; `npm run bench -- depth sympy` only those. Times depend on
// the machine and its other work: compare figures of one run.
import { corpora } from "./corpora.mjs";
import { depth, width } from "./growth.mjs";
import { processes } from "./process.mjs";
import { besideSympy } from "./sympy.mjs";

/** @type {ReadonlyMap<string, () => void>} */
const topics = new Map([
  ["depth", depth],
  ["width", width],
  ["corpora", corpora],
  ["process", processes],
  ["sympy", besideSympy],
]);

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !topics.has(name));
if (unknown !== undefined) {
  console.error(`no such topic: ${unknown} (${[...topics.keys()].join(" ")})`);
  process.exitCode = 2;
} else {
  for (const [name, run] of topics) if (wanted.length === 0 || wanted.includes(name)) run();
}
