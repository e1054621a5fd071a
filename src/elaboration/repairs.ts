import * as build from "../syntax/build.ts";
import { type Binary, children, type Expression, postorder } from "../syntax/expression.ts";
import { isUnit } from "../dimensions/dimension.ts";
import { type Attempt, attemptSizing } from "./attempt.ts";
import { sizeExpression } from "./size-arguments.ts";
import type { Fault } from "./sizing.ts";
import { columnSide, rowSide } from "./terms.ts";

/** A change of one place that makes the whole expression fit; it was tried. */
export interface Repair {
  /** What stands there now. */
  readonly before: Expression;
  readonly after: Expression;
  /** The part that did not fit, repaired, and the whole expression so. */
  readonly place: Expression;
  readonly whole: Expression;
}

/** Another shape for a declared name. */
export interface Redeclaration {
  readonly name: string;
  readonly shape: readonly string[];
}

/** Nodes that all tries together may visit. */
const BUDGET = 2_000_000;
/** Tries that are made however long the expression is. */
const AT_LEAST = 4;
/** How many parts near the fault may be transposed. */
const NEAR = 40;

/** The first small change near the fault with which the whole expression fits. */
export function findRepair(attempt: Attempt, fault: Fault): Repair | undefined {
  const { order, context } = attempt;
  // A second grouping is no slip of the pen: another expression that fits would mean something else.
  if (fault.code === "grouping" || fault.code === "stopped") return undefined;
  const tries = Math.max(AT_LEAST, Math.floor(BUDGET / order.length));
  let count = 0;
  for (const { before, after } of candidates(attempt, fault)) {
    if (++count > tries) return undefined;
    const made = rebuild(order, (node, rebuilt) => (node === before ? after : rebuilt));
    const whole = made.get(order.at(-1)!)!;
    const outcome = attemptSizing(postorder(whole), context);
    if ("attempt" in outcome && !outcome.attempt.fault) {
      return { before, after, place: made.get(fault.node)!, whole };
    }
  }
  return undefined;
}

/**
 * A declaration with one size exchanged with which everything fits: of the variables
 * whose sides clash, those with the fewest axes first.
 */
export function findRedeclaration(attempt: Attempt, { clash }: Fault): Redeclaration | undefined {
  if (clash?.kind !== "size") return undefined;
  const { context, owners, order } = attempt;
  const sides = [
    [clash.left, clash.right],
    [clash.right, clash.left],
  ] as const;
  const candidates = sides.flatMap(([own, other]) => {
    const name = owners.get(own);
    const declared = name === undefined ? undefined : context.declarations.get(name);
    const [size, wanted] = [own, other].map((axis) => attempt.unifier.sizeOf(axis));
    if (name === undefined || !declared || !size || !wanted || isUnit(wanted)) return [];
    const axes = declared.axes.map((axis) => (axis.key === size.key ? wanted : axis));
    return [{ name, axes }];
  });
  candidates.sort((a, b) => a.axes.length - b.axes.length);
  for (const { name, axes } of candidates) {
    const declarations = new Map([...context.declarations, [name, { axes }]]);
    const outcome = attemptSizing(order, { ...context, declarations });
    if (!("attempt" in outcome) || outcome.attempt.fault) continue;
    return { name, shape: axes.map(({ key }) => key) };
  }
  return undefined;
}

/** What becomes of every node if each is edited after its parts; untouched parts stay the same. */
export function rebuild(
  order: readonly Expression[],
  edit: (node: Expression, rebuilt: Expression) => Expression,
): Map<Expression, Expression> {
  const made = new Map<Expression, Expression>();
  for (const node of order) {
    made.set(
      node,
      edit(
        node,
        withParts(node, (part) => made.get(part)!),
      ),
    );
  }
  return made;
}

function withParts(node: Expression, made: (part: Expression) => Expression): Expression {
  if (children(node).every((part) => made(part) === part)) return node;
  switch (node.kind) {
    case "number":
    case "name":
    case "delta":
      return node;
    case "negate":
    case "transpose":
    case "entry":
      return { ...node, operand: made(node.operand) };
    case "binary":
      return { ...node, left: made(node.left), right: made(node.right) };
    case "call":
      return { ...node, arguments: node.arguments.map(made) };
    case "sum":
      return { ...node, body: made(node.body) };
    case "derivative":
      return { ...node, body: made(node.body), by: made(node.by) };
  }
}

interface Change {
  readonly before: Expression;
  readonly after: Expression;
}

function* candidates(attempt: Attempt, { node, code }: Fault): Generator<Change> {
  if (node.kind === "binary") yield* ofBinary(attempt, node, code);
  yield* ofTransposes(node, attempt);
}

function* ofBinary(attempt: Attempt, node: Binary, code: Fault["code"]): Generator<Change> {
  const { left, right, operator } = node;
  const change = (after: Expression): Change => ({ before: node, after: spanned(after, node) });
  const keep = (newLeft: Expression, newRight: Expression): Change =>
    change(build.binary(operator, newLeft, newRight));
  if (code === "divisor-not-scalar") {
    yield change(build.binary("entrywise-divide", left, right));
  } else if (operator === "power") {
    yield change(build.binary("entrywise-power", left, right));
  } else if (code === "shape-clash") {
    if (operator === "add" || operator === "subtract") yield* ofBias(attempt, node);
    yield keep(turned(left), right);
    yield keep(left, turned(right));
    if (operator === "multiply") {
      yield keep(right, left);
      yield keep(turned(left), turned(right));
      yield change(build.binary("hadamard", left, right));
    }
  }
}

/** A vector added to each row or each column of a matrix: `ones(n)*b'`, `b*ones(m)'`. */
function* ofBias(attempt: Attempt, node: Binary): Generator<Change> {
  for (const [matrix, vector] of [
    [node.left, node.right],
    [node.right, node.left],
  ] as const) {
    const term = attempt.sizing.terms.get(matrix)!;
    const { kind } = attempt.sizing.terms.get(vector)!;
    if (term.kind !== "matrix" || (kind !== "column" && kind !== "row")) continue;
    const [rows, columns] = [rowSide(term)!, columnSide(term)!].map((axis) =>
      attempt.unifier.sizeOf(axis),
    );
    const column = kind === "column" ? vector : turned(vector);
    const row = kind === "row" ? vector : turned(vector);
    const biases: Expression[] = [];
    if (rows) {
      biases.push(build.binary("multiply", build.call("ones", sizeExpression(rows)), row));
    }
    if (columns) {
      const ones = build.transpose(build.call("ones", sizeExpression(columns)));
      biases.push(build.binary("multiply", column, ones));
    }
    for (const bias of biases) yield { before: vector, after: spanned(bias, vector) };
  }
}

/** Transposes of the parts below the fault, nearest first. */
function* ofTransposes(node: Expression, attempt: Attempt): Generator<Change> {
  const queue = [...children(node)];
  const seen = new Set<Expression>(queue);
  for (let at = 0; at < queue.length && at < NEAR; at++) {
    const part = queue[at]!;
    const kind = attempt.sizing.terms.get(part)?.kind;
    if (kind !== undefined && kind !== "scalar") {
      yield { before: part, after: spanned(turned(part), part) };
    }
    for (const below of children(part)) {
      if (!seen.has(below)) queue.push(below);
      seen.add(below);
    }
  }
}

function turned(e: Expression): Expression {
  return e.kind === "transpose" ? e.operand : build.transpose(e);
}

function spanned(e: Expression, like: Expression): Expression {
  return like.span && !e.span ? { ...e, span: like.span } : e;
}
