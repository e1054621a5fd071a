// The order of the house: imports point one way, no cycles, no import for its side effect, no
// packages at run time, Node only in the command line, no file that nobody reads to its end.
import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The folders of src/ from the ground up. A folder imports from itself and from earlier ones;
 * folders in one inner list do not know one another.
 * @type {readonly (readonly string[])[]}
 */
export const LAYERS = [
  ["text"],
  ["numbers"],
  ["dimensions"],
  ["syntax"],
  ["functions"],
  ["notations"],
  ["elaboration"],
  ["graph"],
  ["evaluation"],
  ["calculus"],
  ["identities"],
  ["recovery"],
  ["rules"],
  ["derivations"],
  ["answers"],
  ["pictures"],
  ["documents", "programs", "cookbook"],
  ["index.ts"],
  ["cli"],
];

/** The only folder that may use what Node has and a browser has not. */
const NODE_FOLDER = "cli";

const LONGEST_FILE = 1000;

/** Where a long file counts, besides src/. */
const OTHER_SOURCES = ["test", "tools", "bench", "web"];
const SKIPPED_DIRECTORIES = new Set(["node_modules", "dist", "oracle", "corpus"]);

const FROM = /^(?:import|export)\s+[\w$*{},\s]+?\s*\bfrom\s*["']([^"']+)["']/gm;
const DYNAMIC = /\bimport\(\s*["']([^"']+)["']/g;
const SIDE_EFFECT = /^import\s*["']([^"']+)["']/gm;

/**
 * What a source text imports.
 * @param {string} text
 * @returns {{ imports: string[], sideEffects: string[] }}
 */
export function importsOf(text) {
  const specifiers = (/** @type {RegExp} */ pattern) =>
    [...text.matchAll(pattern)].map((match) => /** @type {string} */ (match[1]));
  const sideEffects = specifiers(SIDE_EFFECT);
  return { imports: [...specifiers(FROM), ...specifiers(DYNAMIC), ...sideEffects], sideEffects };
}

/**
 * Every fault of the order below `root`, as one line of text each.
 * @param {string} root the directory that holds src/
 * @returns {string[]}
 */
export function layerProblems(root) {
  const problems = [];
  const rank = new Map(LAYERS.flatMap((names, i) => names.map((name) => [name, i])));
  /** @type {Map<string, string[]>} */
  const graph = new Map();
  for (const file of sourceFiles(root, "src")) {
    const layer = layerOf(file);
    const own = rank.get(layer);
    if (own === undefined) {
      problems.push(`${file}: ${layer} is in no layer: add it to tools/layers.mjs`);
      continue;
    }
    const { imports, sideEffects } = importsOf(readFileSync(join(root, file), "utf8"));
    for (const name of sideEffects) problems.push(`${file}: imports ${name} for its side effect`);
    const targets = [];
    for (const specifier of imports) {
      if (!specifier.startsWith(".")) {
        const allowed = specifier.startsWith("node:") && layer === NODE_FOLDER;
        if (!allowed) problems.push(`${file}: imports ${specifier}, which is not part of src/`);
        continue;
      }
      const target = posix.join(posix.dirname(file), specifier);
      if (!target.startsWith("src/")) {
        problems.push(`${file}: imports ${specifier}, which is outside of src/`);
        continue;
      }
      targets.push(target);
      const layerOfTarget = layerOf(target);
      const other = rank.get(layerOfTarget);
      if (layerOfTarget === layer) continue;
      if (other === undefined || other >= own) {
        problems.push(`${file}: ${layer} may not import from ${layerOfTarget} (${specifier})`);
      }
    }
    graph.set(file, targets);
  }
  for (const cycle of cyclesOf(graph)) problems.push(`import cycle: ${cycle.join(" -> ")}`);
  for (const directory of ["src", ...OTHER_SOURCES]) {
    for (const file of sourceFiles(root, directory)) {
      const lines = readFileSync(join(root, file), "utf8").split("\n").length - 1;
      if (lines > LONGEST_FILE) problems.push(`${file}: ${lines} lines (at most ${LONGEST_FILE})`);
    }
  }
  return problems;
}

/** `src/graph/node.ts` is in `graph`, `src/index.ts` is a layer of its own. */
function layerOf(/** @type {string} */ file) {
  return /** @type {string} */ (file.split("/")[1]);
}

/**
 * Paths with forward slashes, relative to `root`, sorted.
 * @param {string} root
 * @param {string} directory
 * @returns {string[]}
 */
function sourceFiles(root, directory) {
  const start = join(root, directory);
  if (!existsSync(start)) return [];
  const files = [];
  const pending = [start];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const entry of readdirSync(next, { withFileTypes: true })) {
      const path = join(next, entry.name);
      if (entry.isDirectory()) {
        if (!SKIPPED_DIRECTORIES.has(entry.name)) pending.push(path);
      } else if (/\.(tsx?|mjs)$/.test(entry.name)) {
        files.push(relative(root, path).split(sep).join("/"));
      }
    }
  }
  return files.sort();
}

/**
 * One cycle for each back edge of a depth-first walk.
 * @param {Map<string, string[]>} graph
 * @returns {string[][]}
 */
function cyclesOf(graph) {
  const cycles = [];
  const done = new Set();
  for (const start of graph.keys()) {
    if (done.has(start)) continue;
    /** @type {{ file: string, next: number }[]} */
    const path = [{ file: start, next: 0 }];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const target = graph.get(top.file)?.[top.next++];
      if (target === undefined) {
        done.add(top.file);
        path.pop();
        continue;
      }
      const onPath = path.findIndex(({ file }) => file === target);
      if (onPath >= 0) cycles.push([...path.slice(onPath).map(({ file }) => file), target]);
      else if (!done.has(target)) path.push({ file: target, next: 0 });
    }
  }
  return cycles;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const problems = layerProblems(dirname(dirname(fileURLToPath(import.meta.url))));
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
}
