import type { Rational } from "../numbers/rational.ts";
import type { Binary, BinaryOperator, Call, Expression } from "../syntax/expression.ts";
import { spellLiteral } from "./decimal.ts";
import { joined, leadsApart, type Piece, Rank, layOut } from "./layout.ts";
import type { WritingOptions } from "./notation.ts";

interface PlainPiece extends Piece {
  /** May stand behind `^` as it is. */
  readonly exponent?: boolean;
  /** The minus in front is that of a literal, so that factors may follow: `-2*x`. */
  readonly negativeLiteral?: boolean;
}

const SIGNS: Readonly<Record<BinaryOperator, string>> = {
  add: " + ",
  subtract: " - ",
  multiply: "*",
  hadamard: ".*",
  divide: "/",
  "entrywise-divide": "./",
  power: "^",
  "entrywise-power": ".^",
};

/**
 * The canonical plain text: `*` and `'` always written, spaces about + and - only, no parentheses but
 * those that are needed, and those that keep a reader from stumbling: about a minus behind an operator,
 * `a*(-b)`; about a power that is indexed, transposed or raised, `(X^2)'`; about a quotient before a
 * product, `(2/c)*x`; about a number such as a'*x before a matrix; and between entry-wise and other products, `(a*b').*M`.
 *
 * Reads back as the same tree, but that a fractional or negative literal comes back as a division or a
 * negation, and the sign of a leading literal factor before the whole product. The symbol
 * ∂y/∂x is written `d(y)/d(x)`, which is not read.
 *
 * @throws TooLong past `options.limit`
 */
export function writePlain(root: Expression, options?: WritingOptions): string {
  return layOut<PlainPiece>(root, options, pieceOf);
}

function pieceOf(node: Expression, parts: readonly PlainPiece[]): PlainPiece {
  switch (node.kind) {
    case "number":
      return literal(node.value);
    case "name":
      // X^T would be the transpose.
      return { text: node.name, rank: Rank.primary, exponent: node.name !== "T" };
    case "negate": {
      const operand = parts[0]!;
      return {
        text: `-${enclosed(operand, Rank.open)}`,
        rank: Rank.negated,
        exponent: operand.exponent === true && operand.rank === Rank.primary,
      };
    }
    case "transpose":
      return { text: `${enclosed(parts[0]!, Rank.postfix)}'`, rank: Rank.postfix };
    case "entry":
      return {
        text: `${enclosed(parts[0]!, Rank.postfix)}[${node.indices.join(",")}]`,
        rank: Rank.postfix,
        exponent: node.operand.kind === "name" && node.operand.name !== "T",
      };
    case "delta":
      return { text: `delta(${node.left},${node.right})`, rank: Rank.primary, exponent: true };
    case "sum": {
      const text = `sum(${node.indices.join(", ")}, ${parts[0]!.text})`;
      return { text, rank: Rank.primary, exponent: true };
    }
    case "call":
      return { text: callText(node, parts), rank: Rank.primary, exponent: true };
    case "binary":
      return binaryPiece(node, parts[0]!, parts[1]!);
    case "derivative":
      return { text: `d(${parts[0]!.text})/d(${parts[1]!.text})`, rank: Rank.product };
  }
}

function binaryPiece(node: Binary, left: PlainPiece, right: PlainPiece): PlainPiece {
  const sign = SIGNS[node.operator];
  switch (node.operator) {
    case "add":
    case "subtract":
      return {
        text: left.text + sign + enclosed(right, Rank.open),
        rank: Rank.sum,
      };
    case "multiply":
    case "hadamard":
    case "divide":
    case "entrywise-divide": {
      const divisorOrFactor = enclosed(right, Rank.power);
      if (left.negativeLiteral) {
        const text = left.text + sign + divisorOrFactor;
        return { text, rank: Rank.negated, negativeLiteral: true };
      }
      const first = mayLead(node, left) ? left.text : `(${left.text})`;
      return { text: first + sign + divisorOrFactor, rank: Rank.product };
    }
    case "power":
    case "entrywise-power": {
      const isName = node.right.kind === "name" && node.operator === "entrywise-power";
      const exponent = right.exponent || isName ? right.text : `(${right.text})`;
      return { text: enclosed(left, Rank.postfix) + sign + exponent, rank: Rank.power };
    }
  }
}

/** Whether the left operand of a product or division is understood without parentheses. */
function mayLead(node: Binary, left: PlainPiece): boolean {
  if (left.rank < Rank.product || leadsApart(node)) return false;
  if (left.rank === Rank.fraction) return node.operator === "divide";
  if (node.left.kind !== "binary" || left.rank > Rank.product) return true;
  if (isEntrywise(node.operator) !== isEntrywise(node.left.operator)) return false;
  return node.left.operator !== "divide" || node.operator === "divide";
}

function isEntrywise(operator: BinaryOperator): boolean {
  return operator === "hadamard" || operator === "entrywise-divide";
}

/** Sizes and letters close together, `ones(n,m)`; anything longer with air, `kron(A', eye(n))`. */
function callText(node: Call, parts: readonly PlainPiece[]): string {
  const isShort = (text: string, k: number): boolean => {
    const { kind } = node.arguments[k]!;
    return (kind === "name" || kind === "number") && /^[\w.]+$/.test(text);
  };
  const short = parts.every((part, k) => isShort(part.text, k));
  const list = joined(parts, short ? "," : ", ");
  return `${node.callee}${node.entrywise ? "." : ""}(${list})`;
}

function literal(value: Rational): PlainPiece {
  const { negative, digits, exponent, denominator } = spellLiteral(value);
  const number = exponent === 0 ? digits : `${digits}e${exponent}`;
  if (!negative) {
    return denominator === undefined
      ? { text: number, rank: Rank.primary, exponent: true }
      : { text: `${number}/${denominator}`, rank: Rank.fraction };
  }
  return denominator === undefined
    ? { text: `-${number}`, rank: Rank.negated, exponent: true, negativeLiteral: true }
    : { text: `-(${number}/${denominator})`, rank: Rank.negated, negativeLiteral: true };
}

function enclosed(piece: PlainPiece, rank: number): string {
  const bare = piece.rank >= rank && !(piece.rank === Rank.fraction && rank > Rank.open);
  return bare ? piece.text : `(${piece.text})`;
}
