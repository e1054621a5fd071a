import type { LatexSpelling } from "../functions/definition.ts";
import { unknownFunction } from "../functions/unknown.ts";
import type { Rational } from "../numbers/rational.ts";
import type { Binary, Call, Entry, Expression, Index } from "../syntax/expression.ts";
import { spellLiteral } from "./decimal.ts";
import { withDifferentials } from "./differentials.ts";
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

/** How one factor meets the next where no sign stands between them. */
interface LatexPiece extends Piece {
  /** Begins with a digit, so that a number before it needs a sign: `2 \cdot 3`. */
  readonly opensWithDigit?: boolean;
  /** Ends in a bare name, so that a parenthesis behind it would look like a call. */
  readonly endsInName?: boolean;
  /** Known without a look at the text: to look into a long text put together from parts copies it. */
  readonly opensWithParenthesis?: boolean;
  /** What a script stands behind. */
  readonly base?: LatexPiece;
}

/**
 * The expression in LaTeX that KaTeX and LaTeX set, and that reads back as the same tree.
 * @throws TooLong past `options.limit`
 */
export function writeLatex(expression: Expression, options?: WritingOptions): string {
  const visit = withDifferentials(options, pieceOf, (x) => ({
    ...x,
    text: `\\mathrm{d}${x.text}`,
  }));
  const brackets = withIverson(options, visit, ({ left, right }) => ({
    text: `[${indexText(left)} = ${indexText(right)}]`,
    rank: Rank.postfix,
  }));
  return layOut<LatexPiece>(expression, options, brackets);
}

/** A superscript has been set; a second one needs parentheses. */
const SCRIPTED = Rank.power;

function pieceOf(node: Expression, parts: readonly LatexPiece[]): LatexPiece {
  switch (node.kind) {
    case "number":
      return literal(node.value);
    case "name":
      return { text: nameText(node.name), rank: Rank.primary, endsInName: true };
    case "negate":
      return { text: `-${enclosed(parts[0]!, Rank.open)}`, rank: Rank.negated };
    case "transpose":
      // A bare 1 with ^\top behind it is read as a column of ones.
      if (node.operand.kind === "number") {
        return { text: `${parenthesised(parts[0]!.text)}^{\\top}`, rank: Rank.power };
      }
      return isInverse(node.operand) && parts[0]!.base
        ? scripted(parts[0]!.base, "^{-\\top}")
        : scripted(parts[0]!, "^{\\top}");
    case "entry":
      return { text: entryText(node, parts[0]!), rank: Rank.postfix };
    case "delta":
      return { text: `\\delta_{${indexList([node.left, node.right])}}`, rank: Rank.postfix };
    case "sum": {
      const signs = node.indices.map((index) => `\\sum_{${indexText(index)}} `).join("");
      return { text: signs + enclosed(parts[0]!, Rank.open), rank: Rank.open };
    }
    case "call":
      return callPiece(node, parts);
    case "binary":
      return binaryPiece(node, parts[0]!, parts[1]!);
    case "derivative": {
      const [body, by] = parts as [LatexPiece, LatexPiece];
      const below = `\\partial ${enclosed(by, Rank.postfix)}`;
      return body.rank >= Rank.postfix
        ? { text: `\\frac{\\partial ${body.text}}{${below}}`, rank: Rank.fraction }
        : // It takes all that follows, as a big operator does.
          { text: `\\frac{\\partial}{${below}} ${parenthesised(body.text)}`, rank: Rank.open };
    }
  }
}

function binaryPiece(node: Binary, left: LatexPiece, right: LatexPiece): LatexPiece {
  switch (node.operator) {
    case "add":
      return { text: `${left.text} + ${enclosed(right, Rank.open)}`, rank: Rank.sum };
    case "subtract":
      return { text: `${left.text} - ${enclosed(right, Rank.open)}`, rank: Rank.sum };
    case "multiply":
      return product(node, left, right);
    case "hadamard":
      return infix(node, "\\odot", left, right);
    case "entrywise-divide":
      return infix(node, "\\oslash", left, right);
    case "divide":
      return {
        text: `\\frac{${left.text}}{${right.text}}`,
        rank: Rank.fraction,
        // 2 before a half would look like two and a half.
        opensWithDigit: left.opensWithDigit === true,
      };
    case "power":
      return scripted(left, `^{${inScript(node.right) ?? right.text}}`);
    case "entrywise-power": {
      return scripted(left, `^{\\odot ${enclosed(right, Rank.fraction)}}`);
    }
  }
}

