import { children, type Expression, postorder, postorderBy } from "../syntax/expression.ts";
import { type Form, type Kind, type Layout, layoutOf, type Sizes } from "./layout.ts";

/** What evaluating an expression needs to know before it sees any number. */
export interface Plan {
  /**
   * Every distinct node once, parts before wholes, a name once wherever it is typed; the place in this
   * list is the node's slot.
   */
  readonly order: readonly Expression[];
  /** For each node the slots of its parts. */
  readonly parts: readonly (readonly number[])[];
  /** For each node those of its parts that no later node needs: their values may be forgotten. */
  readonly spent: readonly (readonly number[])[];
}

interface Remembered extends Plan {
  readonly names: readonly string[];
  readonly layouts: Map<string, readonly Layout[]>;
  /** Those asked for last, by the shapes of the names. */
  latest?: { readonly shapes: readonly NameShape[]; readonly layouts: readonly Layout[] };
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
  const order: Expression[] = [];
  const slots = new Map<Expression, number>();
  const names = new Map<string, number>();
  const parts: (readonly number[])[] = [];
  for (const node of deepestFirst(postorder(root))) {
    if (node.kind === "name") {
      const before = names.get(node.name);
      if (before !== undefined) {
        slots.set(node, before);
        continue;
      }
      names.set(node.name, order.length);
    }
    slots.set(node, order.length);
    parts.push(children(node).map((part) => slots.get(part)!));
    order.push(node);
  }
  const plan: Remembered = {
    order,
    parts,
    spent: lastUses(parts),
    names: [...names.keys()],
    layouts: new Map(),
  };
  plans.set(root, plan);
  return plan;
}

/** Shorter expressions are evaluated from left to right. */
const LONG = 1000;

/**
 * The nodes of a long expression, again parts before wholes, where of several parts the deepest comes
 * first: of a deep chain the values on the way down are then forgotten soon after they are made.
 */
function deepestFirst(order: readonly Expression[]): readonly Expression[] {
  if (order.length < LONG) return order;
  const depths = new Map<Expression, number>();
  for (const node of order) {
    let deepest = 0;
    for (const part of children(node)) deepest = Math.max(deepest, depths.get(part)!);
    depths.set(node, deepest + 1);
  }
  return postorderBy(order.at(-1)!, (node) => {
    const parts = children(node);
    if (parts.length < 2) return parts;
    return [...parts].sort((a, b) => depths.get(b)! - depths.get(a)!);
  });
}

const NOTHING: readonly number[] = [];

function lastUses(parts: readonly (readonly number[])[]): (readonly number[])[] {
  const isNeeded = new Uint8Array(parts.length);
  const spent = parts.map(() => NOTHING);
  for (let slot = parts.length - 1; slot >= 0; slot--) {
    const all = parts[slot]!;
    const isLastOfAll = all.every((part) => isNeeded[part] === 0);
    const own = isLastOfAll ? all : all.filter((part) => isNeeded[part] === 0);
    for (const part of own) isNeeded[part] = 1;
    spent[slot] = own;
  }
  return spent;
}

/** The layouts of all nodes by slot, for these shapes of the names. @throws Unevaluable */
export function layoutsOf(root: Expression, sizes: Sizes): readonly Layout[] {
  const plan = remembered(root);
  const { order, parts, names, layouts, latest } = plan;
  if (latest && names.every((name, k) => isKnown(latest.shapes[k], name, sizes))) {
    return latest.layouts;
  }
  const shapes = names.map((name) => sizes.formOf(name) ?? sizes.sizes.get(name));
  const key = shapes.map(shapeKey).join(" ");
  const known = layouts.get(key);
  if (known) {
    plan.latest = { shapes, layouts: known };
    return known;
  }
  const found: Layout[] = [];
  const plain = new PlainLayouts();
  order.forEach((node, slot) => {
    const own = parts[slot]!.map((part) => found[part]!);
    found.push(plain.shared(layoutOf(node, own, sizes)));
  });
  if ((layouts.size + 1) * order.length > MOST_LAYOUTS_KEPT) layouts.clear();
  layouts.set(key, found);
  plan.latest = { shapes, layouts: found };
  return found;
}

/** What a name is: an array of that form, a dimension symbol of that size, or something else. */
type NameShape = Form | number | undefined;

function shapeKey(shape: NameShape): string {
  return typeof shape === "object" ? `${shape.kind}${shape.shape.join("x")}` : `${shape}`;
}

function isKnown(before: NameShape, name: string, sizes: Sizes): boolean {
  const form = sizes.formOf(name);
  if (!form) return before === sizes.sizes.get(name);
  if (typeof before !== "object" || before.kind !== form.kind) return false;
  const { shape } = before;
  return shape.length === form.shape.length && shape.every((length, k) => length === form.shape[k]);
}

const KINDS: Readonly<Record<Kind, number>> = {
  scalar: 0,
  column: 1,
  row: 2,
  matrix: 3,
  tensor: 4,
};
const LARGEST_SHARED = 2 ** 20;

/** Nodes of one kind and shape share a layout where nothing else is known of them. */
class PlainLayouts {
  readonly #byShape = new Map<number, Layout>();

  shared(layout: Layout): Layout {
    const { kind, shape, letters, constant, call } = layout;
    if (letters.size > 0 || constant || call?.kind === "whole" || shape.length > 2) return layout;
    const [n = 0, m = 0] = shape;
    if (n >= LARGEST_SHARED || m >= LARGEST_SHARED) return layout;
    const key = (n * LARGEST_SHARED + m) * 10 + KINDS[kind] * 2 + (call ? 1 : 0);
    const known = this.#byShape.get(key);
    if (known) return known;
    this.#byShape.set(key, layout);
    return layout;
  }
}
