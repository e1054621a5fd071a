// `npm run fuzz -- --count 20000 --seed 3`: random problems, each derived and checked; a tally by
// outcome, and the smallest problem found of every kind that is not "ok".
//
//   --count N     how many problems (default 2000)
//   --seed S      where to begin: problem k of seed S is number S * 1000000 + k
//   --show K      how many examples of each kind are shrunk and shown (default 3)
//   --slow MS     report problems that take longer (default 500)
//   --composite P how often a side has the size n*m, as after vec and kron (default 0.08)
//   --only KIND   shrink and show problems of that kind alone
//   --trace F     keep the number of the problem at hand in the file F (for one that never ends)
//   --answers F   write the problems and the answers as JSONL, to F.problems and F.answers,
//                 for `python3 test/oracle/oracle.py answer F.problems F.answers`
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

/** How long one problem is made smaller, in milliseconds. */
const MOST_SHRINKING = 20_000;

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
    show: { type: "string", default: "3" },
    slow: { type: "string", default: "500" },
    answers: { type: "string" },
    only: { type: "string" },
    trace: { type: "string" },
    composite: { type: "string", default: "0.08" },
  },
});

const root = fileURLToPath(new URL("..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "indicial-fuzz-"));
try {
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  const options = [
    join(root, "test", "random", "run.ts"),
    "--ignoreConfig",
    "--noCheck",
    "--outDir",
    scratch,
    "--rootDir",
    root,
    "--module",
    "nodenext",
    "--target",
    "es2022",
    "--rewriteRelativeImportExtensions",
  ];
  const compiled = spawnSync(process.execPath, [compiler, ...options], {
    cwd: root,
    stdio: "inherit",
  });
  if (compiled.status !== 0) process.exit(compiled.status ?? 1);
  writeFileSync(join(scratch, "package.json"), '{"type":"module"}');
  const run = /** @type {typeof import("../test/random/run.ts")} */ (
    await import(pathToFileURL(join(scratch, "test", "random", "run.js")).href)
  );
  await fuzz(run);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** @param {typeof import("../test/random/run.ts")} run */
async function fuzz(run) {
  const count = Number(values.count);
  const first = Number(values.seed) * 1_000_000;
  const shown = Number(values.show);
  const limit = Number(values.slow);
  const options = { composite: Number(values.composite) };
  /** @type {Map<string, number[]>} */
  const byKind = new Map();
  /** @type {[number, number][]} */
  const slow = [];
  const problems = [];
  const answers = [];
  let total = 0;
  for (let k = 0; k < count; k++) {
    const found = run.randomProblem(first + k, options);
    if (values.trace !== undefined) {
      writeFileSync(values.trace, `${first + k} ${JSON.stringify(found.problem)}\n`);
    }
    const outcome = run.outcomeOf(found.problem);
    total += outcome.milliseconds;
    byKind.set(outcome.kind, [...(byKind.get(outcome.kind) ?? []), first + k]);
    if (outcome.milliseconds > limit) slow.push([outcome.milliseconds, first + k]);
    if (values.answers !== undefined && outcome.result?.status === "ok") {
      const { form, plain, indices, let: bound, id } = outcome.result;
      problems.push(JSON.stringify({ ...found.problem, form, expected: null }));
      answers.push(JSON.stringify({ id, status: "ok", form, plain, indices, let: bound }));
    }
  }
  console.log(`${count} problems, ${(total / count).toFixed(1)} ms each`);
  for (const [kind, ids] of [...byKind].sort((a, b) => b[1].length - a[1].length)) {
    console.log(`  ${kind}: ${ids.length} (${((100 * ids.length) / count).toFixed(2)}%)`);
  }
  for (const [kind, ids] of byKind) {
    if (kind === "ok" || (values.only !== undefined && values.only !== kind)) continue;
    for (const id of ids.slice(0, shown)) {
      const { problem, outcome } = run.smallest(
        run.randomProblem(id, options),
        performance.now() + MOST_SHRINKING,
      );
      console.log(`${kind} #${id}: ${JSON.stringify(problem)}\n    ${outcome.message}`);
    }
  }
  slow.sort((a, b) => b[0] - a[0]);
  console.log(`${slow.length} took more than ${limit} ms`);
  for (const [ms, id] of slow.slice(0, shown)) {
    const { problem } = run.randomProblem(id, options);
    console.log(`slow #${id} (${ms.toFixed(0)} ms): ${JSON.stringify(problem)}`);
  }
  if (values.answers !== undefined) {
    writeFileSync(`${values.answers}.problems`, `${problems.join("\n")}\n`);
    writeFileSync(`${values.answers}.answers`, `${answers.join("\n")}\n`);
  }
}
