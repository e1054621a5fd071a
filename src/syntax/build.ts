import { type Rational, rational } from "../numbers/rational.ts";
import type { Binary, BinaryOperator, Expression, Index } from "./expression.ts";

/** Plain constructors of expressions; they simplify nothing. */
export function number(value: Rational | number): Expression {
  return { kind: "number", value: typeof value === "number" ? rational(value) : value };
}

export function name(text: string): Expression {
  return { kind: "name", name: text };
}

export function negate(operand: Expression): Expression {
  return { kind: "negate", operand };
}

export function transpose(operand: Expression): Expression {
  return { kind: "transpose", operand };
}

export function binary(operator: BinaryOperator, left: Expression, right: Expression): Binary {
  return { kind: "binary", operator, left, right };
}

export function call(callee: string, ...args: readonly Expression[]): Expression {
  return { kind: "call", callee, arguments: args };
}

export function entry(operand: Expression, indices: readonly Index[]): Expression {
  return indices.length === 0 ? operand : { kind: "entry", operand, indices };
}

export function delta(left: Index, right: Index): Expression {
  return { kind: "delta", left, right };
}

export function sum(indices: readonly string[], body: Expression): Expression {
  return indices.length === 0 ? body : { kind: "sum", indices, body };
}
