// Builds dist/, in a directory of its own first, so that dist/ is never half written: the library and
// the command line as a few bundled modules, which start in a fraction of the time that some 250 files
// take, a declaration file for each source, and the page that the command web serves.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const next = join(root, `dist-next-${process.pid}`);
const old = join(root, `dist-next-${process.pid}-old`);
const dist = join(root, "dist");

const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
const run = spawnSync(
  process.execPath,
  [compiler, "-p", join(root, "tsconfig.build.json"), "--outDir", next, "--emitDeclarationOnly"],
  { cwd: root, stdio: "inherit" },
);
if (run.status !== 0) giveUp(run.status);
// What library and commands share is a chunk, two directories below package.json like the commands;
// names stay whole, for those who read a stack trace.
await build({
  absWorkingDir: root,
  entryPoints: { index: "src/index.ts", "cli/main": "src/cli/main.ts" },
  outdir: next,
  chunkNames: "chunks/[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "neutral",
  target: "es2022",
  external: ["node:*"],
  minifyWhitespace: true,
  minifySyntax: true,
  logLevel: "warning",
});
const vite = join(root, "node_modules", "vite", "bin", "vite.js");
const page = spawnSync(
  process.execPath,
  [vite, "build", "web", "--outDir", join(next, "web"), "--emptyOutDir", "--logLevel", "warn"],
  { cwd: root, stdio: "inherit" },
);
if (page.status !== 0) giveUp(page.status);

const command = join(next, "cli", "main.js");
if (existsSync(command)) chmodSync(command, 0o755);
if (existsSync(dist)) renameSync(dist, old);
renameSync(next, dist);
rmSync(old, { recursive: true, force: true });

/** @param {number | null} status */
function giveUp(status) {
  rmSync(next, { recursive: true, force: true });
  process.exit(status || 1);
}
