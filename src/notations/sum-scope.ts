import { withParts } from "../syntax/equality.ts";
import { type Expression, fold, postorder } from "../syntax/expression.ts";
import type { Choice } from "./notation.ts";

/** In longer texts sums end where they usually end. */
const MOST_PARTS = 5_000;

/**
 * Papers write `\sum_i y_i \log p_i + (1 - y_i) \log(1 - p_i)` and mean the sum to go on: its letter
 * stands in the next term, too. A sum goes on over the terms behind it in which its letter would
 * otherwise be without a sum, unless a bracket ends it.
 */
export function withLongSums(
  root: Expression,
  text: string,
  onChoice: (choice: Choice) => void,
): Expression {
  const order = postorder(root);
  if (order.length > MOST_PARTS || order.every(({ kind }) => kind !== "sum")) return root;
  const letters = lettersOf(order);
  return fold<Expression>(root, (node, parts) => {
    const rebuilt = withParts(node, parts);
    const isSum =
      node.kind === "binary" && (node.operator === "add" || node.operator === "subtract");
    if (!isSum || rebuilt.kind !== "binary") return rebuilt;
    const loose = letters.get(node.right)!;
    if (loose.size === 0) return rebuilt;
    const path = pathToLastSum(rebuilt.left);
    const sum = path?.at(-1);
    if (!path || sum?.kind !== "sum") return rebuilt;
    const letter = sum.indices.find((index) => loose.has(index));
    if (letter === undefined || isClosed(text, sum, node.right)) return rebuilt;
    const end = node.right.span!.to;
    const body: Expression = {
      ...rebuilt,
      left: sum.body,
      span: { from: sum.body.span?.from ?? sum.span!.from, to: end },
    };
    let whole: Expression = { ...sum, body, span: { from: sum.span!.from, to: end } };
    for (const above of path.slice(0, -1).reverse()) whole = withLast(above, whole);
    const goesOn = text.slice(node.right.span!.from, end).trim();
    onChoice({
      span: { from: sum.span!.from, to: end },
      reading: `the sum over ${letter} goes on to the end of ${goesOn}, where ${letter} stands too`,
      otherwise: "parentheses about the sum to end it before",
    });
    return whole;
  });
}

/** The letters of each part that no sum in it binds. */
function lettersOf(order: readonly Expression[]): ReadonlyMap<Expression, ReadonlySet<string>> {
  const found = new Map<Expression, ReadonlySet<string>>();
  const root = order.at(-1)!;
  fold<ReadonlySet<string>>(root, (node, parts) => {
    const own = new Set(parts.flatMap((part) => [...part]));
    if (node.kind === "entry") for (const index of node.indices) own.add(String(index));
    if (node.kind === "delta") own.add(String(node.left)).add(String(node.right));
    if (node.kind === "sum") for (const index of node.indices) own.delete(index);
    found.set(node, own);
    return own;
  });
  return found;
}

/** From a part down to the sum that stands at its end: addends, signs and factors before it. */
function pathToLastSum(root: Expression): Expression[] | undefined {
  const path = [root];
  for (;;) {
    const last = path.at(-1)!;
    if (last.kind === "sum") return path;
    if (last.kind === "negate") path.push(last.operand);
    else if (last.kind === "binary" && /^(add|subtract|multiply)$/.test(last.operator)) {
      path.push(last.right);
    } else return undefined;
  }
}

function withLast(whole: Expression, last: Expression): Expression {
  if (whole.kind === "negate") return { ...whole, operand: last };
  return whole.kind === "binary" ? { ...whole, right: last } : whole;
}

/** Whether a bracket that the sum stands in ends between the sum and what follows. */
function isClosed(text: string, sum: Expression, next: Expression): boolean {
  if (!sum.span || !next.span) return true;
  return /[)\]}⟩]|\\right|\\rangle/.test(text.slice(sum.span.to, next.span.from));
}
