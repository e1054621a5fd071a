import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { derive } from "indicial";
import { stages } from "./stages.mjs";
import { median, milliseconds, printTable, processorTime } from "./table.mjs";

const ROUNDS = 300;
const WARM = 200;
const bench = fileURLToPath(new URL("..", import.meta.url));
const environment = join(bench, ".venv");

/** @type {Readonly<Record<string, string[]>>} */
const SIZES = {
  x: ["n"],
  y: ["m"],
  a: ["n"],
  b: ["n"],
  c: ["m"],
  A: ["m", "n"],
  B: ["n", "m"],
  C: ["n", "n"],
  D: ["n", "n"],
  X: ["n", "n"],
  Y: ["n", "m"],
  Z: ["n", "m"],
};

/** In our notation, in SymPy's, and by what. @type {readonly (readonly [string, string, string])[]} */
const PROBLEMS = [
  ["a'*x", "a.T*x", "x"],
  ["x'*x", "x.T*x", "x"],
  ["x'*C*x", "x.T*C*x", "x"],
  ["y'*A*x", "y.T*A*x", "A"],
  ["(A*x - y)'*(A*x - y)", "(A*x - y).T*(A*x - y)", "x"],
  ["(A*x - y)'*(A*x - y)", "(A*x - y).T*(A*x - y)", "A"],
  ["a'*X*b", "a.T*X*b", "X"],
  ["a'*X'*X*b", "a.T*X.T*X*b", "X"],
  ["a'*inv(X)*b", "a.T*inv(X)*b", "X"],
  ["tr(X)", "tr(X)", "X"],
  ["tr(C*X)", "tr(C*X)", "X"],
  ["tr(X'*C*X)", "tr(X.T*C*X)", "X"],
  ["tr(A*Y)", "tr(A*Y)", "Y"],
  ["tr(Y'*C*Y)", "tr(Y.T*C*Y)", "Y"],
  ["tr(C*X*D*X'*C)", "tr(C*X*D*X.T*C)", "X"],
  ["tr(X^2)", "tr(X**2)", "X"],
  ["tr(X^5)", "tr(X**5)", "X"],
  ["tr(inv(X))", "tr(inv(X))", "X"],
  ["tr(C*inv(X)*D)", "tr(C*inv(X)*D)", "X"],
  ["tr(C*(X.*D))", "tr(C*hadamard(X, D))", "X"],
  ["tr((X.*X)*C)", "tr(hadamard(X, X)*C)", "X"],
  ["det(X)", "det(X)", "X"],
  ["log(det(X))", "log(det(X))", "X"],
  ["det(X)^2", "det(X)**2", "X"],
  ["det(C*X*D)", "det(C*X*D)", "X"],
  ["det(Y'*Y)", "det(Y.T*Y)", "Y"],
  ["tr(X)^2", "tr(X)**2", "X"],
  ["exp(tr(C*X))", "exp(tr(C*X))", "X"],
  ["tr(X)*det(X)", "tr(X)*det(X)", "X"],
  ["ones(n)'*sin(x)", "ones(n).T*x.applyfunc(sin)", "x"],
  ["a'*tanh(C*x)", "a.T*(C*x).applyfunc(tanh)", "x"],
  ["c'*tanh(A*x)", "c.T*(A*x).applyfunc(tanh)", "A"],
];

/**
 * SymPy gives an answer and no proof, so like is compared with like, from text to text: our answer
 * alone (read, shapes inferred, differentiated, matrix form found and printed) against SymPy's (built,
 * differentiated, printed). In columns of their own: SymPy's `diff` of an expression that is already
 * built, and all that `derive` does, proof included.
 * @returns {import("./table.mjs").Goal[]}
 */
