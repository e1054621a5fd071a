import { functionNamed } from "../functions/table.ts";
import { unknownFunction } from "../functions/unknown.ts";
import type { Rational } from "../numbers/rational.ts";
import type { Binary, Call, Entry, Expression, Index } from "../syntax/expression.ts";
import { spellLiteral } from "./decimal.ts";
import { withDifferentials } from "./differentials.ts";
import { withIverson } from "./iverson.ts";
import { type Piece, Rank, layOut } from "./layout.ts";
import { partsOfName } from "./names.ts";
import { type Notation, notRead } from "./notation.ts";

interface SpokenPiece extends Piece {
  /** `A p i`: entries of names are said one after the other where they are multiplied. */
  readonly isEntry?: boolean;
  /** Of a sum: its letters, and what is summed. */
  readonly sum?: { readonly letters: readonly string[]; readonly body: string };
  /** `the trace of A`, which may follow another "of" without brackets. */
  readonly isCall?: boolean;
}

/** Brackets are said, for a listener sees no spacing. */
export const spoken: Notation = {
  name: "spoken",
  summary: "in words, to be read aloud: A transpose times y; the sum over p of A p i y p",
  read: notRead("spoken mathematics"),
  write: (expression, options) =>
    layOut<SpokenPiece>(
      expression,
      options,
      withIverson(
        options,
        withDifferentials(options, pieceOf, (x) => ({ ...x, text: `d ${x.text}` })),
        ({ left, right }) => ({
          text: `the bracket of ${lettersOf([left])} equals ${lettersOf([right])}`,
          rank: Rank.postfix,
        }),
      ),
    ),
};

function pieceOf(node: Expression, parts: readonly SpokenPiece[]): SpokenPiece {
  switch (node.kind) {
    case "number":
      return literal(node.value);
    case "name":
      return { text: nameText(node.name), rank: Rank.primary };
    case "negate":
      return { text: `minus ${enclosed(parts[0]!, Rank.open)}`, rank: Rank.negated };
    case "transpose":
      return { text: `${enclosed(parts[0]!, Rank.power)} transpose`, rank: Rank.power };
    case "entry":
      return entryPiece(node, parts[0]!);
    case "delta":
      return { text: `delta ${lettersOf([node.left, node.right])}`, rank: Rank.postfix };
    case "sum": {
      // Sums of sums are said as one.
      const [operand] = parts as [SpokenPiece];
      const letters = [...node.indices.map(nameText), ...(operand.sum?.letters ?? [])];
      const body = operand.sum?.body ?? enclosed(operand, Rank.open);
      const text = `the sum over ${letters.join(" and ")} of ${body}`;
      return { text, rank: Rank.open, sum: { letters, body } };
    }
    case "call":
      return callPiece(node, parts);
    case "binary":
      return binaryPiece(node, parts[0]!, parts[1]!);
    case "derivative": {
      const [body, by] = parts as [SpokenPiece, SpokenPiece];
      const of = enclosed(body, Rank.postfix);
      const text = `the derivative of ${of} by ${enclosed(by, Rank.postfix)}`;
      return { text, rank: Rank.power };
    }
  }
}

function binaryPiece(node: Binary, left: SpokenPiece, right: SpokenPiece): SpokenPiece {
  switch (node.operator) {
    case "add":
    case "subtract": {
      const word = node.operator === "add" ? "plus" : "minus";
      return { text: `${left.text} ${word} ${enclosed(right, Rank.open)}`, rank: Rank.sum };
    }
    case "multiply": {
      // A sum takes all that follows, so it may only be the last factor.
      const isOpen = node.right.kind === "sum";
      const first = enclosed(left, Rank.product);
      const second = isOpen ? right.text : enclosed(right, Rank.fraction);
      const isClose = left.isEntry === true && right.isEntry === true;
      return {
        text: `${first} ${isClose ? "" : "times "}${second}`,
        rank: isOpen ? Rank.open : Rank.product,
        isEntry: isClose,
      };
    }
    case "hadamard":
      return entrywise(node, "entrywise times", left, right);
    case "entrywise-divide":
      return entrywise(node, "entrywise over", left, right);
    case "divide": {
      const isShort = left.rank >= Rank.power && right.rank >= Rank.power;
      const text = isShort
        ? `${left.text} over ${right.text}`
        : `the fraction ${left.text} over ${right.text} end fraction`;
      return { text, rank: isShort ? Rank.fraction : Rank.postfix };
    }
    case "power": {
      const base = enclosed(left, Rank.postfix);
      const isSquare = right.text === "2";
      const text = isSquare ? `${base} squared` : `${base} to the ${exponent(node, right)}`;
      return { text, rank: Rank.power };
    }
    case "entrywise-power": {
      const base = enclosed(left, Rank.postfix);
      return {
        text: `${base} entrywise to the ${exponent(node, right)}`,
        rank: Rank.power,
      };
    }
  }
}

