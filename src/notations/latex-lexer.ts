import { canonicalName, greekLetterNamed } from "../text/greek.ts";
import type { Span } from "../text/span.ts";
import { isOfSentence, remedyForWord } from "./foreign-words.ts";
import { COMMANDS, ENVIRONMENTS, IGNORED, SPACES, VARIANTS } from "./latex-commands.ts";
import { functionCalled, highlightMath, type MathToken, type MathTokenKind } from "./math-token.ts";
import type { Highlight, ReadingContext } from "./notation.ts";

const STYLES =
  /^(mathbf|boldsymbol|bm|vec|mathit|mathcal|mathscr|mathfrak|mathbb|mathds|pmb|underline|mathnormal|symbf|bf|it|cal|boldmath|bs|mathbfit|symbfit|overrightarrow|textbf|textit)$/;
const UPRIGHT =
  /^(mathrm|text|textrm|textsf|operatorname|mathop|textnormal|mbox|mathsf|mathtt|rm|sf|textup|hbox|DeclareMathOperator)$/;
const ACCENTS: ReadonlyMap<string, string> = new Map([
  ["hat", "hat"],
  ["widehat", "hat"],
  ["tilde", "tilde"],
  ["widetilde", "tilde"],
  ["bar", "bar"],
  ["overline", "bar"],
  ["dot", "dot"],
  ["ddot", "ddot"],
  ["check", "check"],
  ["breve", "breve"],
]);
const SIZES = /^(left|right|middle|[bB]igg?[lrm]?)$/;
const OPENINGS: ReadonlyMap<string, string> = new Map([
  ["(", "("],
  ["[", "["],
  ["\\{", "\\{"],
  ["\\lbrace", "\\{"],
  ["\\langle", "<"],
  ["<", "<"],
  ["⟨", "<"],
  ["\\lparen", "("],
  ["\\lbrack", "["],
]);
const CLOSINGS: ReadonlyMap<string, string> = new Map([
  [")", ")"],
  ["]", "]"],
  ["\\}", "\\}"],
  ["\\rbrace", "\\}"],
  ["\\rangle", ">"],
  [">", ">"],
  ["⟩", ">"],
  ["\\rparen", ")"],
  ["\\rbrack", "]"],
]);
const BARS: ReadonlyMap<string, { readonly text: string; readonly side?: "open" | "close" }> =
  new Map([
    ["|", { text: "|" }],
    ["\\vert", { text: "|" }],
    ["\\mid", { text: "|" }],
    ["\\lvert", { text: "|", side: "open" }],
    ["\\rvert", { text: "|", side: "close" }],
    ["\\|", { text: "‖" }],
    ["\\Vert", { text: "‖" }],
    ["‖", { text: "‖" }],
    ["∥", { text: "‖" }],
    ["∣", { text: "|" }],
    ["\\parallel", { text: "‖" }],
    ["\\lVert", { text: "‖", side: "open" }],
    ["\\rVert", { text: "‖", side: "close" }],
  ]);
const SIGNS: ReadonlyMap<string, string> = new Map([
  ["+", "+"],
  ["-", "-"],
  ["−", "-"],
  ["–", "-"],
  ["*", "*"],
  ["/", "/"],
  ["=", "="],
  [",", ","],
  [";", ";"],
  [":", ":"],
  ["'", "'"],
  ["’", "'"],
  ["·", "cdot"],
  ["×", "times"],
  ["⊙", "hadamard"],
  ["∘", "hadamard"],
  ["⊗", "kron"],
  ["⊤", "top"],
  ["∈", "in"],
  [".", "."],
  ["@", "@"],
  ["!", "!"],
]);
const SPECIAL_SIGNS: ReadonlyMap<string, string> = new Map([
  ["∂", "partial"],
  ["∇", "nabla"],
  ["∑", "sum"],
]);
/** What may stand behind `\\left`. */
const DELIMITER =
  /^(?:[()[\]|.<>/‖⟨⟩]|\\(?:[{}|]|[lr]?(?:angle|vert|Vert|brace|brack|paren|floor|ceil)(?![A-Za-z])))/;
