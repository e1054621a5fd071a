import { type Rational, divide, equal, isNegative, isZero, negate } from "../numbers/rational.ts";
import { type Expression, type Index, children, fold } from "./expression.ts";

/**
 * Whether two expressions are the same tree, wherever they were typed. Each pair of parts is compared
 * once, so that shared parts cost no more than their number.
 */
export function sameExpression(a: Expression, b: Expression): boolean {
  const known = new Map<Expression, Set<Expression>>();
  const pending: [Expression, Expression][] = [[a, b]];
  for (let pair = pending.pop(); pair; pair = pending.pop()) {
    const [left, right] = pair;
    if (left === right) continue;
    let partners = known.get(left);
    if (!partners) known.set(left, (partners = new Set()));
    if (partners.has(right)) continue;
    partners.add(right);
    if (!sameNode(left, right)) return false;
    const rightParts = children(right);
    const leftParts = children(left);
    if (leftParts.length !== rightParts.length) return false;
    leftParts.forEach((part, k) => pending.push([part, rightParts[k]!]));
  }
  return true;
}

function sameNode(a: Expression, b: Expression): boolean {
  switch (a.kind) {
    case "number":
      return b.kind === "number" && equal(a.value, b.value);
    case "name":
      return b.kind === "name" && a.name === b.name;
    case "negate":
    case "transpose":
    case "derivative":
      return a.kind === b.kind;
    case "binary":
      return b.kind === "binary" && a.operator === b.operator;
    case "call":
      return b.kind === "call" && a.callee === b.callee && a.entrywise === b.entrywise;
    case "entry":
      return b.kind === "entry" && sameList(a.indices, b.indices);
    case "delta":
      return b.kind === "delta" && a.left === b.left && a.right === b.right;
    case "sum":
      return b.kind === "sum" && sameList(a.indices, b.indices);
  }
}

function sameList(a: readonly Index[], b: readonly Index[]): boolean {
  return a.length === b.length && a.every((index, k) => index === b[k]);
}

/**
 * The same expression with literals such as `-2`, `1/2`, `-(1/2)` as one number each: text has no
 * other way to say a negative or fractional number than by an operation.
 */
export function foldLiterals(root: Expression): Expression {
  return fold<Expression>(root, (node, parts) => {
    if (node.kind === "negate") {
      const operand = parts[0]!;
      return operand.kind === "number" ? literal(negate(operand.value)) : { ...node, operand };
    }
    if (node.kind === "binary") {
      const [left, right] = parts as [Expression, Expression];
      const isFraction =
        node.operator === "divide" &&
        left.kind === "number" &&
        right.kind === "number" &&
        !isZero(right.value) &&
        !isNegative(right.value);
      if (isFraction) return literal(divide(left.value, right.value));
    }
    return withParts(node, parts);
  });
}

function literal(value: Rational): Expression {
  return { kind: "number", value };
}

/** The same node with other parts, in the order of `children`; the node itself where none changed. */
export function withParts(node: Expression, parts: readonly Expression[]): Expression {
  if (children(node).every((part, k) => part === parts[k])) return node;
  switch (node.kind) {
    case "number":
    case "name":
    case "delta":
      return node;
    case "negate":
    case "transpose":
    case "entry":
      return { ...node, operand: parts[0]! };
    case "binary":
      return { ...node, left: parts[0]!, right: parts[1]! };
    case "call":
      return { ...node, arguments: parts };
    case "sum":
      return { ...node, body: parts[0]! };
    case "derivative":
      return { ...node, body: parts[0]!, by: parts[1]! };
  }
}
