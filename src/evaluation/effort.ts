import { type Dimension, sizeOf } from "../dimensions/dimension.ts";
import type { Expression } from "../syntax/expression.ts";
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
        effort += effortAt(
          node,
          layouts[slot]!,
          parts[slot]!.map((part) => layouts[part]!),
        );
      });
      if (name !== undefined) forms.set(name, layouts.at(-1)!);
    }
  } catch (error) {
    if (error instanceof Unevaluable) return 0;
    throw error;
  }
  return effort;
}

function effortAt(node: Expression, layout: Layout, parts: readonly Layout[]): number {
  const own = volumeOf(layout);
  if (node.kind === "binary") {
    const [left] = parts;
    const isProduct = node.operator === "multiply" || node.operator === "power";
    return isProduct && left!.shape.length > 0 ? own * left!.shape.at(-1)! : own;
  }
  if (layout.call?.kind !== "whole") return own;
  return parts.reduce((most, part) => Math.max(most, volumeOf(part) * (part.shape[0] ?? 1)), own);
}

function volumeOf({ shape, letters }: Layout): number {
  let volume = shape.reduce((product, size) => product * size, 1);
  for (const { size = 1 } of letters.values()) volume *= size;
  return volume;
}
