import { children, type Expression, postorder } from "../syntax/expression.ts";
import { type Form, type Layout, layoutOf, type Sizes } from "./layout.ts";

/** What evaluating an expression needs to know before it sees any number. */
export interface Plan {
  /** Every distinct node once, parts before wholes; the place in this list is the node's slot. */
  readonly order: readonly Expression[];
  /** For each node the slots of its parts. */
  readonly parts: readonly (readonly number[])[];
  /** For each node those of its parts that no later node needs: their values may be forgotten. */
  readonly spent: readonly (readonly number[])[];
}

interface Remembered extends Plan {
  readonly names: readonly string[];
  readonly layouts: Map<string, readonly Layout[]>;
}

/** How many layouts an expression may keep at most. */
const MOST_LAYOUTS_KEPT = 20_000;

/** Expressions never change, so that what is found out about one stays true as long as it lives. */
const plans = new WeakMap<Expression, Remembered>();

/** The nodes of an expression in the order of their evaluation. */
export function planOf(root: Expression): Plan {
  return remembered(root);
}

function remembered(root: Expression): Remembered {
  const known = plans.get(root);
  if (known) return known;
  const order = postorder(root);
  const slots = new Map(order.map((node, slot) => [node, slot]));
  const names = new Set<string>();
  for (const node of order) if (node.kind === "name") names.add(node.name);
  const parts = order.map((node) => children(node).map((part) => slots.get(part)!));
  const plan: Remembered = {
    order,
    parts,
    spent: lastUses(parts),
    names: [...names],
    layouts: new Map(),
  };
  plans.set(root, plan);
  return plan;
}

function lastUses(parts: readonly (readonly number[])[]): (readonly number[])[] {
  const isNeeded = new Uint8Array(parts.length);
  const spent: (readonly number[])[] = [];
  for (let slot = parts.length - 1; slot >= 0; slot--) {
    const own = parts[slot]!.filter((part) => isNeeded[part] === 0);
    for (const part of own) isNeeded[part] = 1;
    spent[slot] = own;
  }
  return spent;
}

/** The layouts of all nodes by slot, for these shapes of the names. @throws Unevaluable */
export function layoutsOf(root: Expression, sizes: Sizes): readonly Layout[] {
  const { order, parts, names, layouts } = remembered(root);
  const key = names.map((name) => shapeKey(sizes.formOf(name), sizes.sizes.get(name))).join(" ");
  const known = layouts.get(key);
  if (known) return known;
  const found: Layout[] = [];
  order.forEach((node, slot) => {
    found.push(
      layoutOf(
        node,
        parts[slot]!.map((part) => found[part]!),
        sizes,
      ),
    );
  });
  if ((layouts.size + 1) * order.length > MOST_LAYOUTS_KEPT) layouts.clear();
  layouts.set(key, found);
  return found;
}

function shapeKey(form: Form | undefined, size: number | undefined): string {
  return form ? `${form.kind}${form.shape.join("x")}` : `${size}`;
}
