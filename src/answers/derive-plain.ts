import { index } from "../notations/index.ts";
import type { Highlight, NotationOf } from "../notations/notation.ts";
import { strongestClaim } from "../notations/notation.ts";
import { plain } from "../notations/plain.ts";
import { success } from "../text/problem.ts";
import type { DerivativeProblem, DerivativeResult } from "./answer.ts";
import { answerIn } from "./answering.ts";

/** Signs that other notations claim: all that is not here. */
const PLAIN_SIGNS = /^[\w\s.,;:'*+\-/^()[\]=]*$/;

/** Whether a problem is typed in plain notation beyond doubt: `derivePlain` then answers it. */
export function isSurelyPlain({ expr, from, wrt = "", wrt2 = "" }: DerivativeProblem): boolean {
  return from === undefined && [expr, wrt, wrt2].every((text) => PLAIN_SIGNS.test(text));
}

/**
 * The answer that `derive` gives to a problem in plain notation, without derivations, and with its
 * formulas one by one. Programs that import this alone do not load the readers of other notations
 * and what tells the steps; a page can show its first answer with it.
 */
export function derivePlain(problem: DerivativeProblem): DerivativeResult {
  return answerIn(plainNotation, problem, { notations: [] });
}

/** The pieces of a text in plain notation, for an editor. */
export function highlightPlain(text: string): readonly Highlight[] {
  return plain.input!.highlight(text);
}

/** Entries are written alike in both. */
const plainNotation: NotationOf = (text) => success(strongestClaim([index, plain], text));
