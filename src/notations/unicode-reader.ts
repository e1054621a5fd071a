import type { Expression } from "../syntax/expression.ts";
import { type Result, failure } from "../text/problem.ts";
import { MathProblems } from "./math-problems.ts";
import type { MathStyle } from "./math-base.ts";
import { MathReader } from "./math-reader.ts";
import { readable } from "./math-token.ts";
import { LONGEST_TEXT, type ReadingContext, textTooLong } from "./notation.ts";
import { tokenizeUnicode } from "./unicode-lexer.ts";

const STYLE: MathStyle = { strictScripts: false, bracketIndices: true };

/** Reads an expression in mathematical characters: `yᵀAx`, `∑ₖ Wᵢₖ xₖ`, `‖Ax − b‖²`. */
export function readUnicode(text: string, context: ReadingContext = {}): Result<Expression> {
  if (text.length > LONGEST_TEXT) return failure(textTooLong(text));
  const range = context.range ?? { from: 0, to: text.length };
  const tokens = readable(tokenizeUnicode(text, context, range));
  const noCommands = (): readonly string[] => [];
  return new MathReader(
    tokens,
    context,
    STYLE,
    new MathProblems(text, noCommands, spelledInUnicode),
  ).read();
}

/** What a remedy says in LaTeX, in characters. */
function spelledInUnicode(remedy: string): string {
  return SPELLINGS.reduce((text, [latex, sign]) => text.replace(latex, sign), remedy);
}

const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/\\mathrm\{(\w+)\}/g, "$1"],
  [/\\mathbf\{1\}/g, "𝟏"],
  [/\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}/g, "($1)/($2)"],
  [/\^\{?\\top\}?/g, "ᵀ"],
  [/\^\{2\}/g, "²"],
  [/\\[lr]Vert ?/g, "‖"],
  [/ ?\\langle ?/g, "⟨"],
  [/ ?\\rangle/g, "⟩"],
  [/\\cdot/g, "·"],
  [/\\odot/g, "⊙"],
  [/\\otimes/g, "⊗"],
  [/\\sum/g, "∑"],
  [/\\partial ?/g, "∂"],
  [/\\nabla/g, "∇"],
  [/\\sigma/g, "σ"],
  [/\\([a-z]+)/g, "$1"],
];
