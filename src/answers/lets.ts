import * as B from "../syntax/build.ts";
import { children, type Expression, postorder } from "../syntax/expression.ts";
import { withParts } from "../syntax/equality.ts";

/** Answers up to this many symbols are printed in one line, shared parts and all. */
const ONE_LINE = 160;
/** A part shorter than this is not worth a name. */
const WORTH_A_NAME = 6;

export interface WithLets {
  readonly expression: Expression;
  /** Names for parts, in the order in which they may be read. */
  readonly bindings: readonly (readonly [name: string, means: Expression])[];
}

/**
 * Gives names to the parts that a long expression uses more than once, so that what is printed
 * grows with the number of distinct parts and not with the number of their uses (a residual net of
 * 30 layers has 10^18 of those).
 */
export function withLets(root: Expression, taken: ReadonlySet<string>): WithLets {
  const order = postorder(root);
  const sizes = new Map<Expression, number>();
  const uses = new Map<Expression, number>();
  for (const node of order) {
    let size = 1;
    for (const part of children(node)) {
      size += sizes.get(part)!;
      uses.set(part, (uses.get(part) ?? 0) + 1);
    }
    sizes.set(node, size);
  }
  if (sizes.get(root)! <= ONE_LINE) return { expression: root, bindings: [] };
  const bindings: [string, Expression][] = [];
  const rewritten = new Map<Expression, Expression>();
  let count = 0;
  for (const node of order) {
    const parts = children(node).map((part) => rewritten.get(part)!);
    const isSame = children(node).every((part, k) => part === parts[k]);
    const copy = isSame ? node : withParts(node, parts);
    const isShared = (uses.get(node) ?? 0) > 1 && sizes.get(node)! >= WORTH_A_NAME && node !== root;
    if (!isShared) {
      rewritten.set(node, copy);
      continue;
    }
    do count++;
    while (taken.has(`u${count}`));
    bindings.push([`u${count}`, copy]);
    rewritten.set(node, B.name(`u${count}`));
  }
  return { expression: rewritten.get(root)!, bindings };
}
