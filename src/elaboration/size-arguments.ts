import { type Dimension, dimension } from "../dimensions/dimension.ts";
import * as build from "../syntax/build.ts";
import { type Expression, postorder } from "../syntax/expression.ts";
import type { Problem } from "../text/problem.ts";
import { spell } from "./spelling.ts";

/** A size has few factors; longer products are refused. */
const LONGEST = 1000;

/** The size that `n`, `3` or `2*n*m` means, with its symbols in order of appearance. */
export function sizeMeant(
  e: Expression,
):
  | { readonly dimension: Dimension; readonly symbols: readonly string[] }
  | { readonly problem: Problem } {
  const factors: Expression[] = [];
  const stack = [e];
  while (stack.length > 0 && factors.length < LONGEST) {
    const part = stack.pop()!;
    const power = smallPower(part);
    if (part.kind === "binary" && part.operator === "multiply") stack.push(part.right, part.left);
    else if (power) for (let k = 0; k < power.exponent; k++) stack.push(power.base);
    else factors.push(part);
  }
  let coefficient = 1;
  const symbols: string[] = [];
  for (const factor of factors) {
    if (factor.kind === "name") {
      symbols.push(factor.name);
    } else if (
      factor.kind === "number" &&
      factor.value.denominator === 1n &&
      factor.value.numerator > 0n &&
      factor.value.numerator <= 0xffff_ffffn
    ) {
      coefficient *= Number(factor.value.numerator);
    } else {
      return { problem: notASize(e) };
    }
  }
  if (stack.length > 0 || !Number.isSafeInteger(coefficient)) return { problem: notASize(e) };
  return { dimension: dimension(coefficient, symbols), symbols };
}

/** `n^2` as n two times. */
function smallPower(e: Expression): { base: Expression; exponent: number } | undefined {
  if (e.kind !== "binary" || e.operator !== "power" || e.right.kind !== "number") return undefined;
  const { numerator, denominator } = e.right.value;
  const isSmall = denominator === 1n && numerator > 0n && numerator <= BigInt(LONGEST);
  return isSmall ? { base: e.left, exponent: Number(numerator) } : undefined;
}

/** The size as an expression: `2*n*m`. */
export function sizeExpression(size: Dimension): Expression {
  const factors = size.symbols.map(build.name);
  if (size.coefficient !== 1 || factors.length === 0) {
    factors.unshift(build.number(size.coefficient));
  }
  return factors.reduce((product, factor) => build.binary("multiply", product, factor));
}

function notASize(e: Expression): Problem {
  const text = spell(e);
  const span = e.span ?? postorder(e).find((part) => part.span)?.span;
  return {
    code: "argument-shape",
    message: `${text ?? "This argument"} is not a size: a size is a product of symbols and positive integers, such as n or 2*n.`,
    ...(span && { span }),
  };
}
