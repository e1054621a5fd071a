import type { Notation } from "./notation.ts";
import { highlightMath } from "./math-token.ts";
import { readUnicode } from "./unicode-reader.ts";
import { RAISED, tokenizeUnicode } from "./unicode-lexer.ts";
import { writeUnicode } from "./unicode-writer.ts";

/**
 * Raised and lowered characters, fences, big operators, functions without parentheses; Greek letters
 * are typed in plain text too.
 */
const OWN =
  /[⁰¹²³⁴-⁹⁺⁻⁽⁾ⁿⁱᴬ-ᵿʰʲˡʳˢʷˣʸᶜᶠᶻᴴ₀-₉ₐ-ₜⱼ‖∥∑√∂∇⊗⟨⟩𝟏𝟙½⅓⅔¼¾|∣]|\S\s*[⊙·×]\s*\S|[\u2329\u3008]|[\u{1d400}-\u{1d7ff}]|<[^<>=]*,[^<>=]*>|σ\(|^\s*d\/d[A-Za-z]|\bTr\s*[([]|\b(?:log|ln|tr|det|exp)[^\S\n]+[A-Za-z\u0370-\u03ff]/u;

/** A declaration in the words of plain notation: `A ∈ ℝⁿˣᵐ`, `x ∈ ℝ^{n}`. */
function unicodeDeclaration(text: string): string {
  return text
    .replace(/ℝ/g, "R")
    .replace(RAISED_RUN, (run) => `^(${Array.from(run, (sign) => RAISED.get(sign)).join("")})`)
    .replace(/\^\{([^{}]*)\}/g, "^($1)")
    .replace(/\^\(\s*(\w+)\s*x\s*(\w+)\s*\)|\^\(\s*(\w+)\s*×\s*(\w+)\s*\)/g, "^($1$3 x $2$4)")
    .replace(/\^\(\s*(\w)x(\w)\s*\)/g, "^($1 x $2)")
    .replace(/\^\(\s*(\w+)\s*\)/g, "^$1");
}

const RAISED_RUN = new RegExp(`[${[...RAISED.keys()].join("")}]+`, "gu");

export const unicode: Notation = {
  name: "unicode",
  summary: "mathematics in one line of text: yᵀ A x, Σ_k W_ik x_k, ∂y_i/∂x_j",
  read: readUnicode,
  input: {
    recognise: (text) => (OWN.test(text) ? 2 : 0),
    separator: /[\n;]/g,
    quotesSource: true,
    declaration: unicodeDeclaration,
    highlight: (text, context = {}) =>
      highlightMath(tokenizeUnicode(text, context, { from: 0, to: text.length })),
  },
  write: writeUnicode,
};
