import { CannotLower } from "../graph/lower.ts";
import { BudgetExceeded, type NodeId } from "../graph/node.ts";
import { Store } from "../graph/store.ts";
import { type Expression, fold } from "../syntax/expression.ts";
import { flat } from "./apply.ts";
import { type Applied, referenceOf, type RuleContext } from "./context.ts";
import type { Rule, RuleLine } from "./rule.ts";

/** Whether a rule, applied again to the line before, gives the line: the same value, in the same signs. */
export function replaysLine(rule: Rule, line: RuleLine, context: RuleContext): boolean {
  const { left, before, after, part } = line;
  return context.withEitherSizes(() => {
    try {
      return context.within([...(left ? [left] : []), before, after], part, () => {
        const applied = rule.apply(line, context);
        return applied !== undefined && agrees(applied, rule, line, context);
      });
    } catch (error) {
      if (error instanceof CannotLower || error instanceof BudgetExceeded) return false;
      throw error;
    }
  });
}

function agrees(applied: Applied, rule: Rule, line: RuleLine, context: RuleContext): boolean {
  const { store } = context;
  const { after, labels } = line;
  if (applied.kind === "axes") {
    const node = flat(store, context.array(after));
    const own = store.node(node).axes.map((axis) => axis.key);
    const others = store.node(applied.node).axes.map((axis) => axis.key);
    if (own.join() !== others.join()) {
      // Of zeros the order of the axes does not matter.
      const isZero = [node, applied.node].every((id) => isZeroArray(store, id));
      return isZero && own.sort().join() === others.sort().join();
    }
    const indices = store.labelsFor(node);
    const pair = [
      { node: applied.node, indices },
      { node, indices },
    ] as const;
    return rule.usesFacts ? sameWithFacts(pair[0].node, node, context) : context.isSame(...pair);
  }
  if (applied.kind === "line" && rule.keepsSigns && !sameSigns(applied.line, after)) return false;
  const reading = rule.reading ?? "symbol";
  const left =
    applied.kind === "line" ? context.lowered(applied.line, reading, labels) : applied.value;
  const right = context.lowered(after, reading, labels);
  if (left.kind === "array" && right.kind === "array") {
    const indices = store.labelsFor(left.value.node);
    const [a, b] = [flat(store, left.value), flat(store, right.value)];
    if (
      store
        .node(a)
        .axes.map(({ key }) => key)
        .join() !==
      store
        .node(b)
        .axes.map(({ key }) => key)
        .join()
    )
      return false;
    if (rule.usesFacts) return sameWithFacts(a, b, context);
    return (
      context.isSame({ node: a, indices }, { node: b, indices }) ||
      (rule.comparesValues === true &&
        line.uses.length === 0 &&
        context.sameValues(line.before, after))
    );
  }
  return context.isSame(referenceOf(store, left), referenceOf(store, right));
}

function isZeroArray(store: Store, id: NodeId): boolean {
  const node = store.node(id);
  return node.kind === "poly" && node.terms.length === 0;
}

function sameWithFacts(a: number, b: number, context: RuleContext): boolean {
  const target = new Store(context.setting.symmetric);
  return context.withFacts(a, target) === context.withFacts(b, target);
}

/** How often deltas, signs ∂ and summed letters stand in a line: what a value does not tell. */
function sameSigns(a: Expression, b: Expression): boolean {
  const [left, right] = [signsIn(a), signsIn(b)];
  return left.every((count, k) => count === right[k]);
}

function signsIn(line: Expression): number[] {
  return fold<number[]>(line, (node, parts) => {
    const own = [
      Number(node.kind === "delta"),
      Number(node.kind === "derivative"),
      node.kind === "sum" ? node.indices.length : 0,
    ];
    return own.map((count, k) => parts.reduce((sum, part) => sum + part[k]!, count));
  });
}
