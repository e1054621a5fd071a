import { functionNamed } from "../../functions/table.ts";
import { plain } from "../../notations/plain.ts";
import * as B from "../../syntax/build.ts";
import { withParts } from "../../syntax/equality.ts";
import { type Expression, fold } from "../../syntax/expression.ts";
import type { Vocabulary } from "../content/content.ts";

/** A stretch of a sentence: words, or a formula in parts with the signs between them. */
export type Stretch =
  | { readonly kind: "words"; readonly text: string }
  | { readonly kind: "formula"; readonly parts: readonly FormulaPart[] };

export type FormulaPart =
  | { readonly kind: "expression"; readonly expression: Expression }
  /** With a slash, as lines of prose have it. */
  | { readonly kind: "derivative"; readonly body: Expression; readonly by: Expression }
  | { readonly kind: "sign"; readonly sign: Sign };

export type Sign = "=" | "≠" | "<" | ">" | "≤" | "≥" | "×" | "," | "(" | ")";

/** A word, a number, a sign of an operation, or anything else, with the space behind it. */
const TOKENS =
  /(?:[A-Za-z]{2,}'[a-z]+\b|(?:[A-Za-z]\.){2,}|[A-Za-z][A-Za-z0-9]*(?:_(?:\{[^}]*\}|[A-Za-z0-9]+))*|∂|δ_(?:\{[^}]*\}|[A-Za-z0-9]+)|[Α-Ωα-ω]|\d+(?:\.\d+)?|!=|<=|>=|\.\*|\.\/|[-+*/^'ᵀ()[\],=<>≠≤≥×]|[^\s\w])\s*|[^\s]\s*/gu;

