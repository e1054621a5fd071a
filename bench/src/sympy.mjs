import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { derive } from "indicial";
import { median, milliseconds, printTable } from "./table.mjs";

const ROUNDS = 20;
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

export function besideSympy() {
  const python = prepare();
  if (!python) return;
  const run = spawnSync(python, [join(bench, "src", "beside_sympy.py")], {
    input: JSON.stringify(PROBLEMS.map(([, sympy, wrt]) => ({ sympy, wrt }))),
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  if (run.status !== 0) throw new Error(run.stderr);
  const theirs = /** @type {{ ms: number | null, verdict: string, text: string }[]} */ (
    JSON.parse(run.stdout)
  );
  const ours = PROBLEMS.map(([expr, , wrt]) => ownTime(expr, wrt));
  /** @type {number[]} */
  const ratios = [];
  const rows = PROBLEMS.map(([expr, , wrt], k) => {
    const { ms = null, verdict = "" } = theirs[k] ?? {};
    const own = ours[k];
    const ratio = ms !== null && own !== undefined && verdict === "right" ? ms / own.ms : undefined;
    if (ratio !== undefined) ratios.push(ratio);
    return [
      `\`${expr}\` by ${wrt}`,
      own ? milliseconds(own.ms) : "-",
      own ? own.evidence : "refused",
      ms === null ? "-" : milliseconds(ms),
      verdict,
      ratio === undefined ? "" : ratio.toFixed(1),
    ];
  });
  printTable(
    "Beside SymPy 1.14: a scalar by an array, one process each, warm; SymPy's cache emptied",
    ["problem", "Indicial ms (with proof)", "evidence", "SymPy ms", "SymPy's answer", "times"],
    rows,
  );
  const missed = theirs.filter(({ verdict }) => verdict !== "right").length;
  console.log(
    `\nWhere both are right SymPy takes ${median(ratios).toFixed(1)} times as long (median of ${ratios.length}). Not right in SymPy: ${missed} of ${PROBLEMS.length}.`,
  );
  for (const [k, { verdict, text }] of theirs.entries()) {
    if (verdict !== "right") console.log(`- \`${PROBLEMS[k]?.[0]}\`: ${verdict}: \`${text}\``);
  }
}

/**
 * The best of some warm runs.
 * @param {string} expr
 * @param {string} wrt
 */
function ownTime(expr, wrt) {
  const used = new Set(expr.match(/[A-Za-z]+/g));
  const vars = Object.fromEntries(Object.entries(SIZES).filter(([name]) => used.has(name)));
  let ms = Number.POSITIVE_INFINITY;
  let evidence = "";
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    const answer = derive({ expr, vars, wrt, form: "gradient" });
    ms = Math.min(ms, performance.now() - start);
    if (answer.status !== "ok") return undefined;
    evidence = answer.evidence.kind;
  }
  return { ms, evidence };
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
