import * as Q from "../numbers/rational.ts";
import { isInverse } from "./layout.ts";
import * as B from "../syntax/build.ts";
import { withParts } from "../syntax/equality.ts";
import { type Binary, type BinaryOperator, type Expression, fold } from "../syntax/expression.ts";

/** A part, and whether a fraction bar stands somewhere in it. */
interface Part {
  readonly expression: Expression;
  readonly hasFraction: boolean;
}

/**
 * The same value as a textbook sets it: a product of arrays over a number has the number in front,
 * (1/m) A'(Ax - b), as has what would be a fraction of fractions, and a ratio of numbers, (3/2) x. Else
 * a single array stays above the bar, x/s^2, and so does a product over a norm. For notations that have a bar: in a line of plain text
 * the divisor at the end is shorter.
 */
export function forPrint(root: Expression): Expression {
  return fold<Part>(root, (node, parts) => {
    const expression = withParts(
      node,
      parts.map((part) => part.expression),
    );
    const hasFraction =
      (node.kind === "binary" && node.operator === "divide") ||
      parts.some((part) => part.hasFraction);
    const inverse = powerOfInverse(expression);
    if (inverse) return { expression: inverse, hasFraction };
    const isOverNumber =
      expression.kind === "binary" && expression.operator === "divide" && expression.isScaling;
    return {
      expression: isOverNumber ? inFront(expression, parts[0]!.hasFraction) : expression,
      hasFraction,
    };
  }).expression;
}

/** X^{-2} of inv(X)^2, and its transpose of inv(X)'^2. */
function powerOfInverse(e: Expression): Expression | undefined {
  if (e.kind !== "binary" || e.operator !== "power" || e.right.kind !== "number") return undefined;
  const { left, right } = e;
  const base = left.kind === "transpose" ? left.operand : left;
  if (base.kind !== "call" || !isInverse(base) || !Q.isInteger(right.value)) return undefined;
  const [matrix] = base.arguments;
  const power = B.binary("power", matrix!, B.number(Q.negate(right.value)));
  return left.kind === "transpose" ? B.transpose(power) : power;
}

function inFront(quotient: Binary, holdsFraction: boolean): Expression {
  const { scale, factors } = takenApart(quotient.left);
  const [first] = factors;
  const isProduct = factors.length > 1;
  // Of a sum that is transposed as a whole the sum counts.
  const single = first!.kind === "transpose" ? first.operand : first!;
  const isSum = !isProduct && single.kind === "binary" && SUMS.has(single.operator);
  const isPlainScale = scale === undefined || scale.kind === "number";
  const isRatio = scale?.kind === "number" && quotient.right.kind === "number";
  const isWorth =
    holdsFraction ||
    !(isPlainScale || (!isProduct && scale.kind === "name")) ||
    ((isProduct || hasProducts(single)) && isPlainDivisor(quotient.right));
  const isShort = !isProduct && !isSum && isPlainScale;
  if (!isRatio && (!isWorth || isShort)) return quotient;
  const coefficient = B.binary("divide", scale ?? B.number(Q.ONE), quotient.right);
  return factors.reduce<Expression>(
    (product, factor) => B.binary("multiply", product, factor),
    coefficient,
  );
}

/** 2*s*A*x as the number 2*s and the arrays A, x. */
function takenApart(product: Expression): {
  readonly scale: Expression | undefined;
  readonly factors: readonly Expression[];
} {
  const factors: Expression[] = [];
  let rest = product;
  while (rest.kind === "binary" && rest.operator === "multiply") {
    factors.unshift(rest.right);
    if (rest.isScaling) return { scale: rest.left, factors };
    rest = rest.left;
  }
  return { scale: undefined, factors: [rest, ...factors] };
}

/** Whether a sum has a product of arrays among its terms. */
function hasProducts(sum: Expression): boolean {
  let rest = sum;
  while (rest.kind === "binary" && SUMS.has(rest.operator)) {
    if (isProductOfArrays(rest.right)) return true;
    rest = rest.left;
  }
  return isProductOfArrays(rest);
}

function isProductOfArrays(e: Expression): boolean {
  return e.kind === "binary" && e.operator === "multiply" && e.isScaling !== true;
}

const SUMS: ReadonlySet<BinaryOperator> = new Set(["add", "subtract"]);

/** Numbers, names, powers and products of these: what is no taller than a letter. */
function isPlainDivisor(divisor: Expression): boolean {
  const pending = [divisor];
  for (let e = pending.pop(); e; e = pending.pop()) {
    if (e.kind === "number" || e.kind === "name") continue;
    if (e.kind !== "binary") return false;
    if (e.operator === "multiply") pending.push(e.left, e.right);
    else if (e.operator === "power" && e.right.kind === "number") pending.push(e.left);
    else return false;
  }
  return true;
}
