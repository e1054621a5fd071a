import { functionNamed } from "../functions/table.ts";
import type { FunctionDefinition, Overload } from "../functions/definition.ts";
import { type ArgumentKind, matchedResult, matchOverload } from "../functions/match.ts";
import { parseSignature } from "../functions/signature.ts";
import type { Rational } from "../numbers/rational.ts";
import type { Binary, Call, Delta, Entry, Expression, Index, Sum } from "../syntax/expression.ts";
import { spellLiteral } from "./decimal.ts";
import { type Piece, Rank, layOut } from "./layout.ts";
import { CannotWrite, type Notation, notRead, type WritingOptions } from "./notation.ts";

/** What a part is to NumPy: columns and rows are alike arrays with one axis. */
type Kind = Exclude<ArgumentKind, "dimension">;

interface ArrayPiece extends Piece {
  readonly kind: Kind;
  /** The index letters that the axes of an entry run over; none for a whole array. */
  readonly letters: readonly string[];
  /** What is multiplied to give it, for `np.einsum` does that at once. */
  readonly factors: readonly Factor[];
}

/** An array and the letter of each of its axes; a letter twice stands for a diagonal. */
interface Factor {
  readonly piece: Piece;
  readonly letters: readonly string[];
}

/**
 * One expression of Python with NumPy as `np` (and `math`, for erf). Vectors are arrays with one axis,
 * so that a transpose of a vector is the vector, and what a product means is told by the kinds of its
 * factors; names of which nothing is known are matrices.
 * @throws CannotWrite where NumPy has no expression for it
 */
export const python: Notation = {
  name: "python",
  summary: "for programs, with NumPy: 2 * A.T @ (A @ x - b)",
  read: notRead("Python"),
  needsArrays: true,
  write: (expression, options) => {
    const writer = new Writer(options);
    return layOut<ArrayPiece>(expression, options, (node, parts) => {
      const piece = writer.pieceOf(node, parts);
      return node === expression ? writer.inOrder(piece) : piece;
    });
  },
};

class Writer {
  readonly #arrays: NonNullable<WritingOptions["arrays"]>;
  /** How many axes a name has of which nothing is said. */
  readonly #otherRank: number;

  constructor(options: WritingOptions | undefined) {
    this.#arrays = options?.arrays ?? { ranks: new Map(), letters: new Map() };
    this.#otherRank = options?.arrays ? 0 : 2;
  }

  /** The whole, with its axes in the order that was asked for. */
  inOrder(piece: ArrayPiece): ArrayPiece {
    const letters = [...this.#arrays.letters.keys()];
    if (letters.length === 0) return piece;
    const missing = letters.filter((letter) => !piece.letters.includes(letter));
    const ones = missing.map(
      (letter): Factor => ({ piece: call(`np.ones(${this.#size(letter)})`), letters: [letter] }),
    );
    return entryOf([...piece.factors, ...ones], letters);
  }

  pieceOf(node: Expression, parts: readonly ArrayPiece[]): ArrayPiece {
    switch (node.kind) {
      case "number":
        return whole(literal(node.value), "scalar");
      case "name":
        return this.#name(node.name);
      case "negate": {
        const text = `-${enclosed(parts[0]!, Rank.product)}`;
        return like(parts[0]!, { text, rank: Rank.negated });
      }
      case "transpose":
        return transposed(parts[0]!);
      case "binary":
        return binary(node, parts[0]!, parts[1]!);
      case "call":
        return called(node, parts);
      case "entry":
        return entry(node, parts[0]!);
      case "delta":
        return this.#delta(node);
      case "sum":
        return summed(node, parts[0]!);
      case "derivative":
        throw new CannotWrite("a sign of differentiation");
    }
  }

  #name(name: string): ArrayPiece {
    if (name === "pi") return whole(call("np.pi"), "scalar");
    const rank = this.#arrays.ranks.get(name) ?? this.#otherRank;
    const kind = (["scalar", "column", "matrix"] as const)[rank] ?? "tensor";
    return whole(call(pythonName(name)), kind);
  }

