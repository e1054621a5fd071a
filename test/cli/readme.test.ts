import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { expect, test } from "vitest";
import { derive } from "../../src/index.ts";
import { runWith } from "./fake-io.ts";

const FILE = new URL("../../README.md", import.meta.url);
const BLOCK = /(<!-- output: (.*) -->\n```text\n)([\s\S]*?)(```\n)/;

// After a change of words: UPDATE_README=1 npx vitest run test/cli/readme.test.ts
test("the example in the README is what the program prints", async () => {
  const [, , command = ""] = BLOCK.exec(readFileSync(FILE, "utf8")) ?? [];
  const argv = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word!);
  const { code, out } = await runWith(argv);
  expect(code).toBe(0);
  if (process.env.UPDATE_README) updateReadme(out);
  const readme = readFileSync(FILE, "utf8");
  expect(BLOCK.exec(readme)?.[3]).toBe(out);
  expect(readme).toContain(`npx indicial ${command}\n`);
});

function updateReadme(output: string): void {
  const readme = readFileSync(FILE, "utf8");
  const updated = readme.replace(
    BLOCK,
    (_, open: string, _command, _old, close: string) => open + output + close,
  );
  writeFileSync(FILE, updated);
}

test("the example for the library prints what it says", () => {
  const readme = readFileSync(FILE, "utf8");
  const [, said] = /console\.log\(result\.plain\); \/\/ (.*)/.exec(readme) ?? [];
  const [, expr = "", wrt = ""] = /derive\(\{ expr: "(.*?)", wrt: "(.*?)" \}/.exec(readme) ?? [];
  expect(derive({ expr, wrt })).toMatchObject({ status: "ok", plain: said });
});
