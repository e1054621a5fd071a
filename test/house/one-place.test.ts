import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { updateMembers } from "../../tools/members.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const copy = mkdtempSync(join(tmpdir(), "indicial-one-place-"));
const erf = "src/functions/erf.ts";
/** What means something by erf goes with it. */
const removed = [erf, "src/functions/gelu.ts"];

beforeAll(() => {
  for (const part of ["src", "package.json", "tsconfig.json", "tsconfig.build.json"]) {
    cpSync(join(root, part), join(copy, part), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function derivativeOf(expression: string): { status: number | null; text: string } {
  const options = { cwd: copy, encoding: "utf8" } as const;
  const compiled = spawnSync(
    process.execPath,
    [join(root, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.build.json"],
    options,
  );
  expect(compiled.stdout + compiled.stderr).toBe("");
  const run = spawnSync(
    process.execPath,
    [join(copy, "dist/cli/main.js"), "derive", expression, "--wrt", "x"],
    options,
  );
  return { status: run.status, text: run.stdout + run.stderr };
}

it("a function is one file: without it the name is unknown, with it everything is there", {
  timeout: 120_000,
}, () => {
  for (const file of removed) rmSync(join(copy, file));
  updateMembers(copy, { check: false });
  const filesWithout = sourcesOf(copy);
  const without = derivativeOf("sum(erf(A*x))");
  expect(without.status).toBe(2);
  expect(without.text).toContain("erf");

  for (const file of removed) cpSync(join(root, file), join(copy, file));
  updateMembers(copy, { check: false });
  const changed = [...sourcesOf(copy)]
    .filter(([file, text]) => filesWithout.get(file) !== text)
    .map(([file]) => file);
  expect(changed.sort()).toEqual([...removed, "src/functions/members.ts"].sort());
  const within = derivativeOf("sum(erf(A*x))");
  expect(within.text).toContain("A'*exp(-(A*x).^2)");
  expect(within.status).toBe(0);
});

function sourcesOf(directory: string): Map<string, string> {
  const files = readdirSync(join(directory, "src"), { recursive: true, encoding: "utf8" });
  return new Map(
    files
      .filter((file) => file.endsWith(".ts"))
      .map((file) => [`src/${file}`, readFileSync(join(directory, "src", file), "utf8")]),
  );
}
