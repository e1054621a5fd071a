import * as Q from "../../numbers/rational.ts";
import * as B from "../../syntax/build.ts";
import { withParts } from "../../syntax/equality.ts";
import {
  type Binary,
  children,
  type Expression,
  fold,
  postorder,
} from "../../syntax/expression.ts";

/** The same tree with some of its nodes replaced; replaced nodes are not looked into. */
export function replaced(
  root: Expression,
  replacements: ReadonlyMap<Expression, Expression>,
): Expression {
  return fold<Expression>(root, (node, parts) => replacements.get(node) ?? withParts(node, parts));
}

/** The tree in which every occurrence of a node is an object of its own. */
export function unshared(root: Expression): Expression {
  const copies: Expression[] = [];
  const stack: { node: Expression; next: number }[] = [{ node: root, next: 0 }];
  while (stack.length > 0) {
    const top = stack[stack.length - 1]!;
    const parts = children(top.node);
    if (top.next < parts.length) {
      stack.push({ node: parts[top.next++]!, next: 0 });
      continue;
    }
    stack.pop();
    const own = copies.splice(copies.length - parts.length, parts.length);
    copies.push(own.length === 0 ? { ...top.node } : withParts(top.node, own));
  }
  return copies[0]!;
}

/** A summand and the sign before it. */
export interface Summand {
  readonly term: Expression;
  readonly isNegative: boolean;
}

/** What a sum is made of, left to right; anything else is one summand. */
export function summandsOf(root: Expression): Summand[] {
  const found: Summand[] = [];
  const stack: Summand[] = [{ term: root, isNegative: false }];
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { term, isNegative } = top;
    if (term.kind === "negate") stack.push({ term: term.operand, isNegative: !isNegative });
    else if (term.kind === "binary" && (term.operator === "add" || term.operator === "subtract")) {
      const flipped = term.operator === "subtract" ? !isNegative : isNegative;
      stack.push({ term: term.right, isNegative: flipped }, { term: term.left, isNegative });
    } else found.push(top);
  }
  return found;
}

/** The sum of the summands. */
export function sumOf(summands: readonly Summand[]): Expression {
  const [first, ...rest] = summands;
  const head = first!.isNegative ? B.negate(first!.term) : first!.term;
  return rest.reduce<Expression>(
    (sum, { term, isNegative }) => B.binary(isNegative ? "subtract" : "add", sum, term),
    head,
  );
}

/** c times the expression, with the number put where there is one already. */
export function scaled(root: Expression, by: Q.Rational): Expression {
  if (Q.isOne(by)) return root;
  if (Q.isNegative(by)) return negated(scaled(root, Q.negate(by)));
  if (root.kind === "negate") return negated(scaled(root.operand, by));
  const leading = leadingNumber(root);
  if (leading) {
    const value = Q.multiply(leading.value, by);
    if (!Q.isOne(value) || leading.isWhole) {
      return replaced(root, new Map([[leading.node, B.number(value)]]));
    }
    return replaced(root, new Map([[leading.product!, leading.product!.right]]));
  }
  if (by.numerator === 1n && !Q.isOne(by)) {
    return B.binary("divide", root, B.number(Q.rational(by.denominator)));
  }
  return productOf([B.number(by), ...factorsOf(root)]);
}

interface LeadingNumber {
  readonly node: Expression;
  readonly value: Q.Rational;
  /** The product whose left side it is. */
  readonly product?: Binary;
  /** The number is all that there is. */
  readonly isWhole: boolean;
}

function leadingNumber(root: Expression): LeadingNumber | undefined {
  let node = root;
  let product: Binary | undefined;
  while (node.kind === "binary" && node.operator !== "add" && node.operator !== "subtract") {
    if (node.operator === "power" || node.operator === "entrywise-power") return undefined;
    product = node;
    node = node.left;
  }
  if (node.kind !== "number") return undefined;
  const isFactor = product?.operator === "multiply" || product?.operator === "hadamard";
  return {
    node,
    value: node.value,
    isWhole: product === undefined || !isFactor,
    ...(product && { product }),
  };
}

