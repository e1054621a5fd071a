import { forPrint } from "../notations/for-print.ts";
import { writeLatex } from "../notations/latex-writer.ts";
import { CannotWrite, type Notation, TooLong, type WritingOptions } from "../notations/notation.ts";
import { plain } from "../notations/plain.ts";
import { spoken } from "../notations/spoken.ts";
import { writeUnicode } from "../notations/unicode-writer.ts";
import type { Expression } from "../syntax/expression.ts";
import type { Written } from "./answer.ts";

/** What is written besides the usual notations, and which names are differentials: `dX` of `X`. */
export interface Writing {
  readonly notations?: readonly Notation[];
  readonly differentials?: ReadonlyMap<string, string>;
  readonly delta?: "kronecker" | "iverson";
  /** For notations whose texts are run. */
  readonly arrays?: Arrays;
}

type Arrays = NonNullable<WritingOptions["arrays"]>;

/** What notations whose texts are run must know of the arrays in an answer and in its function. */
export interface ArrayFacts {
  readonly function: Arrays;
  readonly answer: Arrays;
}

/** @throws TooLong in any of the notations */
export function writtenAs(
  expression: Expression,
  { notations = [], differentials, delta, arrays }: Writing = {},
): Written {
  const options = { ...(differentials && { differentials }), ...(delta && { delta }) };
  const set = forPrint(expression);
  const more = notations.flatMap(({ name, write, needsArrays }) => {
    if (needsArrays && !arrays) return [];
    const text = ifPossible(() =>
      write(needsArrays ? expression : set, { ...options, ...(arrays && { arrays }) }),
    );
    return text === undefined ? [] : [[name, text] as const];
  });
  return {
    plain: plain.write(expression),
    latex: writeLatex(set, options),
    unicode: writeUnicode(set, options),
    spoken: spoken.write(set, options),
    ...(more.length > 0 && { more: Object.fromEntries(more) }),
  };
}

/** Undefined for what a notation has no words for. */
function ifPossible(write: () => string): string | undefined {
  try {
    return write();
  } catch (error) {
    if (error instanceof CannotWrite) return undefined;
    throw error;
  }
}

/** Undefined for what is too long to be read anyway. */
export function writtenIfShort(expression: Expression, writing: Writing): Written | undefined {
  try {
    return writtenAs(expression, writing);
  } catch (error) {
    if (error instanceof TooLong) return undefined;
    throw error;
  }
}