/** A fraction of numbers as it stands in a script: 3/2. */
function inScript(e: Expression): string | undefined {
  if (e.kind === "number") {
    const { negative, digits, exponent, denominator } = spellLiteral(e.value);
    if (denominator === undefined || exponent !== 0) return undefined;
    return `${negative ? "-" : ""}${digits}/${denominator}`;
  }
  if (e.kind !== "binary" || e.operator !== "divide") return undefined;
  const { left, right } = e;
  if (left.kind !== "number" || right.kind !== "number") return undefined;
  const [above, below] = [literal(left.value), literal(right.value)];
  const isFraction = [above, below].every(({ text }) => /^\d+$/.test(text));
  return isFraction ? `${above.text}/${below.text}` : undefined;
}

/** A script behind a base, which is parenthesised where it is compound. */
function scripted(base: LatexPiece, script: string): LatexPiece {
  return {
    text: enclosed(base, Rank.postfix) + script,
    rank: SCRIPTED,
    opensWithDigit: base.opensWithDigit === true && base.rank >= Rank.postfix,
    opensWithParenthesis: base.rank < Rank.postfix,
    base,
  };
}

function product(node: Binary, left: LatexPiece, right: LatexPiece): LatexPiece {
  const isFirstApart = left.rank < Rank.product || leadsApart(node);
  const first = isFirstApart ? parenthesised(left.text) : left.text;
  // A big operator takes all that follows, so it may only be the last factor.
  const isOpen = right.rank === Rank.open && node.right.kind !== "binary";
  const second = isOpen ? right.text : enclosed(right, Rank.fraction);
  const isEnclosed = second !== right.text;
  const between =
    right.opensWithDigit && !isEnclosed
      ? " \\cdot "
      : (isEnclosed || right.opensWithParenthesis) && left.endsInName && !isFirstApart
        ? " \\, "
        : " ";
  return {
    text: first + between + second,
    rank: isOpen ? Rank.open : Rank.product,
    opensWithDigit: left.opensWithDigit === true && !isFirstApart,
    endsInName: right.endsInName === true && !isEnclosed,
  };
}

/** Looser than juxtaposition, and yet products stand in brackets on either side; left-associative. */
function infix(node: Binary, sign: string, left: LatexPiece, right: LatexPiece): LatexPiece {
  const chains = node.left.kind === "binary" && isEntrywise(node.left);
  const first = chains ? left.text : enclosed(left, Rank.fraction);
  return { text: `${first} ${sign} ${enclosed(right, Rank.fraction)}`, rank: Rank.infix };
}

function isEntrywise(node: Binary): boolean {
  return node.operator === "hadamard" || node.operator === "entrywise-divide";
}

function callPiece(node: Call, parts: readonly LatexPiece[]): LatexPiece {
  const spelling = signOf(node);
  const list = joined(parts, ", ");
  if (spelling === undefined) {
    const dot = node.entrywise ? "." : "";
    return { text: `${functionName(node.callee)}${dot}${parenthesised(list)}`, rank: Rank.postfix };
  }
  return spelled(spelling, parts, list, chainsWithFirst(node));
}

function spelled(
  spelling: LatexSpelling,
  parts: readonly LatexPiece[],
  list: string,
  chains: boolean,
): LatexPiece {
  if ("operator" in spelling) {
    return { text: spelling.operator + parenthesised(list), rank: Rank.postfix };
  }
  if ("open" in spelling) {
    const [only] = parts;
    const inner =
      spelling.isBare && only
        ? enclosed(only, Rank.primary)
        : spelling.separator
          ? parts.map((part) => part.text).join(`${spelling.separator} `)
          : list;
    // A function that stands bare before its fences takes what follows them too.
    const rank = spelling.isBare ? Rank.open : Rank.postfix;
    return { text: fenced(spelling.open, inner, spelling.close), rank };
  }
  if ("postfix" in spelling) {
    const [only] = parts;
    return only && parts.length === 1
      ? scripted(only, spelling.postfix)
      : scripted({ text: list, rank: Rank.sum }, spelling.postfix);
  }
  if ("infix" in spelling) {
    const text = parts
      .map((part, k) => (k === 0 && chains ? part.text : enclosed(part, Rank.fraction)))
      .join(` ${spelling.infix} `);
    return { text, rank: Rank.infix };
  }
  const sizes = parts.map((part) => sizeText(part.text)).join(spelling.separator ?? " \\times ");
  const isBare = spelling.sizes === "hidden" || sizes === "";
  const text = isBare ? spelling.symbol : `${spelling.symbol}_{${sizes}}`;
  return { text, rank: Rank.postfix, opensWithDigit: /^\d/.test(spelling.symbol) };
}