/** Minus the expression, by the fewest signs. */
export function negated(root: Expression): Expression {
  if (root.kind === "negate") return root.operand;
  if (root.kind === "number") return B.number(Q.negate(root.value));
  const summands = summandsOf(root);
  if (summands.length > 1) {
    const flipped = summands.map(({ term, isNegative }) => ({ term, isNegative: !isNegative }));
    // A sum that would begin with a minus is easier to read in parentheses, if no other order is.
    const positive = flipped.find(({ isNegative }) => !isNegative);
    if (positive) return sumOf([positive, ...flipped.filter((summand) => summand !== positive)]);
    return B.negate(root);
  }
  return B.negate(root);
}

/** The factors of a product, left to right, with products of products opened. */
export function factorsOf(root: Expression): Expression[] {
  const found: Expression[] = [];
  const stack: Expression[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.kind === "binary" && node.operator === "multiply") stack.push(node.right, node.left);
    else found.push(node);
  }
  return found;
}

export function productOf(factors: readonly Expression[]): Expression {
  return factors.reduce((product, factor) => B.binary("multiply", product, factor));
}

/** The products that are no factor of a larger product. */
export function outermostProducts(root: Expression): Expression[] {
  const inner = new Set<Expression>();
  const products = postorder(root).filter(isProduct);
  for (const node of products) {
    if (node.kind !== "binary") continue;
    for (const part of [node.left, node.right]) if (isProduct(part)) inner.add(part);
  }
  return products.filter((node) => !inner.has(node));
}

function isProduct(node: Expression): boolean {
  return node.kind === "binary" && node.operator === "multiply";
}

/** The transpose of a part, without a double one. */
export function flipped(node: Expression): Expression {
  return node.kind === "transpose" ? node.operand : B.transpose(node);
}

/** Every order of the items but the first, which is the given one. */
export function* reorderings<T>(items: readonly T[]): Generator<T[]> {
  const indices = items.map((_, k) => k);
  const next = (): boolean => {
    let k = indices.length - 2;
    while (k >= 0 && indices[k]! > indices[k + 1]!) k--;
    if (k < 0) return false;
    let l = indices.length - 1;
    while (indices[l]! < indices[k]!) l--;
    [indices[k], indices[l]] = [indices[l]!, indices[k]!];
    const tail = indices.splice(k + 1).reverse();
    indices.push(...tail);
    return true;
  };
  while (next()) yield indices.map((index) => items[index]!);
}

/** The summands of an expression with its products of sums multiplied out, or none beyond `most`. */
export function expandedSummands(root: Expression, most: number): readonly Summand[] {
  return fold<readonly Summand[]>(root, (node, parts) => {
    const whole: Summand[] = [{ term: node, isNegative: false }];
    if (parts.some((summands) => summands.length > most)) return whole;
    if (node.kind === "negate") return parts[0]!.map(opposite);
    if (node.kind === "transpose") {
      return parts[0]!.map(({ term, isNegative }) => ({ term: flipped(term), isNegative }));
    }
    if (node.kind !== "binary") return whole;
    const [left, right] = parts as [readonly Summand[], readonly Summand[]];
    switch (node.operator) {
      case "add":
        return [...left, ...right];
      case "subtract":
        return [...left, ...right.map(opposite)];
      case "multiply":
      case "hadamard": {
        if (left.length === 1 && right.length === 1) return whole;
        if (left.length * right.length > most) return whole;
        return left.flatMap((a) =>
          right.map((b) => ({
            term: B.binary(node.operator, a.term, b.term),
            isNegative: a.isNegative !== b.isNegative,
          })),
        );
      }
      case "divide":
      case "entrywise-divide":
        return left.map(({ term, isNegative }) => ({
          term: B.binary(node.operator, term, node.right),
          isNegative,
        }));
      case "power":
      case "entrywise-power":
        return whole;
    }
  });
}

function opposite({ term, isNegative }: Summand): Summand {
  return { term, isNegative: !isNegative };
}
