import * as fc from "fast-check";
import { renderToString } from "katex";
import { describe, expect, test } from "vitest";
import { parseSignature } from "../../src/functions/signature.ts";
import { functionNamed, functionNames } from "../../src/functions/table.ts";
import { TooLong } from "../../src/notations/notation.ts";
import { plain } from "../../src/notations/plain.ts";
import { notationNamed, notationNames, readNotationNames } from "../../src/notations/table.ts";
import * as build from "../../src/syntax/build.ts";
import { sameExpression } from "../../src/syntax/equality.ts";
import type { Expression } from "../../src/syntax/expression.ts";
import type { Problem } from "../../src/text/problem.ts";
import { corpusTexts } from "./corpora.ts";
import { entryExpressions, matrixExpressions } from "./expressions.ts";
import { damage, namesIn } from "./round-trip.ts";

const SETTINGS = { numRuns: 1500 };

function setByKatex(text: string): string {
  return renderToString(text, { strict: "error", throwOnError: true });
}

describe.each(readNotationNames())("%s", (name) => {
  const notation = notationNamed(name)!;

  test("what is written reads back as the same tree: matrices", () => {
    const law = fc.property(matrixExpressions(), (e) => {
      expect(damage(notation, e)).toBe("");
    });
    fc.assert(law, SETTINGS);
  });

  test("what is written reads back as the same tree: entries", () => {
    const law = fc.property(entryExpressions(), (e) => {
      expect(damage(notation, e)).toBe("");
    });
    fc.assert(law, SETTINGS);
  });

  test("every function reads back, alone and as a base, an operand and a transpose", () => {
    for (const callee of functionNames()) {
      for (const count of parameterCounts(callee)) {
        const parts = ["x", "n"].slice(0, count).map(build.name);
        const call = build.call(callee, ...parts);
        const square = build.binary("power", call, build.number(2));
        const product = build.binary("multiply", build.transpose(call), square);
        for (const e of [call, square, product, build.entry(call, ["i", "j"])]) {
          expect(damage(notation, e)).toBe("");
        }
      }
    }
  });

  test("every expression and answer of the corpora reads back", () => {
    const damaged: string[] = [];
    let count = 0;
    for (const { text, variables } of corpusTexts()) {
      const read = plain.read(text, { variables });
      if (!read.ok) continue;
      count++;
      const names = new Set([...variables, ...namesIn(read.value).variables!]);
      const fault = damage(notation, read.value, { variables: names });
      if (fault !== "") damaged.push(`${text}: ${fault}`);
    }
    console.log(`${name}: ${count - damaged.length} of ${count} texts of the corpora read back`);
    expect(damaged).toEqual([]);
    expect(count).toBeGreaterThan(1000);
  });

  test("any string at all is read or refused, with a place and a remedy, and highlighted", () => {
    const anything = fc.string({ unit: "binary", maxLength: 30 });
    const likely = fc
      .array(fc.constantFrom(...PIECES), { maxLength: 20 })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.oneof(anything, likely), (text) => {
        const read = notation.read(text);
        expect(read.ok ? read.value.kind : read.problem.code).toBeTruthy();
        expect(read.ok ? "a place" : placeOf(read.problem, text)).toBe("a place");
        let end = 0;
        for (const { from, to } of notation.input!.highlight(text)) {
          expect(from).toBeGreaterThanOrEqual(end);
          expect(to).toBeGreaterThan(from);
          end = to;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 3000 },
    );
  });
});

const PIECES = [
  ..."xAyT12(){}[]^_'+-*/|,= &".split(""),
  ..."ᵀ²₁ᵢ‖∑√⊙⊗∂μσ·".split(""),
  "\\frac",
  "{x}",
  "^{2}",
  "_{ik}",
  "\\sum_{k}",
  "\\top",
  "\\left(",
  "\\right)",
  "\\|",
  "\\partial",
  "\\operatorname{tr}",
  "\\mathbf",
  "\\log",
  "exp",
  "sum(",
];

function placeOf({ span }: Problem, text: string): string {
  const isPlace = span && 0 <= span.from && span.from <= span.to && span.to <= text.length;
  return isPlace ? "a place" : JSON.stringify(span);
}

function parameterCounts(callee: string): readonly number[] {
  const counts = functionNamed(callee)!.overloads.map((overload) =>
    overload.kind === "entrywise"
      ? overload.parameters.length
      : parseSignature(overload.signature).parameters.length,
  );
  return [...new Set(counts)].filter((count) => count > 0 && count < 3);
}

