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
  return new MathReader(tokens, context, STYLE, new MathProblems(text, noCommands)).read();
}