const NUMBER = /\d+(?:\.\d+)?|\.\d+/y;
const COMMAND = /\\(?:[A-Za-z]+\*?|[^A-Za-z])/y;
const LETTERS = /[A-Za-z]+/y;
const LENGTH = /^\s*\{\s*-?\d*\.?\d+\s*(?:mu|pt|em|ex|mm|cm|in|pc)\s*\}$/;

/**
 * Splits LaTeX into tokens. Styles, spaces, sizes of brackets, environments and the signs about
 * formulas are left out; braces about a single token too. Never fails: what is not understood is a
 * token of the kind `unknown`. Linear.
 */
export function tokenizeLatex(text: string, context: ReadingContext, range: Span): MathToken[] {
  return new LatexLexer(text, context, range).run();
}

const NOISE =
  /\\\\|\\(?:begin|end)\s*\{[A-Za-z]*\*?\}(?:\{\d*\})?|[$&]|\\[()[\]]|%[^\n]*|\\(?:nonumber|notag|displaystyle|quad|qquad)(?![A-Za-z])|\\(?:label|tag|[hv]?phantom|hspace\*?)\{[^{}]*\}|\{\}|\\[,;:! ]/g;

/** Signs that set a name equal to what it stands for. */
const DEFINES =
  /\\(?:triangleq|equiv|coloneqq|coloneq|defeq|eqdef|doteq)(?![A-Za-z])|\\(?:stackrel|overset)\s*\{(?:[^{}]|\{[^{}]{0,40}\}){0,60}\}\s*\{\s*:?=\s*\}|[≜≝≔≡]/g;

/** The text without environments, alignment and the signs that set formulas apart. */
export function bareLatex(text: string): string {
  return (
    text
      .replace(NOISE, (noise) => (noise === "\\\\" ? noise : noise.replace(/[^\n]/g, " ")))
      // At the end, for what is behind the sign is the right side.
      .replace(DEFINES, (sign) => "=".padStart(sign.length))
  );
}

/** Every piece of a text in LaTeX. */
export function highlightLatex(text: string, context: ReadingContext = {}): readonly Highlight[] {
  const lexer = new LatexLexer(text, context, { from: 0, to: text.length });
  return highlightMath(lexer.run(), lexer.passed);
}

class LatexLexer {
  /** What was passed over, for those who show all of a text. */
  readonly passed: Highlight[] = [];
  private readonly text: string;
  private readonly names: ReadonlySet<string>;
  private readonly letterNames: ReadonlySet<string>;
  private readonly end: number;
  private readonly tokens: MathToken[] = [];
  /** The places in `tokens` where braces are open. */
  private readonly braces: number[] = [];
  private readonly dollarsFit: boolean;
  private at: number;
  private spaced = false;
  private side: "open" | "close" | undefined;
  /** Arguments to come that are one digit where no brace stands. */
  private digits = 0;

  constructor(text: string, { variables, functions }: ReadingContext, range: Span) {
    this.text = text;
    this.letterNames = variables ?? new Set();
    this.names = new Set([...(variables ?? []), ...(functions ?? [])].filter(isTypedInLetters));
    this.at = range.from;
    this.end = range.to;
    this.dollarsFit = dollarsFit(text);
  }

  run(): MathToken[] {
    while (this.at < this.end) {
      const from = this.at;
      const count = this.tokens.length;
      this.step();
      const isComment = this.text[from] === "%";
      if (this.tokens.length <= count && this.text.slice(from, this.at).trim() !== "") {
        const kind = isComment ? "comment" : this.text[from] === "}" ? "bracket" : "command";
        this.passed.push({ kind, from, to: this.at });
      }
    }
    for (const { place, from } of this.lefts.reverse()) {
      this.tokens.splice(place, 0, { kind: "unknown", text: "\\left", from, to: from + 5 });
    }
    this.push("end", "", this.end, this.end);
    return merged(this.tokens);
  }

