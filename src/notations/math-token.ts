import { canonicalFunctionName } from "../functions/table.ts";
import type { Span } from "../text/span.ts";
import type { Highlight } from "./notation.ts";

// The tokens that LaTeX and linear Unicode have in common: one reader serves both.

export type MathTokenKind =
  | "number"
  /** One letter, or a declared name of several. */
  | "name"
  /** Several upright letters that are no function. */
  | "word"
  | "function"
  /** Signs between and behind operands, by canonical text: `+`, `cdot`, `hadamard`, `'`, `top` ... */
  | "symbol"
  | "open"
  | "close"
  /** `|` and `‖`, which open and close alike */
  | "bar"
  /** `^` and `_` */
  | "script"
  /** `frac`, `sqrt`, `sum`, `partial`, `nabla`, `ones`, `zeros`: read in a way of their own */
  | "special"
  /** What a comment, a label or a space is to the reader: nothing. */
  | "unknown"
  | "newline"
  | "end";

export interface MathToken extends Span {
  readonly kind: MathTokenKind;
  readonly text: string;
  /** Typed in upright letters, as labels are. */
  readonly upright?: true;
  /** A space was set before it on purpose: `c \, (a + b)` is no call. */
  readonly spaced?: true;
  /** Of a bar: whether `\left` or `\right` says which side it is. */
  readonly side?: "open" | "close";
  /** An exponent or index of several digits without braces, of which LaTeX takes the first only. */
  readonly unbraced?: true;
  /** Where braces about this one token end; they are no tokens of their own. */
  readonly end?: number;
  /** Of an opening bracket, or a bar that \\left opens: the place of the token that closes it, or -1. */
  readonly partner?: number;
}

const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ["sgn", "sign"],
  ["vect", "vec"],
  ["vectorize", "vec"],
  ["lse", "logsumexp"],
  ["logistic", "sigmoid"],
  ["sigm", "sigmoid"],
  ["heaviside", "step"],
  ["adjugate", "adj"],
  ["arctanh", ""],
]);

/** The function that an upright word names: `Tr`, `ReLU`, `sgn`. */
export function functionCalled(word: string): string | undefined {
  const small = word.toLowerCase();
  const spelled = SPELLINGS.get(small) ?? small;
  return canonicalFunctionName(word) ?? canonicalFunctionName(spelled);
}

const KINDS: Readonly<Partial<Record<MathTokenKind, Highlight["kind"]>>> = {
  number: "number",
  name: "name",
  word: "name",
  function: "function",
  symbol: "operator",
  script: "operator",
  open: "bracket",
  close: "bracket",
  bar: "bracket",
  special: "command",
  newline: "operator",
  unknown: "unknown",
};

/** Tokens, and pieces that are none, as pieces to be shown: in order, none within another. */
export function highlightMath(
  tokens: readonly MathToken[],
  passed: readonly Highlight[] = [],
): readonly Highlight[] {
  const pieces: Highlight[] = [...passed];
  for (const { kind, from, to } of tokens) {
    const shown = KINDS[kind];
    if (shown !== undefined && to > from) pieces.push({ kind: shown, from, to });
  }
  pieces.sort((a, b) => a.from - b.from);
  let end = 0;
  return pieces.filter((piece) => {
    const isFirst = piece.from >= end;
    if (isFirst) end = piece.to;
    return isFirst;
  });
}

/** The tokens of one expression: without line ends and a closing full stop, subscripts first. */
export function readable(tokens: readonly MathToken[]): MathToken[] {
  const kept = tokens.filter(({ kind }) => kind !== "newline");
  const end = kept.pop()!;
  while (kept.length > 0 && isPunctuation(kept[kept.length - 1]!)) kept.pop();
  return withPartners(subscriptsFirst(fractionsOver([...kept, end])));
}

/** A longer group is left as it is: nobody types it. */
const LONGEST_OVER = 5000;

