// `node tools/judge.mjs`: how well answers are judged, over all corpora: the expected answers, true
// rewrites of them, planted falsehoods. What is called right and was changed is put before the oracle.
//
//   --count N   variants of each kind for each problem (default 12)
//   --seed S    default 1
//   --show K    how many suspicious cases are shown (default 20)
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "12" },
    seed: { type: "string", default: "1" },
    show: { type: "string", default: "20" },
  },
});

const root = fileURLToPath(new URL("..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "indicial-judge-"));

/** @param {typeof import("../test/answers/judging.ts")} judging */
function judge(judging) {
  const count = Number(values.count);
  const seed = Number(values.seed);
  const shown = Number(values.show);
  const solved = judging.solvedProblems();
  const expected = new Tally();
  for (const { problem, expected: answer } of solved) {
    expected.add(problem, answer, "expected", judging.judged(problem, { answer }));
  }
  expected.report("expected answers");
  expected.show("not right", ({ verdict }) => verdict !== "right", shown);

  const rewrites = new Tally();
  for (const [k, one] of solved.entries()) {
    for (const { text, change } of judging.trueRewrites(one, count, seed * 7919 + k)) {
      rewrites.add(one.problem, text, change, judging.judged(one.problem, { answer: text }));
    }
  }
  rewrites.report("true rewrites");
  rewrites.show("not right", ({ verdict }) => verdict !== "right", shown);

  const falsehoods = new Tally();
  for (const [k, one] of solved.entries()) {
    for (const { text, change } of judging.plantedFalsehoods(one, count, seed * 104729 + k)) {
      falsehoods.add(one.problem, text, change, judging.judged(one.problem, { answer: text }));
    }
  }
  falsehoods.report("planted falsehoods");
  falsehoods.kinds();
  falsehoods.slowest(3);
  // Some changes keep an answer right (x'*x for x'*x with its factors swapped): the oracle tells.
  const harmless = falsehoods.cases.filter(({ verdict }) => verdict === "right");
  const confirmed = oracle(harmless);
  console.log(`  called right ${harmless.length}, of which the oracle agrees ${confirmed.length}`);
  for (const one of harmless.filter((each) => !confirmed.includes(each)).slice(0, shown)) {
    console.log(`  FALSELY RIGHT ${one.problem.id} (${one.change}): ${one.answer}`);
  }
  const undecided = falsehoods.cases.filter(({ verdict }) => verdict === "undecided");
  for (const one of undecided.slice(0, shown)) {
    console.log(`  undecided ${one.problem.id} (${one.change}): ${one.answer}: ${one.why}`);
  }
}

/**
 * @typedef {import("../src/answers/answer.ts").DerivativeProblem} Problem
 * @typedef {import("../src/answers/check.ts").CheckedAnswer} CheckedAnswer
 * @typedef {import("../src/answers/answer.ts").NoAnswer} NoAnswer
 */

/**
 * One judged answer.
 * @typedef {{ problem: Problem, answer: string, change: string, verdict: string, kind?: string,
 *   evidence?: string, why?: string, milliseconds: number }} Case
 */

/**
 * The cases that the oracle calls right as well.
 * @param {readonly Case[]} cases
 * @returns {readonly Case[]}
 */
function oracle(cases) {
  if (cases.length === 0) return [];
  const problems = join(scratch, "problems.jsonl");
  const answers = join(scratch, "answers.jsonl");
  writeFileSync(
    problems,
    cases
      .map(({ problem }, k) => `${JSON.stringify({ ...problem, id: `${k}`, expected: null })}\n`)
      .join(""),
  );
  writeFileSync(
    answers,
    cases
      .map(
        ({ answer, problem }, k) =>
          `${JSON.stringify({ id: `${k}`, answer, form: problem.form })}\n`,
      )
      .join(""),
  );
  const run = spawnSync(
    "python3",
    ["-B", join(root, "test", "oracle", "oracle.py"), "answer", problems, answers],
    { encoding: "utf8", maxBuffer: 1 << 28 },
  );
  const right = new Set(
    run.stdout
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => /** @type {{ id: string, verdict: string }} */ (JSON.parse(line)))
      .filter(({ verdict }) => verdict === "right")
      .map(({ id }) => Number(id)),
  );
  return cases.filter((_, k) => right.has(k));
}

/**
 * What a case keeps of a verdict.
 * @param {CheckedAnswer | NoAnswer} result
 */
function told(result) {
  if (result.status !== "ok") return { verdict: result.status, why: result.problem.message };
  const { verdict, diagnosis, evidence, why, problem } = result;
  return {
    verdict,
    ...(diagnosis && { kind: diagnosis.kind }),
    ...(evidence && { evidence: evidence.kind }),
    why: why ?? problem?.message ?? diagnosis?.message ?? "",
  };
}

class Tally {
  /** @type {Case[]} */
  cases = [];
  #start = performance.now();

  /**
   * @param {Problem} problem
   * @param {string} answer
   * @param {string} change
   * @param {CheckedAnswer | NoAnswer} result
   */
  add(problem, answer, change, result) {
    const now = performance.now();
    this.cases.push({
      problem,
      answer,
      change,
      ...told(result),
      milliseconds: now - this.#start,
    });
    this.#start = performance.now();
  }

  /** @param {string} title */
  report(title) {
    const times = this.cases.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
    const at = (/** @type {number} */ share) =>
      (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(1);
    console.log(
      `${this.cases.length} ${title}: ${counts(this.cases.map(({ verdict }) => verdict))}; ` +
        `evidence ${counts(this.cases.flatMap(({ evidence }) => evidence ?? []))}; ` +
        `ms median ${at(0.5)}, 95% ${at(0.95)}, most ${at(1)}`,
    );
  }

  kinds() {
    console.log(`  kinds: ${counts(this.cases.flatMap(({ kind }) => kind ?? []))}`);
    const unexplained = this.cases.filter(({ why }) => why?.includes("none of the usual slips"));
    console.log(
      `  unexplained: ${unexplained.length}, ${counts(unexplained.map(({ change }) => change))}`,
    );
  }

  /** @param {number} most */
  slowest(most) {
    for (const one of [...this.cases]
      .sort((a, b) => b.milliseconds - a.milliseconds)
      .slice(0, most)) {
      console.log(
        `  ${one.milliseconds.toFixed(0)} ms ${one.problem.id} (${one.change}): ${one.problem.expr} | ${one.answer}: ${one.verdict} ${one.kind}`,
      );
    }
  }

  /**
   * @param {string} title
   * @param {(one: Case) => boolean} wanted
   * @param {number} most
   */
  show(title, wanted, most) {
    for (const one of this.cases.filter(wanted).slice(0, most)) {
      console.log(
        `  ${title} ${one.problem.id} (${one.change}): ${one.verdict}: ${one.problem.expr} | ${one.answer}: ${one.why}`,
      );
    }
  }
}

/** @param {readonly string[]} words */
function counts(words) {
  const tally = new Map();
  for (const word of words) tally.set(word, (tally.get(word) ?? 0) + 1);
  return [...tally]
    .sort((a, b) => b[1] - a[1])
    .map(([word, number]) => `${word} ${number}`)
    .join(", ");
}

try {
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  const options = [
    join(root, "test", "answers", "judging.ts"),
    "--ignoreConfig",
    "--noCheck",
    "--types",
    "node",
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
  spawnSync("cp", ["-r", join(root, "test", "corpus"), join(scratch, "test", "corpus")]);
  const compiledFile = pathToFileURL(join(scratch, "test", "answers", "judging.js")).href;
  judge(/** @type {typeof import("../test/answers/judging.ts")} */ (await import(compiledFile)));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
