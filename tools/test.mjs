// `npm test`: every check of the project, one line each, and the tally as the last line.
// `npm test -- types tests` runs only the checks of those names.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "indicial-test-"));

/**
 * What a check found: counted tests, or none for a check that passes or fails as a whole.
 * @typedef {object} Outcome
 * @property {boolean} ok
 * @property {string} output shown where it failed
 * @property {number} [passed]
 * @property {number} [failed]
 */

/**
 * The part of vitest's JSON report that is read here.
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {readonly VitestFile[]} testResults
 *
 * @typedef {object} VitestFile
 * @property {string} name
 * @property {string} status
 * @property {string} message
 * @property {readonly { fullName: string, status: string, failureMessages: string[] | null }[]} assertionResults
 */

/** @type {readonly { name: string, run: () => Outcome }[]} */
const checks = [
  { name: "members", run: () => node("tools/members.mjs", "--check") },
  { name: "layers", run: () => node("tools/layers.mjs") },
  { name: "types", run: types },
  { name: "format", run: () => bin("biome", "format", ".") },
  { name: "lint", run: () => bin("oxlint", "--type-aware", "--deny-warnings") },
  { name: "unused", run: () => bin("knip", "--no-progress") },
  { name: "build", run: () => node("tools/build.mjs") },
  { name: "tests", run: () => tests() },
  { name: "web", run: () => tests("--root", "web") },
  { name: "gallery", run: () => node("tools/gallery.mjs", "--check") },
  { name: "latex", run: () => node("tools/latex.mjs") },
  { name: "package", run: packageQuality },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !checks.some((check) => check.name === name));
if (unknown.length > 0) {
  console.error(
    `no such check: ${unknown.join(", ")} (${checks.map(({ name }) => name).join(" ")})`,
  );
  process.exit(2);
}

let passed = 0;
let failed = 0;
for (const { name, run } of checks) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const outcome = run();
  passed += outcome.passed ?? 0;
  failed += outcome.failed ?? 0;
  if (!outcome.ok && (outcome.failed ?? 0) === 0) failed += 1;
  const tally = outcome.passed === undefined ? "" : ` (${outcome.passed} passed)`;
  console.log(`${outcome.ok ? "ok    " : "FAILED"} ${name}${tally}`);
  if (!outcome.ok) console.log(indented(outcome.output));
}
rmSync(scratch, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Outcome}
 */
function run(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return { ok: status === 0, output: `${stdout ?? ""}${stderr ?? ""}${error?.message ?? ""}` };
}

/** @param {readonly string[]} args */
function node(...args) {
  return run(process.execPath, args);
}

/**
 * A tool of the project's own devDependencies.
 * @param {string} name
 * @param {readonly string[]} args
 */
function bin(name, ...args) {
  return run(join(root, "node_modules", ".bin", name), args);
}

/**
 * @param {readonly Outcome[]} outcomes
 * @returns {Outcome}
 */
function both(...outcomes) {
  const bad = outcomes.filter(({ ok }) => !ok);
  return { ok: bad.length === 0, output: bad.map(({ output }) => output).join("\n") };
}

/** Everything, then the library alone, which must do without the types of Node, then the page. */
function types() {
  const programs = [[], ["-p", "tsconfig.core.json"], ["-p", "web"], ["-p", "web/test"]];
  return both(...programs.map((options) => bin("tsc", ...options)));
}

/**
 * Skipped tests count as failed: a test that does not run guards nothing.
 * @param {readonly string[]} options
 * @returns {Outcome}
 */
function tests(...options) {
  const file = join(mkdtempSync(join(scratch, "vitest-")), "report.json");
  const result = bin("vitest", "run", ...options, "--reporter=json", `--outputFile=${file}`);
  if (!existsSync(file)) return result;
  const report = /** @type {VitestReport} */ (JSON.parse(readFileSync(file, "utf8")));
  const failures = [];
  for (const { name, status, message, assertionResults } of report.testResults) {
    for (const test of assertionResults) {
      if (test.status === "passed") continue;
      failures.push(`${test.status}: ${test.fullName}\n${(test.failureMessages ?? []).join("\n")}`);
    }
    if (status === "failed" && !assertionResults.some((test) => test.status === "failed")) {
      failures.push(`failed: ${name}\n${message}`);
    }
  }
  return {
    ok: result.ok && failures.length === 0,
    output: failures.length > 0 ? failures.join("\n") : result.output,
    passed: report.numPassedTests,
    failed: failures.length,
  };
}

/** The package as a user gets it: its form, its types, and that its command answers. @returns {Outcome} */
function packageQuality() {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const packed = run(npm, ["pack", "--ignore-scripts", "--pack-destination", scratch]);
  const tarball = readdirSync(scratch).find((file) => file.endsWith(".tgz"));
  if (!packed.ok || tarball === undefined) return { ...packed, ok: false };
  const path = join(scratch, tarball);
  const unpacked = run("tar", ["-xzf", path, "-C", scratch]);
  const command = join(scratch, "package", "dist", "cli", "main.js");
  return both(
    unpacked,
    bin("publint", "run", path, "--strict"),
    bin("attw", path, "--profile", "esm-only"),
    node(command, "derive", "y'*A*x", "--wrt", "x"),
  );
}

/** @param {string} text */
function indented(text) {
  return text.trimEnd().replace(/^/gm, "    ");
}
