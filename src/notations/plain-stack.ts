import type { BinaryOperator, Expression, Index } from "../syntax/expression.ts";
import type { Problem } from "../text/problem.ts";
import type { Span } from "../text/span.ts";
import type { Token } from "./plain-lexer.ts";
import { notASummationIndex, repeatedIndex } from "./plain-problems.ts";
import { Binding, type Operand, spanOf } from "./precedence.ts";

// What lies on the stacks of the reader of plain notation, and how it is put together.

export const INFIX: ReadonlyMap<
  string,
  { readonly operator: BinaryOperator; readonly rank: number }
> = new Map([
  ["+", { operator: "add", rank: Binding.sum }],
  ["-", { operator: "subtract", rank: Binding.sum }],
  ["*", { operator: "multiply", rank: Binding.product }],
  [".*", { operator: "hadamard", rank: Binding.product }],
  ["/", { operator: "divide", rank: Binding.product }],
  ["./", { operator: "entrywise-divide", rank: Binding.product }],
]);

export const POWERS: ReadonlyMap<string, BinaryOperator> = new Map([
  ["^", "power"],
  ["**", "power"],
  [".^", "entrywise-power"],
]);

/** Arrays of one constant; their sizes come from where they stand, so they are no plain functions. */
export const SIZED_BY_CONTEXT: ReadonlySet<string> = new Set(["vector", "matrix"]);

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

/** What the reader of plain notation puts on the stack besides operators. */
export type Frame = ExponentFrame | GroupFrame | CallFrame;

export function startsOperand(token: Token): boolean {
  return token.kind === "name" || token.kind === "number" || token.text === "(";
}

export function indexOf(token: Token): Index | undefined {
  if (token.kind === "name") return token.text;
  const isCount = token.kind === "number" && /^0*[1-9]\d{0,14}$/.test(token.text);
  return isCount ? Number(token.text) : undefined;
}

export function callOf(frame: CallFrame, parts: readonly Expression[], span: Span): Expression {
  const { callee, calleeSpan } = frame;
  return frame.entrywise
    ? { kind: "call", callee, arguments: parts, entrywise: true, span, calleeSpan }
    : { kind: "call", callee, arguments: parts, span, calleeSpan };
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
