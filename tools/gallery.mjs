// The gallery in docs/gallery: derivations as the program prints them. Writes it; `--check` fails
// where a file is stale instead, and `--article FILE` writes everything as one LaTeX article.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "docs", "gallery");
const bundle = join(root, "node_modules", ".cache", "indicial-gallery", `book-${process.pid}.mjs`);

await build({
  absWorkingDir: root,
  entryPoints: ["tools/gallery/book.ts"],
  outfile: bundle,
  bundle: true,
  format: "esm",
  platform: "neutral",
  target: "es2022",
  logLevel: "warning",
});
const { writeGallery } = /** @type {typeof import("./gallery/book.ts")} */ (await import(bundle));
rmSync(bundle);

const [mode, target] = process.argv.slice(2);
const { files, article } = writeGallery();
if (mode === "--article" && target !== undefined) {
  writeFileSync(target, article);
} else {
  const stale = [...files].filter(([name, text]) => text !== textOf(name));
  const left = names().filter((name) => !files.has(name));
  if (mode === "--check") {
    for (const [name] of stale) console.error(`docs/gallery/${name} is stale: run npm run gallery`);
    for (const name of left) console.error(`docs/gallery/${name} is no page of the gallery`);
    if (stale.length + left.length > 0) process.exitCode = 1;
  } else {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of stale) {
      writeFileSync(join(folder, name), text);
      console.log(`wrote docs/gallery/${name}`);
    }
    for (const name of left) rmSync(join(folder, name));
  }
}

function names() {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** @param {string} name */
function textOf(name) {
  return names().includes(name) ? readFileSync(join(folder, name), "utf8") : undefined;
}
