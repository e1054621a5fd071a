import { canonicalName, greekLetterNamed, isGreekLetter } from "../text/greek.ts";
import type { Span } from "../text/span.ts";
import { isOfSentence, remedyForWord } from "./foreign-words.ts";
import { functionCalled, type MathToken, type MathTokenKind } from "./math-token.ts";
import type { ReadingContext } from "./notation.ts";

export const RAISED: ReadonlyMap<string, string> = pairs(
  "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᐟⁿⁱᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᴴ",
  "0123456789+-()/niabcdefghjklmoprstuvwxyzTH",
);
const LOWERED: ReadonlyMap<string, string> = pairs(
  "₀₁₂₃₄₅₆₇₈₉₌ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
  "0123456789=aehijklmnoprstuvxβγρφχ",
);
const SIGNS: ReadonlyMap<string, string> = pairs("+-−–*/=,;:'’′·⋅∗×⊙∘⊘⊗⊤∈÷.†⋆", [
  ...Array.from("+---*/=,;:'''"),
  "cdot",
  "cdot",
  "*",
  "times",
  "hadamard",
  "hadamard",
  "oslash",
  "kron",
  "top",
  "in",
  "/",
  ".",
  "dagger",
  "star",
]);
const SPECIAL: ReadonlyMap<string, string> = pairs("√∑Σ∂∇𝟏𝟙", [
  "sqrt",
  "sum",
  "sum",
  "partial",
  "nabla",
  "ones",
  "ones",
]);
const FRACTIONS: ReadonlyMap<string, readonly [string, string]> = new Map(
  Array.from("½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒", (sign) => {
    const [above = "", below = ""] = sign.normalize("NFKC").split("⁄");
    return [sign, [above, below]];
  }),
);
const OPEN: ReadonlyMap<string, string> = pairs("([{⟨<⟪\u3008\u2329", "([{<<<<<");
const CLOSE: ReadonlyMap<string, string> = pairs(")]}⟩>⟫\u3009\u232a", ")]}>>>>>");
const NUMBER = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y;
/** Accents that stand behind their letter in Unicode. */
const COMBINING: ReadonlyMap<string, string> = new Map([
  ["\u0302", "_hat"],
  ["\u0303", "_tilde"],
  ["\u0304", "_bar"],
  ["\u0305", "_bar"],
  ["\u0307", "_dot"],
  ["\u20d7", ""],
]);

function pairs(from: string, to: string | readonly string[]): ReadonlyMap<string, string> {
  const meanings = Array.from(to);
  return new Map(Array.from(from, (sign, k) => [sign, meanings[k]!]));
}

/**
 * Splits mathematical characters into the tokens that LaTeX has too: `ᵀ` is `^T`, `ₖ` is `_k`. In a
 * run of letters declared names are found first; else each letter is a name of its own, but a word of
 * three or more small letters is one name. Never fails. Linear.
 */
export function tokenizeUnicode(text: string, context: ReadingContext, range: Span): MathToken[] {
  return new UnicodeLexer(text, context, range).run();
}

class UnicodeLexer {
  private readonly text: string;
  private readonly context: ReadingContext;
  private readonly end: number;
  private readonly tokens: MathToken[] = [];
  private at: number;
  private space = false;

  constructor(text: string, context: ReadingContext, range: Span) {
    this.text = text;
    this.context = context;
    this.at = range.from;
    this.end = range.to;
  }

  run(): MathToken[] {
    while (this.at < this.end) this.step();
    this.push("end", "", this.end, this.end);
    return this.tokens;
  }

  private push(kind: MathTokenKind, text: string, from: number, to: number, more = {}): void {
    const spaced = this.space && { spaced: true as const };
    this.tokens.push({ kind, text, from, to, ...spaced, ...more });
    this.space = false;
  }

