import type { Index } from "../syntax/expression.ts";
import type { MathToken } from "./math-token.ts";

// What stands above and below a symbol, looked at as tokens.

/** What an exponent says that is no power. */
export type Superscript =
  | { readonly kind: "transpose" }
  /** `T` where T is a variable */
  | { readonly kind: "power-of-t" }
  | { readonly kind: "inverse-transpose" }
  | { readonly kind: "pseudo-inverse"; readonly sign: "+" | "dagger" }
  | { readonly kind: "star" }
  /** `(1)`, `[l]`: a number of a layer or a sample */
  | { readonly kind: "label"; readonly label: MathToken }
  /** `\odot 2`: the exponent begins at that token */
  | { readonly kind: "entrywise"; readonly skip: number }
  | { readonly kind: "power" };

/** @param tokens without the braces about them */
export function superscriptOf(
  tokens: readonly MathToken[],
  isVariable: (name: string) => boolean,
): Superscript {
  const [first, second, third] = tokens;
  if (!first) return { kind: "power" };
  if (tokens.length === 1) {
    if (isTransposeSign(first)) return { kind: "transpose" };
    if (isLetterT(first)) {
      return first.upright || !isVariable(first.text)
        ? { kind: "transpose" }
        : first.text === "T"
          ? { kind: "power-of-t" }
          : { kind: "power" };
    }
    if (first.text === "+" && first.kind === "symbol") return { kind: "pseudo-inverse", sign: "+" };
    if (first.text === "dagger") return { kind: "pseudo-inverse", sign: "dagger" };
    if (first.kind === "symbol" && (first.text === "star" || first.text === "*"))
      return { kind: "star" };
  }
  if (tokens.every((token) => token.kind === "symbol" && token.text === "'") && tokens.length === 1)
    return { kind: "transpose" };
  if (first.text === "-" && second && tokens.length === 2) {
    const isT = isLetterT(second) && (second.upright || !isVariable(second.text));
    if (isTransposeSign(second) || isT) return { kind: "inverse-transpose" };
  }
  // `A^{\\top -1}`, `Aᵀ⁻¹`
  const signs = tokens.map(({ text }) => (text === "'" ? "top" : text)).join(" ");
  if (tokens.length === 3 && (signs === "top - 1" || signs === "- 1 top"))
    return { kind: "inverse-transpose" };
  if (
    tokens.length === 3 &&
    first.kind === "open" &&
    (first.text === "(" || first.text === "[") &&
    (second!.kind === "number" || second!.kind === "name") &&
    third!.kind === "close"
  ) {
    return { kind: "label", label: second! };
  }
  if (first.kind === "symbol" && first.text === "hadamard" && tokens.length > 1) {
    return { kind: "entrywise", skip: 1 };
  }
  return { kind: "power" };
}

function isTransposeSign({ kind, text }: MathToken): boolean {
  return kind === "symbol" && (text === "top" || text === "'");
}

function isLetterT({ kind, text }: MathToken): boolean {
  return kind === "name" && (text === "T" || text === "H");
}

/** What stands below a symbol: letters and numbers, in order. */
export interface Subscript {
  readonly indices: readonly Index[];
  /** All upright: a label and no index. */
  readonly upright: boolean;
  /** As parts of a name: `max`, `1`. */
  readonly labels: readonly string[];
  readonly hasCommas: boolean;
}

/** The token that does not fit, where it is no list of letters and numbers. */
export function subscriptOf(
  tokens: readonly MathToken[],
): Subscript | { readonly misfit: MathToken | undefined } {
  const indices: Index[] = [];
  const labels: string[] = [];
  let upright = true;
  let hasCommas = false;
  let wantsIndex = true;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (token.kind === "symbol" && token.text === ",") {
      if (wantsIndex) return { misfit: token };
      hasCommas = true;
      wantsIndex = true;
      continue;
    }
    wantsIndex = false;
    if (token.kind === "number") {
      if (!/^\d{1,9}$/.test(token.text)) return { misfit: token };
      indices.push(Number(token.text));
      labels.push(token.text);
      continue;
    }
    const isLabel = token.kind === "function" && token.upright === true;
    if (token.kind !== "name" && token.kind !== "word" && !isLabel) {
      return { misfit: token };
    }
    if (!token.upright) upright = false;
    // `i_1` below is the index i1.
    const braces = tokens[at + 2]?.text === "{" ? 1 : 0;
    const digits = tokens[at + 2 + braces];
    const isNumbered = tokens[at + 1]?.text === "_" && digits?.kind === "number";
    const text = isNumbered ? token.text + digits.text : token.text;
    if (isNumbered) at += 2 + 2 * braces;
    indices.push(text);
    labels.push(text);
  }
  if (indices.length === 0 || wantsIndex) return { misfit: tokens[tokens.length - 1] };
  return { indices, upright, labels, hasCommas };
}

/** Letters that number entries where nothing else is known of them. */
export function looksLikeIndex(index: Index): boolean {
  return typeof index === "number" || /^[i-t]\d*$|^[i-t]'$/.test(index) || GREEK_INDICES.has(index);
}

const GREEK_INDICES: ReadonlySet<string> = new Set(["alpha", "beta", "mu", "nu"]);