  #delta({ left, right }: Delta): ArrayPiece {
    if (typeof left === "number" || typeof right === "number") {
      const [number, letter] = typeof left === "number" ? [left, right] : [right as number, left];
      if (typeof letter === "number") return whole(call(letter === number ? "1" : "0"), "scalar");
      const row = call(`np.eye(${this.#size(letter)})[${number - 1}]`);
      return entryOf([{ piece: row, letters: [letter] }], [letter]);
    }
    const identity = call(`np.eye(${this.#size(left, right)})`);
    return entryOf([{ piece: identity, letters: [left, right] }], [left, right]);
  }

  #size(...letters: readonly string[]): string {
    for (const letter of letters) {
      const size = this.#arrays.letters.get(letter);
      if (size !== undefined) return size.split("*").map(pythonName).join(" * ");
    }
    throw new CannotWrite(`an index ${letters[0]} whose size nothing tells`);
  }
}

function call(text: string): Piece {
  return { text, rank: Rank.primary };
}

function whole(piece: Piece, kind: Kind): ArrayPiece {
  return { ...piece, kind, letters: [], factors: [{ piece, letters: [] }] };
}

/** An entry as a product; its letters are all those of the factors that are not summed over. */
function entryOf(factors: readonly Factor[], letters: readonly string[]): ArrayPiece {
  return { ...contracted(factors, letters), kind: "scalar", letters, factors };
}

/** What is computed entry by entry from another array. */
function like({ kind, letters }: ArrayPiece, piece: Piece): ArrayPiece {
  return { ...piece, kind, letters, factors: [{ piece, letters }] };
}

/** The product of the factors, summed over all letters but these. */
function contracted(factors: readonly Factor[], letters: readonly string[]): Piece {
  const numbers = factors.filter((factor) => factor.letters.length === 0);
  const arrays = factors.filter((factor) => factor.letters.length > 0);
  const [only] = arrays;
  const isPlain = arrays.length === 1 && only!.letters.join() === letters.join();
  const product = only === undefined ? undefined : isPlain ? only.piece : einsum(arrays, letters);
  const pieces = [...numbers.map(({ piece }) => piece), ...(product ? [product] : [])];
  return pieces.reduce((left, right) => ({
    text: `${enclosed(left, Rank.product)} * ${enclosed(right, Rank.power)}`,
    rank: Rank.product,
  }));
}

/** `np.einsum("ij,k->ijk", np.eye(m), x)` */
function einsum(factors: readonly Factor[], letters: readonly string[]): Piece {
  const all = [...new Set([...factors.flatMap((factor) => factor.letters), ...letters])];
  const taken = new Set(all.filter((letter) => /^[a-zA-Z]$/.test(letter)));
  const free = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".matchAll(/./g)]
    .map(([letter]) => letter)
    .filter((letter) => !taken.has(letter));
  const signs = new Map<string, string>();
  for (const letter of all) {
    const sign = taken.has(letter) ? letter : free.shift();
    if (sign === undefined) throw new CannotWrite("so many indices");
    signs.set(letter, sign);
  }
  const spelled = (some: readonly string[]): string =>
    some.map((letter) => signs.get(letter)).join("");
  const inputs = factors.map((factor) => spelled(factor.letters)).join(",");
  const list = factors.map(({ piece }) => piece.text).join(", ");
  return call(`np.einsum("${inputs}->${spelled(letters)}", ${list})`);
}

function transposed(piece: ArrayPiece): ArrayPiece {
  if (piece.kind === "scalar") return piece;
  if (piece.kind === "tensor") throw new CannotWrite("a transpose of an array of more axes");
  if (piece.kind !== "matrix") return whole(piece, piece.kind === "row" ? "column" : "row");
  const text = `${enclosed(piece, Rank.postfix)}.T`;
  return whole({ text, rank: Rank.postfix }, "matrix");
}

function binary(node: Binary, left: ArrayPiece, right: ArrayPiece): ArrayPiece {
  switch (node.operator) {
    case "add":
    case "subtract": {
      const [first, second, shared] = aligned(left, right);
      const sign = node.operator === "add" ? "+" : "-";
      const text = `${first.text} ${sign} ${enclosed(second, Rank.infix)}`;
      return like(shared, { text, rank: Rank.sum });
    }
    case "multiply":
      return product(left, right);
    case "hadamard":
      return scaled(left, right);
    case "divide":
    case "entrywise-divide": {
      const [first, second, shared] = aligned(left, right);
      const text = `${enclosed(first, Rank.product)} / ${enclosed(second, Rank.power)}`;
      return like(shared, { text, rank: Rank.product });
    }
    case "power": {
      if (left.kind !== "matrix") return power(left, right);
      const text = `np.linalg.matrix_power(${left.text}, ${right.text})`;
      return whole(call(text), "matrix");
    }
    case "entrywise-power":
      return power(left, right);
  }
}