describe("plain", () => {
  test("writing what was read is stable", () => {
    fc.assert(
      fc.property(entryExpressions(), (e) => {
        const text = plain.write(e);
        const again = plain.read(text);
        expect(again.ok && plain.write(again.value)).toBe(text);
      }),
      SETTINGS,
    );
  });

  test("no parentheses can be left out but those that help a reader", () => {
    fc.assert(
      fc.property(matrixExpressions(), (e) => {
        const text = plain.write(e);
        const whole = plain.read(text);
        const idle = groupsOf(text).filter(({ from, to }) => {
          const content = text.slice(from + 1, to);
          const without = plain.read(text.slice(0, from) + content + text.slice(to + 1));
          const same = without.ok && whole.ok && sameExpression(without.value, whole.value);
          return same && !helps(content, text.slice(to + 1));
        });
        expect(idle.map(({ from, to }) => `${text.slice(from, to + 1)} in ${text}`)).toEqual([]);
      }),
      SETTINGS,
    );
  });

  test("mutilated texts give a problem with a place, never an exception", () => {
    const texts = corpusTexts();
    fc.assert(
      fc.property(
        fc.nat(texts.length - 1),
        fc.constantFrom("delete", "double", "swap"),
        fc.nat(),
        fc.nat(),
        (which, change, first, second) => {
          const { text, variables } = texts[which]!;
          const mutant = mutated(text, change, first, second);
          const read = plain.read(mutant, { variables });
          if (read.ok) {
            plain.write(read.value);
            return;
          }
          const { code, message, span } = read.problem;
          expect(code).toMatch(/^[a-z-]+$/);
          expect(message).toMatch(/^[^a-z].*\.$/s);
          expect(Object.keys(span!)).toEqual(["from", "to"]);
          expect(span!.from).toBeGreaterThanOrEqual(0);
          expect(span!.to).toBeLessThanOrEqual(mutant.length);
          expect(span!.from).toBeLessThanOrEqual(span!.to);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("any string at all is read or refused", () => {
    const anything = fc.string({ unit: "binary", maxLength: 30 });
    const likely = fc
      .array(
        fc.constantFrom(..."xA12()[]+-*/^.',=λ μT  ".split(""), "sum(", "delta(", "**", "exp"),
        {
          maxLength: 20,
        },
      )
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.oneof(anything, likely), (text) => {
        const read = plain.read(text);
        expect(read.ok ? read.value.kind : read.problem.code).toBeTruthy();
      }),
      { numRuns: 5000 },
    );
  });
});

describe("latex", () => {
  const latex = notationNamed("latex")!;

  test("everything that is written is set by KaTeX in strict mode", () => {
    const e = entryExpressions({ derivatives: true });
    fc.assert(
      fc.property(e, (expression) => {
        expect(setByKatex(latex.write(expression))).toContain("katex");
      }),
      { numRuns: 600 },
    );
  });

  test("every function is set by KaTeX, alone and as a base, an operand and a transpose", () => {
    for (const callee of functionNames()) {
      const call = build.call(callee, build.name("x"), build.name("n"));
      const square = build.binary("power", call, build.number(2));
      const product = build.binary("multiply", build.transpose(call), square);
      for (const e of [call, square, product, build.entry(call, ["i", "j"])]) {
        expect(setByKatex(latex.write(e))).toContain("katex");
      }
    }
  });
});

describe("every notation", () => {
  const notations = notationNames().map((name) => notationNamed(name)!);

  test("has a name and a summary of its own", () => {
    expect(notationNames()).toContain("plain");
    expect(new Set(notations.map((notation) => notation.summary)).size).toBe(notations.length);
  });

  test("tells different trees apart by their text", () => {
    const x = build.name("x");
    const y = build.name("y");
    const z = build.name("z");
    const trees: Expression[] = [];
    const operators = ["add", "subtract", "multiply", "hadamard", "entrywise-divide"] as const;
    for (const outer of operators) {
      for (const inner of operators) {
        trees.push(build.binary(outer, build.binary(inner, x, y), z));
        trees.push(build.binary(outer, x, build.binary(inner, y, z)));
      }
      trees.push(build.transpose(build.binary(outer, x, y)));
      trees.push(build.binary(outer, build.transpose(x), y));
      trees.push(build.negate(build.binary(outer, x, y)), build.binary(outer, build.negate(x), y));
    }
    for (const notation of notations) {
      const texts = trees.map((tree) => notation.write(tree));
      // -x + y, too, is the negation of x before the sum: the only reading of that text.
      expect(new Set(texts).size).toBe(trees.length);
    }
  });

  test("refuses to write astronomically long texts, and says how long is too long", () => {
    let e: Expression = build.name("x");
    for (let k = 0; k < 200; k++) e = build.binary("add", e, e);
    for (const notation of notations) {
      expect(() => notation.write(e)).toThrow(TooLong);
      expect(() => notation.write(build.name("loss"), { limit: 3 })).toThrow("3 characters");
    }
  });

  test("writes deep expressions", () => {
    let e: Expression = build.name("x");
    for (let k = 0; k < 20_000; k++) e = build.call("exp", build.binary("add", e, build.name("y")));
    for (const notation of notations) {
      expect(notation.write(e, { limit: 10_000_000 }).length).toBeGreaterThan(100_000);
    }
  });
});

/** The parentheses that group, not those of calls. */
function groupsOf(text: string): { from: number; to: number }[] {
  const groups: { from: number; to: number }[] = [];
  const open: number[] = [];
  text.split("").forEach((character, at) => {
    if (character === "(") open.push(at);
    if (character !== ")") return;
    const from = open.pop()!;
    if (!/[\w.]/.test(text[from - 1] ?? "")) groups.push({ from, to: at });
  });
  return groups;
}

/** Whether parentheses that could be left out are among those that are kept on purpose. */
function helps(content: string, after: string): boolean {
  if (content.startsWith("-")) return true;
  const read = plain.read(content);
  if (!read.ok || read.value.kind !== "binary") return false;
  const { operator } = read.value;
  if (operator === "power" || operator === "entrywise-power") return /^(['[^]|\.\^)/.test(after);
  const sign = /^(\.[*/]|[*/])/.exec(after)?.[0];
  if (sign === undefined) return false;
  const entrywise = operator === "hadamard" || operator === "entrywise-divide";
  return operator === "divide" || entrywise !== sign.startsWith(".");
}

function mutated(text: string, change: string, first: number, second: number): string {
  const tokens = text.match(/\w+|\s+|\.?\W/g) ?? [text];
  const at = first % tokens.length;
  const other = second % tokens.length;
  const token = tokens[at]!;
  if (change === "delete") tokens.splice(at, 1);
  else if (change === "double") tokens.splice(at, 0, token);
  else [tokens[at], tokens[other]] = [tokens[other]!, token];
  return tokens.join("");
}
