import { latexDeclaration } from "./latex-declarations.ts";
import { bareLatex, highlightLatex } from "./latex-lexer.ts";
import { readLatex } from "./latex-reader.ts";
import { writeLatex } from "./latex-writer.ts";
import type { Notation } from "./notation.ts";

/** Commands, braces below and above, dollar signs; but `R^{n x m}` is typed in plain text too. */
const OWN = /\\[A-Za-z]|\\[|[\](){},;:!]|\$[^$]+\$|(?<![Rℝ])\^\{|_\{/;

export const latex: Notation = {
  name: "latex",
  summary: "for papers: y^{\\top} A x, \\frac{\\partial y_{i}}{\\partial x_{j}}",
  read: readLatex,
  input: {
    recognise: (text) => (OWN.test(text) ? 3 : 0),
    separator: /\n|;|\\\\(?!\w)/g,
    quotesSource: true,
    bare: bareLatex,
    declaration: latexDeclaration,
    highlight: highlightLatex,
  },
  write: writeLatex,
};
