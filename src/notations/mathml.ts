import type { LatexSpelling } from "../functions/definition.ts";
import { unknownFunction } from "../functions/unknown.ts";
import type { Rational } from "../numbers/rational.ts";
import type { Binary, Call, Entry, Expression, Index } from "../syntax/expression.ts";
import { greekLetterNamed } from "../text/greek.ts";
import { spellLiteral } from "./decimal.ts";
import { withDifferentials } from "./differentials.ts";
import { LATEX_SIGNS } from "./latex-signs.ts";
import { withIverson } from "./iverson.ts";
import {
  chainsWithFirst,
  isInverse,
  leadsApart,
  type Piece,
  Rank,
  layOut,
  signOf,
} from "./layout.ts";
import { partsOfName } from "./names.ts";
import { type Notation, notRead } from "./notation.ts";

interface MathmlPiece extends Piece {
  /** One element, so that it may be a base, a script, a numerator as it is. */
  readonly isElement?: boolean;
  readonly opensWithDigit?: boolean;
  /** `log` needs a little space before it. */
  readonly opensWithWord?: boolean;
  /** Of a sum: the letters below its sign, and what is behind it. */
  readonly sum?: { readonly letters: string; readonly body: string };
  /** Higher than a line of text: a parenthesis around it must grow. */
  readonly isTall?: boolean;
  /** What a script stands behind. */
  readonly base?: MathmlPiece;
}

/** What stands within `<math>`: elements of MathML Core, without attributes but a few. */
export const mathml: Notation = {
  name: "mathml",
  summary: "for web pages: the inside of a <math> element, in MathML Core",
  read: notRead("MathML"),
  write: (expression, options) =>
    layOut<MathmlPiece>(
      expression,
      options,
      withIverson(
        options,
        withDifferentials(options, pieceOf, (x) =>
          element(`<mrow>${upright("d")}${x.text}</mrow>`),
        ),
        ({ left, right }) => {
          const sides = indexList([left]) + operator("=") + indexList([right]);
          return element(`<mrow>${operator("[")}${sides}${operator("]")}</mrow>`);
        },
      ),
    ),
};

/** Between factors without a sign: read aloud as "times", and set without a space. */
const INVISIBLE_TIMES = operator("\u2062");
/** As a sign, not as an operation, wherever it stands. */
const MINUS = `<mo form="prefix">−</mo>`;
const TIMES_BEFORE_WORD = `<mo lspace="0.1667em">\u2062</mo>`;
const COMMA = `<mo separator="true">,</mo>`;

function pieceOf(node: Expression, parts: readonly MathmlPiece[]): MathmlPiece {
  const piece = shortPieceOf(node, parts);
  const isFraction = node.kind === "number" && piece.rank === Rank.fraction;
  const isTall =
    isFraction ||
    node.kind === "sum" ||
    node.kind === "derivative" ||
    (node.kind === "binary" && node.operator === "divide");
  return isTall || parts.some((part) => part.isTall) ? { ...piece, isTall: true } : piece;
}

/** The piece, but for how high it is. */
function shortPieceOf(node: Expression, parts: readonly MathmlPiece[]): MathmlPiece {
  switch (node.kind) {
    case "number":
      return literal(node.value);
    case "name":
      return element(nameText(node.name));
    case "negate":
      return { text: MINUS + enclosed(parts[0]!, Rank.open), rank: Rank.negated };
    case "transpose":
      return isInverse(node.operand) && parts[0]!.base
        ? scripted(parts[0]!.base, `<mrow>${MINUS}${upright("T")}</mrow>`)
        : scripted(parts[0]!, upright("T"));
    case "entry":
      return entryPiece(node, parts[0]!);
    case "delta": {
      const letters = indexList([node.left, node.right]);
      return { ...element(`<msub><mi>δ</mi>${letters}</msub>`), rank: Rank.postfix };
    }
    case "sum": {
      // Sums of sums are one sign with several letters.
      const inner = parts[0]!.sum;
      const own = node.indices.map(nameText).join(COMMA);
      const letters = inner ? own + COMMA + inner.letters : own;
      const body = inner?.body ?? enclosed(parts[0]!, Rank.open);
      const sign = `<munder><mo>∑</mo><mrow>${letters}</mrow></munder>`;
      return { text: sign + body, rank: Rank.open, sum: { letters, body } };
    }
    case "call":
      return callPiece(node, parts);
    case "binary":
      return binaryPiece(node, parts[0]!, parts[1]!);
    case "derivative": {
      const [body, by] = parts as [MathmlPiece, MathmlPiece];
      const below = `<mrow>${upright("∂")}${enclosed(by, Rank.postfix)}</mrow>`;
      if (body.rank >= Rank.postfix) {
        const above = `<mrow>${upright("∂")}${body.text}</mrow>`;
        return { ...element(`<mfrac>${above}${below}</mfrac>`), rank: Rank.fraction };
      }
      const sign = `<mfrac>${upright("∂")}${below}</mfrac>`;
      return { text: sign + parenthesised(body), rank: Rank.fraction };
    }
  }
}

