import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readProblem } from "../../src/answers/read-any.ts";
import { notationNames } from "../../src/notations/table.ts";

/** Where a text comes from: an address, or the kind of page that has such texts. */
interface Origin {
  readonly source?: string;
  readonly kind?: string;
}

/** An expression as somebody typed it, and the same mathematics in plain notation. */
interface WildLine extends Origin {
  readonly id: string;
  readonly from: string;
  readonly text: string;
  readonly vars: Readonly<Record<string, readonly string[]>>;
  readonly props?: Readonly<Record<string, readonly string[]>>;
  /** What the text asks to differentiate by, or what one would. */
  readonly wrt: string;
  /** Left of `=`, where the text has it. */
  readonly name?: string;
  readonly plain: string;
  readonly note?: string;
}

/** A text that cannot be read as one expression, and why. */
interface RejectedLine extends Origin {
  readonly id: string;
  readonly from: string;
  readonly text: string;
  readonly why: string;
}

function lines<Line>(file: string): Line[] {
  const text = readFileSync(new URL(file, import.meta.url), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}

const WILD = ["wild.jsonl", "typed.jsonl"].flatMap(lines<WildLine>);
const REJECTED = ["wild-rejected.jsonl", "typed-rejected.jsonl"].flatMap(lines<RejectedLine>);

describe.each([
  ["what is read", WILD],
  ["what is refused", REJECTED],
])("%s", (_, all: readonly (WildLine | RejectedLine)[]) => {
  test("every line has an id of its own and is there once", () => {
    const ids = all.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const texts = all.map(({ from, text, source }) => JSON.stringify([from, text, source]));
    expect(new Set(texts).size).toBe(texts.length);
  });

  test.each(all.map((line) => [line.id, line] as const))("%s is well formed", (_id, line) => {
    expect(notationNames()).toContain(line.from);
    expect(line.text.trim()).not.toBe("");
    // an address, or a file of a published package; else the kind of page
    expect(line.source ?? line.kind).toMatch(
      /^https?:\/\/[^/\s]+\/.|^[\w@./-]+@\d[\w.]* \S|^(?:paper|thread|notes|chat|code)$/,
    );
  });
});

test.each(WILD.map((line) => [line.id, line] as const))("the twin of %s elaborates", (_, line) => {
  const { plain, vars, props, wrt } = line;
  const read = readProblem({ expr: plain, from: "plain", vars, wrt, ...(props && { props }) });
  expect(read).toMatchObject({ ok: true });
  // every name of the twin is declared, and every declared name is in it
  expect(read.ok && [...read.value.elaboration.variables.keys()].sort()).toEqual(
    Object.keys(vars).sort(),
  );
});

test.each(REJECTED.map((line) => [line.id, line] as const))("%s says why", (_, { why }) => {
  expect(why).not.toBe("");
});
