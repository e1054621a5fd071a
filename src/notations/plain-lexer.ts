import { canonicalFunctionName } from "../functions/table.ts";
import { canonicalName, isGreekLetter } from "../text/greek.ts";
import { type Problem, type Result, failure, success } from "../text/problem.ts";
import type { Span } from "../text/span.ts";
import { remedyForWord } from "./foreign-words.ts";
import { type Highlight, LONGEST_TEXT, type ReadingContext, textTooLong } from "./notation.ts";

/** The smallest piece of plain notation that means something. */
export interface Token extends Span {
  readonly kind: "number" | "name" | "symbol" | "end";
  /**
   * The digits of a number; the canonical (ASCII) name; the canonical symbol (`'` for each way to
   * write the transpose, `**` as typed); empty at the end.
   */
  readonly text: string;
}

/** What word processors and other notations put where plain notation has an ASCII symbol. */
const TYPOGRAPHIC: ReadonlyMap<string, string> = new Map([
  ["−", "-"],
  ["–", "-"],
  ["·", "*"],
  ["⋅", "*"],
  ["∗", "*"],
  ["×", "*"],
  ["÷", "/"],
  ["⊙", ".*"],
  ["∘", ".*"],
  ["⊘", "./"],
  ["′", "'"],
  ["’", "'"],
  ["ᵀ", "'"],
  ["⊤", "'"],
]);

/** Symbols of other notations, and what to type for them here. */
const FOREIGN: ReadonlyMap<string, string> = new Map([
  ["@", "Write a matrix product as `A*B`."],
  ["{", "Only round parentheses group: write `(` and `)`."],
  ["}", "Only round parentheses group: write `(` and `)`."],
  ["|", "Write `abs(x)` for an absolute value, `norm2(x)` for a norm, `det(X)` for a determinant."],
  ["‖", "Write `norm2(x)` for a norm."],
  ["\\", "LaTeX is a notation of its own; in plain notation write `inv(A)*b` for `A\\b`."],
  ["⊗", "Write the Kronecker product as `kron(A, B)`."],
  ["²", "Write a square as `x^2`."],
  ["³", "Write a third power as `x^3`."],
  ["√", "Write a square root as `sqrt(x)`."],
  ["∑", "Write a sum over an index as `sum(k, x[k])`."],
  ["½", "Write one half as `1/2`."],
  [";", "Give one expression at a time."],
  [":", "Entries are written `X[i,1]`; declarations of names stand apart from the expression."],
  ["<", "There are no comparisons; `step(x)` is 1 where x > 0 and 0 elsewhere."],
  [">", "There are no comparisons; `step(x)` is 1 where x > 0 and 0 elsewhere."],
  ["≤", "Keep one side of it."],
  ["≥", "Keep one side of it."],
  ["≠", "Keep one side of it."],
  ["≈", "Keep one side of it."],
  ["→", "Keep one side of it."],
  ["∈", "Declare a name apart from the expression, as in `x in R^n`."],
  ["⊕", "Write the Kronecker sum as `kron(A, eye(n)) + kron(eye(m), B)`."],
  ["∞", "Infinity is no number here."],
  ["∂", "Write what is differentiated alone, and by what it is."],
  ["∇", "Write what is differentiated alone, and by what it is."],
  ["∫", "Integrals are not known here."],
  ["∏", "Write a product of all entries as `exp(sum(log(x)))`, where they are positive."],
  ["±", "Write one of the two signs."],
  ["$", "LaTeX is a notation of its own; leave the `$` out."],
  ["&", "Leave it out."],
  ["#", "Leave it out."],
  ["%", "Write a percentage as a number."],
  ["?", "Leave it out."],
  ["`", "Leave it out."],
  ['"', "Leave it out."],
  ["~", "Leave it out."],
  ["…", "Write the sum with an index, as in `sum(k, x[k])`."],
  ["!", "There are no factorials and no negations."],
]);