/** `**` binds tighter than a minus before it, and looser than one behind it. */
function power(left: ArrayPiece, right: ArrayPiece): ArrayPiece {
  const [base, exponent, shared] = aligned(left, right);
  const isNumber = /^-?[\d.]+$/.test(exponent.text);
  const text = `${enclosed(base, Rank.postfix)} ** ${isNumber ? exponent.text : enclosed(exponent, Rank.postfix)}`;
  return like(shared, { text, rank: Rank.power });
}

function product(left: ArrayPiece, right: ArrayPiece): ArrayPiece {
  const kinds = `${left.kind} ${right.kind}`;
  if (left.kind === "scalar" || right.kind === "scalar") return scaled(left, right);
  if (left.kind === "tensor" || right.kind === "tensor") {
    throw new CannotWrite("a product of arrays of more axes");
  }
  if (kinds === "column row") {
    return whole(call(`np.outer(${left.text}, ${right.text})`), "matrix");
  }
  // One of the two is a single number, in a vector or in a matrix of one row or column.
  if (left.kind === "column" || (left.kind === "row" && right.kind === "row")) {
    throw new CannotWrite("a product with a vector of one entry");
  }
  if (left.kind === "matrix" && right.kind === "row") {
    throw new CannotWrite("a product with a matrix of one column");
  }
  const text = `${enclosed(left, Rank.product)} @ ${enclosed(right, Rank.power)}`;
  const kind =
    left.kind === "row"
      ? right.kind === "column"
        ? "scalar"
        : "row"
      : right.kind === "column"
        ? "column"
        : "matrix";
  return whole({ text, rank: Rank.product }, kind);
}

/** Entry by entry, or a number times anything. */
function scaled(left: ArrayPiece, right: ArrayPiece): ArrayPiece {
  if (left.letters.length > 0 || right.letters.length > 0) {
    const letters = [...new Set([...left.letters, ...right.letters])];
    return entryOf([...left.factors, ...right.factors], letters);
  }
  // From left to right: a number scales whatever product follows.
  const isChain = left.kind === "scalar" && left.rank >= Rank.product;
  const second = enclosed(right, isChain ? Rank.product : Rank.power);
  const text = `${enclosed(left, Rank.product)} * ${second}`;
  const kind = left.kind === "scalar" ? right.kind : left.kind;
  return whole({ text, rank: Rank.product }, kind);
}

/** Both with the same axes, as far as broadcasting asks for it, and what the result is like. */
function aligned(left: ArrayPiece, right: ArrayPiece): readonly [Piece, Piece, ArrayPiece] {
  const letters = [...new Set([...left.letters, ...right.letters])];
  const shaped = left.kind === "scalar" ? right : left;
  return [along(left, letters), along(right, letters), { ...shaped, letters }];
}

/** An entry as an array over these letters, with an axis of size 1 for one that it lacks. */
function along(piece: ArrayPiece, letters: readonly string[]): Piece {
  if (piece.letters.length === 0 || piece.letters.join() === letters.join()) return piece;
  const own = letters.filter((letter) => piece.letters.includes(letter));
  const turned = contracted(piece.factors, own);
  if (own.length === letters.length) return turned;
  const axes = letters.map((letter) => (own.includes(letter) ? ":" : "None")).join(", ");
  return { text: `${enclosed(turned, Rank.postfix)}[${axes}]`, rank: Rank.postfix };
}

function entry({ indices }: Entry, array: ArrayPiece): ArrayPiece {
  const own = array.kind === "row" && indices.length === 2 ? indices.slice(1) : indices;
  const letters = own.filter((index) => typeof index === "string");
  const isWhole = letters.length === own.length;
  const places = own.map(placeOf).join(", ");
  const piece = isWhole ? array : call(`${enclosed(array, Rank.postfix)}[${places}]`);
  return entryOf([{ piece, letters }], [...new Set(letters)]);
}

function placeOf(index: Index): string {
  return typeof index === "number" ? String(index - 1) : ":";
}

function summed({ indices }: Sum, body: ArrayPiece): ArrayPiece {
  if (indices.some((letter) => !body.letters.includes(letter))) {
    throw new CannotWrite("a sum over an index that occurs nowhere in it");
  }
  const left = body.letters.filter((letter) => !indices.includes(letter));
  const piece = contracted(body.factors, left);
  return { ...piece, kind: "scalar", letters: left, factors: [{ piece, letters: left }] };
}

