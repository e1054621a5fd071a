import { writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { runWith } from "./fake-io.ts";

interface Line {
  readonly id: unknown;
  readonly line?: number;
  readonly status: string;
  readonly verdict?: string;
  readonly plain?: string;
  readonly problem?: { readonly code: string };
}

function answers(out: string): Line[] {
  expect(out.endsWith("\n")).toBe(true);
  return out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}

const directory = await mkdtemp(join(tmpdir(), "indicial-batch-"));
afterAll(() => rm(directory, { recursive: true, force: true }));

describe("indicial batch", () => {
  test("answers line by line, in order", async () => {
    const input = [
      '{"id": 1, "expr": "W*x", "wr',
      't": "x"}\r\n\n{"id": "b", "expr": "y\'*x", "wrt": "y"}',
    ];
    const { code, out, err } = await runWith(["batch"], { input });
    expect(code).toBe(0);
    expect(err).toBe("");
    expect(answers(out)).toMatchObject([
      { id: 1, status: "ok", plain: "W" },
      { id: "b", status: "ok", plain: "x" },
    ]);
  });

  test("no bad line spoils another, and the exit code says that there was one", async () => {
    const lines = [
      "nonsense",
      "[]",
      "null",
      "{}",
      '{"id": 5, "expr": 7}',
      '{"id": 6, "expr": "W*"}',
      '{"id": 7, "expr": "x", "__proto__": {"wrt": "x"}, "vars": {"__proto__": ["n"], "x": "n"}}',
      '{"id": 8, "expr": "W*x", "wrt": "x"}',
    ];
    const { code, out } = await runWith(["batch", "-"], { input: [lines.join("\n")] });
    const all = answers(out);
    expect(all).toHaveLength(lines.length);
    expect(all.map(({ status }) => status)).toEqual([
      ...Array.from({ length: 7 }, () => "error"),
      "ok",
    ]);
    expect(all[0]).toMatchObject({ id: null, line: 1 });
    expect(all[5]).toMatchObject({ id: 6 });
    expect(code).toBe(1);
  });

  test("the exit code says whether every answer that was to be checked is right", async () => {
    const claim = (answer: string): string =>
      JSON.stringify({ expr: "y'*A*x", wrt: "x", form: "gradient", answer });
    const right = await runWith(["batch"], { input: [claim("A'*y")] });
    expect(right.code).toBe(0);
    const wrong = await runWith(["batch"], { input: [`${claim("A'*y")}\n${claim("A*y")}\n`] });
    expect(answers(wrong.out).map(({ verdict }) => verdict)).toEqual(["right", "wrong"]);
    expect(wrong.code).toBe(1);
  });

  test("a line that is too long gets an answer and is not kept", async () => {
    const piece = " ".repeat(1_000_000);
    const input = [
      '{"id": 1,',
      ...Array.from({ length: 11 }, () => piece),
      "}\n",
      '{"id": 2, "expr": "x\'*x", "wrt": "x"}\n',
    ];
    const { code, out } = await runWith(["batch"], { input });
    expect(code).toBe(1);
    expect(answers(out)).toMatchObject([
      { id: null, line: 1, status: "error", problem: { code: "too-long" } },
      { id: 2, status: "ok" },
    ]);
  });

  test("reads a file, with or without a byte order mark", async () => {
    const file = join(directory, "problems.jsonl");
    writeFileSync(file, '\ufeff{"id": 1, "expr": "W*x", "wrt": "x"}\n');
    const { code, out } = await runWith(["batch", file]);
    expect(code).toBe(0);
    expect(answers(out)).toMatchObject([{ id: 1, plain: "W" }]);
  });

  test("empty input has no answers", async () => {
    expect(await runWith(["batch"], { input: [] })).toEqual({ code: 0, out: "", err: "" });
    expect(await runWith(["batch"], { input: ["\n \n"] })).toEqual({ code: 0, out: "", err: "" });
  });

  test("a file that cannot be read ends with 2", async () => {
    const missing = await runWith(["batch", join(directory, "none.jsonl")]);
    expect(missing).toMatchObject({ code: 2, out: "" });
    expect(missing.err).toContain("there is no such file");
    expect((await runWith(["batch", directory])).err).toContain("it is a directory");
    expect(await runWith(["batch", "a", "b"])).toMatchObject({ code: 2 });
  });
});
