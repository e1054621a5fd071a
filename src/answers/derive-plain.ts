import { index } from "../notations/index.ts";
import { type Choice, type Highlight, strongestClaim } from "../notations/notation.ts";
import { plain } from "../notations/plain.ts";
import { success } from "../text/problem.ts";
import type { DerivativeProblem, DerivativeResult } from "./answer.ts";
import { answerIn } from "./answering.ts";
import { knownNames, type ReadText } from "./read-input.ts";

/** The signs of one expression; other notations, and declarations and definitions, have others. */
const SIGNS = /^[\w .,'*+\-/^()[\]]+$/;

/** Two words, the number of an equation, the marks of bold type, words of declarations: perhaps more. */
const MORE =
  /[A-Za-z_]\w* +[A-Za-z_]|\( *\d[\d.]*[a-z]? *\)|\*\*|w\.? ?r\.? ?t|\b(?:in|where|with)\b|symmetric|definite/;

/** Whether a problem is one expression in plain notation beyond doubt: `derivePlain` then answers it. */
export function isSurelyPlain({ expr, from, wrt = "", wrt2 = "" }: DerivativeProblem): boolean {
  const isExpression =
    expr.trim() !== "" && SIGNS.test(expr) && !MORE.test(expr) && !hasLooseComma(expr);
  return from === undefined && isExpression && [wrt, wrt2].every((name) => /^\w*$/.test(name));
}

/** A comma outside of all brackets sets statements apart. */
function hasLooseComma(text: string): boolean {
  let depth = 0;
  for (const sign of text) {
    if (sign === "(" || sign === "[") depth++;
    else if (sign === ")" || sign === "]") depth--;
    else if (sign === "," && depth <= 0) return true;
  }
  return false;
}

/**
 * The answer that `derive` gives to one expression in plain notation, without derivations, and with
 * its formulas one by one. Programs that import this alone load neither the readers of other
 * notations nor what tells the steps; a page can show its first answer with it.
 */
export function derivePlain(problem: DerivativeProblem): DerivativeResult {
  return answerIn(readPlain, problem, { notations: [] });
}

/** The pieces of a text in plain notation, for an editor. */
export function highlightPlain(text: string): readonly Highlight[] {
  return plain.input!.highlight(text);
}

const readPlain: ReadText = (text, _, declared) => {
  // Entries are written alike in both.
  const notation = strongestClaim([index, plain], text);
  const { variables, functions, sizes } = knownNames(declared);
  const choices: Choice[] = [];
  const read = notation.read(text, {
    onChoice: (choice) => choices.push(choice),
    variables: new Set(variables.keys()),
    functions,
    ranks: new Map([...variables].map(([name, axes]) => [name, axes.length])),
    sizes,
  });
  if (!read.ok) return read;
  const from = text.length - text.trimStart().length;
  return success({
    notation,
    expression: read.value,
    declarations: [],
    properties: [],
    by: [],
    whole: { from, to: text.trimEnd().length },
    of: [],
    choices,
    ranges: [],
    undeclaredSamples: new Set(),
    leftLetters: [],
  });
};
