import { spawnSync } from "node:child_process";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { functionNames } from "../../src/functions/table.ts";
import { mathml } from "../../src/notations/mathml.ts";
import type { Notation } from "../../src/notations/notation.ts";
import { plain } from "../../src/notations/plain.ts";
import { spoken } from "../../src/notations/spoken.ts";
import { stacked } from "../../src/notations/stacked.ts";
import { unicode } from "../../src/notations/unicode.ts";
import * as build from "../../src/syntax/build.ts";
import { entryExpressions } from "./expressions.ts";

function written(notation: Notation, text: string): string {
  const read = plain.read(text, { functions: new Set(["f"]) });
  if (!read.ok) throw new Error(read.problem.message);
  return notation.write(read.value);
}

const DIFFERENTIALS = { differentials: new Map([["dX", "X"]]) };

describe("spoken", () => {
  test.each([
    ["A'*y", "A transpose times y"],
    ["sum(p, A[p,i]*y[p])", "the sum over p of A p i y p"],
    ["sum(p, q, 2*A[p,q]*delta(q,j))", "the sum over p and q of 2 times A p q times delta q j"],
    ["tr(A)*W1", "the trace of A times W 1"],
    ["log(softmax(W*x))", "the logarithm of the softmax of open bracket W times x close bracket"],
    ["inv(X)'", "open bracket the inverse of X close bracket transpose"],
    ["(a + b)/(2*c)", "the fraction a plus b over 2 times c end fraction"],
    ["x/2 - y", "x over 2 minus y"],
    ["(A*x)[i]", "entry i of open bracket A times x close bracket"],
    ["X^2*x.^-1", "X squared times x entrywise to the minus 1"],
    ["x.*y./z", "x entrywise times y entrywise over z"],
    ["mu_max[1]", "mu max 1"],
    ["f(x)", "f of x"],
  ])("%s", (text, expected) => {
    expect(written(spoken, text)).toBe(expected);
  });

  test("the symbol d/dx, and differentials", () => {
    const by = build.entry(build.name("x"), ["j"]);
    const body = build.entry(build.name("y"), ["i"]);
    expect(spoken.write({ kind: "derivative", body, by })).toBe("the derivative of y i by x j");
    expect(spoken.write(build.name("dX"), DIFFERENTIALS)).toBe("d X");
  });

  test("everything is said in words: no signs that a voice would skip or spell", () => {
    fc.assert(
      fc.property(entryExpressions({ derivatives: true }), (e) => {
        expect(spoken.write(e)).toMatch(/^[A-Za-z0-9 .-]+$/);
      }),
    );
  });
});

describe("stacked", () => {
  test("a quotient of products gets a bar, with the letter below its sum", () => {
    expect(written(stacked, "sum(p, (t[p]*x[j])/s[p]) - 2*y[i]").split("\n")).toEqual(
      ["   t_p x_j        ", "Σ ───────── - 2 y_i", "p    s_p          "].map((line) =>
        line.padEnd(19),
      ),
    );
  });

  test("parentheses grow, and what is raised stands at their top", () => {
    expect(written(stacked, "((a + b)/(c*d) - 1)^2").split("\n")).toEqual([
      "⎛ a + b     ⎞²",
      "⎜─────── - 1⎟ ",
      "⎝  c d      ⎠ ",
    ]);
  });

  test("what fits on a line as it is stays on it", () => {
    for (const text of ["x/2 + y", "sum(p, A[p,i]*y[p])", "inv(X)'*a", "(x + y)^2"]) {
      expect(written(stacked, text)).toBe(written(unicode, text));
    }
  });

  test("all lines are equally wide", () => {
    fc.assert(
      fc.property(entryExpressions({ derivatives: true }), (e) => {
        const lines = stacked.write(e).split("\n");
        expect(new Set(lines.map((line) => line.length)).size).toBe(1);
        expect(lines.join("")).not.toMatch(/[\ue000-\uf8ff]/u);
      }),
    );
  });
});

describe("mathml", () => {
  test("a transpose, a product, an entry", () => {
    expect(written(mathml, "A'*y")).toBe(
      `<msup><mi>A</mi><mi mathvariant="normal">T</mi></msup><mo>\u2062</mo><mi>y</mi>`,
    );
    expect(written(mathml, "W[i,k]")).toBe(
      "<msub><mi>W</mi><mrow><mi>i</mi><mi>k</mi></mrow></msub>",
    );
    expect(mathml.write(build.name("dX"), DIFFERENTIALS)).toBe(
      `<mrow><mi mathvariant="normal">d</mi><mi>X</mi></mrow>`,
    );
  });

  test("is well-formed, of MathML Core's elements, each with as many parts as it takes", () => {
    const samples = fc.sample(entryExpressions({ derivatives: true }), 300);
    for (const callee of functionNames()) {
      const call = build.call(callee, build.name("x"), build.name("n"));
      samples.push(call, build.transpose(call), build.entry(call, ["i", 2]));
    }
    const texts = samples.map((e) => `<math>${mathml.write(e)}</math>`);
    const { stdout, stderr } = spawnSync("python3", ["-c", JUDGE], {
      input: JSON.stringify(texts),
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual([]);
  });
});

/** Python's parser of XML, and what MathML Core says of the elements that we use. */
const JUDGE = `
import json, sys, xml.etree.ElementTree as tree
PARTS = {"msub": 2, "msup": 2, "munder": 2, "mfrac": 2}
LEAVES = {"mi", "mn", "mo"}
problems = []
for text in json.load(sys.stdin):
    for e in tree.fromstring(text).iter():
        if e.tag in LEAVES:
            if len(e) or not (e.text or "").strip(" ") or "\\\\" in e.text: problems.append(text)
        elif e.tag in PARTS:
            if len(e) != PARTS[e.tag] or (e.text or "").strip(): problems.append(text)
        elif e.tag not in ("math", "mrow", "msqrt") or (e.text or "").strip(): problems.append(text)
print(json.dumps(problems[:5]))
`;
