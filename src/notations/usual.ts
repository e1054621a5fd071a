import { overloadedSign } from "../functions/overloaded.ts";
import { withParts } from "../syntax/equality.ts";
import { type Expression, fold } from "../syntax/expression.ts";

/** The expression with every overloaded sign as it is mostly meant, where nobody knows the shapes. */
export function withUsualMeanings(e: Expression): Expression {
  return fold<Expression>(e, (node, parts) => {
    const sign = node.kind === "call" ? overloadedSign(node.callee) : undefined;
    if (!sign) return withParts(node, parts);
    const usual = sign.usual(parts);
    return node.span ? { ...usual, span: node.span } : usual;
  });
}
