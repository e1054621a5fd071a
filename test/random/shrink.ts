import type { DerivativeProblem } from "../../src/answers/answer.ts";
import { plain } from "../../src/notations/plain.ts";
import * as B from "../../src/syntax/build.ts";
import { children, type Expression, postorder } from "../../src/syntax/expression.ts";
import type { RandomProblem } from "./generate.ts";
import { sameShape, type Shape, shapeKey } from "./shapes.ts";

/**
 * A smaller problem that still has the property: parts are replaced by parts of themselves, by
 * variables and by numbers of the same shape, and the form asked for is dropped, while it lasts.
 */
export function shrink(
  found: RandomProblem,
  stillHolds: (problem: DerivativeProblem) => boolean,
): DerivativeProblem {
  let { root, problem } = found;
  const shapes = new Map(found.shapes);
  const accept = (candidate: Expression, next: DerivativeProblem): boolean => {
    if (!stillHolds(next)) return false;
    root = candidate;
    problem = next;
    return true;
  };
  for (const dropped of [["form"], ["wrt2"], ["order"], ["form", "order", "wrt2"]] as const) {
    accept(root, without(problem, dropped));
  }
  for (let changed = true; changed; ) {
    changed = false;
    for (const part of postorder(root)) {
      if (part === root || !namesIn(part).has(problem.wrt!)) continue;
      const whole = without(problem, ["form", "order", "wrt2"]);
      changed = accept(part, { ...whole, vars: varsOf(problem, part), expr: plain.write(part) });
      if (changed) break;
    }
    for (const node of [...postorder(root)].reverse()) {
      const smaller = candidates(node, shapes, problem);
      const size = postorder(node).length;
      for (const replacement of smaller) {
        if (postorder(replacement).length >= size) continue;
        const candidate = replaced(root, node, replacement, shapes);
        if (!namesIn(candidate).has(problem.wrt!)) continue;
        const vars = varsOf(problem, candidate);
        if (accept(candidate, { ...problem, vars, expr: plain.write(candidate) })) {
          changed = true;
          break;
        }
      }
      if (changed) break;
    }
  }
  return problem;
}

function namesIn(root: Expression): Set<string> {
  return new Set(postorder(root).flatMap((e) => (e.kind === "name" ? [e.name] : [])));
}

/** The declarations that an expression still needs. */
function varsOf({ vars = {}, wrt2 }: DerivativeProblem, root: Expression): typeof vars {
  const names = namesIn(root);
  return Object.fromEntries(
    Object.entries(vars).filter(([name]) => names.has(name) || name === wrt2),
  );
}

function without(problem: DerivativeProblem, keys: readonly string[]): DerivativeProblem {
  return Object.fromEntries(
    Object.entries(problem).filter(([key]) => !keys.includes(key)),
  ) as unknown as DerivativeProblem;
}

/** What may stand for a node: variables of its shape, 1, and its own parts of the same shape. */
function candidates(
  node: Expression,
  shapes: ReadonlyMap<Expression, Shape>,
  { vars = {} }: DerivativeProblem,
): Expression[] {
  const shape = shapes.get(node);
  if (!shape) return [];
  const leaves = Object.entries(vars)
    .filter(([, sizes]) => {
      const sides = [shape.rows, shape.columns].filter((side) => side.length > 0);
      return (
        (shape.rows.length > 0 || shape.columns.length === 0) &&
        sides.map((side) => side.join("*")).join() === sizes.join()
      );
    })
    .map(([name]) => B.name(name));
  if (shapeKey(shape) === "|") leaves.unshift(B.number(1));
  const inner = postorder(node).filter((part) => {
    const own = shapes.get(part);
    return part !== node && own !== undefined && sameShape(own, shape);
  });
  return [...leaves, ...inner];
}

function replaced(
  root: Expression,
  target: Expression,
  by: Expression,
  shapes: Map<Expression, Shape>,
): Expression {
  const images = new Map<Expression, Expression>();
  for (const node of postorder(root)) {
    const parts = children(node);
    const image =
      node === target
        ? by
        : parts.every((part) => images.get(part) === part)
          ? node
          : withParts(
              node,
              parts.map((part) => images.get(part)!),
            );
    images.set(node, image);
    const shape = shapes.get(node);
    if (shape) shapes.set(image, shape);
  }
  return images.get(root)!;
}

function withParts(node: Expression, parts: readonly Expression[]): Expression {
  switch (node.kind) {
    case "negate":
    case "transpose":
      return { ...node, operand: parts[0]! };
    case "binary":
      return { ...node, left: parts[0]!, right: parts[1]! };
    case "call":
      return { ...node, arguments: parts };
    case "number":
    case "name":
    case "entry":
    case "delta":
    case "sum":
    case "derivative":
      return node;
  }
}
