import { type Dimension, sizeOf } from "../dimensions/dimension.ts";
import type { Expression } from "../syntax/expression.ts";
import { volume } from "./arrays.ts";
import { type Form, type Layout, Unevaluable } from "./layout.ts";
import { layoutsOf, planOf } from "./plan.ts";

/** An expression, and the name by which later ones may call it. */
export interface Evaluand {
  readonly name?: string;
  readonly expression: Expression;
}

const KINDS = ["scalar", "column", "matrix"] as const;

/**
 * About how many operations on numbers it takes to evaluate these expressions, one after the other,
 * at these sizes; 0 where they cannot be evaluated at all.
 * @param variables the axes of each name
 */
export function effortOf(
  evaluands: readonly Evaluand[],
  variables: ReadonlyMap<string, { readonly axes: readonly Dimension[] }>,
  sizes: ReadonlyMap<string, number>,
): number {
  const forms = new Map<string, Form>();
  for (const [name, { axes }] of variables) {
    const shape = axes.map((axis) => sizeOf(axis, sizes));
    forms.set(name, { kind: KINDS[shape.length] ?? "tensor", shape });
  }
  let effort = 0;
  try {
    for (const { name, expression } of evaluands) {
      const layouts = layoutsOf(expression, { sizes, formOf: (known) => forms.get(known) });
      const { order, parts } = planOf(expression);
      order.forEach((node, slot) => {
        effort += effortAt(node, layouts[slot]!, parts[slot]!, layouts);
      });
      if (name !== undefined) forms.set(name, layouts.at(-1)!);
    }
  } catch (error) {
    if (error instanceof Unevaluable) return 0;
    throw error;
  }
  return effort;
}

/** @param parts the slots of the parts */
function effortAt(
  node: Expression,
  layout: Layout,
  parts: readonly number[],
  layouts: readonly Layout[],
): number {
  const own = volumeOf(layout);
  if (node.kind === "binary") {
    const left = layouts[parts[0]!]!;
    const isProduct = node.operator === "multiply" || node.operator === "power";
    return isProduct && left.shape.length > 0 ? own * left.shape.at(-1)! : own;
  }
  if (layout.call?.kind !== "whole") return own;
  let most = own;
  for (const part of parts) {
    const { shape } = layouts[part]!;
    most = Math.max(most, volumeOf(layouts[part]!) * (shape[0] ?? 1));
  }
  return most;
}

function volumeOf({ shape, letters }: Layout): number {
  let all = volume(shape);
  if (letters.size > 0) for (const { size = 1 } of letters.values()) all *= size;
  return all;
}
