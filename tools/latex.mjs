// Compiles everything in the gallery as one LaTeX article, with pdflatex and amsmath alone: an error
// or a line that sticks out of the page is a fault. Installs pdflatex where that is possible.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "indicial-latex-"));
/** In points; a line may be a little longer than its column. */
const MOST_OVERFULL = 12;

const installed = spawnSync("bash", [join(root, "tools", "install-tex.sh")], { encoding: "utf8" });
if (installed.status === 0) compile();
else fail(installed.stderr || (installed.error?.message ?? "pdflatex is missing"));
rmSync(scratch, { recursive: true, force: true });

function compile() {
  const article = join(scratch, "gallery.tex");
  const written = spawnSync(
    process.execPath,
    [join(root, "tools", "gallery.mjs"), "--article", article],
    { encoding: "utf8" },
  );
  if (written.status !== 0) return fail(written.stderr);
  const run = spawnSync(
    "pdflatex",
    ["-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "gallery.tex"],
    { cwd: scratch, encoding: "latin1" },
  );
  if (run.status !== 0) return fail(/^!.*(\n.*){0,6}/m.exec(run.stdout)?.[0] ?? run.stdout);
  const log = readFileSync(join(scratch, "gallery.log"), "latin1");
  for (const [line, points] of log.matchAll(/^Overfull \\hbox \(([\d.]+)pt too wide\).*/gm)) {
    if (Number(points) > MOST_OVERFULL) fail(line);
  }
}

/** @param {string} message */
function fail(message) {
  console.error(message.trimEnd());
  process.exitCode = 1;
}
