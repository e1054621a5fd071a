import type { LatexSpelling } from "../functions/definition.ts";
import { unknownFunction } from "../functions/unknown.ts";
import type { Rational } from "../numbers/rational.ts";
import type {
  Binary,
  BinaryOperator,
  Call,
  Delta,
  Entry,
  Expression,
  Index,
} from "../syntax/expression.ts";
import { greekLetterNamed } from "../text/greek.ts";
import { spellLiteral } from "./decimal.ts";
import { LATEX_SIGNS } from "./latex-signs.ts";
import { withIverson } from "./iverson.ts";
import {
  chainsWithFirst,
  isInverse,
  joined,
  leadsApart,
  type Piece,
  Rank,
  layOut,
  signOf,
} from "./layout.ts";
import { partsOfName } from "./names.ts";
import type { WritingOptions } from "./notation.ts";

/**
 * The expression in one line of mathematical characters, which reads back as the same tree.
 * @throws TooLong past `options.limit`
 */
export function writeUnicode(expression: Expression, options?: WritingOptions): string {
  return layOut<UnicodePiece>(
    expression,
    options,
    withIverson(options, unicodePiece, iversonPiece),
  );
}

/** Iverson's bracket for a delta. */
export function iversonPiece({ left, right }: Delta): UnicodePiece {
  return { text: `[${indexList([left])} = ${indexList([right])}]`, rank: Rank.postfix };
}

export interface UnicodePiece extends Piece {
  /** What a sign of a function stands behind. */
  readonly base?: UnicodePiece;
  readonly opensWithDigit?: boolean;
}

