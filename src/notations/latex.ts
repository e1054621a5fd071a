import { latexDeclaration } from "./latex-declarations.ts";
import { bareLatex, highlightLatex } from "./latex-lexer.ts";
import { readLatex } from "./latex-reader.ts";
import { writeLatex } from "./latex-writer.ts";
import type { Notation } from "./notation.ts";

/** Commands and dollar signs. */
const OWN = /\\[A-Za-z]|\\[|[\](){},;:!]|\$[^$]+\$/;
/** Braces below and above; but `R^{n x m}` is typed in plain text too, and `∑_{i=1}^n xᵢ` in Unicode. */
const BRACES = /(?<![Rℝ])\^\{|_\{/;
const SMALL = /[⁰¹²³⁴-⁹⁺⁻ⁿᴬ-ᵿ₀-₉ₐ-ₜⱼ½]/;

export const latex: Notation = {
  name: "latex",
  summary: "for papers: y^{\\top} A x, \\frac{\\partial y_{i}}{\\partial x_{j}}",
  read: readLatex,
  input: {
    recognise: (text) => (OWN.test(text) ? 3 : BRACES.test(text) ? (SMALL.test(text) ? 1 : 3) : 0),
    separator: /\n|;|\\\\(?!\w)/g,
    quotesSource: true,
    bare: bareLatex,
    declaration: latexDeclaration,
    highlight: highlightLatex,
  },
  write: writeLatex,
};