function binaryPiece(node: Binary, left: MathmlPiece, right: MathmlPiece): MathmlPiece {
  switch (node.operator) {
    case "add":
    case "subtract": {
      const sign = operator(node.operator === "add" ? "+" : "−");
      return { text: left.text + sign + enclosed(right, Rank.open), rank: Rank.sum };
    }
    case "multiply":
      return product(node, left, right);
    case "hadamard":
      return infix(node, "⊙", left, right);
    case "entrywise-divide":
      return infix(node, "⊘", left, right);
    case "divide":
      return {
        ...element(`<mfrac>${wrapped(left)}${wrapped(right)}</mfrac>`),
        rank: Rank.fraction,
        opensWithDigit: left.opensWithDigit === true,
      };
    case "power":
      return scripted(left, wrapped(right));
    case "entrywise-power": {
      const exponent = enclosed(right, Rank.fraction);
      return scripted(left, `<mrow>${operator("⊙")}${exponent}</mrow>`);
    }
  }
}

function product(node: Binary, left: MathmlPiece, right: MathmlPiece): MathmlPiece {
  const first = leadsApart(node) ? parenthesised(left) : enclosed(left, Rank.product);
  // A big operator takes all that follows, so it may only be the last factor.
  const isOpen = node.right.kind === "sum";
  const second = isOpen ? right.text : enclosed(right, Rank.fraction);
  const isWord = right.opensWithWord === true && second === right.text;
  const needsSign = right.opensWithDigit === true && second === right.text;
  return {
    text:
      first + (needsSign ? operator("⋅") : isWord ? TIMES_BEFORE_WORD : INVISIBLE_TIMES) + second,
    rank: isOpen ? Rank.open : Rank.product,
    opensWithDigit: left.opensWithDigit === true && first === left.text,
    opensWithWord: left.opensWithWord === true && first === left.text,
  };
}

function infix(node: Binary, sign: string, left: MathmlPiece, right: MathmlPiece): MathmlPiece {
  const chains =
    node.left.kind === "binary" &&
    (node.left.operator === "hadamard" || node.left.operator === "entrywise-divide");
  const first = chains ? left.text : enclosed(left, Rank.fraction);
  return { text: first + operator(sign) + enclosed(right, Rank.fraction), rank: Rank.infix };
}

function scripted(base: MathmlPiece, script: string): MathmlPiece {
  const below = base.rank >= Rank.postfix ? wrapped(base) : parenthesised(base);
  return { ...element(`<msup>${below}${script}</msup>`), rank: Rank.power, base };
}

function entryPiece(node: Entry, operand: MathmlPiece): MathmlPiece {
  const { operand: array } = node;
  const isBare = array.kind === "name" && partsOfName(array.name).subscripts.length === 0;
  const base = isBare ? operand.text : fencedBy("[", operand.text, "]", operand.isTall);
  return { ...element(`<msub>${base}${indexList(node.indices)}</msub>`), rank: Rank.postfix };
}

function callPiece(node: Call, parts: readonly MathmlPiece[]): MathmlPiece {
  const spelling = signOf(node);
  const isTall = parts.some((part) => part.isTall);
  const list = parts.map((part) => part.text).join(COMMA);
  if (spelling !== undefined) return spelled(spelling, parts, list, chainsWithFirst(node));
  const name = functionName(node.callee) + (node.entrywise ? upright(".") : "");
  return { text: applied(name, list, isTall), rank: Rank.postfix };
}

