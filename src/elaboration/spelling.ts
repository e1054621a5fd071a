import { TooLong } from "../notations/notation.ts";
import { plain } from "../notations/plain.ts";
import type { Expression } from "../syntax/expression.ts";

/** The expression as a user would type it, or undefined where it is too long to stand in a sentence. */
export function spell(e: Expression, limit = 48): string | undefined {
  try {
    return plain.write(e, { limit });
  } catch (error) {
    if (error instanceof TooLong) return undefined;
    throw error;
  }
}
