import { functionSpellings } from "../functions/table.ts";
import type { Expression } from "../syntax/expression.ts";
import { type Result, failure } from "../text/problem.ts";
import { COMMANDS } from "./latex-commands.ts";
import { tokenizeLatex } from "./latex-lexer.ts";
import { MathProblems } from "./math-problems.ts";
import type { MathStyle } from "./math-base.ts";
import { MathReader } from "./math-reader.ts";
import { readable } from "./math-token.ts";
import { LONGEST_TEXT, type ReadingContext, textTooLong } from "./notation.ts";

const STYLE: MathStyle = { strictScripts: true, bracketIndices: false };

/** Every command that is understood, without its backslash. */
function latexCommands(): readonly string[] {
  return [...COMMANDS.keys(), ...functionSpellings(), "mathbf", "mathrm", "operatorname"];
}

/** Reads an expression in LaTeX, with or without the signs and environments that set it apart. */
export function readLatex(text: string, context: ReadingContext = {}): Result<Expression> {
  if (text.length > LONGEST_TEXT) return failure(textTooLong(text));
  const range = context.range ?? { from: 0, to: text.length };
  const tokens = readable(tokenizeLatex(text, context, range));
  return new MathReader(tokens, context, STYLE, new MathProblems(text, latexCommands)).read();
}