/** A negative number needs no brackets behind "to the". */
function exponent({ right }: Binary, piece: SpokenPiece): string {
  const isNumber =
    right.kind === "number" || (right.kind === "negate" && right.operand.kind === "number");
  return isNumber ? piece.text : enclosed(piece, Rank.postfix);
}

function entrywise(
  node: Binary,
  words: string,
  left: SpokenPiece,
  right: SpokenPiece,
): SpokenPiece {
  const chains =
    node.left.kind === "binary" &&
    (node.left.operator === "hadamard" || node.left.operator === "entrywise-divide");
  const first = chains ? left.text : enclosed(left, Rank.product);
  return { text: `${first} ${words} ${enclosed(right, Rank.fraction)}`, rank: Rank.infix };
}

function entryPiece(node: Entry, array: SpokenPiece): SpokenPiece {
  const letters = lettersOf(node.indices);
  const isBare = node.operand.kind === "name";
  return isBare
    ? { text: `${array.text} ${letters}`, rank: Rank.postfix, isEntry: true }
    : { text: `entry ${letters} of ${operand(array)}`, rank: Rank.postfix };
}

/** `the trace of A`; what has a size only, as an identity matrix, is said with it. */
function callPiece(node: Call, parts: readonly SpokenPiece[]): SpokenPiece {
  const [first, ...more] = parts;
  const name = functionName(node.callee) + (node.entrywise ? " of each entry" : "");
  if (!first) return { text: name, rank: Rank.postfix };
  const isCall = more.length === 0;
  // Added up, not joined: a long text put together from parts would be copied.
  let text = `${name} of ${operand(first)}`;
  for (const part of more) text += ` and ${enclosed(part, Rank.postfix)}`;
  return { text, rank: Rank.fraction, isCall };
}

function operand(piece: SpokenPiece): string {
  return piece.isCall ? piece.text : enclosed(piece, Rank.postfix);
}

function functionName(name: string): string {
  const known = functionNamed(name);
  if (known) return known.spoken ?? known.name;
  const { stem, positions, isNumbered } = unknownFunction(name);
  if (!isNumbered) return nameText(stem) + " prime".repeat(positions.length);
  return `${positions.map((at) => `the derivative by argument ${at} of `).join("")}${nameText(stem)}`;
}

/** `W 1`, `mu max`. */
function nameText(name: string): string {
  const { base, subscripts } = partsOfName(name);
  return subscripts.length === 0 ? base : `${base} ${subscripts.join(" ")}`;
}

function lettersOf(indices: readonly Index[]): string {
  return indices
    .map((index) => (typeof index === "number" ? String(index) : nameText(index)))
    .join(" ");
}

function literal(value: Rational): SpokenPiece {
  const { negative, digits, exponent, denominator } = spellLiteral(value);
  const sign = negative ? "minus " : "";
  const scale = exponent === 0 ? "" : ` times 10 to the ${String(exponent).replace("-", "minus ")}`;
  const fraction = denominator === undefined ? "" : ` over ${denominator}`;
  const rank =
    denominator !== undefined ? Rank.fraction : exponent === 0 ? Rank.primary : Rank.product;
  return { text: sign + digits + scale + fraction, rank: negative ? Rank.negated : rank };
}

function enclosed(piece: SpokenPiece, rank: number): string {
  return piece.rank >= rank ? piece.text : `open bracket ${piece.text} close bracket`;
}