function spelled(
  spelling: LatexSpelling,
  parts: readonly MathmlPiece[],
  list: string,
  chains: boolean,
): MathmlPiece {
  const isTall = parts.some((part) => part.isTall);
  if ("operator" in spelling) {
    const text = applied(commandText(spelling.operator), list, isTall);
    return { text, rank: Rank.postfix, opensWithWord: true };
  }
  if ("open" in spelling) {
    if (spelling.open === "\\sqrt{") {
      return { ...element(`<msqrt>${list}</msqrt>`), rank: Rank.postfix };
    }
    const separator = spelling.separator ? commandText(spelling.separator) : COMMA;
    const inner = parts.map((part) => part.text).join(separator);
    return { ...delimited(spelling, inner, isTall), rank: Rank.postfix };
  }
  if ("postfix" in spelling) {
    const script = /^\^\{?(.*?)\}?$/.exec(spelling.postfix)?.[1] ?? "";
    const number = /^-?\d+$/.test(script) ? signedNumber(script) : commandText(script);
    return scripted(
      parts.length === 1 ? parts[0]! : { text: list, rank: Rank.sum },
      `<mrow>${number}</mrow>`,
    );
  }
  if ("infix" in spelling) {
    const sign = commandText(spelling.infix);
    const text = parts
      .map((part, k) => (k === 0 && chains ? part.text : enclosed(part, Rank.fraction)))
      .join(sign);
    return { text, rank: Rank.infix };
  }
  const digits = /^(?:\\mathbf\{)?(\d+)\}?$/.exec(spelling.symbol)?.[1];
  const isBold = spelling.symbol.startsWith("\\mathbf");
  const letter = /^\\mathcal\{(\w)\}$/.exec(spelling.symbol)?.[1] ?? spelling.symbol;
  const symbol =
    digits === undefined
      ? `<mi>${escaped(letter)}</mi>`
      : `<mn>${isBold ? boldDigits(digits) : digits}</mn>`;
  const isBare = spelling.sizes === "hidden" || parts.length === 0;
  if (isBare) {
    return { ...element(symbol), rank: Rank.postfix, opensWithDigit: digits !== undefined };
  }
  const separator = spelling.separator === "," ? COMMA : operator("×");
  const sizes = parts.map((part) => part.text).join(separator);
  const text = `<msub>${symbol}<mrow>${sizes}</mrow></msub>`;
  return { ...element(text), rank: Rank.postfix, opensWithDigit: digits !== undefined };
}

