import { plain } from "./plain.ts";
import type { Expression } from "../syntax/expression.ts";

const parsed = new Map<string, Expression>();

/**
 * A formula of a function's file as an expression, read once.
 * @throws Error where it does not parse, a fault of that file.
 */
export function formula(text: string): Expression {
  const known = parsed.get(text);
  if (known) return known;
  const result = plain.read(text);
  if (!result.ok) throw new Error(`not a formula: ${text} (${result.problem.message})`);
  parsed.set(text, result.value);
  return result.value;
}
