import type { VariableShape } from "../elaboration/shape.ts";
import * as B from "../syntax/build.ts";
import { withParts } from "../syntax/equality.ts";
import { children, type Expression, type Index, postorder } from "../syntax/expression.ts";
import { isUnit } from "../dimensions/dimension.ts";

/**
 * The graph drops axes of size 1; in print a variable that was declared with some must be used with
 * them. An n x 1 matrix stands for its column and a 1 x n matrix for a row; inside functions and
 * behind indices, where a matrix and a vector differ, the column is vec(x); an entry gets the index
 * 1 for each such axis.
 */
export function withUnitAxes(
  root: Expression,
  variables: ReadonlyMap<string, VariableShape>,
): Expression {
  const declared = new Map([...variables].filter(([, { axes }]) => hasUnitAxis(axes)));
  if (declared.size === 0) return root;
  const shapeOf = (node: Expression): VariableShape | undefined =>
    node.kind === "name" ? declared.get(node.name) : undefined;
  /** As a factor or summand of a matrix, and as an argument. */
  const outer = new Map<Expression, Expression>();
  const inner = new Map<Expression, Expression>();
  for (const node of postorder(root)) {
    const shape = shapeOf(node);
    if (shape) {
      outer.set(node, asFactor(node, shape));
      inner.set(node, asArgument(node, shape));
      continue;
    }
    const argument = rebuilt(node, inner, shapeOf);
    const isApart = node.kind === "call" || node.kind === "entry";
    inner.set(node, argument);
    outer.set(node, isApart ? argument : rebuilt(node, outer, shapeOf));
  }
  return outer.get(root)!;
}

function hasUnitAxis(axes: VariableShape["axes"]): boolean {
  return axes.some(isUnit);
}

function rebuilt(
  node: Expression,
  made: ReadonlyMap<Expression, Expression>,
  shapeOf: (node: Expression) => VariableShape | undefined,
): Expression {
  const shape = node.kind === "entry" ? shapeOf(node.operand) : undefined;
  if (node.kind === "entry" && shape) {
    const wide = [...node.indices];
    const indices = shape.axes.map((axis): Index => (isUnit(axis) ? 1 : wide.shift()!));
    return B.entry(node.operand, indices);
  }
  const parts = children(node).map((part) => made.get(part)!);
  const [first] = parts;
  if (node.kind === "transpose" && first?.kind === "transpose") return first.operand;
  return withParts(node, parts);
}

function asFactor(node: Expression, { axes }: VariableShape): Expression {
  if (axes.every(isUnit)) return single(node, axes.length);
  return axes.length === 2 && isUnit(axes[0]!) ? B.transpose(node) : node;
}

function asArgument(node: Expression, { axes }: VariableShape): Expression {
  if (axes.every(isUnit)) return single(node, axes.length);
  return axes.length === 2 ? B.call("vec", node) : node;
}

function single(node: Expression, rank: number): Expression {
  return B.entry(
    node,
    Array.from({ length: rank }, () => 1),
  );
}
