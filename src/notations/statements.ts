import type { Span } from "../text/span.ts";
import { type LeftSide, leftSideOf, MAPS, namesSomething, topLevelEquals } from "./left-sides.ts";
import type { InputSide } from "./notation.ts";

/** A part of a text that stands for itself. */
export type Statement =
  | { readonly kind: "declaration"; readonly span: Span }
  | { readonly kind: "property"; readonly span: Span; readonly name: string; readonly word: string }
  /** `u = A*x - b`, `f(x) = ...`: the name, what stands in its parentheses, and the right side. */
  | (LeftSide & {
      readonly kind: "equation";
      readonly span: Span;
      readonly left: Span;
      readonly right: Span;
      /** Whether another `=` follows, of which the right side is not read. */
      readonly goesOn?: true;
    })
  /** The number of an equation, "for all x", `i = 1, ..., n`: nothing that is read. */
  | { readonly kind: "remark"; readonly span: Span }
  | { readonly kind: "expression"; readonly span: Span };

/** What is a declaration and nothing else: `A in R^...`, `x, y: vector(n)`. */
const MEMBERSHIP =
  /(?:\\in(?![A-Za-z])|∈|\bin\b)\s*(?:\\mathbb|\\mathds|\\mathbf|\\R(?![a-z])|\\Reals|\\reals|\{?\\bf|R\b|ℝ)/;
const SHAPE =
  /^[^=+*/^()']*:\s*(?:(?:symmetric|spd|diagonal|posdiag|invertible|lower|upper|skew|orthogonal|positive|unit)\s*)*(?:scalar|vector|matrix|tensor|function|symmetric|spd|diagonal|posdiag|invertible|lower|upper|skew|orthogonal|positive|unit)\b/;
const PROPERTY =
  /^\s*([A-Za-z\u0370-\u03ff]\w*|\\[A-Za-z]+)\s+(?:is\s+|be\s+)?(?:an?\s+)?((?:symmetric\s+)?positive[\s-]definite|spd|symmetric|diagonal|orthogonal|invertible|nonsingular|lower[\s-]triangular|upper[\s-]triangular|skew(?:-symmetric)?|antisymmetric)(?:\s+matrix)?\s*[.,]?\s*$/i;
const PROPERTY_NAMES: readonly (readonly [RegExp, string])[] = [
  [/definite|spd/i, "spd"],
  [/skew|anti/i, "skew"],
  [/nonsingular|invertible/i, "invertible"],
  [/lower/i, "lower"],
  [/upper/i, "upper"],
  [/diagonal/i, "diagonal"],
  [/orthogonal/i, "orthogonal"],
  [/symmetric/i, "symmetric"],
];
const INTRODUCTION =
  /^\s*(?:\\(?:text|mathrm|textrm)\s*\{\s*(?:where|with|and|for|let|given)\s*:?\s*\}|(?:where|with|let|given)\b(?!\s*[=*'^(]))/i;
const CONTINUES =
  /^\s*(?:[-+*/=·×⊙⊗−^',)\]}]|\.[*/^]|\\(?:cdot|times|odot|otimes|circ|right|oslash)(?![A-Za-z]))/;
const GOES_ON = /(?:[-+*/=·×⊙⊗−^(,[{]|\\(?:cdot|times|odot|otimes|circ|left|frac)|:)\s*$/;

/**
 * The statements of a text, in order. Lines that plainly go on, with a sign at their end or at the
 * beginning of the next, or an open bracket, are one statement.
 */
export function statementsOf(text: string, notation: InputSide): readonly Statement[] {
  const bare = notation.bare?.(text) ?? text;
  const pieces = mergeLines(bare, splitAt(bare, notation.separator));
  const statements = pieces
    .flatMap((span) => detach(bare, withoutNumber(text, bare, span), notation))
    .map((span) => classify(bare, span, notation));
  return withContinuations(bare, statements);
}

/** A line set in behind `f(x) = ...` goes on with it, as `u = ...` before an expression in u does not. */
function withContinuations(text: string, statements: readonly Statement[]): readonly Statement[] {
  const result: Statement[] = [];
  for (const statement of statements) {
    const before = result[result.length - 1];
    const gap = before ? text.slice(before.span.to, statement.span.from) : "";
    const isSetIn = /^\s/.test(text.slice(statement.span.from, statement.span.to));
    if (
      before?.kind === "equation" &&
      statement.kind === "expression" &&
      isSetIn &&
      /^\s*$/.test(gap)
    ) {
      const { to } = statement.span;
      const span = { from: before.span.from, to };
      result[result.length - 1] = { ...before, span, right: { from: before.right.from, to } };
    } else result.push(statement);
  }
  return result;
}

/** Without the number of an equation, set apart at its end: `\\quad (2)`. */
function withoutNumber(text: string, bare: string, { from, to }: Span): Span {
  const tail = text.slice(Math.max(from, to - 60), to);
  const number = NUMBER_OF_EQUATION.exec(tail);
  if (!number) return { from, to };
  const end = to - number[0].length;
  return bare.slice(from, end).trim() === "" ? { from, to } : { from, to: end };
}

const NUMBER_OF_EQUATION =
  /(?:\\q?quad|\\hspace\*?\{[^{}]*\}|\\hfill|\t|[^\S\n]{3,})(?:\\q?quad|[\s~]|\\[,;: ])*(?:\\(?:text|mathrm|textrm|mbox)\s*\{\s*)?\(\d+(?:\.\d+)*[a-z]?\)\s*\}?[\s$]*$/;

function splitAt(text: string, separator: RegExp): Span[] {
  const pieces: Span[] = [];
  let from = 0;
  let depth = 0;
  let counted = 0;
  for (const match of text.matchAll(separator)) {
    depth = Math.max(0, depth + balanceOf(text.slice(counted, match.index)));
    counted = match.index;
    // `\\ell(\\theta; x)`
    if (match[0] === ";" && depth > 0) continue;
    pieces.push({ from, to: match.index });
    from = match.index + match[0].length;
  }
  pieces.push({ from, to: text.length });
  return pieces.filter(({ from: a, to: b }) => text.slice(a, b).trim() !== "");
}

function mergeLines(text: string, pieces: readonly Span[]): Span[] {
  const merged: Span[] = [];
  let depth = 0;
  for (const piece of pieces) {
    const own = text.slice(piece.from, piece.to);
    const before = merged[merged.length - 1];
    const isCut = before !== undefined && text.slice(before.to, piece.from).includes(";");
    const goesOn =
      before !== undefined &&
      !isCut &&
      (depth > 0 ||
        CONTINUES.test(own) ||
        (GOES_ON.test(lastCharacters(text, before)) && !isListed(text, before, own)));
    if (goesOn) merged[merged.length - 1] = { from: before.from, to: piece.to };
    else {
      merged.push(piece);
      depth = 0;
    }
    depth = Math.max(0, depth + balanceOf(own));
  }
  return merged;
}

/** `r = b - A x,` and on the next line another definition: the comma only sets them apart. */
function isListed(text: string, before: Span, own: string): boolean {
  return /,\s*$/.test(lastCharacters(text, before)) && (isDefined(own) || isDeclaration(own));
}

function lastCharacters(text: string, { from, to }: Span): string {
  return text.slice(Math.max(from, to - 20), to);
}

/** How many more brackets a piece opens than it closes. */
function balanceOf(text: string): number {
  let depth = 0;
  for (const character of text) {
    if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
  }
  return depth;
}

/** `x'*A*x, A in R^(n x n)` and `..., where u = A x` are two statements. */
function detach(text: string, span: Span, notation: InputSide): Span[] {
  if (!/,|where|with|for|∀/.test(text.slice(span.from, span.to))) return [span];
  const parts: Span[] = [];
  let { from } = span;
  let depth = 0;
  for (let at = from; at < span.to; at++) {
    const character = text[at]!;
    if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    if (depth > 0 || !/[,\\w∀]/.test(character)) continue;
    const isComma = character === ",";
    const start = isComma ? at + 1 : at;
    const rest = text.slice(start, Math.min(span.to, start + LONGEST_DECLARATION));
    if (REMARK.test(rest) && text.slice(from, at).trim() !== "") {
      parts.push({ from, to: at });
      from = start;
      break;
    }
    const intro = INTRODUCTION.exec(rest);
    const isWord = intro !== null && !isComma && at > from && !/\w/.test(text[at - 1]!);
    if (!isComma && !isWord) continue;
    const tail = intro ? rest.slice(intro[0].length) : rest;
    const isList = isComma && parts.length === 0 && isDeclaration(text.slice(from, span.to));
    if (isList) break;
    const isDefinition = isComma && isDefined(tail);
    const isFact = isPropertyOf(tail, notation) !== undefined;
    if (isDeclaration(tail) || isFact || isDefinition || (intro && tail.includes("="))) {
      parts.push({ from, to: at });
      from = start;
      if (isDeclaration(tail)) break;
    }
  }
  parts.push({ from, to: span.to });
  return parts.filter((part) => text.slice(part.from, part.to).trim() !== "");
}

const LONGEST_DECLARATION = 500;

/** `r = A x - b`, or the beginning of it. */
function isDefined(tail: string): boolean {
  const equals = topLevelEquals(tail);
  return equals !== undefined && namesSomething(tail.slice(0, equals.from));
}

/** "for all x", `i = 1, ..., n`, and the abbreviations behind which a condition stands. */
const REMARK =
  /^(?:\\(?:text|mathrm|textrm)\s*\{\s*for\s+(?:all|every|each|any)[^{}]*\}[^=+]*|(?:\\forall|∀)(?![A-Za-z])[^=+]*|[\s~$]*[i-n]\s*(?:,\s*[i-n]\s*)?=\s*[01]\s*,\s*(?:2\s*,\s*)?(?:\\[lc]?dots[cb]?|\.\.\.|…)\s*,\s*\w+\s*\$?\s*[.,]?)\s*$/;

/** `f: \\mathbb{R}^n \\to \\mathbb{R}` */
const SIGNATURE =
  /^[\s$]*\\?[A-Za-z\u0370-\u03ff]\w*\s*(?:\\colon(?![A-Za-z])|:)[^=()+]*(?:\\(?:to|rightarrow|longrightarrow)(?![A-Za-z])|→)[^=()+]*$/u;

/** A fact about a name: "A is symmetric", `A = A^\\top`. */
function isPropertyOf(
  source: string,
  notation: InputSide,
): { readonly name: string; readonly word: string } | undefined {
  if (source.length >= 300) return undefined;
  const words = withoutText(notation.declaration?.(source) ?? source).trim();
  const property = PROPERTY.exec(words);
  if (property) {
    const word = PROPERTY_NAMES.find(([pattern]) => pattern.test(property[2]!))![1];
    return { name: property[1]!.replace(/^\\/, ""), word };
  }
  const symmetric = SYMMETRIC.exec(words);
  return symmetric ? { name: symmetric[1]!, word: "symmetric" } : undefined;
}

/** `A = A^\\top` */
const SYMMETRIC =
  /^([A-Za-z\u0370-\u03ff]\w*)\s*=\s*\1\s*(?:\^\s*\(?\s*(?:T|\\top|\\intercal|'|\\prime)\s*\)?|'|ᵀ|⊤|\.T|\^\s*⊤)\s*[.,]?$/u;

/** Words set in text are words. */
function withoutText(source: string): string {
  return source.replace(/\\(?:text|textrm|mathrm|mbox|textit)\s*\{([^{}]*)\}/g, " $1 ");
}

function isDeclaration(source: string): boolean {
  if (source.length > LONGEST_DECLARATION * 4) return false;
  const membership = MEMBERSHIP.exec(source);
  if (membership) return !source.slice(0, membership.index).includes("=") && !/\\sum/.test(source);
  return SHAPE.test(source);
}

function classify(text: string, given: Span, notation: InputSide): Statement {
  const intro = INTRODUCTION.exec(text.slice(given.from, given.to))?.[0].length ?? 0;
  const span = { from: given.from + intro, to: given.to };
  const source = text.slice(span.from, span.to);
  if (isDeclaration(source)) return { kind: "declaration", span };
  const property = isPropertyOf(source, notation);
  if (property) return { kind: "property", span, ...property };
  if (source.length < 300 && (REMARK.test(source) || SIGNATURE.test(source)))
    return { kind: "remark", span };
  const mapped = /\\mapsto|↦/.test(source) ? MAPS.exec(source) : null;
  if (mapped) {
    const [whole, name, of] = mapped;
    const right = { from: span.from + whole.length, to: span.to };
    const left = { from: span.from, to: right.from };
    return { kind: "equation", span, name, base: name!, of: [of!], left, label: true, right };
  }
  const equals = topLevelEquals(source);
  if (!equals) return { kind: "expression", span };
  const left = leftSideOf(source.slice(0, equals.from), source.slice(equals.to));
  const right = { from: span.from + equals.to, to: span.from + (equals.next ?? source.length) };
  const place = { from: span.from, to: span.from + equals.from };
  // `... = ?` asks for what stands before it.
  if (/^[\s$.,;?]*$/.test(text.slice(right.from, right.to)))
    return { kind: "expression", span: place };
  const more = equals.next === undefined ? {} : { goesOn: true as const };
  return { kind: "equation", span, ...left, left: place, right, ...more };
}