  private step(): void {
    const from = this.at;
    const character = String.fromCodePoint(this.text.codePointAt(from)!);
    const to = from + character.length;
    this.at = to;
    if (/[\s\u200b-\u200d\u2060-\u2064\ufeff]/.test(character)) {
      // A space before a bracket sets a product apart from a call: `c (a + b)`.
      this.space = true;
    } else if (/\d/.test(character) || (character === "." && /\d/.test(this.text[to] ?? ""))) {
      this.number(from);
    } else if (SPECIAL.has(character) && (character !== "Σ" || this.isSumSign(to))) {
      this.push("special", SPECIAL.get(character)!, from, to);
    } else if (/[\u{1d53c}\u{2119}]/u.test(character)) {
      // An expectation and a probability are no letters.
      this.push("unknown", character, from, to);
    } else if (/[\u{1d400}-\u{1d7cb}]/u.test(character)) {
      // Mathematical alphabets: a letter is a letter, however it is drawn.
      this.pushName(canonicalName(character.normalize("NFKC")), from, to);
    } else if (letterWithAccent(character) !== undefined) {
      const [letter = "", accent = ""] = letterWithAccent(character)!;
      this.pushName(letter + COMBINING.get(accent)!, from, to);
    } else if (isLetter(this.text, from)) {
      this.word(from);
    } else if (RAISED.has(character)) this.scripts(from, "^", RAISED);
    else if (LOWERED.has(character)) this.scripts(from, "_", LOWERED);
    else if (character === "_") this.subscript(from);
    else if (character === "^") this.push("script", "^", from, to);
    else if (/[‖∥|∣]/.test(character)) {
      this.push("bar", /[|∣]/.test(character) ? "|" : "‖", from, to);
    } else this.sign(character, from, to);
  }

