// `npm run bench` prints Markdown tables; `npm run bench -- depth sympy` only those. Times depend on
// the machine and its other work: compare figures of one run.
import { milliseconds, printTable } from "./table.mjs";

/** Each loads only what it needs. @type {ReadonlyMap<string, () => Promise<import("./table.mjs").Goal[]>>} */
const topics = new Map([
  ["depth", async () => (await import("./growth.mjs")).depth()],
  ["width", async () => (await import("./growth.mjs")).width()],
  ["inputs", async () => (await import("./inputs.mjs")).inputs()],
  ["corpora", async () => (await import("./corpora.mjs")).corpora()],
  ["process", async () => (await import("./process.mjs")).processes()],
  ["web", async () => (await import("./web.mjs")).web()],
  ["sympy", async () => (await import("./sympy.mjs")).besideSympy()],
]);

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !topics.has(name));
if (unknown !== undefined) {
  console.error(`no such topic: ${unknown} (${[...topics.keys()].join(" ")})`);
  process.exitCode = 2;
} else {
  const goals = [];
  for (const [name, run] of topics) {
    if (wanted.length === 0 || wanted.includes(name)) goals.push(...(await run()));
  }
  const rows = goals.map(([what, figure, target]) => [what, milliseconds(figure), target]);
  if (rows.length > 0) printTable("What is aimed at", ["what", "figure", "target"], rows);
}
