import type { Problem } from "../text/problem.ts";
import type { Span } from "../text/span.ts";
import { remedyForWord } from "./foreign-words.ts";
import type { Token } from "./plain-lexer.ts";
import type { UnclearDivision } from "./precedence.ts";

/** The mistakes that a text in plain notation can hold, each with what to type instead. */

export function emptyExpression(length: number): Problem {
  return {
    code: "empty-expression",
    message: "There is no expression here.",
    span: { from: 0, to: length },
    remedy: "Type one, such as `y'*A*x`.",
  };
}

/** @param place what stands before the missing operand, as in "after `*`" */
export function missingOperand(found: Token, place: string): Problem {
  return {
    code: "missing-operand",
    message: `A number, a name or \`(\` is expected ${place}, not ${nameToken(found)}.`,
    span: spanOf(found),
    remedy:
      found.text === ""
        ? "Complete the expression, or delete its end."
        : `Delete ${nameToken(found)}, or write what it acts on.`,
  };
}

export function unexpectedToken(found: Token, expected: string, remedy?: string): Problem {
  return {
    code: "unexpected-token",
    message: `${expected} is expected here, not ${nameToken(found)}.`,
    span: spanOf(found),
    ...(remedy === undefined ? {} : { remedy }),
  };
}

export function missingOperator(left: string, found: Token): Problem {
  return {
    code: "missing-operator",
    message: `An operator is missing between ${quote(left)} and the number \`${found.text}\`.`,
    span: spanOf(found),
    remedy: `Write \`*${found.text}\` for a product, \`^${found.text}\` for a power.`,
    edits: ["*", "^"].map((sign) => ({
      kind: "text",
      span: { from: found.from, to: found.from },
      text: sign,
    })),
  };
}

export function unclosed(opening: Span, bracket: "(" | "[", end: Token): Problem {
  const closing = bracket === "(" ? ")" : "]";
  return {
    code: "unbalanced",
    message: `\`${bracket}\` is never closed: \`${closing}\` is expected before ${nameToken(end)}.`,
    span: spanOf(end),
    facts: [{ text: `\`${bracket}\` was opened here.`, span: opening }],
    remedy: `Add \`${closing}\`, or delete \`${bracket}\`.`,
    edits: [
      { kind: "text", span: { from: end.from, to: end.from }, text: closing },
      { kind: "text", span: spanOf(opening), text: "" },
    ],
  };
}

export function unopened(found: Token): Problem {
  const opening = found.text === ")" ? "(" : "[";
  return {
    code: "unbalanced",
    message: `\`${found.text}\` closes nothing: there is no \`${opening}\` before it.`,
    span: spanOf(found),
    remedy: `Delete it, or add \`${opening}\`.`,
    edits: [{ kind: "text", span: spanOf(found), text: "" }],
  };
}

export function equation(found: Token): Problem {
  return {
    code: "equation",
    message: "An expression is expected, not an equation.",
    span: spanOf(found),
    remedy: "Keep one side of it; `[i==j]` is the Kronecker delta of two index letters.",
  };
}

export function chainedPower(left: string, span: Span): Problem {
  const [base = "a", exponent = "b"] = left.split(/\*\*|\.?\^/);
  return {
    code: "chained-power",
    message: "`a**b**c` is (a**b)**c in some languages and a**(b**c) in others.",
    span: spanOf(span),
    remedy: `Write \`(${base}**${exponent})**c\` or \`${base}**(${exponent}**c)\`, with c for what follows.`,
  };
}

/** `a/2b`: is b below the line? */
export function unclearDivision({ division, factor }: UnclearDivision, source: string): Problem {
  const { dividend, divisor, sign } = division;
  const text = (span: Span): string => source.slice(span.from, span.to);
  const span = { from: divisor.from, to: factor.to };
  const whole = { from: dividend.from, to: factor.to };
  return ambiguousDivision(text(dividend), text(divisor), text(factor), sign, span, whole);
}

function ambiguousDivision(
  dividend: string,
  divisor: string,
  factor: string,
  operator: string,
  span: Span,
  whole: Span,
): Problem {
  const first = `(${dividend}${operator}${divisor})*${factor}`;
  const second = `${dividend}${operator}(${divisor}*${factor})`;
  return {
    code: "ambiguous-division",
    message: `It cannot be told whether ${quote(factor)} divides or multiplies.`,
    span: spanOf(span),
    remedy: first.length <= 80 ? `Write \`${first}\` or \`${second}\`.` : "Write the `*`, and ( ).",
    edits: [first, second].map((text) => ({ kind: "text", span: whole, text })),
  };
}

export function unknownFunction(
  spelling: string,
  argument: string,
  suggestion: string | undefined,
  span: Span,
): Problem {
  const known = remedyForWord(spelling);
  if (known !== undefined) {
    return {
      code: "unknown-function",
      message: `There is no function ${quote(spelling)}.`,
      span: spanOf(span),
      remedy: `${known} A function of your own is declared as \`${spelling}: function\`.`,
    };
  }
  const product = `\`${spelling}*${argument}\``;
  return {
    code: "unknown-function",
    message: `There is no function ${quote(spelling)}.`,
    span: spanOf(span),
    remedy:
      suggestion === undefined
        ? `Write ${product} for a product, or declare \`${spelling}: function\`.`
        : `Did you mean \`${suggestion}\`? Otherwise write ${product}, or declare \`${spelling}: function\`.`,
    ...(suggestion !== undefined && {
      edits: [{ kind: "text" as const, span: spanOf(span), text: suggestion }],
    }),
  };
}

