import * as B from "../syntax/build.ts";
import { sameExpression, withParts } from "../syntax/equality.ts";
import { type Expression, fold } from "../syntax/expression.ts";
import { groupWords } from "./group-words.ts";
import type { NamedPart } from "./step.ts";

/** Whether two lines differ in nothing but the brackets of products. */
export function sameUpToBrackets(a: Expression, b: Expression): boolean {
  return sameExpression(withoutBrackets(a), withoutBrackets(b));
}

/** Names replaced by what they stand for. */
export function withNames(e: Expression, meanings: ReadonlyMap<string, Expression>): Expression {
  return fold<Expression>(e, (node, parts) =>
    node.kind === "name" ? (meanings.get(node.name) ?? node) : withParts(node, parts),
  );
}

/** Whether a line is nothing but what was put in. */
export function isJust(put: Expression, line: Expression): boolean {
  return sameUpToBrackets(put, line);
}

/** Why names may be written out again, and whether more was done than that. */
export function putBackReason(
  reason: string,
  before: Expression,
  after: Expression,
  names: readonly NamedPart[],
): string {
  // Later names are made of earlier ones.
  const put = [...names]
    .reverse()
    .reduce((line, { name, means }) => withNames(line, new Map([[name, means]])), before);
  return isJust(put, after) ? reason : `${reason} ${groupWords.rearranged}`;
}

/** Every product from left to right. */
function withoutBrackets(e: Expression): Expression {
  return fold<Expression>(e, (node, parts) => {
    const own = withParts(node, parts);
    if (own.kind !== "binary" || own.operator !== "multiply") return own;
    const factors: Expression[] = [];
    let right = own.right;
    while (right.kind === "binary" && right.operator === "multiply") {
      factors.push(right.right);
      right = right.left;
    }
    factors.push(right);
    // Left to right is own.left, then the factors from the last; a number stands in front.
    const isNumber = factors.at(-1)!.kind === "number" && own.left.kind !== "number";
    const start = isNumber ? B.binary("multiply", factors.pop()!, own.left) : own.left;
    return factors.reduceRight((product, factor) => B.binary("multiply", product, factor), start);
  });
}

/** The summands of a line, left to right, without their signs. */
export function unsignedAddends(line: Expression): Expression[] {
  const addends: Expression[] = [];
  let rest = line;
  while (rest.kind === "binary" && (rest.operator === "add" || rest.operator === "subtract")) {
    addends.push(rest.right);
    rest = rest.left;
  }
  addends.push(rest);
  return addends.reverse().map((addend) => (addend.kind === "negate" ? addend.operand : addend));
}
