import * as rationals from "../numbers/rational.ts";
import type { Rational } from "../numbers/rational.ts";
import { type Expression, fold } from "../syntax/expression.ts";

/** The value of an expression that is made of number literals, else undefined. */
export function constantValue(e: Expression): Rational | undefined {
  return fold<Rational | undefined>(e, (node, [left, right]) => {
    if (node.kind === "number") return node.value;
    if (left === undefined) return undefined;
    if (node.kind === "negate") return rationals.negate(left);
    if (node.kind === "transpose") return left;
    if (node.kind !== "binary" || right === undefined) return undefined;
    switch (node.operator) {
      case "add":
        return rationals.add(left, right);
      case "subtract":
        return rationals.subtract(left, right);
      case "multiply":
      case "hadamard":
        return rationals.multiply(left, right);
      case "divide":
      case "entrywise-divide":
        return rationals.isZero(right) ? undefined : rationals.divide(left, right);
      case "power":
      case "entrywise-power": {
        // Beyond such exponents the digits would fill the memory.
        const small = rationals.isInteger(right) && rationals.absolute(right).numerator <= 64n;
        if (!small || (rationals.isZero(left) && rationals.isNegative(right))) return undefined;
        return rationals.power(left, right.numerator);
      }
    }
  });
}