const SYMBOLS = ["**", ".*", "./", ".^", ".'", ".(", "=="] as const;
const SINGLE = "+-*/^'()[],=";
const NUMBER = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y;
/** `2.` is a number, but `2.*x`, `2./x`, `2.^x`, `2.'` hold the number 2 and an operator. */
const TRAILING_POINT = /\.(?![*/^'(.\w])/y;
const LONGEST_NUMBER = 1000;
const LATIN_NAME = /^[A-Za-z]\w*$/;
/** An ASCII name, or one Greek letter with what is attached to it: `μ2`, `σ_xy`. */
const NAMES_IN_WORD = /[A-Za-z]\w*|\W(?:_\w*|\d+(?:_\w*)?)?/g;

/** Splits plain notation into tokens; the last one is always of kind `end`. Linear. */
export function tokenize(text: string, context: ReadingContext = {}): Result<Token[]> {
  if (text.length > LONGEST_TEXT) return failure(textTooLong(text));
  const tokens: Token[] = [];
  const push = (kind: Token["kind"], from: number, to: number, meaning?: string): void => {
    tokens.push({ kind, text: meaning ?? text.slice(from, to), from, to });
  };
  const end = context.range?.to ?? text.length;
  let at = context.range?.from ?? 0;
  while (at < end) {
    const character = text[at]!;
    const from = at;
    if (isSpace(character)) {
      at++;
    } else if (isDigit(character) || (character === "." && isDigit(text[at + 1] ?? ""))) {
      at = endOfNumber(text, at);
      if (at - from > LONGEST_NUMBER) return failure(numberTooLong(from, at));
      push("number", from, at);
    } else if (isLetter(character)) {
      at = endOfWord(text, at);
      const parts =
        transposedRun(text.slice(from, at), tokens, context) ??
        partsOfWord(text.slice(from, at), context);
      if (!parts) return failure(ambiguousWord(text.slice(from, at), from));
      let start = from;
      for (const part of parts) {
        push("name", start, start + part.length, canonicalName(part));
        start += part.length;
      }
    } else {
      const meaning = symbolAt(text, at);
      if (meaning === undefined) return failure(strayCharacter(text, at));
      at += meaning.length;
      push("symbol", from, at, meaning.symbol);
    }
  }
  push("end", end, end, "");
  return success(tokens);
}

/** Every piece of a text in plain notation; what is wrong in it is `unknown`. */
export function highlightPlain(text: string, context: ReadingContext = {}): readonly Highlight[] {
  const pieces: Highlight[] = [];
  let from = 0;
  while (from < text.length && from <= LONGEST_TEXT) {
    const tokens = tokenize(text, { ...context, range: { from, to: text.length } });
    const fault = tokens.ok ? undefined : (tokens.problem.span ?? { from, to: text.length });
    const good =
      fault === undefined
        ? tokens
        : tokenize(text, { ...context, range: { from, to: fault.from } });
    for (const token of good.ok ? good.value : []) {
      if (token.kind !== "end") pieces.push(pieceOf(token));
    }
    if (fault === undefined) break;
    const to = Math.max(fault.to, fault.from + 1);
    pieces.push({ kind: "unknown", from: fault.from, to });
    from = to;
  }
  return pieces;
}

function pieceOf({ kind, text, from, to }: Token): Highlight {
  if (kind === "number") return { kind, from, to };
  if (kind === "name") {
    return { kind: canonicalFunctionName(text) === undefined ? "name" : "function", from, to };
  }
  return { kind: /^[()[\]]$/.test(text) ? "bracket" : "operator", from, to };
}

function symbolAt(text: string, at: number): { symbol: string; length: number } | undefined {
  const pair = text.slice(at, at + 2);
  if (pair === ".T" && !isWordCharacter(text[at + 2] ?? "")) return { symbol: "'", length: 2 };
  for (const symbol of SYMBOLS) {
    if (pair === symbol) return { symbol: symbol === ".'" ? "'" : symbol, length: 2 };
  }
  const character = text[at]!;
  if (SINGLE.includes(character)) return { symbol: character, length: 1 };
  const typographic = TYPOGRAPHIC.get(character);
  return typographic === undefined ? undefined : { symbol: typographic, length: 1 };
}

function endOfNumber(text: string, from: number): number {
  NUMBER.lastIndex = from;
  NUMBER.exec(text);
  const end = NUMBER.lastIndex;
  if (/[.eE]/.test(text.slice(from, end))) return end;
  TRAILING_POINT.lastIndex = end;
  return TRAILING_POINT.test(text) ? end + 1 : end;
}

function endOfWord(text: string, from: number): number {
  let end = from + 1;
  while (end < text.length && isWordCharacter(text[end]!)) end++;
  return end;
}

/**
 * The names in an unbroken run of letters. `λI` is one name where it is declared, or the two names λ
 * and I where those are known, and undefined (nobody can tell) elsewhere.
 */
function partsOfWord(word: string, context: ReadingContext): readonly string[] | undefined {
  const letters = declaredLetters(word, context);
  if (letters) return letters;
  if (word.includes("_") && NUMBERED_NAMES.test(word) && !context.variables?.has(word)) {
    const names = word.match(/[A-Za-z]_\d+/g)!;
    return names.every((name) => context.variables?.has(name)) ? names : undefined;
  }
  if (LATIN_NAME.test(word)) return [word];
  const parts = word.match(NAMES_IN_WORD) ?? [word];
  if (parts.length === 1 || context.variables?.has(canonicalName(word))) return [word];
  const known = (part: string): boolean => {
    const name = canonicalName(part);
    return (
      name === "I" ||
      context.variables?.has(name) === true ||
      context.functions?.has(name) === true ||
      canonicalFunctionName(name) !== undefined
    );
  };
  return parts.join("") === word && parts.every(known) ? parts : undefined;
}

/** `TPx` behind `x^`: the sign of the transpose, and a product of declared letters. */
function transposedRun(
  word: string,
  tokens: readonly Token[],
  context: ReadingContext,
): readonly string[] | undefined {
  const before = tokens[tokens.length - 1];
  const isT = before?.text === "^" && word.startsWith("T") && word.length > 1;
  if (!isT || context.variables?.has("T") || context.variables?.has(word)) return undefined;
  const rest = word.slice(1);
  const letters = context.variables?.has(rest) ? [rest] : declaredLetters(rest, context);
  return letters && ["T", ...letters];
}

/** `w_1x_1`: a name, or two. */
const NUMBERED_NAMES = /^(?:[A-Za-z]_\d+){2,}$/;

/** A run that long is a word. */
const LONGEST_RUN = 6;

/** `XB` where X and B are declared, and XB is not: their product. */
function declaredLetters(word: string, context: ReadingContext): readonly string[] | undefined {
  const { variables } = context;
  if (!variables || word.length < 2 || word.length > LONGEST_RUN || variables.has(word))
    return undefined;
  const isKnown =
    context.functions?.has(word) === true || canonicalFunctionName(word) !== undefined;
  if (isKnown || context.sizes?.has(word) === true) return undefined;
  const letters = Array.from(word);
  return letters.every((letter) => variables.has(canonicalName(letter))) ? letters : undefined;
}

function isSpace(character: string): boolean {
  return character === " " || (!isPrintable(character) && SPACE.test(character));
}

const SPACE = /[\t\r\n\p{Zs}\u2028\u2029]/u;

/** Of ASCII, the space not counted. */
function isPrintable(character: string): boolean {
  return character > " " && character <= "~";
}

function isDigit(character: string): boolean {
  return character >= "0" && character <= "9";
}

function isLetter(character: string): boolean {
  return isPrintable(character) ? isLatin(character) : isGreekLetter(character);
}

function isWordCharacter(character: string): boolean {
  return isLetter(character) || isDigit(character) || character === "_";
}

function isLatin(character: string): boolean {
  return (character >= "a" && character <= "z") || (character >= "A" && character <= "Z");
}

function numberTooLong(from: number, to: number): Problem {
  return {
    code: "number-out-of-range",
    message: `A number of ${to - from} digits is too long; at most ${LONGEST_NUMBER} are read.`,
    span: { from, to },
  };
}

function ambiguousWord(word: string, from: number): Problem {
  const names = NUMBERED_NAMES.test(word) ? /[A-Za-z]_\d+/g : NAMES_IN_WORD;
  const product = (word.match(names) ?? [word]).join("*");
  return {
    code: "ambiguous-name",
    message: `\`${word}\` may be one name or the product \`${product}\`.`,
    span: { from, to: from + word.length },
    remedy: `Write \`${product}\`, or declare \`${word}\`.`,
  };
}

/** `np.linalg.norm(x)`, `x.sum()`: names of a library and methods of objects. */
function methodAt(text: string, at: number): Problem | undefined {
  const before = /[A-Za-z_][\w.']*$/.exec(text.slice(Math.max(0, at - 40), at))?.[0];
  const path = /^(?:\.[A-Za-z_]\w*)+/.exec(text.slice(at, at + 80))?.[0];
  if (before === undefined || path === undefined) return undefined;
  const name = path.slice(path.lastIndexOf(".") + 1);
  const isLibrary = /^(?:np|numpy|jnp|jax|torch|tf|scipy|math|sp|sympy|la|linalg|F)$/.test(before);
  const called = canonicalFunctionName(name);
  const written = isLibrary ? `${called ?? name}(x)` : `${called ?? name}(${before})`;
  return {
    code: "unexpected-character",
    message: isLibrary
      ? `Functions stand without the name of a library such as \`${before}\`.`
      : `\`${path}\` is a method of a programming language.`,
    span: { from: at, to: at + path.length },
    remedy:
      remedyForWord(name) ??
      (called === undefined
        ? "Write the formula with `*` for a product and `'` for the transpose."
        : `Write \`${written}\`.`),
  };
}

function strayCharacter(text: string, at: number): Problem {
  const character = String.fromCodePoint(text.codePointAt(at)!);
  const span = { from: at, to: at + character.length };
  const code = `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
  if (/[\p{C}\p{M}]/u.test(character)) {
    return {
      code: "invisible-character",
      message: `There is a character here that cannot be seen (${code}).`,
      span,
      remedy: "Delete it, or type this part of the text again.",
    };
  }
  const method = character === "." ? methodAt(text, at) : undefined;
  if (method) return method;
  if (character === ".") {
    return {
      code: "unexpected-character",
      message: "This point belongs to no number and to no operator.",
      span,
      remedy: "The operators with a point are `.*`, `./`, `.^`, `.'`, and `.T`.",
    };
  }
  if (character === "_") {
    return {
      code: "unexpected-character",
      message: "A name begins with a letter, not with `_`.",
      span,
      remedy: "An entry is written `x[i]`; a name may be `x_1`.",
    };
  }
  const remedy = FOREIGN.get(character);
  return {
    code: "unexpected-character",
    message: `\`${character}\` means nothing in plain notation.`,
    span,
    ...(remedy === undefined ? {} : { remedy }),
  };
}
