import { functionNamed } from "../functions/table.ts";
import * as Q from "../numbers/rational.ts";
import * as B from "../syntax/build.ts";
import { withParts } from "../syntax/equality.ts";
import { type Expression, fold, type Index } from "../syntax/expression.ts";

/**
 * An index expression with numbers for some of its letters; deltas between numbers are 0 or 1, and
 * what they make of products and sums is carried out.
 */
export function atEntry(root: Expression, at: ReadonlyMap<string, number>): Expression {
  const place = (index: Index): Index =>
    typeof index === "string" ? (at.get(index) ?? index) : index;
  return fold<Expression>(root, (node, parts) => {
    switch (node.kind) {
      case "entry":
        return entryOf(parts[0]!, node.indices.map(place));
      case "delta": {
        const [left, right] = [place(node.left), place(node.right)];
        if (left === right) return B.number(1);
        const areNumbers = typeof left === "number" && typeof right === "number";
        return areNumbers ? B.number(0) : B.delta(left, right);
      }
      case "sum":
        return isNumber(parts[0]!, 0) ? parts[0]! : B.sum(node.indices, parts[0]!);
      case "negate":
        return isNumber(parts[0]!, 0) ? parts[0]! : withParts(node, parts);
      case "binary":
        return shortened(withParts(node, parts));
      case "number":
      case "name":
      case "transpose":
      case "call":
      case "derivative":
        return withParts(node, parts);
    }
  });
}

/** An entry of exp(x) is exp of the entry of x. */
function entryOf(operand: Expression, indices: readonly Index[]): Expression {
  if (operand.kind !== "call" || operand.arguments.length !== 1) return B.entry(operand, indices);
  const overloads = functionNamed(operand.callee)?.overloads ?? [];
  const actsOnEntries =
    operand.entrywise === true ||
    (overloads.length > 0 && overloads.every(({ kind }) => kind === "entrywise"));
  if (!actsOnEntries) return B.entry(operand, indices);
  // One level is enough for a label; deeper ones stay behind the brackets.
  const { entrywise: _entrywise, ...call } = operand;
  return { ...call, arguments: [B.entry(operand.arguments[0]!, indices)] };
}

/** Products with 0 and 1, sums with 0; entries are numbers, so that no shape is lost. */
function shortened(node: Expression): Expression {
  if (node.kind !== "binary") return node;
  const { operator, left, right } = node;
  switch (operator) {
    case "multiply":
      if (isNumber(left, 0) || isNumber(right, 1)) return left;
      return isNumber(right, 0) || isNumber(left, 1) ? right : node;
    case "divide":
      return isNumber(left, 0) || isNumber(right, 1) ? left : node;
    case "add":
      if (isNumber(left, 0)) return right;
      return isNumber(right, 0) ? left : node;
    case "subtract":
      if (isNumber(left, 0)) return B.negate(right);
      return isNumber(right, 0) ? left : node;
    case "hadamard":
    case "entrywise-divide":
    case "power":
    case "entrywise-power":
      return node;
  }
}

function isNumber(e: Expression, value: number): boolean {
  return e.kind === "number" && Q.equal(e.value, Q.rational(value));
}
