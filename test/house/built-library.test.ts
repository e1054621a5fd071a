import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, test } from "vitest";

/** The library as it is installed: `npm ci` and `npm test` build it. */
const INDEX = fileURLToPath(new URL("../../dist/index.js", import.meta.url));

/** Every file that loading `entry` can load, and the modules of Node that they import. */
function loadedWith(entry: string): { files: Set<string>; ofNode: string[] } {
  const files = new Set([entry]);
  const ofNode: string[] = [];
  for (const file of files) {
    const source = readFileSync(file, "utf8");
    for (const [, name] of source.matchAll(/\b(?:from|import)\s*\(?"(\.[^"\s]+|node:\w+)"/g)) {
      if (name!.startsWith(".")) files.add(resolve(dirname(file), name!));
      else ofNode.push(name!);
    }
  }
  return { files, ofNode };
}

test("the library loads in a few files, and nothing of Node", () => {
  const { files, ofNode } = loadedWith(INDEX);
  expect(ofNode).toEqual([]);
  expect(files.size).toBeGreaterThan(1);
  expect(files.size).toBeLessThan(10);
});

test("the library answers as a module without a host", async () => {
  const library = (await import(/* @vite-ignore */ pathToFileURL(INDEX).href)) as {
    derive: (problem: { expr: string; wrt: string }) => { plain?: string };
  };
  expect(library.derive({ expr: "y'*A*x", wrt: "x" }).plain).toBe("A'*y");
});

test("the command line does load Node's modules, so that the search sees them", () => {
  const main = resolve(dirname(INDEX), "cli", "main.js");
  expect(loadedWith(main).ofNode).toContain("node:process");
});