const OPERATION = /^(∂|!=|<=|>=|\.\*|\.\/|[-+*/^'ᵀ()[\],=<>≠≤≥×])$/u;

/**
 * Finds the formulas in a sentence: the longest runs of single letters, known names, numbers and signs
 * that can be read. `x_j` is an entry, ∂f/∂x_j a derivative, `n x m` a shape; the article "a" is none.
 */
export function stretchesOf(sentence: string, vocabulary: Vocabulary): Stretch[] {
  const tokens = sentence.match(TOKENS) ?? [];
  const found: Stretch[] = [];
  let words = sentence.slice(0, sentence.length - tokens.join("").length);
  let at = 0;
  while (at < tokens.length) {
    let end = at;
    while (end < tokens.length && isMathematics(tokens[end]!, tokens[end + 1], vocabulary)) {
      end++;
    }
    let formula: FormulaPart[] | undefined;
    for (; end > at; end--) {
      const text = tokens.slice(at, end).join("").trimEnd();
      formula = isArticle(text, tokens[end]) ? undefined : readFormula(text, vocabulary);
      if (formula) break;
    }
    if (formula) {
      if (words !== "") found.push({ kind: "words", text: words });
      found.push({ kind: "formula", parts: formula });
      words = /\s*$/u.exec(tokens[end - 1]!)![0];
      at = end;
    } else {
      words += tokens[at]!;
      at++;
    }
  }
  if (words !== "") found.push({ kind: "words", text: words });
  return found;
}

function isMathematics(typed: string, next: string | undefined, vocabulary: Vocabulary): boolean {
  const token = typed.trimEnd();
  if (OPERATION.test(token) || /^(\d|δ_)/u.test(token)) return true;
  // "Did you mean (A*x)'": a call has no space before its parenthesis.
  if (typed === token && next?.startsWith("(") && functionNamed(token) !== undefined) return true;
  const [base = ""] = token.split("_");
  return vocabulary.names.has(token) || vocabulary.names.has(base) || /^\p{L}$/u.test(base);
}

/** "a number", "A number": followed by a word that is no verb. */
function isArticle(text: string, next: string | undefined): boolean {
  if (!/^[aA]$/.test(text) || next === undefined) return false;
  return /^[A-Za-z]/.test(next) && !/^(is|has|are|stands|by|and|times|with|in|of|or)\b/.test(next);
}

const SHAPE_SIGN = / x (?=\d|[A-Za-z])/g;

function readFormula(text: string, vocabulary: Vocabulary): FormulaPart[] | undefined {
  const sides = text.split(SHAPE_SIGN);
  if (sides.length > 1 && sides.every((side) => /^[\w*]+$/.test(side) && side !== "x")) {
    return between(
      sides.map((side) => readPart(side, vocabulary)),
      "×",
    );
  }
  // A lone number or sign is none.
  if (!/[\p{L}^]/u.test(text)) return undefined;
  const tuple = /^\(([^()]*,[^()]*)\)$/.exec(text)?.[1];
  if (tuple !== undefined) {
    const inner = between(
      tuple.split(/,\s*/).map((part) => readPart(part, vocabulary)),
      ",",
    );
    return inner && [sign("("), ...inner, sign(")")];
  }
  const relation =
    /^(.*?) (=|!=|<=|>=|<|>|≠|≤|≥) (.*)$/u.exec(text) ?? /^(\w+)(=)(\d+)$/.exec(text);
  if (relation) {
    const [, left = "", found = "", right = ""] = relation;
    const before = one(readPart(left, vocabulary));
    const after = readFormula(right, vocabulary) ?? one(readPart(right, vocabulary));
    if (!before || !after) return undefined;
    return [...before, sign(SIGNS.get(found) ?? (found as Sign)), ...after];
  }
  return one(readPart(text, vocabulary));
}

const SIGNS: ReadonlyMap<string, Sign> = new Map([
  ["!=", "≠"],
  ["<=", "≤"],
  [">=", "≥"],
]);

function sign(text: Sign): FormulaPart {
  return { kind: "sign", sign: text };
}

function one(expression: Expression | undefined): FormulaPart[] | undefined {
  return expression && [partOf(expression)];
}

function partOf(expression: Expression): FormulaPart {
  return expression.kind === "derivative"
    ? { kind: "derivative", body: expression.body, by: expression.by }
    : { kind: "expression", expression };
}

function between(
  expressions: readonly (Expression | undefined)[],
  separator: Sign,
): FormulaPart[] | undefined {
  const parts: FormulaPart[] = [];
  for (const expression of expressions) {
    if (!expression) return undefined;
    if (parts.length > 0) parts.push(sign(separator));
    parts.push(partOf(expression));
  }
  return parts;
}

const SUBSCRIPTED = /([A-Za-z][A-Za-z0-9]*)_(?:\{([^}]*)\}|([A-Za-z0-9]+))/g;
const DERIVATIVE = /∂([A-Za-z][\w{},]*)\/∂([A-Za-z][\w{},]*)/gu;
/** Stands for a derivative while the text around it is read; no name of ours. */
const HELD = "heldDerivative";

/** One expression in the notation of our sentences: plain, with `x_j`, ᵀ, δ_pj and ∂f/∂x_j. */
function readPart(text: string, { names }: Vocabulary): Expression | undefined {
  const held: Expression[] = [];
  let isKnown = true;
  const hold = (_: string, body: string, by: string): string => {
    const [above, below] = [entryNamed(body, names), entryNamed(by, names)];
    if (!above || !below) isKnown = false;
    else held.push({ kind: "derivative", body: above, by: below });
    return `${HELD}${held.length}`;
  };
  const readable = text
    .replace(DERIVATIVE, hold)
    .replaceAll("ᵀ", "'")
    .replace(/δ_(?:\{(\w+),(\w+)\}|(\w)(\w))\b/gu, "delta($1$3,$2$4)")
    .replace(
      SUBSCRIPTED,
      (whole, base: string, list: string | undefined, letters: string | undefined) => {
        if (names.has(whole) || !isName(base, names)) return whole;
        return `${base}[${(list?.split(",") ?? Array.from(letters ?? "")).join(",")}]`;
      },
    );
  if (!isKnown || /[∂δ]/u.test(readable)) return undefined;
  const read = plain.read(readable, { variables: names });
  if (!read.ok) return undefined;
  return fold<Expression>(read.value, (node, parts) => {
    if (node.kind !== "name" || !node.name.startsWith(HELD)) return withParts(node, parts);
    return held[Number(node.name.slice(HELD.length)) - 1] ?? node;
  });
}

/** `f`, `x_j`, `W_ik`, or a name with a subscript of its own. */
function entryNamed(text: string, names: ReadonlySet<string>): Expression | undefined {
  if (isName(text, names)) return B.name(text);
  const [, base = "", list, letters = ""] =
    /^(\w+?)_(?:\{([^}]*)\}|([A-Za-z0-9]+))$/.exec(text) ?? [];
  if (!isName(base, names)) return undefined;
  return B.entry(B.name(base), list?.split(",") ?? Array.from(letters));
}

function isName(text: string, names: ReadonlySet<string>): boolean {
  return names.has(text) || /^[A-Za-z]$/.test(text);
}
