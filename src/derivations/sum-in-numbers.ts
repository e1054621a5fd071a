import type { Dimension } from "../dimensions/dimension.ts";
import { TooLong } from "../notations/notation.ts";
import { plain } from "../notations/plain.ts";
import * as Q from "../numbers/rational.ts";
import * as B from "../syntax/build.ts";
import { type Expression, postorder } from "../syntax/expression.ts";
import type { Step } from "./step.ts";
import { expandLine, type Expansion } from "./written-out.ts";

/** A sum that a delta ends, at one entry and small sizes: `W_21·0 + W_22·0 + W_23·1 = W_23`. */
export interface SumInNumbers {
  /** What the letters and the size of the sum stand for, in the order in which they are told. */
  readonly at: ReadonlyMap<string, number>;
  /** The sum itself, at these numbers. */
  readonly sum: Expression;
  /** Its terms, each times the delta, which is 0 or 1. */
  readonly terms: Expression;
  /** What is left. */
  readonly result: Expression;
}

/** A sum over a letter whose size is not a number is told with so many terms. */
const USUAL_SIZE = 4;
/** More terms make no line. */
const MOST_TERMS = 5;
/** In characters of plain notation. */
const LONGEST = 140;
const MOST_TRIED = 40;

/**
 * The first sum of a delta step that makes a short line, at an entry where something is left of it;
 * undefined where there is none.
 *
 * @param left what the line is equal to: its letters name the entry
 */
export function sumInNumbers(
  { before, deltas = [] }: Pick<Step, "before" | "deltas">,
  left: Expression | undefined,
  letterSizes: ReadonlyMap<string, Dimension>,
): SumInNumbers | undefined {
  if (deltas.length === 0 || left?.kind !== "derivative") return undefined;
  const free = [...new Set(lettersIn(left))];
  // A delta compares letters that run over the same size.
  const dimensionOf = (letter: string): Dimension | undefined => {
    const ended = deltas.find(({ summed }) => summed === letter);
    return letterSizes.get(letter) ?? (ended && letterSizes.get(ended.becomes));
  };
  const sizeOf = (letter: string): number | undefined => {
    const size = dimensionOf(letter);
    return size && numberFor(size);
  };
  for (const at of entriesToTry(free, sizeOf)) {
    const line = expandLine(before, deltas, at, sizeOf);
    const found = line?.expansions.find(isTold);
    if (!found) continue;
    const size = dimensionOf(found.letter);
    const told = new Map(at);
    if (size && Number.isNaN(Number(size.key))) told.set(size.key, found.factors.length);
    return { at: told, sum: found.sum, terms: termsOf(found), result: found.result };
  }
  return undefined;
}

/** A size that is a letter is 4; undefined for products and sums of sizes. */
function numberFor({ key }: Dimension): number | undefined {
  if (/^[A-Za-z]\w*$/.test(key)) return USUAL_SIZE;
  const size = Number(key);
  return Number.isInteger(size) ? size : undefined;
}

/** Numbers for the letters, 2 and 3 first: what is first or last is no example. */
function entriesToTry(
  letters: readonly string[],
  sizeOf: (letter: string) => number | undefined,
): ReadonlyMap<string, number>[] {
  const wanted = letters.map((_, k) => (k === letters.length - 1 ? 3 : 2));
  let positions: number[][] = [[]];
  for (const letter of letters) {
    const values = [1, 2, 3].filter((value) => value <= (sizeOf(letter) ?? 3));
    positions = positions.flatMap((start) => values.map((value) => [...start, value]));
    if (positions.length > 1_000) return [];
  }
  const distance = (position: readonly number[]): number =>
    position.reduce((all, value, k) => all + Math.abs(value - wanted[k]!), 0);
  return positions
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, MOST_TRIED)
    .map((position) => new Map(letters.map((letter, k) => [letter, position[k]!])));
}

function isTold(expansion: Expansion): boolean {
  const { factors, result } = expansion;
  if (factors.length < 2 || factors.length > MOST_TERMS) return false;
  if (result.kind === "number" && Q.isZero(result.value)) return false;
  // Deltas that are left stand for more sums, which are not told in the same line.
  const isOpen = postorder(expansion.sum).filter(({ kind }) => kind === "delta").length > 1;
  return !isOpen && isShort(termsOf(expansion));
}

function isShort(e: Expression): boolean {
  try {
    plain.write(e, { limit: LONGEST });
    return true;
  } catch (error) {
    if (error instanceof TooLong) return false;
    throw error;
  }
}

function termsOf({ factors, survives }: Expansion): Expression {
  return factors
    .map((factor, k) => B.binary("multiply", factor, B.number(k + 1 === survives ? 1 : 0)))
    .reduce((sum, term) => B.binary("add", sum, term));
}

function lettersIn({ body, by }: Extract<Expression, { kind: "derivative" }>): string[] {
  return [body, by].flatMap((e) => (e.kind === "entry" ? e.indices.map(String) : []));
}
