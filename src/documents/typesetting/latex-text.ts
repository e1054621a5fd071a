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
    .replace(/\\(left|right|bigl|bigr|mathrm|mathbf|operatorname|text|quad)(?![A-Za-z])/g, "")
    .replace(
      /\\frac\{((?:[^{}]|\{[^{}]*\})*)\}\{((?:[^{}]|\{[^{}]*\})*)\}/g,
      (_, a: string, b: string) => (a.length > b.length ? a : b),
    )
    .replace(/ (?:[+=-]|\\(?:odot|oslash|otimes)) |\\sum(?![A-Za-z])/g, "mmm")
    .replace(/\\[a-zA-Z]+/g, "m")
    .replace(/[_^]\{([^{}]*)\}/g, (_, script: string) => "s".repeat(Math.ceil(script.length * 0.6)))
    .replace(/[{}\s\\]/g, "").length;
}

/** Where a line may be broken: the cost is how deep in parentheses it stands, and before which sign. */
interface Place {
  readonly at: number;
  readonly cost: number;
  /** The `\\left` and `\\right` that would be torn apart, by their positions. */
  readonly fences: readonly Fence[];
}

interface Fence {
  readonly open: number;
  close: number;
}

/**
 * A formula in lines of about `width` letters, each broken as far outside of parentheses as it can be:
 * before a plus or minus, then before another sign, then between factors. Parentheses that are torn
 * apart lose their `\\left` and `\\right`, which LaTeX wants on one line.
 */
export function breakLatex(formula: string, width: number): string[] {
  const lines: string[] = [];
  let rest = formula;
  while (widthOfLatex(rest) > width) {
    const place = bestPlace(rest, width);
    if (!place) break;
    const parts = tornAt(rest, place);
    lines.push(parts[0].trimEnd());
    rest = parts[1];
  }
  lines.push(rest);
  return lines;
}

/** Lines much shorter than this part of the width look torn. */
const EARLIEST = 0.3;
/** And so does a rest that is shorter than this. */
const SHORTEST_REST = 0.1;

/** The cheapest place that leaves a line of at most `width`; of equals the last. */
function bestPlace(formula: string, width: number): Place | undefined {
  let best: Place | undefined;
  const whole = widthOfLatex(formula);
  for (const place of placesIn(formula)) {
    const before = widthOfLatex(formula.slice(0, place.at));
    if (before > width) continue;
    const isStump = before < width * EARLIEST || whole - before < width * SHORTEST_REST;
    const cost = place.cost + (isStump ? 10 : 0);
    if (!best || cost <= best.cost) best = { ...place, cost };
  }
  return best;
}

/** Deeper by one pair of parentheses is worse than any other sign on this level. */
const DEEPER = 4;

function placesIn(formula: string): Place[] {
  const places: Place[] = [];
  const open: Fence[] = [];
  let braces = 0;
  const signs = / [+-] | \\(?:odot|oslash|otimes) |\\left|\\right|\\.|[{}]| (?=\\left|[A-Za-z\\])/g;
  for (const { 0: found, index } of formula.matchAll(signs)) {
    if (found === "{") braces++;
    else if (found === "}") braces--;
    else if (found === "\\left") open.push({ open: index, close: -1 });
    else if (found === "\\right") {
      const fence = open.pop();
      if (fence) fence.close = index;
    } else if (braces === 0 && found.startsWith(" ")) {
      const kind = / [+-] /.test(found) ? 0 : found.length > 1 ? 1 : 2;
      const isAfterSum = kind === 2 && /\\sum_\{[^{}]*\}$/.test(formula.slice(0, index));
      const cost = open.length * DEEPER + (isAfterSum ? 3 : kind);
      places.push({ at: index + 1, cost, fences: [...open] });
    }
  }
  return places;
}

function tornAt(formula: string, { at, fences }: Place): [string, string] {
  const changes = new Map<number, string>();
  for (const { open, close } of fences) {
    changes.set(open, "\\bigl").set(close, "\\bigr");
  }
  const write = (from: number, to: number): string => {
    let text = "";
    let next = from;
    for (const [position, sign] of [...changes].sort(([a], [b]) => a - b)) {
      if (position < from || position >= to) continue;
      text += formula.slice(next, position) + sign;
      next = position + (sign === "\\bigl" ? "\\left".length : "\\right".length);
    }
    return text + formula.slice(next, to);
  };
  return [write(0, at), write(at, formula.length)];
}
