import { describe, expect, test } from "vitest";
import {
  breakLatex,
  sentenceLatex,
  widthOfLatex,
} from "../../src/documents/typesetting/latex-text.ts";
import { sentenceMarkdown } from "../../src/documents/typesetting/markdown-text.ts";

const VOCABULARY = {
  names: new Set(["A", "W", "x", "x_max", "loss", "df", "dX", "f", "X"]),
  differentials: new Map([
    ["df", "f"],
    ["dX", "X"],
  ]),
};

describe("the formulas in a sentence", () => {
  test.each([
    ["Put j for p and drop the sum.", "Put $j$ for $p$ and drop the sum."],
    ["Of all p only p = j survives.", "Of all $p$ only $p = j$ survives."],
    ["∂f/∂x_j for every entry", "$\\partial f/\\partial x_{j}$ for every entry"],
    ["entry j of A'*y.", "entry $j$ of $A^{\\top} y$."],
    ["W_ik and x_max", "$W_{ik}$ and $x_{\\mathrm{max}}$"],
    ["Entry (i, j): n x m, as wanted", "Entry $(i, j)$: $n \\times m$, as wanted"],
    ["a number by a number is a number", "a number by a number is a number"],
    ["A number.", "A number."],
    ["A is symmetric; of a'*x it is a.", "$A$ is symmetric; of $a^{\\top} x$ it is $a$."],
    [
      "df = tr(G'*dX) holds",
      "$\\mathrm{d}f = \\operatorname{tr}\\left(G^{\\top} \\mathrm{d}X\\right)$ holds",
    ],
    ["Jacobi's formula, log-sum-exp, e.g. here", "Jacobi's formula, log-sum-exp, e.g. here"],
    ["x != 0", "$x \\neq 0$"],
    ["(sizes n=2, m=4)", "(sizes $n = 2$, $m = 4$)"],
    ["at most 10^-21", "at most $10^{-21}$"],
    ["δ_pj is 1", "$\\delta_{pj}$ is 1"],
    ["3 of the 4 lines", "3 of the 4 lines"],
    ["", ""],
  ])("%s", (sentence, expected) => {
    expect(sentenceLatex(sentence, VOCABULARY)).toBe(expected);
  });

  test("words are escaped, in LaTeX and in Markdown", () => {
    expect(sentenceLatex("100% of {my_file} \\input & $5 #1 ~^", VOCABULARY)).toBe(
      "100\\% of \\{my\\_file\\} \\textbackslash{}input \\& \\$5 \\#1 \\textasciitilde{}\\textasciicircum{}",
    );
    expect(sentenceMarkdown("*my* `code` <br> [link](to) $5 my_file", VOCABULARY)).toBe(
      "\\*my\\* \\`code\\` \\<br\\> \\[link\\](to) \\$5 my\\_file",
    );
  });
});

describe("lines of LaTeX", () => {
  test("are broken before the terms of a sum", () => {
    const sum = "\\sum_{p} A_{p} \\left(b + c\\right) + \\sum_{q} B_{q} - \\frac{a + b}{c}";
    expect(breakLatex(sum, 14)).toEqual([
      "\\sum_{p} A_{p} \\left(b + c\\right)",
      "+ \\sum_{q} B_{q}",
      "- \\frac{a + b}{c}",
    ]);
    expect(breakLatex(sum, 1000)).toEqual([sum]);
  });

  test("are broken within parentheses where nothing better is there", () => {
    const whole = "\\left(\\left(a + b\\right)^{\\top} c d e f - g h i j k l\\right) m n";
    expect(breakLatex(whole, 16)).toEqual([
      "\\bigl(\\left(a + b\\right)^{\\top} c d e f",
      "- g h i j k l\\bigr) m n",
    ]);
  });

  test("never lose anything, and keep left and right together", () => {
    const parts = [
      "a",
      "\\left(b + c\\right)",
      "\\frac{x + y}{z}",
      "\\operatorname{tr}\\left(A - B\\right)",
    ];
    for (let k = 1; k < 60; k++) {
      const text = Array.from({ length: k }, (_, at) => parts[(at * k) % 4]).join(
        k % 2 ? " + " : " ",
      );
      const lines = breakLatex(`\\left(${text}\\right)`, 10 + k);
      const joined = lines.join(" ").replaceAll("\\bigl", "\\left").replaceAll("\\bigr", "\\right");
      expect(joined).toBe(`\\left(${text}\\right)`);
      for (const line of lines) {
        expect(line.split("\\left").length).toBe(line.split("\\right").length);
      }
    }
  });

  test("are measured by what they draw", () => {
    expect(widthOfLatex("\\operatorname{tr}\\left(A\\right)")).toBe(5);
    expect(widthOfLatex("\\frac{a + b}{c}")).toBe(5);
  });
});
