import type { BinaryOperator, Expression, Index } from "../syntax/expression.ts";
import type { Problem } from "../text/problem.ts";
import type { Span } from "../text/span.ts";
import type { Token } from "./plain-lexer.ts";
import { notASummationIndex, repeatedIndex } from "./plain-problems.ts";

// What lies on the stacks of the reader of plain notation, and how it is put together.

const SUM = 1;
export const LEADING_MINUS = 2;
export const PRODUCT = 3;
export const INNER_MINUS = 4;

export const INFIX: ReadonlyMap<
  string,
  { readonly operator: BinaryOperator; readonly rank: number }
> = new Map([
  ["+", { operator: "add", rank: SUM }],
  ["-", { operator: "subtract", rank: SUM }],
  ["*", { operator: "multiply", rank: PRODUCT }],
  [".*", { operator: "hadamard", rank: PRODUCT }],
  ["/", { operator: "divide", rank: PRODUCT }],
  ["./", { operator: "entrywise-divide", rank: PRODUCT }],
]);

export const POWERS: ReadonlyMap<string, BinaryOperator> = new Map([
  ["^", "power"],
  ["**", "power"],
  [".^", "entrywise-power"],
]);

/** Arrays of one constant; their sizes come from where they stand, so they are no plain functions. */
export const SIZED_BY_CONTEXT: ReadonlySet<string> = new Set(["vector", "matrix"]);

/** A part that was read, with the parentheses about it. */
export interface Operand extends Span {
  readonly node: Expression;
  readonly parenthesised?: boolean;
  /** The power sign where the part is an unparenthesised power. */
  readonly power?: string;
  /** Of an unparenthesised division: what was divided by what. */
  readonly division?: { readonly dividend: Span; readonly divisor: Span; readonly sign: string };
}

interface InfixFrame {
  readonly kind: "infix";
  readonly rank: number;
  readonly operator: BinaryOperator;
  /** As typed; empty for juxtaposition. */
  readonly sign: string;
  readonly span: Span;
}

interface MinusFrame {
  readonly kind: "minus";
  readonly rank: number;
  readonly span: Span;
}

interface ExponentFrame {
  readonly kind: "exponent";
  readonly operator: BinaryOperator;
  readonly sign: string;
  readonly span: Span;
  /** The minus signs before the exponent, in order. */
  readonly minuses: Span[];
}

interface GroupFrame {
  readonly kind: "group";
  readonly span: Span;
}

interface CallFrame {
  readonly kind: "call";
  readonly callee: string;
  readonly spelling: string;
  readonly calleeSpan: Span;
  readonly span: Span;
  readonly entrywise: boolean;
  /** How many operands lay on the stack before its arguments. */
  readonly base: number;
}

export type Frame = InfixFrame | MinusFrame | ExponentFrame | GroupFrame | CallFrame;

export function spanOf(token: Span): Span {
  return { from: token.from, to: token.to };
}

export function startsOperand(token: Token): boolean {
  return token.kind === "name" || token.kind === "number" || token.text === "(";
}

export function indexOf(token: Token): Index | undefined {
  if (token.kind === "name") return token.text;
  const isCount = token.kind === "number" && /^0*[1-9]\d{0,14}$/.test(token.text);
  return isCount ? Number(token.text) : undefined;
}

export function infixOf(frame: InfixFrame, left: Operand, right: Operand): Operand {
  const span = { from: left.from, to: right.to };
  const node: Expression = {
    kind: "binary",
    operator: frame.operator,
    left: left.node,
    right: right.node,
    span,
    operatorSpan: frame.span,
  };
  const divides = frame.operator === "divide" || frame.operator === "entrywise-divide";
  if (!divides) return { node, ...span };
  const division = { dividend: spanOf(left), divisor: spanOf(right), sign: frame.sign };
  return { node, ...span, division };
}

export function callOf(frame: CallFrame, parts: readonly Expression[], span: Span): Expression {
  return {
    kind: "call",
    callee: frame.callee,
    arguments: parts,
    ...(frame.entrywise ? { entrywise: true as const } : {}),
    span,
    calleeSpan: frame.calleeSpan,
  };
}

/** `sum(i, j, body)`. */
export function sumOver(parts: readonly Operand[], span: Span): Expression | Problem {
  const indices: string[] = [];
  const seen = new Set<string>();
  for (const part of parts.slice(0, -1)) {
    if (part.node.kind !== "name" || part.parenthesised) return notASummationIndex(spanOf(part));
    if (seen.has(part.node.name)) return repeatedIndex(part.node.name, spanOf(part));
    seen.add(part.node.name);
    indices.push(part.node.name);
  }
  return { kind: "sum", indices, body: parts[parts.length - 1]!.node, span };
}