/** `Ax` of `x'Ax` */
export function unclearWord(found: Token): Problem {
  const product = Array.from(found.text).join("*");
  return {
    code: "ambiguous-name",
    message: `${quote(found.text)} may be one name or the product \`${product}\`.`,
    span: spanOf(found),
    remedy: `Write \`${product}\`, or declare ${quote(found.text)}.`,
    edits: [{ kind: "text", span: spanOf(found), text: product }],
  };
}

/** `min norm(x)`, `argmin_w f`; undefined for other words. */
export function foreignWord(found: Token): Problem | undefined {
  const remedy = remedyForWord(found.text.replace(/_.*/, ""));
  if (remedy === undefined) return undefined;
  return {
    code: "unknown-function",
    message: `${quote(found.text)} is not understood here.`,
    span: spanOf(found),
    remedy,
  };
}

export function variableAsIndex(name: string, opening: Span, closing: Span): Problem {
  return {
    code: "not-an-index",
    message: `${quote(name)} is an array, and no letter that numbers entries.`,
    span: { from: opening.from, to: closing.to },
    remedy: "Write `A[i,k]` for an entry; expectations are not known here.",
  };
}

/** `with respect to`: words in a row are no product that anybody means. */
export function wordsInARow(first: string, found: Token): Problem {
  return {
    code: "words",
    message: `${quote(first)} and ${quote(found.text)} in a row are words, or a product without its sign.`,
    span: spanOf(found),
    remedy: `Leave the words out, or write \`${first}*${found.text}\` for the product.`,
  };
}

export function functionWithoutArgument(spelling: string, argument: string, span: Span): Problem {
  return {
    code: "missing-parentheses",
    message: `\`${spelling}\` is a function; its argument stands in parentheses.`,
    span: spanOf(span),
    remedy: `Write \`${spelling}(${argument})\`, or declare \`${spelling}\` if it is a variable.`,
  };
}

export function notEntrywise(spelling: string, span: Span): Problem {
  return {
    code: "not-entrywise",
    message: `\`${spelling}\` does not act on single entries, so it cannot be written \`${spelling}.(x)\`.`,
    span: spanOf(span),
    remedy: `Write \`${spelling}(x)\`.`,
  };
}

export function noArguments(spelling: string, span: Span): Problem {
  return {
    code: "missing-argument",
    message: `\`${spelling}\` needs an argument.`,
    span: spanOf(span),
    remedy: `Write \`${spelling}(x)\`.`,
  };
}

export function notAnIndex(found: Token): Problem {
  const isZero = found.kind === "number" && /^0+$/.test(found.text);
  return {
    code: "not-an-index",
    message: isZero
      ? "Entries are counted from 1, not from 0."
      : `An index is a letter or a whole number, not ${nameToken(found)}.`,
    span: spanOf(found),
    remedy:
      found.text === "]"
        ? "Name the entry, as in `x[i]` or `A[1,2]`."
        : "Write `A[i,k]` or `A[1,2]`; ranges and sums of letters are not possible.",
  };
}

export function indexedTwice(first: string, second: string, span: Span): Problem {
  return {
    code: "indexed-twice",
    message: "An entry is a number; it cannot be indexed once more.",
    span: spanOf(span),
    remedy: `Write all letters in one pair of brackets, as in \`A[${first},${second}]\`.`,
  };
}

export function notASummationIndex(span: Span): Problem {
  return {
    code: "not-an-index",
    message: "Before the last argument of `sum` only index letters can stand.",
    span: spanOf(span),
    remedy: "Write `sum(k, W[i,k]*x[k])` for a sum over k, `sum(x)` for the sum of all entries.",
  };
}

export function repeatedIndex(letter: string, span: Span): Problem {
  return {
    code: "repeated-index",
    message: `One sum cannot run over \`${letter}\` twice.`,
    span: spanOf(span),
    remedy: "Use another letter.",
  };
}

export function deltaArguments(span: Span): Problem {
  return {
    code: "delta-arguments",
    message: "The Kronecker delta takes two indices.",
    span: spanOf(span),
    remedy: "Write `delta(i,j)`, or `delta*(...)` for a variable of that name.",
  };
}

export function numberOutOfRange(found: Token): Problem {
  return {
    code: "number-out-of-range",
    message: `The number \`${shorten(found.text)}\` is too large or too small to be kept exactly.`,
    span: spanOf(found),
    remedy: "Use a name for it.",
  };
}

/** Tokens are spans that carry more; a problem is plain data and takes the places alone. */
function spanOf({ from, to }: Span): Span {
  return { from, to };
}

/** How a message calls a token. */
export function nameToken(token: Token): string {
  switch (token.kind) {
    case "number":
      return `the number \`${shorten(token.text)}\``;
    case "name":
      return `the name ${quote(token.text)}`;
    case "symbol":
      return `\`${token.text}\``;
    case "end":
      return "the end of the text";
  }
}

function quote(text: string): string {
  return `\`${shorten(text)}\``;
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length <= 40 ? line : `${line.slice(0, 24)}…${line.slice(-12)}`;
}

/** `x^TAx`: the transpose of x times A times x, or x to the power TAx? */
export function gluedTranspose(found: Token): Problem {
  const rest = found.text.slice(1);
  return {
    code: "ambiguous-transpose",
    message: `${found.text} is one name here, and after ^ it may be a transpose that was meant.`,
    span: spanOf(found),
    remedy: `Write '${rest.replaceAll(/./g, "*$&")} for the transpose, or declare ${found.text}.`,
  };
}
