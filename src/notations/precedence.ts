import type { Binary, BinaryOperator, Expression } from "../syntax/expression.ts";
import type { Span } from "../text/span.ts";

// Operator precedence with stacks instead of recursion, for every notation that is read.

/** How tightly operations bind, loosest first. */
export const Binding = {
  sum: 1,
  /** a minus at the head of a term takes the whole term: `-A*x` is -(A*x) */
  leadingMinus: 2,
  /** a big operator takes everything up to the next + or - */
  bigOperator: 3,
  /** signs that stand looser than juxtaposition, as ⊙ in textbooks */
  loose: 4,
  /** a function without parentheses takes the factors that follow it: `\log \det X` */
  application: 4.5,
  product: 5,
  /** a minus within a product: `a*-b` */
  innerMinus: 6,
} as const;

/** A part that was read, with the parentheses about it. */
export interface Operand extends Span {
  readonly node: Expression;
  readonly parenthesised?: boolean;
  /** The power sign where the part is an unparenthesised power. */
  readonly power?: string;
  /** Of an unparenthesised division: what was divided by what. */
  readonly division?: Division;
}

interface Division {
  readonly dividend: Span;
  readonly divisor: Span;
  readonly sign: string;
  /** Whether it is a number in front: `1/2`, `1/(2n)`. */
  readonly isNumeric: boolean;
}

export interface InfixFrame {
  readonly kind: "infix";
  readonly rank: number;
  /** Absent where `build` says what becomes of both sides. */
  readonly operator: BinaryOperator | undefined;
  readonly build?: (left: Expression, right: Expression) => Expression;
  /** As typed; empty for juxtaposition. */
  readonly sign: string;
  readonly span: Span;
}

interface MinusFrame {
  readonly kind: "minus";
  readonly rank: number;
  readonly span: Span;
}

/** An operation before its operand: a function, a big operator. */
export interface PrefixFrame {
  readonly kind: "prefix";
  readonly rank: number;
  readonly span: Span;
  /** What it makes of its operand; the span reaches from the sign to the end of the operand. */
  readonly build: (operand: Operand, span: Span) => Expression;
  /** The function that is applied, where it is one. */
  readonly callee?: string;
}

type OperatorFrame = InfixFrame | MinusFrame | PrefixFrame;

/** It cannot be told whether a factor behind a quotient divides or multiplies. */
export interface UnclearDivision {
  readonly division: Division;
  readonly factor: Operand;
}

/**
 * Operands that were read and operations that wait for theirs. `F` are the frames of the notation
 * itself (open parentheses, calls ...), which no operator reduces past.
 */
export class OperatorStack<F extends { readonly kind: string }> {
  readonly operands: Operand[] = [];
  readonly frames: (OperatorFrame | F)[] = [];
  readonly #numbersDivideFirst: boolean;

  /** @param options.numbersDivideFirst `1/2 x` is half of x rather than unclear */
  constructor(options = { numbersDivideFirst: false }) {
    this.#numbersDivideFirst = options.numbersDivideFirst;
  }

  top(): OperatorFrame | F | undefined {
    return this.frames[this.frames.length - 1];
  }

  lastOperand(): Operand {
    return this.operands[this.operands.length - 1]!;
  }

  /** Applies the operators on the stack that bind at least as tightly as `rank`. */
  reduce(rank: number): UnclearDivision | undefined {
    for (;;) {
      const top = this.top();
      if (!isOperator(top) || top.rank < rank) return undefined;
      this.frames.pop();
      const right = this.operands.pop()!;
      if (top.kind === "minus") {
        const span = { from: top.span.from, to: right.to };
        const node: Expression = { kind: "negate", operand: right.node, span };
        this.operands.push({ node, from: span.from, to: span.to });
        continue;
      }
      if (top.kind === "prefix") {
        const span = { from: top.span.from, to: right.to };
        this.operands.push({ node: top.build(right, span), ...span });
        continue;
      }
      const left = this.operands.pop()!;
      const { division } = left;
      if (top.sign === "" && division && !(division.isNumeric && this.#numbersDivideFirst)) {
        return { division, factor: right };
      }
      this.operands.push(infixOf(top, left, right));
    }
  }

  /** Puts an infix sign behind the operand at hand. */
  infix(frame: Omit<InfixFrame, "kind">, reducing = frame.rank): UnclearDivision | undefined {
    const unclear = this.reduce(reducing);
    if (!unclear) this.frames.push({ kind: "infix", ...frame } satisfies InfixFrame);
    return unclear;
  }

  /** Puts a minus before the operand to come. */
  minus(span: Span): void {
    const top = this.top();
    const inner =
      isOperator(top) &&
      ((top.kind === "infix" && top.rank === Binding.product) ||
        (top.kind === "minus" && top.rank === Binding.innerMinus));
    const rank = inner ? Binding.innerMinus : Binding.leadingMinus;
    this.frames.push({ kind: "minus", rank, span } satisfies MinusFrame);
  }

  /** Puts the operand at hand under a transpose that ends at `to`. */
  transpose(to: number): void {
    const { node, from } = this.operands.pop()!;
    const span = { from, to };
    this.operands.push({ node: { kind: "transpose", operand: node, span }, from, to });
  }
}

function isOperator(
  frame: { readonly kind: string } | undefined,
): frame is InfixFrame | MinusFrame | PrefixFrame {
  return frame?.kind === "infix" || frame?.kind === "minus" || frame?.kind === "prefix";
}

function isProduct(node: Expression): boolean {
  return node.kind === "binary" && node.operator === "multiply";
}

export function spanOf(token: Span): Span {
  return { from: token.from, to: token.to };
}

function infixOf(frame: InfixFrame, left: Operand, right: Operand): Operand {
  const span = { from: left.from, to: right.to };
  if (frame.operator === undefined) {
    return { node: { ...frame.build!(left.node, right.node), span }, ...span };
  }
  const { operator, span: operatorSpan } = frame;
  const [{ node: one }, { node: other }] = [left, right];
  const node: Binary =
    operator === "multiply" && left.parenthesised && isProduct(one)
      ? { kind: "binary", operator, left: one, right: other, span, operatorSpan, isLeftApart: true }
      : { kind: "binary", operator, left: one, right: other, span, operatorSpan };
  const divides = frame.operator === "divide" || frame.operator === "entrywise-divide";
  if (!divides) return { node, from: span.from, to: span.to };
  const isNumeric =
    left.node.kind === "number" && (right.node.kind === "number" || right.parenthesised === true);
  const division = { dividend: spanOf(left), divisor: spanOf(right), sign: frame.sign, isNumeric };
  return { node, ...span, division };
}
