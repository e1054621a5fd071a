// `npm run bench` prints Markdown tables; `npm run bench -- depth sympy` only those. Times depend on
// the machine and its other work: compare figures of one run.
/** Each loads only what it needs. @type {ReadonlyMap<string, () => Promise<void>>} */
const topics = new Map([
  ["depth", async () => (await import("./growth.mjs")).depth()],
  ["width", async () => (await import("./growth.mjs")).width()],
  ["corpora", async () => (await import("./corpora.mjs")).corpora()],
  ["process", async () => (await import("./process.mjs")).processes()],
  ["sympy", async () => (await import("./sympy.mjs")).besideSympy()],
]);

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !topics.has(name));
if (unknown !== undefined) {
  console.error(`no such topic: ${unknown} (${[...topics.keys()].join(" ")})`);
  process.exitCode = 2;
} else {
  for (const [name, run] of topics) if (wanted.length === 0 || wanted.includes(name)) await run();
}
