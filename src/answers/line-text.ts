import type { Notation } from "../notations/notation.ts";
import { recognised } from "../notations/table.ts";

/** The notation of papers that a text is in; undefined for plain notation. */
export function paperNotation(text: string): Notation | undefined {
  const notation = recognised(text);
  return notation.input?.quotesSource ? notation : undefined;
}

/** A line of LaTeX without what lays several lines out. */
export function withoutAlignment(text: string): string {
  if (!/[\\&]/.test(text)) return text;
  return text
    .replaceAll(/\\(?:begin|end)\{[a-z]+\*?\}(?:\{[^{}]*\})?|\\(?:nonumber|notag)(?![a-z])|&/gi, "")
    .replace(/\\\\(?:\[[^\]]*\])?\s*$/, "");
}

/** At the signs of equality outside of all brackets; `==` is none. */
export function splitAtEquals(text: string): string[] {
  const sides: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    else if (character === "=" && text[at + 1] === "=") at++;
    else if (character === "=" && depth === 0) {
      sides.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...sides, text.slice(from)];
}

/** A derivative found in a text: from where to where, and of what by what. */
export interface Found {
  readonly from: number;
  readonly to: number;
  readonly body: string;
  readonly by: string;
}

const NAME = "[A-Za-z\\u0370-\\u03ff][A-Za-z0-9_\\u0370-\\u03ff]*";
const ENTRY = `${NAME}(?:\\[[^\\][]*\\])?`;
/** `d(` of d(body)/d(x) */
const QUOTIENT = /(?<![A-Za-z0-9_])[d∂]\s*\(/u;
/** `d/dx(`, `∂/∂x_j(`, `d/d(x)(` */
const OPERATOR = new RegExp(
  `(?<![A-Za-z0-9_])[d∂]\\s*/\\s*[d∂]\\s*(?:\\(\\s*(${ENTRY})\\s*\\)|(${ENTRY}))\\s*\\(`,
  "u",
);
/** `df/dx`, `∂f/∂x_j` */
const NAMES = new RegExp(
  `(?<![A-Za-z0-9_])[d∂](${ENTRY})\\s*/\\s*[d∂](?:\\(\\s*(${ENTRY})\\s*\\)|(${ENTRY}))`,
  "u",
);

/** The first derivative in a text. */
export function findDerivative(text: string): Found | undefined {
  const candidates = [quotientIn(text), operatorIn(text), namesIn(text)];
  let first: Found | undefined;
  for (const found of candidates) if (found && (!first || found.from < first.from)) first = found;
  return first;
}

function quotientIn(text: string): Found | undefined {
  let offset = 0;
  for (let match = QUOTIENT.exec(text); match; match = QUOTIENT.exec(text.slice(offset))) {
    const from = offset + match.index;
    const open = from + match[0].length - 1;
    const close = closingOf(text, open);
    const below = close < 0 ? null : /^\s*\/\s*[d∂]\s*(\(|)/u.exec(text.slice(close + 1));
    if (below) {
      const start = close + 1 + below[0].length;
      if (below[1] === "(") {
        const end = closingOf(text, start - 1);
        if (end > 0) {
          const by = text.slice(start, end);
          return { from, to: end + 1, body: text.slice(open + 1, close), by };
        }
      } else {
        const by = new RegExp(`^${ENTRY}`, "u").exec(text.slice(start))?.[0];
        if (by !== undefined) {
          return { from, to: start + by.length, body: text.slice(open + 1, close), by };
        }
      }
    }
    offset = open + 1;
  }
  return undefined;
}

function operatorIn(text: string): Found | undefined {
  const match = OPERATOR.exec(text);
  if (!match) return undefined;
  const open = match.index + match[0].length - 1;
  const close = closingOf(text, open);
  if (close < 0) return undefined;
  const by = match[1] ?? match[2]!;
  return { from: match.index, to: close + 1, body: text.slice(open + 1, close), by };
}

function namesIn(text: string): Found | undefined {
  const match = NAMES.exec(text);
  if (!match) return undefined;
  const by = match[2] ?? match[3]!;
  return { from: match.index, to: match.index + match[0].length, body: match[1]!, by };
}

/** Where the bracket that opens at `open` closes, or -1. */
function closingOf(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if ("([{".includes(text[at]!)) depth++;
    else if (")]}".includes(text[at]!) && --depth === 0) return at;
  }
  return -1;
}