  private push(kind: MathTokenKind, text: string, from: number, to: number, more = {}): void {
    const spaced = this.spaced ? { spaced: true as const } : {};
    this.tokens.push({ kind, text, from, to, ...spaced, ...more });
    this.spaced = false;
    this.side = undefined;
    if (kind !== "script" && kind !== "special") this.digits = Math.max(0, this.digits - 1);
  }

  private step(): void {
    const { text, at } = this;
    const character = text[at]!;
    if (character === "$") this.dollar();
    else if (/[\s~&\u00a0\u200b-\u200d\u2060-\u2064\ufeff]/.test(character)) {
      if (character === "~") this.spaced = true;
      this.at++;
    } else if (character === "%") {
      const lineEnd = text.indexOf("\n", at);
      this.at = lineEnd < 0 ? this.end : Math.min(this.end, lineEnd);
    } else if (/[\d]/.test(character) || (character === "." && /\d/.test(text[at + 1] ?? ""))) {
      this.number();
    } else if (/[A-Za-z]/.test(character)) {
      this.letters();
    } else if (character === "\\") {
      this.command();
    } else {
      this.sign(character);
    }
  }

  /** A dollar sign sets formulas apart, and means nothing within one. */
  private dollar(): void {
    const last = this.tokens[this.tokens.length - 1];
    const isWithin = this.braces.length > 0 || last?.kind === "script" || last?.kind === "special";
    const from = this.at++;
    if (isWithin || !this.dollarsFit) this.push("unknown", "$", from, this.at);
  }

  private number(): void {
    const from = this.at;
    NUMBER.lastIndex = from;
    const [digits = this.text[from]!] = NUMBER.exec(this.text) ?? [];
    const last = this.tokens[this.tokens.length - 1];
    const isScript = last?.kind === "script";
    const taken = this.digits > 0 && !isScript ? digits[0]! : digits.slice(0, this.end - from);
    this.at = from + taken.length;
    const isUnbraced = isScript && taken.length > 1;
    this.push("number", taken, from, this.at, isUnbraced ? { unbraced: true } : {});
  }

  /** Single letters are names of their own, but for declared names. */
  private letters(): void {
    LETTERS.lastIndex = this.at;
    const from = this.at;
    const [word = ""] = LETTERS.exec(this.text) ?? [];
    const known = this.knownName(from, from + word.length);
    const called = known === undefined ? this.functionTyped(word, from + word.length) : undefined;
    if (called !== undefined) {
      this.at = from + word.length;
      this.push("function", called, from, this.at);
      return;
    }
    if (known === undefined && this.isWord(word, from)) {
      this.at = Math.min(this.end, from + word.length);
      this.push("unknown", word, from, this.at);
      return;
    }
    this.at = from + (known?.length ?? 1);
    this.push("name", known ?? word[0]!, from, this.at);
  }

  /** A run of letters that nobody means as a product: `with`, `argmin`. */
  private isWord(word: string, from: number): boolean {
    if (this.digits > 0 || /[A-Za-z]/.test(this.text[from - 1] ?? "")) return false;
    const [brace, script] = [this.tokens.at(-1), this.tokens.at(-2)];
    if (brace?.kind === "script" || (brace?.text === "{" && script?.kind === "script"))
      return false;
    const declared = Array.from(word).filter((letter) => this.letterNames.has(letter)).length;
    if (declared === word.length) return false;
    if (remedyForWord(word) !== undefined || isOfSentence(word)) return true;
    if (/^[A-Za-z][a-z]{3,}$/.test(word)) return true;
    return /^[a-z]{3}$/.test(word) && this.letterNames.size > 0 && declared === 0;
  }