/** `n^{2} m` of n n m. Letters side by side would be the indices of an entry: `n \cdot m`. */
function sizeText(product: string): string {
  const factors = product.split(" ");
  const different = factors.filter((factor, k) => factor !== factors[k - 1]);
  const countOf = (factor: string): number => factors.filter((other) => other === factor).length;
  let text = "";
  for (const [k, factor] of different.entries()) {
    const before = different[k - 1] ?? "";
    const areLetters = /[A-Za-z}]$/.test(before) && /^[A-Za-z\\]/.test(factor);
    if (before !== "") text += areLetters && countOf(before) === 1 ? " \\cdot " : " ";
    text += countOf(factor) === 1 ? factor : `${factor}^{${countOf(factor)}}`;
  }
  return text;
}

/** Paired fences grow with what stands between them. */
function fenced(open: string, inner: string, close: string): string {
  const grows = /^\\l(vert|Vert|floor|ceil|angle)$/.test(open);
  const left = grows ? `\\left${open}` : open;
  const right = grows ? close.replace(/^\\r/, "\\right\\r") : close;
  const gap = open.endsWith("{") ? "" : " ";
  // What ends in a word needs the space behind that word alone.
  const end = !grows && /[a-z]$/.test(open) ? "" : gap;
  // Bars directly within bars would be those of a norm.
  const isDouble = open === "\\left|" && inner.startsWith(open);
  return left + gap + (isDouble ? `{${inner}}` : inner) + end + right;
}

/** `W_{ik}` of a plain name, `\left[ A x \right]_{i}` of anything else. */
function entryText(node: Entry, operand: LatexPiece): string {
  const { operand: array } = node;
  // `I_{n}` is an identity.
  const isBare =
    array.kind === "name" && array.name !== "I" && partsOfName(array.name).subscripts.length === 0;
  const base = isBare ? operand.text : `\\left[ ${operand.text} \\right]`;
  return `${base}_{${indexList(node.indices)}}`;
}

/** Single letters stand close, `ik`; anything longer needs commas. */
function indexList(indices: readonly Index[]): string {
  const texts = indices.map(indexText);
  return texts.join(texts.every((text) => text.length === 1 && /\D/.test(text)) ? "" : ", ");
}

function indexText(index: Index): string {
  return typeof index === "number" ? String(index) : nameText(index);
}

function nameText(name: string): string {
  const { base, greek, subscripts } = partsOfName(name);
  const letter =
    greek !== undefined ? greekText(base, greek) : base.length === 1 ? base : `\\mathrm{${base}}`;
  if (subscripts.length === 0) return letter;
  const below = subscripts.map((part) => (/^\d+$/.test(part) ? part : subscriptText(part)));
  return `${letter}_{${below.join(",")}}`;
}

function subscriptText(part: string): string {
  const { base, greek } = partsOfName(part);
  return greek !== undefined && base === part ? greekText(base, greek) : `\\mathrm{${part}}`;
}

/** Capitals that look like Latin ones have no command of their own. */
function greekText(name: string, letter: string): string {
  if (letter === "ο") return "o";
  const looksLatin = "ΑΒΕΖΗΙΚΜΝΟΡΤΧ".indexOf(letter);
  return looksLatin < 0 ? `\\${name}` : `\\mathrm{${"ABEZHIKMNOPTX"[looksLatin]}}`;
}

/** An unknown function such as f, or one without a spelling. */
function functionName(name: string): string {
  const { stem, positions, isNumbered } = unknownFunction(name);
  if (isNumbered) {
    return positions.map((at) => `\\partial_{${at}} `).join("") + functionName(stem);
  }
  if (positions.length > 0) return functionName(stem) + "'".repeat(positions.length);
  const { base, subscripts } = partsOfName(name);
  if (base.length === 1 || subscripts.length > 0) return nameText(name);
  return `\\operatorname{${name}}`;
}

function literal(value: Rational): LatexPiece {
  const { negative, digits, exponent, denominator } = spellLiteral(value);
  const sign = negative ? "-" : "";
  if (denominator !== undefined) {
    const rank = negative ? Rank.negated : Rank.fraction;
    return { text: `${sign}\\frac{${digits}}{${denominator}}`, rank, opensWithDigit: !negative };
  }
  if (exponent !== 0) {
    const text = `${sign}${digits} \\cdot 10^{${exponent}}`;
    return { text, rank: negative ? Rank.negated : Rank.product, opensWithDigit: true };
  }
  const rank = negative ? Rank.negated : Rank.primary;
  return { text: sign + digits, rank, opensWithDigit: true };
}

function enclosed(piece: LatexPiece, rank: number): string {
  return piece.rank >= rank ? piece.text : parenthesised(piece.text);
}

function parenthesised(text: string): string {
  return `\\left(${text}\\right)`;
}