const SUPERSCRIPTS: ReadonlyMap<string, string> = new Map(
  Array.from("0123456789+-", (plain, k) => [plain, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"[k]!]),
);
const SUBSCRIPTS: ReadonlyMap<string, string> = new Map(
  Array.from("0123456789", (plain, k) => [plain, "₀₁₂₃₄₅₆₇₈₉"[k]!]),
);

/** The text of a node from those of its parts, which may be anything that stands for a text. */
export function unicodePiece(node: Expression, parts: readonly UnicodePiece[]): UnicodePiece {
  switch (node.kind) {
    case "number":
      return literal(node.value);
    case "name":
      return { text: nameText(node.name), rank: Rank.primary };
    case "negate":
      return { text: `-${enclosed(parts[0]!, Rank.open)}`, rank: Rank.negated };
    case "transpose":
      // A bare 1 with ᵀ behind it is read as a column of ones.
      if (node.operand.kind === "number") return { text: `(${parts[0]!.text})ᵀ`, rank: Rank.power };
      if (isInverse(node.operand) && parts[0]!.base) return marked(parts[0]!.base, "⁻ᵀ");
      return {
        text: `${enclosed(parts[0]!, Rank.postfix)}ᵀ`,
        rank: Rank.power,
        opensWithDigit: startsWithDigit(parts[0]!),
      };
    case "entry":
      return { text: entryText(node, parts[0]!), rank: Rank.postfix };
    case "delta":
      return { text: `δ_${indexList([node.left, node.right])}`, rank: Rank.postfix };
    case "sum": {
      const signs = node.indices.map((index) => `Σ_${indexList([index])} `).join("");
      return { text: signs + enclosed(parts[0]!, Rank.open), rank: Rank.open };
    }
    case "call":
      return callPiece(node, parts);
    case "binary":
      return binaryPiece(node, parts[0]!, parts[1]!);
    case "derivative": {
      const [body, by] = parts as [UnicodePiece, UnicodePiece];
      const text = `∂${enclosed(body, Rank.postfix)}/∂${enclosed(by, Rank.postfix)}`;
      return { text, rank: Rank.power };
    }
  }
}

const SIGNS: Readonly<Partial<Record<BinaryOperator, string>>> = {
  hadamard: " ⊙ ",
  "entrywise-divide": " ⊘ ",
};

function binaryPiece(node: Binary, left: UnicodePiece, right: UnicodePiece): UnicodePiece {
  switch (node.operator) {
    case "add":
      return { text: `${left.text} + ${enclosed(right, Rank.open)}`, rank: Rank.sum };
    case "subtract":
      return { text: `${left.text} - ${enclosed(right, Rank.open)}`, rank: Rank.sum };
    case "multiply": {
      // A big operator takes all that follows, so it may only be the last factor.
      const isOpen = node.right.kind === "sum";
      const isApart = left.rank === Rank.fraction || leadsApart(node);
      const first = isApart ? `(${left.text})` : enclosed(left, Rank.product);
      const second = isOpen ? right.text : enclosed(right, Rank.power);
      const sign = right.opensWithDigit && second === right.text ? "·" : " ";
      return {
        text: first + sign + second,
        rank: isOpen ? Rank.open : Rank.product,
        opensWithDigit: left.opensWithDigit === true && first === left.text,
      };
    }
    case "hadamard":
    case "entrywise-divide": {
      const chains = node.left.kind === "binary" && SIGNS[node.left.operator] !== undefined;
      const first = chains ? left.text : enclosed(left, Rank.fraction);
      const text = first + SIGNS[node.operator]! + enclosed(right, Rank.fraction);
      return { text, rank: Rank.infix };
    }
    case "divide":
      return {
        text: `${enclosed(left, Rank.power)}/${enclosed(right, Rank.power)}`,
        rank: Rank.fraction,
      };
    case "power":
      return {
        text: enclosed(left, Rank.postfix) + exponentText(right),
        rank: Rank.power,
        opensWithDigit: startsWithDigit(left),
      };
    case "entrywise-power": {
      const text = `${enclosed(left, Rank.postfix)}.^${exponentInLine(right)}`;
      return { text, rank: Rank.power, opensWithDigit: startsWithDigit(left) };
    }
  }
}

/** `²`, `⁻¹`, else `^(n - 1)`. */
function exponentText(exponent: UnicodePiece): string {
  return raised(exponent.text) ?? `^${exponentInLine(exponent)}`;
}

/** A number or a letter as it is, anything longer in parentheses. */
function exponentInLine({ text, rank }: UnicodePiece): string {
  const isShort = rank === Rank.primary && /^(\p{L}|[\d.]+)$/u.test(text);
  return isShort ? text : `(${text})`;
}

function startsWithDigit(base: UnicodePiece): boolean {
  return base.opensWithDigit === true && base.rank >= Rank.postfix;
}

/** A text longer than this is no number that anybody raises. */
const LONGEST_RAISED = 100;

function raised(text: string): string | undefined {
  if (text.length > LONGEST_RAISED) return undefined;
  const characters = Array.from(text, (character) => SUPERSCRIPTS.get(character));
  return characters.includes(undefined) ? undefined : characters.join("");
}

function callPiece(node: Call, parts: readonly UnicodePiece[]): UnicodePiece {
  const list = joined(parts, ", ");
  const spelling = signOf(node);
  const special =
    spelling === undefined ? undefined : spelled(spelling, parts, list, chainsWithFirst(node));
  const dot = node.entrywise ? "." : "";
  return special ?? { text: `${functionName(node.callee)}${dot}(${list})`, rank: Rank.postfix };
}

/** `f`, of an unknown function its derivatives `f′` and `∂₁∂₂f` too. */
function functionName(name: string): string {
  const { stem, positions, isNumbered } = unknownFunction(name);
  if (!isNumbered) return nameText(stem) + "′".repeat(positions.length);
  const subscript = (at: number): string =>
    Array.from(String(at), (digit) => SUBSCRIPTS.get(digit)).join("");
  return positions.map((at) => `∂${subscript(at)}`).join("") + nameText(stem);
}

function marked(base: UnicodePiece, mark: string): UnicodePiece {
  const text = enclosed(base, Rank.postfix) + mark;
  return { text, rank: Rank.power, opensWithDigit: startsWithDigit(base), base };
}

/** Longer ones are not searched for bars. */
const LONGEST_IN_BARS = 2000;

/** A LaTeX spelling in characters; undefined where there are none, and the name is used. */
function spelled(
  spelling: LatexSpelling,
  parts: readonly UnicodePiece[],
  list: string,
  chains: boolean,
): UnicodePiece | undefined {
  if ("postfix" in spelling) {
    const script = /^\^\{?(.*?)\}?$/.exec(spelling.postfix)?.[1] ?? "";
    const mark = raised(script) ?? LATEX_SIGNS.get(script);
    if (mark === undefined) return undefined;
    return parts.length === 1
      ? marked(parts[0]!, mark)
      : { text: `(${list})${mark}`, rank: Rank.power };
  }
  if ("infix" in spelling) {
    const sign = LATEX_SIGNS.get(spelling.infix);
    if (sign === undefined) return undefined;
    const text = parts
      .map((part, k) => (k === 0 && chains ? part.text : enclosed(part, Rank.fraction)))
      .join(` ${sign} `);
    return { text, rank: Rank.infix };
  }
  if ("open" in spelling) {
    const [close = "", below = ""] = spelling.close.split("_");
    const opening = LATEX_SIGNS.get(spelling.open);
    const closing = close === "}" ? ")" : LATEX_SIGNS.get(close);
    if (opening === undefined || closing === undefined) return undefined;
    // Bars within bars could close them.
    const isBar = opening === closing;
    if (isBar && (list.length > LONGEST_IN_BARS || list.includes(opening))) return undefined;
    const script = below.replace(/[{}]/g, "");
    const subscript = Array.from(script, (c) => SUBSCRIPTS.get(c) ?? `_${c}`).join("");
    return { text: opening + list + closing + subscript, rank: Rank.postfix };
  }
  if ("symbol" in spelling && /^\w$/.test(spelling.symbol)) {
    const sizes =
      spelling.sizes === "subscript"
        ? `_${grouped(parts.map((part) => part.text.replace(/ /g, "·")))}`
        : "";
    const text = spelling.symbol + sizes;
    return { text, rank: Rank.postfix, opensWithDigit: /^\d/.test(spelling.symbol) };
  }
  return undefined;
}

/** `W_ik` of a plain name at single letters, `[A x]_i` of anything else. */
function entryText(node: Entry, operand: UnicodePiece): string {
  const { operand: array, indices } = node;
  const isName =
    array.kind === "name" &&
    !/^(I|Sigma)$/.test(array.name) &&
    partsOfName(array.name).subscripts.length === 0;
  // A label of several letters stands in braces too.
  const isClose = indices.every((index) => typeof index === "number" || isLetter(index));
  const base = isName && isClose ? operand.text : `[${operand.text}]`;
  return `${base}_${indexList(indices)}`;
}

function isLetter(index: Index): boolean {
  return typeof index === "string" && /^\p{L}$/u.test(nameText(index));
}

function indexList(indices: readonly Index[]): string {
  const texts = indices.map((index) =>
    typeof index === "number" ? String(index) : nameText(index),
  );
  return indices.every(isLetter) ? texts.join("") : grouped(texts);
}

/** `ik`; longer names need commas and braces, `{i1,k}`. */
function grouped(texts: readonly string[]): string {
  if (texts.length === 1 && /^(\p{L}|\d+)$/u.test(texts[0]!)) return texts[0]!;
  return texts.every((text) => /^\p{L}$/u.test(text)) ? texts.join("") : `{${texts.join(",")}}`;
}

function nameText(name: string): string {
  const { base, greek, subscripts } = partsOfName(name);
  const letter = greek ?? base;
  if (subscripts.length === 0) return letter;
  const [first = "", ...more] = subscripts;
  const isNumber = more.length === 0 && /^\d+$/.test(first);
  if (isNumber) return letter + Array.from(first, (digit) => SUBSCRIPTS.get(digit)).join("");
  // Braces set a label apart from the indices of an entry.
  return `${letter}_{${subscripts.map((part) => greekLetterNamed(part) ?? part).join(",")}}`;
}

function literal(value: Rational): UnicodePiece {
  const { negative, digits, exponent, denominator } = spellLiteral(value);
  const sign = negative ? "-" : "";
  if (denominator !== undefined) {
    const rank = negative ? Rank.negated : Rank.fraction;
    return { text: `${sign}${digits}/${denominator}`, rank, opensWithDigit: true };
  }
  const power = exponent === 0 ? "" : `·10${raised(String(exponent))}`;
  const rank = negative ? Rank.negated : power === "" ? Rank.primary : Rank.product;
  return { text: sign + digits + power, rank, opensWithDigit: true };
}

function enclosed(piece: UnicodePiece, rank: number): string {
  return piece.rank >= rank ? piece.text : `(${piece.text})`;
}