function called(node: Call, parts: readonly ArrayPiece[]): ArrayPiece {
  const definition = functionNamed(node.callee);
  if (!definition) throw new CannotWrite(`the function ${node.callee}, of which nothing is known`);
  const kinds = parts.map(({ kind }) => kind);
  const match = matchOverload(definition, kinds);
  const template = match && templateOf(definition, match.index);
  if (!match || template === undefined) throw new CannotWrite(`${node.callee} of such arguments`);
  const { overload } = match;
  if (overload.kind === "entrywise") return mapped(template, parts);
  if (parts.some(({ letters }) => letters.length > 0)) {
    throw new CannotWrite(`${node.callee} of an entry`);
  }
  const { kind } = matchedResult(overload.signature, kinds);
  const isLifted = lifts(overload, kinds);
  const args = isLifted ? parts.map(asMatrix) : parts;
  const filled = fill(template, args);
  const isTurned = isLifted && parseSignature(overload.signature).result.kind === "matrix";
  if (!isTurned || kind === "matrix") return whole(filled, kind);
  const back = kind === "scalar" ? "item" : "ravel";
  return whole(call(`${enclosed(filled, Rank.postfix)}.${back}()`), kind);
}

function templateOf({ numpy }: FunctionDefinition, index: number): string | undefined {
  return typeof numpy === "string" ? numpy : numpy?.[index];
}

/** Whether vectors among the arguments must be matrices of one column or row. */
function lifts(
  overload: Exclude<Overload, { kind: "entrywise" }>,
  kinds: readonly Kind[],
): boolean {
  const { parameters, result } = parseSignature(overload.signature);
  const isVector = kinds.map((kind) => kind === "column" || kind === "row");
  const asked = parameters.some(({ kind }, k) => kind === "matrix" && isVector[k]);
  const isMixed = result.kind === "matrix" && kinds.some((kind) => kind !== "column");
  return asked || (isMixed && parameters.some(({ kind }, k) => kind === "array" && isVector[k]));
}

function asMatrix(piece: ArrayPiece): ArrayPiece {
  if (piece.kind !== "column" && piece.kind !== "row") return piece;
  const axes = piece.kind === "column" ? ":, None" : "None, :";
  const text = `${enclosed(piece, Rank.postfix)}[${axes}]`;
  return whole({ text, rank: Rank.postfix }, "matrix");
}

function mapped(template: string, parts: readonly ArrayPiece[]): ArrayPiece {
  const [first, second] = parts as [ArrayPiece, ArrayPiece | undefined];
  if (!second) return like(first, fill(template, parts));
  const [left, right, shared] = aligned(first, second);
  return like(shared, fill(template, [left, right]));
}

/** A template in parentheses may do without them; where it is used, they come back. */
function fill(template: string, args: readonly Piece[]): Piece {
  if (template === "{0}") return args[0]!;
  const isOpen = template.startsWith("(");
  const inner = isOpen ? template.slice(1, -1) : template;
  const text = inner.replaceAll(/\{(\d)\}/g, (place, at: string, from: number) => {
    const piece = args[Number(at)]!;
    const isArgument =
      /(?:\(|, )$/.test(inner.slice(0, from)) && /^[),]/.test(inner.slice(from + place.length));
    return isArgument ? piece.text : enclosed(piece, Rank.postfix);
  });
  return { text, rank: isOpen ? Rank.sum : Rank.primary };
}

function literal(value: Rational): Piece {
  const { negative, digits, exponent, denominator = "1" } = spellLiteral(value);
  const sign = negative ? "-" : "";
  const divisor = Number(denominator);
  // Quarters and the like are decimals without a loss.
  const isDecimal = LARGEST_POWER_OF_TWO % divisor === 0 && digits.length < 12;
  if (divisor !== 1 && !isDecimal) {
    return { text: `${sign}${digits} / ${denominator}`, rank: Rank.product };
  }
  const number = divisor === 1 ? digits : String(Number(digits) / divisor);
  const text = sign + number + (exponent === 0 ? "" : `e${exponent}`);
  return { text, rank: negative ? Rank.negated : Rank.primary };
}

const LARGEST_POWER_OF_TWO = 64;

/** Words that are no names in Python, and what the text itself uses. */
const TAKEN = new Set(
  "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield np math".split(
    " ",
  ),
);

export function pythonName(name: string): string {
  return TAKEN.has(name) ? `${name}_` : name;
}

function enclosed(piece: Piece, rank: number): string {
  return piece.rank >= rank ? piece.text : `(${piece.text})`;
}