/** `{a \\over b}` as `{\\frac{a}{b}}`. */
function fractionsOver(tokens: readonly MathToken[]): readonly MathToken[] {
  if (!tokens.some(({ kind, text }) => kind === "special" && text === "over")) return tokens;
  const result: MathToken[] = [];
  const open: { start: number; over: number }[] = [];
  const rewrite = (start: number, over: number): void => {
    const sign = result[over]!;
    const brace = (text: "{" | "}", at: number): MathToken => ({
      kind: text === "{" ? "open" : "close",
      text,
      from: at,
      to: at,
    });
    const above = result.slice(start, over);
    const below = result.slice(over + 1);
    const end = below[below.length - 1]?.to ?? sign.to;
    result.length = start;
    result.push(
      { ...sign, text: "frac" },
      brace("{", above[0]?.from ?? sign.from),
      ...above,
      brace("}", sign.from),
      brace("{", sign.to),
      ...below,
      brace("}", end),
    );
  };
  for (const token of tokens) {
    const top = open[open.length - 1];
    if ((token.kind === "close" || token.kind === "end") && top && top.over >= 0) {
      if (result.length - top.start < LONGEST_OVER) rewrite(top.start, top.over);
    }
    if (token.kind === "close") open.pop();
    if (token.kind === "special" && token.text === "over" && top && top.over < 0)
      top.over = result.length;
    result.push(token);
    if (token.kind === "open") open.push({ start: result.length, over: -1 });
  }
  return result;
}

function isPunctuation({ kind, text }: MathToken): boolean {
  return kind === "symbol" && /^[.,;]$/.test(text);
}

/** `x^2_i` is `x_i^2`, `\\|x\\|^2_2` is `\\|x\\|_2^2`; but `X^{-1}_{ij}` is an entry of the inverse. */
function subscriptsFirst(given: readonly MathToken[]): MathToken[] {
  const tokens = [...withPartners(given)];
  // From the end, so that brackets further in are settled before those about them.
  for (let at = tokens.length - 1; at > 0; at--) {
    if (tokens[at]!.kind !== "script" || tokens[at]!.text !== "^") continue;
    const middle = argumentEnd(tokens, at + 1);
    const below = tokens[middle];
    if (below?.kind !== "script" || below.text !== "_") continue;
    const before = tokens[at - 1]!.kind;
    const isShort = middle - at <= 4;
    const isPower = isShort && tokens.slice(at + 1, middle).every(({ kind }) => POWER.has(kind));
    const swaps = /^(bar|special|function)$/.test(before) || (isPower && before === "name");
    if (!swaps) continue;
    const end = argumentEnd(tokens, middle + 1);
    // The last token is the end of the text, which is no argument.
    if (end >= tokens.length) continue;
    tokens.splice(at, end - at, ...tokens.slice(middle, end), ...tokens.slice(at, middle));
  }
  return tokens;
}

const POWER: ReadonlySet<MathTokenKind> = new Set<MathTokenKind>(["number", "open", "close"]);

/** Behind the argument that begins at `at`: one token, or what a pair of braces holds. */
function argumentEnd(tokens: readonly MathToken[], at: number): number {
  const token = tokens[at];
  if (token?.text !== "{" || token.kind !== "open") return at + 1;
  return token.partner === undefined || token.partner < 0 ? tokens.length : token.partner + 1;
}

/** Finds for each opening bracket the one that closes it; brackets of another kind close nothing. */
function withPartners(tokens: readonly MathToken[]): MathToken[] {
  const partners = new Map<number, number>();
  const open: number[] = [];
  const bars: number[] = [];
  for (const [at, { kind, text, side }] of tokens.entries()) {
    if (kind === "open") open.push(at);
    if (kind === "bar" && side === "open") bars.push(at);
    if (kind === "bar" && side === "close" && bars.length > 0) partners.set(bars.pop()!, at);
    if (kind !== "close") continue;
    // A `<` that nothing closes compares.
    if (text !== ">") {
      while (open.length > 0 && tokens[open[open.length - 1]!]!.text === "<") open.pop();
    }
    const opening = open[open.length - 1];
    if (opening === undefined || CLOSING.get(tokens[opening]!.text) !== text) continue;
    open.pop();
    partners.set(opening, at);
  }
  return tokens.map((token, at) =>
    token.kind === "open" || (token.kind === "bar" && token.side === "open")
      ? { ...token, partner: partners.get(at) ?? -1 }
      : token,
  );
}

/** The bracket that closes each. */
export const CLOSING: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
  ["\\{", "\\}"],
  ["<", ">"],
  ["norm", "norm"],
  ["abs", "abs"],
]);
