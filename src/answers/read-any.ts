import { symbol } from "../dimensions/dimension.ts";
import { type Declared, elaborate } from "../elaboration/elaborate.ts";
import { type Input, readInput } from "../notations/input.ts";
import type { Notation } from "../notations/notation.ts";
import { withVectorsForSamples } from "../notations/samples.ts";
import { notationOf } from "../notations/table.ts";
import { postorder } from "../syntax/expression.ts";
import type { Result } from "../text/problem.ts";
import type { DerivativeProblem } from "./answer.ts";
import type { Declarations } from "./read-declarations.ts";
import { knownNames, type ReadText, withTextDeclarations } from "./read-input.ts";
import { type ReadProblem, readProblemIn } from "./read-problem.ts";

/** Reads a problem in any notation; `readProblemIn` says how. */
export function readProblem(
  asked: DerivativeProblem,
  variables?: readonly string[],
): Result<ReadProblem> {
  return readProblemIn(readAnyText, asked, variables);
}

/** Reads a text in the notation that is asked for or recognised. */
export const readAnyText: ReadText = (text, from, declared) => {
  const notation = notationOf(text, from);
  return notation.ok ? readWithSamples(text, notation.value, declared) : notation;
};

/**
 * Reads the text; where entries of an undeclared name are used as vectors, `w^\\top x_i`, it is read
 * again with that name for a data matrix, and the others for what they then are.
 */
function readWithSamples(expr: string, notation: Notation, declared: Declarations): Result<Input> {
  const known = knownNames(declared);
  const input = readInput(expr, notation, known);
  if (!input.ok || input.value.undeclaredSamples.size === 0) return input;
  const all = withTextDeclarations(declared, input.value, expr);
  if (!all.ok) return input;
  const { expression, undeclaredSamples } = input.value;
  const { expression: term, vectors } = withVectorsForSamples(expression, undeclaredSamples);
  const { functions, declarations } = all.value;
  const given = new Map<string, Declared>(declarations);
  for (const vector of vectors.keys()) given.set(vector, { axes: [symbol(SAMPLE_SIZE)] });
  const letters = postorder(expression).flatMap((e) => (e.kind === "sum" ? e.indices : []));
  const found = elaborate(term, { declarations: given, functions, free: letters });
  if (!found.ok) return input;
  const variables = new Map(known.variables);
  for (const [name, { axes }] of found.value.variables) {
    const matrix = vectors.get(name);
    const sizes = axes.map(({ key }) => key);
    if (matrix !== undefined) variables.set(matrix, ["how many samples", ...sizes]);
    else if (!declarations.has(name)) variables.set(name, sizes);
  }
  return readInput(expr, notation, { ...known, variables });
}

/** No name that a user can type. */
const SAMPLE_SIZE = "size of a sample";
