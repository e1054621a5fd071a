import * as fc from "fast-check";
import { expect, test } from "vitest";
import { excerptAt } from "../../src/text/excerpt.ts";
import { renderProblem } from "../../src/text/report.ts";

test("a problem with all its parts", () => {
  const problem = {
    code: "shape-clash",
    message: "W*x does not fit.",
    span: { from: 4, to: 7 },
    facts: [{ text: "W has 3 columns." }, { text: "x has 2 entries." }],
    remedy: "Did you mean W'*x?",
  };
  expect(renderProblem(problem, "y = W*x")).toBe(
    [
      "W*x does not fit.",
      "  y = W*x",
      "      ^^^",
      "- W has 3 columns.",
      "- x has 2 entries.",
      "Did you mean W'*x?",
    ].join("\n"),
  );
  expect(renderProblem({ code: "x", message: "Alone." })).toBe("Alone.");
  expect(renderProblem({ code: "x", message: "Empty.", span: { from: 0, to: 0 } }, "")).toBe(
    "Empty.",
  );
});

test("a text of several lines is cut to one, with its number", () => {
  const source = "a\r\nb + @\nc";
  expect(renderProblem({ code: "x", message: "Odd.", span: { from: 7, to: 8 } }, source)).toBe(
    "Odd.\n2 | b + @\n        ^",
  );
});

test("the caret stands beneath what is meant, however long the line", () => {
  fc.assert(
    fc.property(
      fc.nat(300),
      fc.integer({ min: 1, max: 100 }),
      fc.nat(300),
      (before, marked, after) => {
        const source = "a".repeat(before) + "b".repeat(marked) + "c".repeat(after);
        const excerpt = excerptAt(source, { from: before, to: before + marked });
        const from = excerpt.caret.indexOf("^");
        expect(excerpt.text.slice(from, excerpt.caret.length)).toBe(
          "b".repeat(Math.min(marked, 72)),
        );
        expect(excerpt.text.length).toBeLessThanOrEqual(74);
        expect(excerpt.column).toBe(before + 1);
      },
    ),
  );
});

test("what cannot be seen is drawn, one cell each", () => {
  expect(excerptAt("x\u0000\u200b\ty", { from: 4, to: 5 })).toMatchObject({
    text: "x␀\ufffd y",
    caret: "    ^",
  });
});
