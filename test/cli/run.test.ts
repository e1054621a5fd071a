import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/commands/table.ts";
import { terminalOf } from "../../src/cli/io.ts";
import { run } from "../../src/cli/run.ts";
import { runWith, streamOf } from "./fake-io.ts";

describe("the command line", () => {
  test("--help names every command, and each command that is built has its own", async () => {
    for (const argv of [[], ["--help"], ["-h"], ["help"]]) {
      const { code, out } = await runWith(argv);
      expect(code).toBe(0);
      for (const { name } of COMMANDS) expect(out).toContain(`\n  ${name} `);
    }
    for (const { name, load } of COMMANDS) {
      if (!load) continue;
      const { code, out } = await runWith([name, "--help"]);
      expect(code).toBe(0);
      expect(out).toContain(`usage: indicial ${name} `);
      expect(await runWith(["help", name])).toMatchObject({ code, out });
    }
  });

  test("--version is the package's", async () => {
    const { version } = JSON.parse(
      readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
    ) as { version: string };
    expect(await runWith(["--version"])).toEqual({ code: 0, out: `${version}\n`, err: "" });
  });

  test("a command that is not built says so and ends with 3", async () => {
    const planned = COMMANDS.filter(({ load }) => !load);
    for (const { name } of planned) {
      const { code, out, err } = await runWith([name, "x"]);
      expect({ code, out }).toEqual({ code: 3, out: "" });
      expect(err).toBe(`The command ${name} is not built yet.\n`);
    }
  });

  test.each([
    ["derv", "Did you mean derive?"],
    ["Derive", "Did you mean derive?"],
    ["bacth", "Did you mean batch?"],
    ["y'*A*x", `indicial derive "y'*A*x"`],
    ["__proto__", "The commands are"],
  ])("the unknown command %s gets a suggestion", async (name, remedy) => {
    const { code, err } = await runWith([name]);
    expect(code).toBe(2);
    expect(err).toContain(remedy);
  });

  test("a fault of ours is one sentence and ends with 70", async () => {
    let err = "";
    let isFirst = true;
    const code = await run(["derive", "W*x", "--wrt", "x"], {
      input: streamOf([]),
      out: async () => {
        if (isFirst) {
          isFirst = false;
          throw new RangeError("out of cheese\n    at some place");
        }
      },
      err: async (text) => {
        err += text;
      },
      terminal: { colour: false, width: 80, unicode: true },
    });
    expect(code).toBe(70);
    expect(err).toContain("RangeError: out of cheese");
    expect(err).toContain("fault of Indicial");
    expect(err.trimEnd()).not.toContain("\n");
  });
});

describe("the terminal", () => {
  test("colour only where a terminal shows it and nobody objects", () => {
    const colour = (
      environment: Record<string, string>,
      isTerminal: boolean | undefined,
    ): boolean => terminalOf(environment, isTerminal, 80).colour;
    expect(colour({}, true)).toBe(true);
    expect(colour({ NO_COLOR: "" }, true)).toBe(true);
    expect(colour({ NO_COLOR: "1" }, true)).toBe(false);
    expect(colour({ TERM: "dumb" }, true)).toBe(false);
    expect(colour({}, undefined)).toBe(false);
  });

  test("the width is that of the terminal, within reason", () => {
    expect(terminalOf({}, true, 60).width).toBe(60);
    expect(terminalOf({}, true, 300).width).toBe(100);
    expect(terminalOf({ COLUMNS: "72" }, false, undefined).width).toBe(72);
    expect(terminalOf({ COLUMNS: "x" }, false, undefined).width).toBe(80);
  });

  test("ASCII where the locale says so", () => {
    expect(terminalOf({ LANG: "de_DE.UTF-8" }, true, 80).unicode).toBe(true);
    expect(terminalOf({ LANG: "de_DE.UTF-8", LC_ALL: "C" }, true, 80).unicode).toBe(false);
    expect(terminalOf({}, true, 80).unicode).toBe(true);
  });
});