  /** `Tr(`, `ln x`: a function whose backslash was left out. */
  private functionTyped(word: string, to: number): string | undefined {
    if (word.length < 2 || this.digits > 0 || to > this.end) return undefined;
    const called = functionCalled(word);
    if (called === undefined) return undefined;
    const follows = this.text
      .slice(to, to + 40)
      .replace(/^(\\left|\\[bB]igg?l?|\\[,!;: ]|\s)+/, "");
    const isCalled = /^(\(|\[|\\\{)/.test(follows);
    const isProduct = Array.from(word).every((letter) => this.letterNames.has(letter));
    return isCalled || (!isProduct && (SHORT_FUNCTIONS.has(word) || LONG_FUNCTION.test(word)))
      ? called
      : undefined;
  }

  /** The longest declared name that the letters from here begin with; digits may belong to it. */
  private knownName(from: number, to: number): string | undefined {
    if (this.names.size === 0 || this.digits > 0) return undefined;
    let end = to;
    while (end < this.end && /\w/.test(this.text[end]!) && this.text[end] !== "_") end++;
    for (; end > from + 1; end--) {
      const name = this.text.slice(from, end);
      if (this.names.has(name)) return name;
    }
    return undefined;
  }

  private command(): void {
    COMMAND.lastIndex = this.at;
    const from = this.at;
    const command = COMMAND.exec(this.text)?.[0] ?? "\\";
    const to = Math.min(this.end, from + command.length);
    this.at = to;
    const name = command.slice(1).replace(/\*$/, "");
    if (SPACES.has(command)) this.spaced = command !== "\\!";
    else if (IGNORED.has(name)) return;
    else if (/^\\[()[\]]$/.test(command)) {
      if (!this.standsOutside(command, from, to)) this.push("unknown", command, from, to);
    } else if (command === "\\\\" || name === "newline" || name === "cr") {
      this.newline(from);
    } else if (name === "begin" || name === "end") this.environment(from);
    else if (/^(label|tag|[hv]space|color|textcolor|[hv]?phantom)$/.test(name))
      this.skipGroup(name, from);
    else if (/^(m?kern|[mh]skip)$/.test(name)) this.skipLength(name, from);
    else if (name === "underset" || name === "overset") this.set(from);
    else if (name === "underbrace" || name === "overbrace") this.brace(name, from);
    else if (SIZES.test(name)) this.size(name, from);
    else if (this.delimiter(command, from, to)) return;
    else if (STYLES.test(name)) this.style(name, from);
    else if (UPRIGHT.test(name)) this.upright(from);
    else if (ACCENTS.has(name)) this.accent(name, from, to);
    else this.meaning(command, name, from, to);
  }

  /** Whether `\\[` or `\\]` has nothing but space on its outer side. */
  private standsOutside(command: string, from: number, to: number): boolean {
    if (this.braces.length > 0) return false;
    if (/[[(]/.test(command))
      return /(^|\n)[^\S\n]*$/.test(this.text.slice(Math.max(0, from - 40), from));
    return /^[^\S\n]*[.,;:]?[^\S\n]*(\n|$)/.test(this.text.slice(to, to + 40));
  }

  private accent(name: string, from: number, to: number): void {
    const next = /^\s*\\([A-Za-z]+)/.exec(this.text.slice(to, to + 30))?.[1];
    const isCommand = next !== undefined && (STYLES.test(next) || ACCENTS.has(next));
    if (isCommand) this.push("unknown", this.text.slice(from, to), from, to);
    else this.push("special", `accent ${ACCENTS.get(name)}`, from, to);
  }

  private meaning(command: string, name: string, from: number, to: number): void {
    const greek = VARIANTS.get(name) ?? (greekLetterNamed(name) === undefined ? undefined : name);
    const known = COMMANDS.get(name);
    if (greek !== undefined) this.push("name", greek, from, to);
    else if (known) {
      this.push(known.kind, known.text, from, to, known.upright ? { upright: true } : {});
      if (known.arguments) this.digits = known.arguments;
    } else if (functionCalled(name) !== undefined) {
      this.push("function", functionCalled(name)!, from, to);
    } else if (this.names.has(name)) {
      this.push("name", name, from, to);
    } else this.push("unknown", command, from, to);
  }

  private newline(from: number): void {
    const space = /^\s*\[[^\]]{0,20}\]/.exec(this.text.slice(this.at, this.at + 40));
    if (space && /\d\s*(pt|em|ex|mm|cm|in)/.test(space[0])) this.at += space[0].length;
    this.push("newline", "\\\\", from, this.at);
  }

  private environment(from: number): void {
    const group = /^\s*\{([A-Za-z]*\*?)\}/.exec(this.text.slice(this.at, this.at + 60));
    const name = group?.[1]?.replace("*", "");
    this.at = Math.min(this.end, this.at + (group?.[0].length ?? 0));
    if (name !== undefined && ENVIRONMENTS.has(name)) this.push("newline", "", from, this.at);
    else this.push("unknown", this.text.slice(from, this.at), from, this.at);
  }

  private skipGroup(name: string, from: number): void {
    const group = /^\s*\{[^{}]*\}/.exec(
      this.text.slice(this.at, Math.min(this.end, this.at + 200)),
    );
    const isColour = !name.endsWith("color") || /^\s*\{[A-Za-z0-9#!]+\}$/.test(group?.[0] ?? "");
    const isLength = !name.endsWith("space") || LENGTH.test(group?.[0] ?? "");
    if (!group || !isColour || !isLength)
      this.push("unknown", this.text.slice(from, this.at), from, this.at);
    else this.at += group[0].length;
  }

  /** `\\mkern-1.5mu` */
  private skipLength(name: string, from: number): void {
    const length = /^\s*-?\d*\.?\d+\s*(?:mu|pt|em|ex|mm|cm|in)/.exec(
      this.text.slice(this.at, this.at + 30),
    );
    if (!length) this.push("unknown", `\\${name}`, from, this.at);
    else this.at += length[0].length;
  }

  /** Where `\left` waits for its `\right`. */
  private readonly lefts: { place: number; depth: number; from: number }[] = [];

  /** `\left`, `\bigr`: says which side the bracket behind it is on. */
  private size(name: string, from: number): void {
    const depth = this.braces.length;
    if (name === "left") this.lefts.push({ place: this.tokens.length, depth, from });
    else if (name === "right") {
      const opening = this.lefts.pop();
      if (opening?.depth !== depth) this.push("unknown", "\\right", from, this.at);
    }
    this.side = /^left$|l$/.test(name) ? "open" : /^right$|r$/.test(name) ? "close" : undefined;
    while (/\s/.test(this.text[this.at] ?? "") && this.at < this.end) this.at++;
    if (!DELIMITER.test(this.text.slice(this.at, this.at + 10))) {
      this.push("unknown", `\\${name}`, from, from + name.length + 1);
    }
    if (this.text[this.at] === "." && name !== "middle") {
      this.at++;
      this.side = undefined;
    }
  }

  private delimiter(typed: string, from: number, to: number): boolean {
    const opening = OPENINGS.get(typed);
    const closing = CLOSINGS.get(typed);
    const bar = BARS.get(typed);
    if (opening !== undefined) this.push("open", opening, from, to);
    else if (closing !== undefined) this.push("close", closing, from, to);
    else if (bar) {
      const side = bar.side ?? this.side;
      this.push("bar", bar.text, from, to, side === undefined ? {} : { side });
    } else return false;
    return true;
  }

  private sign(character: string): void {
    const from = this.at;
    const size = String.fromCodePoint(this.text.codePointAt(from)!).length;
    this.at = from + size;
    const pair = this.text.slice(from, from + 2);
    if (character === "{") {
      this.braces.push(this.tokens.length);
      this.labels.push(this.nextLabel);
      this.nextLabel = undefined;
      const kept = this.digits;
      this.push("open", "{", from, this.at);
      this.digits = 0;
      this.pending.push(Math.max(0, kept - 1));
    } else if (character === "}") this.closeBrace(from);
    else if (character === "^" || character === "_") {
      const [before, brace] = this.tokens.slice(-2);
      // `X^{^{\\top}}` sets the sign higher, and means no more by it.
      const isRaised = before?.text === character && brace?.text === "{" && character === "^";
      if (!isRaised) this.push("script", character, from, this.at);
    } else if (this.delimiter(character, from, this.at)) return;
    else if (/^(\.[*/^(]|:=)$/.test(pair)) {
      this.at = from + (pair === ".(" ? 1 : 2);
      this.push("symbol", pair === ":=" ? "=" : pair, from, this.at);
    } else {
      const letter = greekOf(character);
      const special = SPECIAL_SIGNS.get(character);
      if (special !== undefined) {
        this.push("special", special, from, this.at);
        return;
      }
      const sign = SIGNS.get(character);
      if (letter !== undefined) this.push("name", letter, from, this.at);
      else if (sign !== undefined) this.push("symbol", sign, from, this.at);
      else this.push("unknown", this.text.slice(from, from + size), from, this.at);
    }
  }

  /** What is left of an outer command's arguments when a brace closes. */
  private readonly pending: number[] = [];

  /** Braces about one token are left out: `{x}` is x. */
  private closeBrace(from: number): void {
    const opening = this.braces.pop();
    this.digits = 0;
    const label = this.labels.pop();
    if (opening !== undefined && this.isEmptyGroup(opening)) {
      const [brace] = this.tokens.splice(opening, 1);
      this.passed.push({ kind: "bracket", from: brace!.from, to: brace!.to });
      this.digits = this.pending.pop() ?? 0;
      return;
    }
    if (opening !== undefined && this.tokens.length === opening + 2 && !this.isCompound()) {
      const [brace] = this.tokens.splice(opening, 1);
      this.passed.push({ kind: "bracket", from: brace!.from, to: brace!.to });
      const spaced = brace!.spaced && { spaced: true as const };
      this.tokens[opening] = { ...this.tokens[opening]!, ...spaced, end: this.at };
    } else this.push("close", "}", from, this.at);
    this.digits = this.pending.pop() ?? 0;
    if (label) this.skipLabel(label);
  }

  /** `{}` sets nothing, but for an argument that is missing. */
  private isEmptyGroup(opening: number): boolean {
    if (this.tokens.length !== opening + 1) return false;
    const before = this.tokens[opening - 1];
    return (
      before?.kind !== "script" && before?.kind !== "special" && (this.pending.at(-1) ?? 0) < 1
    );
  }

  /** `\\underset{w}{\\arg\\min}` is told as a whole. */
  private set(from: number): void {
    const groups = /^(?:\s*\{[^{}]*\}){1,2}/.exec(this.text.slice(this.at, this.at + 100));
    this.at = Math.min(this.end, this.at + (groups?.[0].length ?? 0));
    this.push("unknown", this.text.slice(from, this.at), from, this.at);
  }

  /** Of the open braces: the sign of the label that stands below or above what they hold. */
  private readonly labels: ("_" | "^" | undefined)[] = [];
  private nextLabel: "_" | "^" | undefined;

  /** `\\underbrace{...}_{\\text{fit}}` is what it holds. */
  private brace(name: string, from: number): void {
    if (/^\s*\{/.test(this.text.slice(this.at, this.at + 20)))
      this.nextLabel = name === "underbrace" ? "_" : "^";
    else this.push("unknown", this.text.slice(from, this.at), from, this.at);
  }

  private skipLabel(sign: string): void {
    const start = /^\s*([_^])\s*(\{?)/.exec(this.text.slice(this.at, this.at + 20));
    if (start?.[1] !== sign) return;
    let at = this.at + start[0].length;
    let depth = start[2] === "" ? 0 : 1;
    if (depth === 0) at++;
    for (; depth > 0 && at < this.end; at++) {
      if (this.text[at] === "\\") at++;
      else if (this.text[at] === "{") depth++;
      else if (this.text[at] === "}") depth--;
    }
    const from = this.at;
    this.at = Math.min(this.end, at);
    if (depth > 0) this.push("unknown", this.text.slice(from, this.at), from, this.at);
  }

  /** Whether the last token is no operand by itself, so that its braces matter. */
  private isCompound(): boolean {
    const { kind } = this.tokens[this.tokens.length - 1]!;
    return kind === "open" || kind === "script" || kind === "special";
  }

  /** `\mathbf{1}` is a column of ones; else a bold letter is the letter. */
  private style(name: string, from: number): void {
    const next = /^\s*\\([A-Za-z]+)/.exec(this.text.slice(this.at, this.at + 30))?.[1];
    const takesNext = !/^(bf|it|cal|rm|sf|boldmath)$/.test(name);
    const isStyle =
      next !== undefined && (STYLES.test(next) || UPRIGHT.test(next) || SIZES.test(next));
    const isLast = /^\s*([}^_&$]|$)/.test(this.text.slice(this.at, this.at + 20));
    // `\\frac\\mathbf{U}{V}`: a command is no argument without braces.
    const isScript = this.tokens[this.tokens.length - 1]?.kind === "script";
    const isArgument = isScript ? !name.startsWith("math") : this.digits > 0;
    if (takesNext && (isStyle || isLast || isArgument)) {
      this.push("unknown", this.text.slice(from, this.at), from, this.at);
      return;
    }
    const bold = /^\s*\{\s*([A-Za-z]{2,})\s*\}/.exec(this.text.slice(this.at, this.at + 40));
    const called = bold && this.functionTyped(bold[1]!, this.at + bold[0].length);
    if (called) {
      this.at += bold[0].length;
      this.push("function", called, from, this.at, { upright: true });
      return;
    }
    const digit = /^\s*(?:\{\s*([01])\s*\}|([01]))/.exec(this.text.slice(this.at, this.at + 12));
    const isNumber = !/^(mathit|mathcal|underline|mathnormal|it|cal)$/.test(name);
    if (digit && isNumber) {
      this.at = Math.min(this.end, this.at + digit[0].length);
      const one = (digit[1] ?? digit[2]) === "1";
      this.push("special", one ? "ones" : "zeros", from, this.at);
      return;
    }
    const calligraphic = /^\s*\{\s*K\s*\}/.exec(this.text.slice(this.at, this.at + 8));
    if (name === "mathcal" && calligraphic) {
      this.at = Math.min(this.end, this.at + calligraphic[0].length);
      this.push("special", "commutation", from, this.at);
    } else if (name === "mathbb") this.blackboard(from);
  }

  private blackboard(from: number): void {
    const letter = /^\s*(?:\{\s*([A-Z])\s*\}|([A-Z]))/.exec(this.text.slice(this.at, this.at + 12));
    const name = letter?.[1] ?? letter?.[2];
    if (letter === null || name === undefined) return;
    this.at = Math.min(this.end, this.at + letter[0].length);
    if (name === "I") this.push("name", "I", from, this.at);
    else if (name === "R") this.push("word", "R", from, this.at, { upright: true });
    else this.push("unknown", this.text.slice(from, this.at), from, this.at);
  }

  /** `\\operatorname{rank}` is a function, and none that is known; so is `\\mathrm{rank}`. */
  private isOperator(word: string, from: number): boolean {
    if (this.names.has(word) || functionCalled(word) !== undefined) return false;
    if (remedyForWord(word) !== undefined) return true;
    const isLabel = this.tokens
      .slice(-2)
      .some(({ kind, text }) => kind === "script" && text === "_");
    return !isLabel && this.text.startsWith("\\operatorname", from) && /^[A-Za-z]{2,}$/.test(word);
  }

  /** `\mathrm{loss}`, `\operatorname{tr}`, `\text{Tr}`: a word; of one letter, an upright name. */
  private upright(from: number): void {
    // `{\\rm tr}`: upright up to the end of the group.
    const old = /^\\(?:rm|sf)(?![A-Za-z])\s*([A-Za-z]{2,})\s*(?=\})/.exec(
      this.text.slice(from, from + 60),
    );
    if (old) {
      this.at = from + old[0].length;
      const called = functionCalled(old[1]!);
      const kind = called === undefined ? "word" : "function";
      this.push(kind, called ?? old[1]!, from, this.at, { upright: true });
      return;
    }
    const group = /^\s*(?:\{([^{}]*)\}|([A-Za-z]))/.exec(this.text.slice(this.at, this.at + 200));
    const isScript = this.tokens[this.tokens.length - 1]?.kind === "script";
    // `\\mathop{\\rm tr}`: the command within says what it is.
    const isCommand = /^\s*\{\s*\\[A-Za-z]{2}/.test(this.text.slice(this.at, this.at + 20));
    if (isCommand && !this.text.startsWith("\\text", from) && !isScript) return;
    const isMath = this.text.startsWith("\\math", from);
    if (!group || (isScript && !isMath && group[1] === undefined)) {
      this.push("unknown", this.text.slice(from, this.at), from, this.at);
      return;
    }
    this.at = Math.min(this.end, this.at + group[0].length);
    const content = (group[1] ?? group[2] ?? "").replace(/\\[,;:! ]|\s+$|^\s+/g, "");
    const word = content.replace(/\\_/g, "_");
    const to = this.at;
    if (/^\d+(\.\d+)?$/.test(word)) this.push("number", word, from, to);
    else if (/^[A-Za-z]$/.test(word)) this.push("name", word, from, to, { upright: true });
    else if (this.isOperator(word, from)) this.push("unknown", word, from, to);
    else if (this.names.has(word) || (/^[A-Za-z]\w*$/.test(word) && !functionCalled(word))) {
      this.push("word", word, from, to, { upright: true });
    } else if (functionCalled(word) !== undefined) {
      this.push("function", functionCalled(word)!, from, to, { upright: true });
    } else if (word === "") this.spaced = true;
    else this.push("unknown", this.text.slice(from, to), from, to);
  }
}

/** Whether dollar signs come in pairs that stand about whole formulas. */
function dollarsFit(text: string): boolean {
  const runs = [...text.matchAll(/\$+/g)];
  return (
    runs.length % 2 === 0 &&
    runs.every(([run], k) => run.length < 3 && run === runs[k ^ 1]![0]) &&
    runs.every(({ 0: run, index }, k) =>
      k % 2 === 0
        ? /^$|[\s.,;:]/.test(text.slice(Math.max(0, index - 1), index))
        : /^$|[\s.,;:]/.test(text.slice(index + run.length, index + run.length + 1)),
    )
  );
}

/** A name of several letters that are typed as they are; Greek ones are commands. */
function isTypedInLetters(name: string): boolean {
  return name.length > 1 && greekLetterNamed(name) === undefined;
}

/** Words that nobody means as a product of letters. */
const SHORT_FUNCTIONS: ReadonlySet<string> = new Set(["ln", "tr", "Tr"]);
const LONG_FUNCTION = /^[A-Za-z]{3,}$/;

function greekOf(character: string): string | undefined {
  return GREEK.get(character);
}

const GREEK: ReadonlyMap<string, string> = new Map(
  Array.from("αβγδεζηθικλμνξοπρστυφχψωΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", (letter) => [
    letter,
    letterName(letter),
  ]),
);

function letterName(letter: string): string {
  return canonicalName(letter);
}

/** Joins accents with the names they stand over: `\hat y` is `y_hat`. */
function merged(tokens: readonly MathToken[]): MathToken[] {
  const result: MathToken[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    const accents: string[] = [];
    let next = at;
    while (tokens[next]!.kind === "special" && tokens[next]!.text.startsWith("accent ")) {
      accents.push(tokens[next++]!.text.slice("accent ".length));
    }
    const base = tokens[next]!;
    if (accents.length === 0 || (base.kind !== "name" && base.kind !== "word")) {
      result.push(accents.length === 0 ? token : { ...token, kind: "unknown" });
      continue;
    }
    const text = [base.text, ...accents.reverse()].join("_");
    result.push({ ...base, kind: "name", text, from: token.from });
    at = next;
  }
  return result;
}
