import { latex as notation } from "../../notations/latex.ts";
import type { Expression } from "../../syntax/expression.ts";
import type { Vocabulary } from "../content/content.ts";
import { toAscii } from "./ascii.ts";
import { type FormulaPart, type Sign, stretchesOf } from "./sentence.ts";

const COMMANDS: Readonly<Record<Sign, string>> = {
  "=": " = ",
  "≠": " \\neq ",
  "<": " < ",
  ">": " > ",
  "≤": " \\le ",
  "≥": " \\ge ",
  "×": " \\times ",
  ",": ", ",
  "(": "(",
  ")": ")",
};

/** The mathematics in a sentence, in LaTeX without its dollar signs. */
export function formulaLatex(parts: readonly FormulaPart[], vocabulary: Vocabulary): string {
  const write = (e: Expression): string =>
    notation.write(e, { differentials: vocabulary.differentials });
  return parts
    .map((part) => {
      if (part.kind === "sign") return COMMANDS[part.sign];
      if (part.kind === "expression") return write(part.expression);
      return `\\partial ${write(part.body)}/\\partial ${write(part.by)}`;
    })
    .join("");
}

/** A sentence in LaTeX's text mode, with the formulas in it between dollar signs. */
export function sentenceLatex(sentence: string, vocabulary: Vocabulary): string {
  return stretchesOf(sentence, vocabulary)
    .map((stretch) =>
      stretch.kind === "words"
        ? escapeLatex(stretch.text)
        : `$${formulaLatex(stretch.parts, vocabulary)}$`,
    )
    .join("");
}

/** Characters that LaTeX's text mode does not take as they are, and signs set in mathematics. */
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\\", "\\textbackslash{}"],
  ["{", "\\{"],
  ["}", "\\}"],
  ["$", "\\$"],
  ["&", "\\&"],
  ["#", "\\#"],
  ["%", "\\%"],
  ["_", "\\_"],
  ["^", "\\textasciicircum{}"],
  ["~", "\\textasciitilde{}"],
  ["<", "$<$"],
  [">", "$>$"],
  ["|", "$|$"],
  ['"', "''"],
  ["∂", "$\\partial$"],
  ["δ", "$\\delta$"],
  ["Σ", "$\\sum$"],
  ["ᵀ", "$^{\\top}$"],
  ["×", "$\\times$"],
  ["·", "$\\cdot$"],
  ["≠", "$\\neq$"],
  ["≤", "$\\le$"],
  ["≥", "$\\ge$"],
  ["⊗", "$\\otimes$"],
  ["⊙", "$\\odot$"],
  ["∈", "$\\in$"],
  ["–", "--"],
  ["—", "---"],
  ["“", "``"],
  ["”", "''"],
  ["’", "'"],
]);

/** Words as LaTeX sets them; what it has no character for is spelled out in ASCII. */
export function escapeLatex(words: string): string {
  return Array.from(words, (character) => {
    const known = ESCAPES.get(character);
    if (known !== undefined) return known;
    return /^[\x20-\x7e\n]$/.test(character) ? character : escapeAscii(toAscii(character));
  }).join("");
}

function escapeAscii(words: string): string {
  return Array.from(words, (character) => ESCAPES.get(character) ?? character).join("");
}

/** How wide a formula is set, in letters: commands count for what they draw. */
export function widthOfLatex(formula: string): number {
  return formula
    .replace(/\\(left|right|mathrm|mathbf|operatorname|text|quad)(?![A-Za-z])/g, "")
    .replace(
      /\\frac\{((?:[^{}]|\{[^{}]*\})*)\}\{((?:[^{}]|\{[^{}]*\})*)\}/g,
      (_, a: string, b: string) => (a.length > b.length ? a : b),
    )
    .replace(/\\[a-zA-Z]+/g, "m")
    .replace(/[_^]\{([^{}]*)\}/g, (_, script: string) => "s".repeat(Math.ceil(script.length * 0.6)))
    .replace(/[{}\s\\]/g, "").length;
}

/**
 * A formula in lines of about `width` letters, broken before a plus or minus outside of all
 * parentheses and braces.
 */
export function breakLatex(formula: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const term of termsOf(formula)) {
    if (line !== "" && widthOfLatex(line + term) > width) {
      lines.push(line.trimEnd());
      line = term;
    } else {
      line += term;
    }
  }
  lines.push(line);
  return lines;
}

/** The terms of a sum, each with its sign. */
function termsOf(formula: string): string[] {
  const terms: string[] = [];
  let depth = 0;
  let from = 0;
  for (const { 0: found, index } of formula.matchAll(/\\left|\\right|\\.|[{}]| [+-] /g)) {
    if (found === "{" || found === "\\left") depth++;
    else if (found === "}" || found === "\\right") depth--;
    else if (depth === 0 && /^ [+-] $/.test(found)) {
      terms.push(formula.slice(from, index + 1));
      from = index + 1;
    }
  }
  terms.push(formula.slice(from));
  return terms;
}
