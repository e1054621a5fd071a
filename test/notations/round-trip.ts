import type { Notation, ReadingContext } from "../../src/notations/notation.ts";
import { withUsualMeanings } from "../../src/notations/usual.ts";
import { isInteger, multiply, power, type Rational, rational } from "../../src/numbers/rational.ts";
import * as build from "../../src/syntax/build.ts";
import { foldLiterals, sameExpression, withParts } from "../../src/syntax/equality.ts";
import { type Expression, fold, postorder } from "../../src/syntax/expression.ts";

/** The names that an expression uses: a reader that knows them can tell `x_{1}` from `x1`. */
export function namesIn(e: Expression): ReadingContext {
  const variables = new Set<string>();
  for (const node of postorder(e)) if (node.kind === "name") variables.add(node.name);
  // Where it is declared, I is no identity, and `I_{n}` an entry.
  variables.delete("I");
  return { variables };
}

/**
 * The one of all trees that have the same text and the same meaning: an inverse is a power, numbers
 * with an exponent of ten are numbers, a sum of a sum is one sum.
 */
export function normal(e: Expression): Expression {
  const settled = foldLiterals(withUsualMeanings(e));
  return foldLiterals(
    fold<Expression>(settled, (node, parts) => {
      if (node.kind === "call" && node.callee === "inv") {
        return build.binary("power", parts[0]!, build.number(-1));
      }
      if (node.kind === "call" && /^norm(F|2)$/.test(node.callee))
        return build.call("norm", ...parts);
      if (node.kind === "call" && node.callee === "log") {
        const [abs] = parts;
        if (abs?.kind === "call" && abs.callee === "det") {
          return build.call("logdet", abs.arguments[0]!);
        }
        const det = abs?.kind === "call" && abs.callee === "abs" ? abs.arguments[0] : undefined;
        if (det?.kind === "call" && det.callee === "det") {
          return build.call("logdet", det.arguments[0]!);
        }
      }
      if (node.kind === "sum" && parts[0]!.kind === "sum") {
        return build.sum([...node.indices, ...parts[0].indices], parts[0].body);
      }
      if (node.kind === "binary" && node.operator === "multiply") {
        const literal = decimal(parts[0]!, parts[1]!);
        if (literal) return build.number(literal);
      }
      return withParts(node, parts);
    }),
  );
}

/** `1 \cdot 10^{-30}` */
function decimal(left: Expression, right: Expression): Rational | undefined {
  if (left.kind !== "number" || right.kind !== "binary" || right.operator !== "power")
    return undefined;
  const { left: base, right: exponent } = right;
  if (base.kind !== "number" || exponent.kind !== "number") return undefined;
  if (base.value.numerator !== 10n || !isInteger(exponent.value)) return undefined;
  return multiply(left.value, power(rational(10), exponent.value.numerator));
}

/** What goes wrong on the way to the text and back; empty if nothing does. */
export function damage(notation: Notation, e: Expression, context = namesIn(e)): string {
  const text = notation.write(e);
  const again = notation.read(text, context);
  if (!again.ok) return `${text}: ${again.problem.message}`;
  if (sameExpression(normal(again.value), normal(e))) return "";
  return `${text} comes back as ${notation.write(withUsualMeanings(again.value))}`;
}