export function besideSympy() {
  const python = prepare();
  if (!python) return [];
  const run = spawnSync(python, [join(bench, "src", "beside_sympy.py")], {
    input: JSON.stringify(PROBLEMS.map(([, sympy, wrt]) => ({ sympy, wrt }))),
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  if (run.status !== 0) throw new Error(run.stderr);
  const theirs =
    /** @type {{ ms: number | null, diff: number | null, verdict: string, text: string }[]} */ (
      JSON.parse(run.stdout)
    );
  const ours = ownTimes();
  /** @type {number[]} */
  const alone = [];
  /** @type {number[]} */
  const proved = [];
  /** @type {number[]} */
  const diffAlone = [];
  const rows = PROBLEMS.map(([expr, , wrt], k) => {
    const { ms = null, diff = null, verdict = "" } = theirs[k] ?? {};
    const own = ours[k];
    const isFair = ms !== null && diff !== null && own !== undefined && verdict === "right";
    if (isFair) {
      alone.push(ms / own.alone);
      proved.push(ms / own.proved);
      diffAlone.push(diff / own.alone);
    }
    return [
      `\`${expr}\` by ${wrt}`,
      own ? milliseconds(own.alone) : "refused",
      own ? milliseconds(own.proved) : "-",
      own ? own.evidence : "-",
      ms === null ? "-" : milliseconds(ms),
      diff === null ? "-" : milliseconds(diff),
      verdict,
      isFair ? (ms / own.alone).toFixed(1) : "",
      isFair ? (ms / own.proved).toFixed(1) : "",
    ];
  });
  printTable(
    "Beside SymPy 1.14: a scalar by an array, processor time, one process each, warm; SymPy's cache emptied",
    [
      "problem",
      "answer ms",
      "with proof ms",
      "evidence",
      "SymPy ms",
      "its diff alone ms",
      "SymPy's answer",
      "times answer",
      "times with proof",
    ],
    rows,
  );
  const missed = theirs.filter(({ verdict }) => verdict !== "right").length;
  console.log(
    `\nWhere both are right SymPy takes ${median(alone).toFixed(1)} times as long as our answer, ${median(proved).toFixed(1)} times as long as our answer with its proof, its \`diff\` alone ${median(diffAlone).toFixed(1)} times as long as our whole answer (medians of ${alone.length}). Not right in SymPy: ${missed} of ${PROBLEMS.length}.`,
  );
  for (const [k, { verdict, text }] of theirs.entries()) {
    if (verdict !== "right") console.log(`- \`${PROBLEMS[k]?.[0]}\`: ${verdict}: \`${text}\``);
  }
  return [
    ["SymPy's time to ours, answer alone, median", median(alone), "at least 30"],
    ["SymPy's diff of what is built to our whole answer, median", median(diffAlone), "(none)"],
    ["SymPy's time to ours, proof included, median", median(proved), "(none)"],
  ];
}

/**
 * For each problem the best of some rounds over all of them, the first of which only warm up.
 * @returns {({ alone: number, proved: number, evidence: string } | undefined)[]}
 */
function ownTimes() {
  /** @type {ReturnType<typeof ownTimes>} */
  let best = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    best = PROBLEMS.map(([expr, , wrt], k) => {
      const used = new Set(expr.match(/[A-Za-z]+/g));
      const vars = Object.fromEntries(Object.entries(SIZES).filter(([name]) => used.has(name)));
      /** @type {import("indicial").DerivativeProblem} */
      const problem = { expr, vars, wrt, form: "gradient" };
      const start = processorTime();
      const answer = derive(problem);
      const proved = processorTime() - start;
      const parts = answer.status === "ok" ? stages(problem, undefined, processorTime) : undefined;
      if (!parts || answer.status !== "ok") return undefined;
      const alone = parts.read + parts.differentiate + parts.recover;
      const before = round < WARM ? undefined : best[k];
      return {
        alone: Math.min(before?.alone ?? alone, alone),
        proved: Math.min(before?.proved ?? proved, proved),
        evidence: answer.evidence.kind,
      };
    });
  }
  return best;
}

/** A Python with the pinned SymPy, made on first use; undefined, said aloud, where that fails. */
function prepare() {
  const python = join(
    environment,
    process.platform === "win32" ? "Scripts/python.exe" : "bin/python",
  );
  if (!existsSync(python)) {
    const made = spawnSync("python3", ["-m", "venv", environment], { encoding: "utf8" });
    if (made.status !== 0) return skipped(made.stderr ?? "python3 is missing");
  }
  const install = ["-m", "pip", "install", "--quiet", "-r", join(bench, "requirements.txt")];
  const installed = spawnSync(python, install, { encoding: "utf8" });
  return installed.status === 0 ? python : skipped(installed.stderr);
}

/** @param {string} why @returns {undefined} */
function skipped(why) {
  console.log(`\n### Beside SymPy\n\nNot run: ${why.trim().split("\n").at(-1)}`);
  return undefined;
}
