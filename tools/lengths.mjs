// `npm run lengths`: writes into test/corpus/lengths.json what became shorter; a length never grows.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const table = join(root, "test", "corpus", "lengths.json");
const scratch = mkdtempSync(join(tmpdir(), "indicial-lengths-"));
try {
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  const options = [
    join(root, "test", "corpus", "lengths.ts"),
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
  const corpora = join("test", "corpus");
  cpSync(join(root, corpora), join(scratch, corpora), {
    recursive: true,
    filter: (source) => !source.endsWith(".ts"),
  });
  const lengths = /** @type {typeof import("../test/corpus/lengths.ts")} */ (
    await import(pathToFileURL(join(scratch, corpora, "lengths.js")).href)
  );
  const grown = lengths.tighten(table);
  if (grown.length > 0) {
    console.error(`longer than before, and left as they were: ${grown.join(", ")}`);
    process.exitCode = 1;
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
