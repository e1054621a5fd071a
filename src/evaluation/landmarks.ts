import { toNumber } from "../numbers/rational.ts";
import { children, type Expression, postorder } from "../syntax/expression.ts";

/** Nearer to zero random points come by themselves. */
const NEAREST = 2;
/** Farther out doubles lose too many digits. */
const FARTHEST = 1e4;
const MOST = 4;

/**
 * Where functions of these expressions may turn, of either sign: `relu(c + 40)` has its kink at -40,
 * `erf(2*c - 12)` climbs from -1 to 1 at 6. Random numbers of moderate size would see one side only.
 * These are the numbers that are written down, and quotients of two of them; exponents don't count.
 */
export function landmarks(expressions: readonly Expression[]): readonly number[] {
  const numbers = new Set<number>();
  const exponents = new Set<Expression>();
  for (const node of expressions.flatMap((root) => [...postorder(root)].reverse())) {
    const parts = children(node);
    const isPower =
      node.kind === "binary" && (node.operator === "power" || node.operator === "entrywise-power");
    if (exponents.has(node)) for (const part of parts) exponents.add(part);
    else if (isPower) exponents.add(node.right);
    if (node.kind === "number" && !exponents.has(node)) numbers.add(Math.abs(toNumber(node.value)));
  }
  const found = new Set<number>();
  for (const x of numbers) {
    for (const y of [1, ...numbers]) {
      const place = x / y;
      if (place >= NEAREST && place <= FARTHEST) found.add(place);
    }
  }
  return [...found].slice(0, MOST).flatMap((place) => [place, -place]);
}
