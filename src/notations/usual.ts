import { overloadedSign } from "../functions/overloaded.ts";
import * as build from "../syntax/build.ts";
import { withParts } from "../syntax/equality.ts";
import { type Expression, fold } from "../syntax/expression.ts";

/** The expression with every overloaded sign as it is mostly meant, where nobody knows the shapes. */
export function withUsualMeanings(e: Expression): Expression {
  return fold<Expression>(e, (node, parts) => {
    // Ones of untold size, in words that every notation has.
    if (node.kind === "call" && node.callee === "ones" && parts.length === 0) {
      return { ...node, callee: "vector", arguments: [build.number(1)] };
    }
    const sign = node.kind === "call" ? overloadedSign(node.callee) : undefined;
    if (!sign) return withParts(node, parts);
    const usual = sign.usual(parts);
    return node.span ? { ...usual, span: node.span } : usual;
  });
}
