import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { importsOf, layerProblems } from "../../tools/layers.mjs";

const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) {
    rmSync(directory, { recursive: true, force: true });
  }
});

function problemsOf(files: Readonly<Record<string, string>>): string[] {
  const root = mkdtempSync(join(tmpdir(), "indicial-layers-"));
  directories.push(root);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return layerProblems(root);
}

describe("the order of the folders", () => {
  it("accepts imports that point down", () => {
    expect(
      problemsOf({
        "src/text/span.ts": "export interface Span { from: number }\n",
        "src/syntax/tree.ts": `import type { Span } from "../text/span.ts";\nexport type T = Span;\n`,
        "src/index.ts": `export { type T } from "./syntax/tree.ts";\n`,
        "src/cli/main.ts": `import { argv } from "node:process";\nimport { T } from "../index.ts";\n`,
      }),
    ).toEqual([]);
  });

  it("refuses an import that points up, also in a re-export, in a type and in a call", () => {
    for (const line of [
      `import { b } from "../graph/b.ts";`,
      `import type { b } from "../graph/b.ts";`,
      `import {\n  a,\n  type b,\n} from "../graph/b.ts";`,
      `export { b } from "../graph/b.ts";`,
      `export * from "../graph/b.ts";`,
      `const b = await import("../graph/b.ts");`,
    ]) {
      expect(problemsOf({ "src/syntax/a.ts": `${line}\n`, "src/graph/b.ts": "" })).toEqual([
        "src/syntax/a.ts: syntax may not import from graph (../graph/b.ts)",
      ]);
    }
  });

  it("keeps folders of one level apart", () => {
    const [problem, ...others] = problemsOf({
      "src/programs/a.ts": `import { b } from "../documents/b.ts";\n`,
      "src/documents/b.ts": "",
    });
    expect(problem).toContain("programs may not import from documents");
    expect(others).toEqual([]);
  });

  it("refuses a folder that has no place", () => {
    expect(problemsOf({ "src/helpers/a.ts": "" })).toEqual([
      "src/helpers/a.ts: helpers is in no layer: add it to tools/layers.mjs",
    ]);
  });

  it("refuses packages and Node in the library, and Node is free in the command line", () => {
    expect(
      problemsOf({
        "src/text/a.ts": `import { readFileSync } from "node:fs";\nimport k from "katex";\n`,
        "src/cli/b.ts": `import { readFileSync } from "node:fs";\n`,
      }),
    ).toEqual([
      "src/text/a.ts: imports node:fs, which is not part of src/",
      "src/text/a.ts: imports katex, which is not part of src/",
    ]);
  });

  it("refuses what lies outside of src/", () => {
    expect(problemsOf({ "src/text/a.ts": `import { b } from "../../test/b.ts";\n` })).toEqual([
      "src/text/a.ts: imports ../../test/b.ts, which is outside of src/",
    ]);
  });
});

describe("cycles, side effects and length", () => {
  it("finds a cycle within a folder, once", () => {
    expect(
      problemsOf({
        "src/graph/a.ts": `import { b } from "./b.ts";\n`,
        "src/graph/b.ts": `import type { c } from "./c.ts";\n`,
        "src/graph/c.ts": `export { a } from "./a.ts";\n`,
      }),
    ).toEqual([
      "import cycle: src/graph/a.ts -> src/graph/b.ts -> src/graph/c.ts -> src/graph/a.ts",
    ]);
  });

  it("does not take a diamond for a cycle", () => {
    expect(
      problemsOf({
        "src/graph/a.ts": `import { b } from "./b.ts";\nimport { c } from "./c.ts";\n`,
        "src/graph/b.ts": `import { d } from "./d.ts";\n`,
        "src/graph/c.ts": `import { d } from "./d.ts";\n`,
        "src/graph/d.ts": "",
      }),
    ).toEqual([]);
  });

  it("refuses an import for its side effect", () => {
    expect(problemsOf({ "src/text/a.ts": `import "./b.ts";\n`, "src/text/b.ts": "" })).toEqual([
      "src/text/a.ts: imports ./b.ts for its side effect",
    ]);
  });

  it("refuses a file of more than 1000 lines, in the tests too", () => {
    expect(
      problemsOf({
        "src/text/a.ts": "\n".repeat(1000),
        "src/text/b.ts": "\n".repeat(1001),
        "test/c.test.ts": "\n".repeat(1002),
      }),
    ).toEqual([
      "src/text/b.ts: 1001 lines (at most 1000)",
      "test/c.test.ts: 1002 lines (at most 1000)",
    ]);
  });
});

describe("reading imports", () => {
  it("does not take the text of a program that is written for an import of ours", () => {
    const text =
      'const lines = `\nimport numpy as np\nx = "from"\n`;\nconst s = "import a from b";\n';
    expect(importsOf(text)).toEqual({ imports: [], sideEffects: [] });
  });

  it("does not read an export of a value as a re-export", () => {
    expect(importsOf('export const from = "x";\nexport { a };\n').imports).toEqual([]);
  });
});
