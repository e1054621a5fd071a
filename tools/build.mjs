// Compiles src/ into dist/, in a directory of its own first, so that dist/ is never half written.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const next = join(root, `dist-next-${process.pid}`);
const old = join(root, `dist-next-${process.pid}-old`);
const dist = join(root, "dist");

const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
const run = spawnSync(
  process.execPath,
  [compiler, "-p", join(root, "tsconfig.build.json"), "--outDir", next],
  { cwd: root, stdio: "inherit" },
);
if (run.status !== 0) {
  rmSync(next, { recursive: true, force: true });
  process.exit(run.status ?? 1);
}

const command = join(next, "cli", "main.js");
if (existsSync(command)) chmodSync(command, 0o755);
if (existsSync(dist)) renameSync(dist, old);
renameSync(next, dist);
rmSync(old, { recursive: true, force: true });