  private sign(character: string, from: number, to: number): void {
    const pair = this.text.slice(from, from + 2);
    const fraction = FRACTIONS.get(character);
    if (character === "†") {
      this.push("script", "^", from, from);
      this.push("symbol", "dagger", from, to);
    } else if (character === "∛" || character === "∜") {
      this.push("special", "sqrt", from, to);
      this.push("open", "[", from, from);
      this.push("number", character === "∛" ? "3" : "4", from, to);
      this.push("close", "]", to, to);
    } else if (OPEN.has(character)) this.push("open", OPEN.get(character)!, from, to);
    else if (CLOSE.has(character)) this.push("close", CLOSE.get(character)!, from, to);
    else if (pair === ".T" && !/\w/.test(this.text[from + 2] ?? "")) {
      this.at = from + 2;
      this.push("symbol", "'", from, this.at);
    } else if (/^(\.[*/^(']|\*\*|==)$/.test(pair)) {
      this.at = from + (pair === ".(" ? 1 : 2);
      const meaning = pair === ".'" ? "'" : pair === "==" ? "=" : pair;
      if (pair === "**") this.push("script", "^", from, this.at);
      else this.push("symbol", meaning, from, this.at);
    } else if (fraction) this.fraction(fraction, from, to);
    else if (SIGNS.has(character)) this.push("symbol", SIGNS.get(character)!, from, to);
    else this.push("unknown", character, from, to);
  }

  /** `½`; one number where it has few decimals. */
  private fraction([above, below]: readonly [string, string], from: number, to: number): void {
    const decimal = String(Number(above) / Number(below));
    if (decimal.length < 6) {
      this.push("number", decimal, from, to);
      return;
    }
    const group = (text: string): void => {
      this.push("open", "{", from, from);
      this.push("number", text, from, to);
      this.push("close", "}", to, to);
    };
    this.push("special", "frac", from, to);
    group(above);
    group(below);
  }

  /** `Σ` sums where an index stands below it, and is a name elsewhere. */
  private isSumSign(at: number): boolean {
    const label = /^_\{?([\w,]+)/.exec(this.text.slice(at, at + 40))?.[1];
    const name = `Sigma_${label?.replace(/,/g, "_")}`;
    if (label !== undefined && this.context.variables?.has(name)) return false;
    if (this.context.variables?.has("Sigma")) {
      return /^_(\{[^}]*\}|[\p{L}\d]+)\s/u.test(this.text.slice(at, at + 40));
    }
    const next = this.text[at] ?? "";
    return next === "_" || (LOWERED.has(next) && !/[₀-₉]/.test(next));
  }

  private number(from: number): void {
    NUMBER.lastIndex = from;
    let [digits = ""] = NUMBER.exec(this.text) ?? [];
    digits = digits.slice(0, this.end - from);
    // `2e` before a letter is two times e.
    this.at = from + digits.length;
    this.push("number", digits, from, this.at);
  }

  private word(from: number): void {
    let at = from;
    while (at < this.end && (isLetter(this.text, at) || (at > from && /\d/.test(this.text[at]!))))
      at++;
    let run = this.text.slice(from, at);
    if (this.text[at] === "_" && this.isDeclared(from, at)) {
      // The whole name is declared: `x_max`.
      at = this.declaredEnd(from, at);
      run = this.text.slice(from, at);
      this.at = at;
      this.push("name", canonicalName(run), from, at);
      return;
    }
    if (!this.isKnown(run) && (remedyForWord(run) !== undefined || isOfSentence(run))) {
      this.at = at;
      this.push("unknown", run, from, at);
      return;
    }
    const numbered = this.numberedFunction(run, at);
    if (numbered) {
      this.at = numbered.to;
      this.push("function", numbered.name, from, numbered.to, { upright: true });
      return;
    }
    this.at = at;
    let start = from;
    for (const part of this.parts(run)) {
      const to = start + part.length;
      const accent = to === at ? this.accent() : "";
      const name = canonicalName(part) + accent;
      this.pushName(name, start, accent === "" ? to : this.at);
      start = to;
    }
  }

  /** `norm₁(x)`: the number belongs to the name of the function. */
  private numberedFunction(run: string, at: number): { name: string; to: number } | undefined {
    const digit = LOWERED.get(this.text[at] ?? "");
    if (digit === undefined || !/\d/.test(digit) || this.text[at + 1] !== "(") return undefined;
    const name = this.isKnown(run) ? undefined : functionCalled(run + digit);
    return name === undefined ? undefined : { name, to: at + 1 };
  }

  private pushName(name: string, from: number, to: number): void {
    const isName = this.context.variables?.has(name) || this.context.functions?.has(name);
    const called = isName ? undefined : functionCalled(name);
    if (!isName && this.isWord(name, from)) {
      this.push("unknown", name, from, to);
      return;
    }
    if (called !== undefined && name.length > 1)
      this.push("function", called, from, to, { upright: true });
    else this.push("name", name, from, to);
  }

  /** A word that is no name: `argmin`, or one of several words in a row. */
  private isWord(name: string, from: number): boolean {
    if (remedyForWord(name) !== undefined) return true;
    const before = this.tokens[this.tokens.length - 1];
    const isLong = (word: string): boolean =>
      /^[A-Za-z]{3,}$/.test(word) && greekLetterNamed(word) === undefined;
    return (
      before?.kind === "name" &&
      this.space &&
      isLong(name) &&
      isLong(before.text) &&
      functionCalled(name) === undefined &&
      !this.context.variables?.has(before.text) &&
      /^[A-Za-z]+\s+$/.test(this.text.slice(before.from, from))
    );
  }

  private accent(): string {
    const accent = COMBINING.get(this.text[this.at] ?? "");
    if (accent === undefined) return "";
    this.at++;
    return accent;
  }

  private isDeclared(from: number, at: number): boolean {
    return this.declaredEnd(from, at) > at;
  }

  /** The end of the longest declared name with an underscore that begins here. */
  private declaredEnd(from: number, at: number): number {
    const variables = this.context.variables;
    if (!variables) return at;
    let end = at;
    while (
      end < this.end &&
      end < at + 80 &&
      (/\w/.test(this.text[end]!) || isLetter(this.text, end))
    )
      end++;
    for (; end > at; end--) {
      if (variables.has(canonicalName(this.text.slice(from, end)))) return end;
    }
    return at;
  }

  /** The names in a run of letters and digits. */
  private parts(run: string): readonly string[] {
    if (this.isKnown(run)) return [run];
    const parts: string[] = [];
    let at = 0;
    while (at < run.length) {
      const length = this.knownLength(run, at) ?? guessedLength(run, at);
      parts.push(run.slice(at, at + length));
      at += length;
    }
    return parts;
  }

  private isKnown(word: string): boolean {
    const name = canonicalName(word);
    const { variables, functions } = this.context;
    return variables?.has(name) === true || functions?.has(name) === true;
  }

  private knownLength(run: string, at: number): number | undefined {
    for (let end = Math.min(run.length, at + 40); end > at + 1; end--) {
      const part = run.slice(at, end);
      // `x00` is no x0 with another digit behind it.
      if (/\d/.test(run[end] ?? "")) continue;
      const isWhole = end === run.length && part.length > 1 && functionCalled(part) !== undefined;
      const isGreekName = part.length > 1 && greekLetterNamed(part) !== undefined;
      if (this.isKnown(part) || isWhole || isGreekName) return part.length;
    }
    return undefined;
  }

  private scripts(from: number, sign: string, table: ReadonlyMap<string, string>): void {
    let at = from;
    while (at < this.end && table.has(this.text[at]!)) at++;
    this.at = at;
    this.push("script", sign, from, from);
    this.push("open", "{", from, from);
    for (let k = from; k < at; k++) {
      const plain = table.get(this.text[k]!)!;
      let to = k + 1;
      if (/\d/.test(plain)) {
        let digits = plain;
        while (to < at && /\d/.test(table.get(this.text[to]!)!))
          digits += table.get(this.text[to++]!)!;
        this.push("number", digits, k, to);
        k = to - 1;
      } else if (plain === "(") this.push("open", "(", k, to);
      else if (plain === ")") this.push("close", ")", k, to);
      else if (/^[-+/=]$/.test(plain)) this.push("symbol", plain, k, to);
      else if (plain === "T" || plain === "H") this.push("symbol", "top", k, to);
      else this.push("name", canonicalName(plain), k, to);
    }
    this.push("close", "}", at, at);
  }

  /** `_ik`, `_{i,k}`, `_12`. */
  private subscript(from: number): void {
    this.push("script", "_", from, from + 1);
    const next = this.text[this.at] ?? "";
    if (next === "{" || !(isLetter(this.text, this.at) || /\d/.test(next))) return;
    let at = this.at;
    const isDigits = /\d/.test(next);
    while (at < this.end && (isDigits ? /\d/.test(this.text[at]!) : isLetter(this.text, at))) at++;
    this.push("open", "{", this.at, this.at);
    if (isDigits) this.push("number", this.text.slice(this.at, at), this.at, at);
    else {
      for (let k = this.at; k < at; k++) this.push("name", canonicalName(this.text[k]!), k, k + 1);
    }
    this.push("close", "}", at, at);
    this.at = at;
  }
}

/** `ŷ` as its letter and its accent. */
function letterWithAccent(character: string): readonly string[] | undefined {
  if (character < "\u00c0" || character > "\u1eff") return undefined;
  const parts = Array.from(character.normalize("NFD"));
  return parts.length === 2 && /[A-Za-z]/.test(parts[0]!) && COMBINING.has(parts[1]!)
    ? parts
    : undefined;
}

function isLetter(text: string, at: number): boolean {
  const character = text[at] ?? "";
  return /[A-Za-z]/.test(character) || isGreekLetter(character) || character === "ℓ";
}

/** A word of three small letters or more is one name; digits belong to the letter before them. */
function guessedLength(run: string, at: number): number {
  const word = /^[a-z]{3,}(?=\d|$)\d*/.exec(run.slice(at, at + 60))?.[0];
  if (word !== undefined && at === 0 && word.length === run.length) return word.length;
  return /^.\d*/u.exec(run.slice(at, at + 60))![0].length;
}
