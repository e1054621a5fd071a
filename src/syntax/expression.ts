import type { Rational } from "../numbers/rational.ts";
import type { Span } from "../text/span.ts";

/**
 * What a user writes and what is printed. One closed union of two small trees: the **matrix tree**
 * (names, products, functions of whole matrices) and the **entry tree** on top of it (`A[i,k]`, sums
 * over index letters, deltas, the symbol ∂/∂x_j). Expressions may share parts (they are DAGs): walk
 * them with `postorder` or `fold`, never by recursion, for they may be 100,000 deep.
 */
export type Expression =
  | NumberLiteral
  | Name
  | Negate
  | Transpose
  | Binary
  | Call
  | Entry
  | Delta
  | Sum
  | Derivative;

interface Located {
  /** Where it was typed; absent on what the program made. */
  readonly span?: Span;
}

export interface NumberLiteral extends Located {
  readonly kind: "number";
  readonly value: Rational;
}

/** A variable, `pi`, `I` (the identity where it is not declared), or a dimension used as a number. */
export interface Name extends Located {
  readonly kind: "name";
  readonly name: string;
}

export interface Negate extends Located {
  readonly kind: "negate";
  readonly operand: Expression;
}

export interface Transpose extends Located {
  readonly kind: "transpose";
  readonly operand: Expression;
}

export type BinaryOperator =
  | "add"
  | "subtract"
  /** matrix product; a scalar times anything */
  | "multiply"
  /** `.*` */
  | "hadamard"
  /** `/` by a scalar */
  | "divide"
  /** `./` */
  | "entrywise-divide"
  /** `^`: integer power of a square matrix, any power of a scalar */
  | "power"
  /** `.^` */
  | "entrywise-power";

export interface Binary extends Located {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
  /**
   * Of a product whose left operand is a product: that one stands in brackets, which it could do
   * without, because it is one number: `(a'*x)*x`.
   */
  readonly isLeftApart?: true;
  /**
   * Known of what the program makes: of a product, that a number stands before an array; of a
   * quotient, that it is an array over a number.
   */
  readonly isScaling?: true;
  /** Where the operator itself stands. */
  readonly operatorSpan?: Span;
}

export interface Call extends Located {
  readonly kind: "call";
  /** The canonical name of the function (aliases are resolved by the notation). */
  readonly callee: string;
  readonly arguments: readonly Expression[];
  /** `f.(x)`: an unknown function applied to each entry of its argument. */
  readonly entrywise?: true;
  /** Taken of each entry of a matrix, about which its usual sign would mean something else. */
  readonly isNamed?: true;
  readonly calleeSpan?: Span;
}

/** An index letter, or the number of an entry, counted from 1. */
export type Index = string | number;

/** `A[i,k]`: one entry of a whole array. */
export interface Entry extends Located {
  readonly kind: "entry";
  readonly operand: Expression;
  readonly indices: readonly Index[];
}

/** The Kronecker delta, 1 where both are equal and 0 elsewhere. */
export interface Delta extends Located {
  readonly kind: "delta";
  readonly left: Index;
  readonly right: Index;
}

/** The sum of `body` over all values of the letters. */
export interface Sum extends Located {
  readonly kind: "sum";
  readonly indices: readonly string[];
  readonly body: Expression;
}

/** The symbol ∂ body / ∂ by, not yet carried out; `by` is a name or an entry of one. */
export interface Derivative extends Located {
  readonly kind: "derivative";
  readonly body: Expression;
  readonly by: Expression;
}

const NONE: readonly Expression[] = [];

/** The parts of a node, left to right. */
export function children(e: Expression): readonly Expression[] {
  switch (e.kind) {
    case "number":
    case "name":
    case "delta":
      return NONE;
    case "negate":
    case "transpose":
    case "entry":
      return [e.operand];
    case "binary":
      return [e.left, e.right];
    case "call":
      return e.arguments;
    case "sum":
      return [e.body];
    case "derivative":
      return [e.body, e.by];
  }
}

/** Every distinct node once, parts before wholes; iterative, so depth is no limit. */
export function postorder(root: Expression): readonly Expression[] {
  const known = longOrders.get(root);
  if (known) return known;
  const order = postorderBy(root, children);
  if (order.length >= LONG) longOrders.set(root, order);
  return order;
}

/** An expression is walked some dozens of times on its way to an answer; long ones but once. */
const longOrders = new WeakMap<Expression, readonly Expression[]>();
const LONG = 1000;

/** The same without what lies below the nodes that `isLeaf` names. */
export function postorderAbove(
  root: Expression,
  isLeaf: (node: Expression) => boolean,
): readonly Expression[] {
  return postorderBy(root, (node) => (isLeaf(node) ? NONE : children(node)));
}

/** The same with the parts of each node in an order, or a choice, of one's own. */
export function postorderBy(
  root: Expression,
  partsOf: (node: Expression) => readonly Expression[],
): readonly Expression[] {
  const order: Expression[] = [];
  const seen = new Set<Expression>();
  const stack: (Expression | null)[] = [root];
  while (stack.length > 0) {
    const node = stack.pop();
    if (!node) {
      order.push(stack.pop()!);
    } else if (!seen.has(node)) {
      seen.add(node);
      const parts = partsOf(node);
      if (parts.length === 0) order.push(node);
      else openParts(stack, node, parts);
    }
  }
  return order;
}

/** Computes a value for every distinct node from the values of its parts, in the same order. */
export function fold<T>(root: Expression, visit: (node: Expression, parts: readonly T[]) => T): T {
  const values = new Map<Expression, T>();
  const finish = (node: Expression, parts: readonly Expression[]): void => {
    const own: T[] = [];
    for (const part of parts) own.push(values.get(part)!);
    values.set(node, visit(node, own));
  };
  const stack: (Expression | null)[] = [root];
  while (stack.length > 0) {
    const node = stack.pop();
    if (!node) {
      const whole = stack.pop()!;
      finish(whole, children(whole));
    } else if (!values.has(node)) {
      const parts = children(node);
      if (parts.length === 0) finish(node, parts);
      else openParts(stack, node, parts);
    }
  }
  return values.get(root)!;
}

/** Puts a node on a stack, null to say that its parts lie above it, and its parts, the first on top. */
function openParts(
  stack: (Expression | null)[],
  node: Expression,
  parts: readonly Expression[],
): void {
  stack.push(node, null);
  for (let k = parts.length - 1; k >= 0; k--) stack.push(parts[k]!);
}
