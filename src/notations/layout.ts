import type { LatexSpelling } from "../functions/definition.ts";
import { functionNamed } from "../functions/table.ts";
import { type Binary, type Call, type Expression, fold } from "../syntax/expression.ts";
import { TooLong, type WritingOptions } from "./notation.ts";

/** How tightly the outermost operation of a text binds; the larger, the tighter. */
export const Rank = {
  /** `a + b` */
  sum: 1,
  /** `-a*b`: a minus before a whole term */
  negated: 2,
  /** ends in a big operator that takes everything to its right */
  open: 3,
  /** set apart by an infix sign looser than a product, as ⊗ */
  infix: 4,
  product: 5,
  /** a literal fraction, in parentheses within products */
  fraction: 6,
  power: 7,
  postfix: 8,
  primary: 9,
} as const;

/** The text of a part, and how tightly it binds. */
export interface Piece {
  readonly text: string;
  readonly rank: number;
}

/**
 * The texts one after the other. Added up, for that costs nothing however long they are, while
 * Array.join copies them: once for every call around them.
 */
export function joined(pieces: readonly Piece[], separator: string): string {
  const [first, ...more] = pieces;
  let text = first?.text ?? "";
  for (const piece of more) text += separator + piece.text;
  return text;
}

/** The sign that a function is written with, where it is not to be named. */
export function signOf({ callee, isNamed }: Call): LatexSpelling | undefined {
  return isNamed ? undefined : functionNamed(callee)?.latex;
}

/** A whole inverse, whose transpose has one sign for both: X^{-T}. */
export function isInverse(e: Expression): boolean {
  const sign = e.kind === "call" ? signOf(e) : undefined;
  return sign !== undefined && "postfix" in sign && sign.postfix === "^{-1}";
}

/** Whether the first argument is such a call itself: A ⊗ B ⊗ C is read from the left. */
export function chainsWithFirst(node: Call): boolean {
  const [first] = node.arguments;
  return first?.kind === "call" && first.callee === node.callee;
}

/** Where a product begins is looked for no deeper. */
const DEEPEST_START = 24;

/**
 * Whether the left operand of a product stands in brackets that it could do without: a product that
 * begins with a row, for that may be one number.
 */
export function leadsApart({ isLeftApart, left }: Binary): boolean {
  if (!isLeftApart || left.kind !== "binary" || left.operator !== "multiply") return false;
  let first: Expression = left;
  for (let depth = 0; depth < DEEPEST_START; depth++) {
    if (first.kind === "binary") first = first.left;
    else if (first.kind === "negate") first = first.operand;
    else break;
  }
  return first.kind === "transpose";
}

const DEFAULT_LIMIT = 1_000_000;

/**
 * Writes an expression from its leaves up, each shared part once (as a string; where it is used, its
 * text is repeated). Linear in the nodes, iterative.
 *
 * @throws TooLong where a text gets longer than `options.limit`
 */
export function layOut<P extends Piece>(
  root: Expression,
  options: WritingOptions | undefined,
  visit: (node: Expression, parts: readonly P[]) => P,
): string {
  const limit = options?.limit ?? DEFAULT_LIMIT;
  return fold<P>(root, (node, parts) => {
    const piece = visit(node, parts);
    if (piece.text.length > limit) throw new TooLong(limit);
    return piece;
  }).text;
}