/** `\\log\\left|\\det` ... `\\right|`: a pair of fences, perhaps with words before and after the first. */
function delimited(
  { open, close }: { readonly open: string; readonly close: string },
  inner: string,
  isTall: boolean,
): MathmlPiece {
  const tokens = open.match(/\\left\||\\[A-Za-z]+|\S/g) ?? [];
  const at = tokens.findIndex((token) => /^[([|‖⌊⌈⟨]$/.test(LATEX_SIGNS.get(token) ?? token));
  const words = (some: readonly string[]): string => some.map(commandText).join("");
  const [end = "", below] = close.split("_");
  const fenced = fencedBy(
    LATEX_SIGNS.get(tokens[at] ?? "") ?? tokens[at] ?? "",
    words(tokens.slice(at + 1)) + inner,
    LATEX_SIGNS.get(end) ?? end,
    isTall,
  );
  const text =
    below === undefined ? fenced : `<msub>${fenced}${subscript(below.replace(/[{}]/g, ""))}</msub>`;
  return at > 0
    ? { text: words(tokens.slice(0, at)) + text, rank: Rank.postfix, opensWithWord: true }
    : element(text);
}

/** U+2061 says aloud that a function is applied. */
function applied(name: string, list: string, isTall: boolean): string {
  return `${name}<mo>\u2061</mo>${fencedBy("(", list, ")", isTall)}`;
}

/** `\tanh`, `\operatorname{tr}`, `\otimes`, `\det` as an element. */
function commandText(command: string): string {
  const name = /^\\operatorname\*?\{(.*)\}$/.exec(command)?.[1] ?? command;
  const sign = LATEX_SIGNS.get(name);
  if (sign !== undefined) return operator(sign);
  const bare = name.replace(/^\\/, "");
  const greek = name === bare ? undefined : greekLetterNamed(bare);
  if (greek !== undefined) return `<mi>${greek}</mi>`;
  if (/^[+\-*/,]$/.test(bare)) return operator(bare);
  return bare.length === 1 ? upright(bare) : `<mi>${escaped(bare)}</mi>`;
}

/** An unknown function such as f, with its primes or its numbered derivatives. */
function functionName(name: string): string {
  const { stem, positions, isNumbered } = unknownFunction(name);
  if (!isNumbered) {
    const primes = "′".repeat(positions.length);
    const base = nameText(stem);
    return primes === "" ? base : `<msup>${base}<mo>${primes}</mo></msup>`;
  }
  const signs = positions.map((at) => `<msub>${upright("∂")}<mn>${at}</mn></msub>`);
  return signs.join("") + nameText(stem);
}

function indexList(indices: readonly Index[]): string {
  const names = indices.map((index) => (typeof index === "number" ? String(index) : index));
  const texts = indices.map((index) =>
    typeof index === "number" ? `<mn>${index}</mn>` : nameText(index),
  );
  const isClose = names.every((name) => /^[A-Za-z]$/.test(name) || greekLetterNamed(name));
  return `<mrow>${texts.join(isClose ? "" : COMMA)}</mrow>`;
}

function nameText(name: string): string {
  const { base, greek, subscripts } = partsOfName(name);
  const letter = identifier(greek ?? base);
  if (subscripts.length === 0) return letter;
  return `<msub>${letter}<mrow>${subscripts.map(subscript).join(COMMA)}</mrow></msub>`;
}

function subscript(part: string): string {
  return /^\d+$/.test(part) ? `<mn>${part}</mn>` : identifier(greekLetterNamed(part) ?? part);
}

/** One letter is set in italics, a word upright. */
function identifier(text: string): string {
  return `<mi>${escaped(text)}</mi>`;
}

function upright(text: string): string {
  return `<mi mathvariant="normal">${escaped(text)}</mi>`;
}

function operator(sign: string): string {
  return `<mo>${escaped(sign)}</mo>`;
}

function boldDigits(digits: string): string {
  return Array.from(digits, (digit) => String.fromCodePoint(0x1d7ce + Number(digit))).join("");
}

function signedNumber(text: string): string {
  return text.startsWith("-") ? `${MINUS}<mn>${text.slice(1)}</mn>` : `<mn>${text}</mn>`;
}

function literal(value: Rational): MathmlPiece {
  const { negative, digits, exponent, denominator } = spellLiteral(value);
  const sign = negative ? MINUS : "";
  const number = `<mn>${digits}</mn>`;
  if (denominator !== undefined) {
    const text = `<mfrac>${number}<mn>${denominator}</mn></mfrac>`;
    return negative
      ? { text: sign + text, rank: Rank.negated }
      : { ...element(text), rank: Rank.fraction, opensWithDigit: true };
  }
  if (exponent !== 0) {
    const power = `<msup><mn>10</mn><mrow>${signedNumber(String(exponent))}</mrow></msup>`;
    const text = sign + number + operator("⋅") + power;
    return { text, rank: negative ? Rank.negated : Rank.product, opensWithDigit: true };
  }
  return negative
    ? { text: sign + number, rank: Rank.negated, opensWithDigit: true }
    : { ...element(number), opensWithDigit: true };
}

function element(text: string): { text: string; rank: number; isElement: true } {
  return { text, rank: Rank.primary, isElement: true };
}

/** As one element. */
function wrapped(piece: MathmlPiece): string {
  return piece.isElement ? piece.text : `<mrow>${piece.text}</mrow>`;
}

function enclosed(piece: MathmlPiece, rank: number): string {
  return piece.rank >= rank ? piece.text : parenthesised(piece);
}

function parenthesised({ text, isTall }: MathmlPiece): string {
  return fencedBy("(", text, ")", isTall);
}

/** The attributes keep bars, which have no sides of their own, in their places; only what must grow grows. */
function fencedBy(open: string, inner: string, close: string, isTall = false): string {
  const left = `<mo form="prefix" fence="true" stretchy="${isTall}" lspace="0em" rspace="0em">${escaped(open)}</mo>`;
  const right = `<mo form="postfix" fence="true" stretchy="${isTall}" lspace="0em" rspace="0em">${escaped(close)}</mo>`;
  return `<mrow>${left}${inner}${right}</mrow>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
