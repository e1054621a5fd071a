import type { Lowered } from "../graph/scope.ts";
import type { NodeId } from "../graph/node.ts";
import type { Store } from "../graph/store.ts";
import * as V from "../graph/value.ts";
import * as Q from "../numbers/rational.ts";
import { withParts } from "../syntax/equality.ts";
import {
  type Binary,
  type BinaryOperator,
  children,
  type Expression,
  fold,
  postorder,
} from "../syntax/expression.ts";
import { costOf, ROUNDING } from "./forms.ts";
import type { Recovery } from "./recover.ts";

/** A part of what the user wrote, and which way up its node is: side 0 down, or side 0 across. */
export interface Spelling {
  readonly expression: Expression;
  readonly isTurned: boolean;
}

/** The user's own way of writing, kept beside the nodes: two spellings of one thing are one node. */
export interface Vocabulary {
  /** In the order typed. */
  readonly names: readonly string[];
  /** The variable of the derivative. */
  readonly by?: string;
  /** The fractions that were written as decimals, as text. */
  readonly decimals: ReadonlySet<string>;
  readonly spellings: ReadonlyMap<NodeId, Spelling>;
}

/** Of the matrices that were typed as a part: whether the node has its side 0 across. */
export type Turns = ReadonlyMap<NodeId, boolean>;

/** Whether the transpose of a node is what was typed. */
export function isTypedTurned(
  store: Store,
  id: NodeId,
  turns: ReadonlyMap<NodeId, boolean>,
): boolean {
  if (store.node(id).axes.length !== 2) return false;
  const known = turns.get(id);
  if (known !== undefined) return known;
  return turns.get(store.permute(id, [1, 0])) === false;
}

/** All that was typed. */
export interface TypedParts {
  /** The nodes of all parts, and one over each divisor, also where they have cancelled in the whole. */
  readonly nodes: readonly NodeId[];
  readonly turns: Turns;
}

export function onlyNames(names: readonly string[]): Vocabulary {
  return { names, decimals: new Set(), spellings: new Map() };
}

/** What is noted while an expression is lowered. */
export class Notes {
  readonly #lowered: [Expression, Lowered][] = [];
  readonly #values = new Map<Expression, Lowered>();

  readonly record = (node: Expression, lowered: Lowered): void => {
    this.#values.set(node, lowered);
    if (
      node.kind === "call" ||
      node.kind === "negate" ||
      (node.kind === "binary" && !isNegativePower(node))
    ) {
      this.#lowered.push([node, lowered]);
    }
  };

  /** To be asked for only where nothing is differentiated any more. */
  typed(store: Store): TypedParts {
    const nodes = new Set<NodeId>();
    for (const [expression, lowered] of this.#values) {
      nodes.add(nodeOf(lowered));
      if (expression.kind !== "binary" || !DIVISIONS.has(expression.operator)) continue;
      const divisor = this.#values.get(expression.right);
      if (divisor) nodes.add(reciprocal(store, divisor));
    }
    return { nodes: [...nodes], turns: this.turns() };
  }

  turns(): Turns {
    const turns = new Map<NodeId, boolean>();
    for (const lowered of this.#values.values()) {
      if (lowered.kind !== "array" || V.kindOf(lowered.value) !== "matrix") continue;
      const { node, columns } = lowered.value;
      if (!turns.has(node)) turns.set(node, columns[0] === 0);
    }
    return turns;
  }

  vocabulary(root: Expression, names: readonly string[], by: string): Vocabulary {
    const decimals = new Set<string>();
    // x'' is x, and is printed as x.
    const isTurnedTwice = new Set<Expression>();
    for (const node of postorder(root)) {
      if (node.kind === "number" && !Q.isInteger(node.value)) decimals.add(Q.toText(node.value));
      const isTwice = node.kind === "transpose" && node.operand.kind === "transpose";
      if (isTwice || children(node).some((part) => isTurnedTwice.has(part))) {
        isTurnedTwice.add(node);
      }
    }
    const spellings = new Map<NodeId, Spelling>();
    for (const [expression, lowered] of this.#lowered) {
      if (lowered.kind !== "array" || isTurnedTwice.has(expression)) continue;
      const { value } = lowered;
      const isPlain =
        V.kindOf(value) !== "tensor" && Math.max(value.rows.length, value.columns.length) <= 1;
      if (!isPlain || spellings.has(value.node)) continue;
      const isTurned = value.columns[0] === 0;
      spellings.set(value.node, { expression, isTurned });
    }
    return { names, by, decimals, spellings };
  }
}

const DIVISIONS: ReadonlySet<BinaryOperator> = new Set(["divide", "entrywise-divide"]);

function nodeOf(lowered: Lowered): NodeId {
  return lowered.kind === "array" ? lowered.value.node : lowered.reference.node;
}

function reciprocal(store: Store, divisor: Lowered): NodeId {
  const node = nodeOf(divisor);
  const indices = store.labelsFor(node);
  const factor = { ...store.factor({ node, indices }), exponent: Q.MINUS_ONE };
  return store.poly(indices, [{ coefficient: Q.ONE, factors: [factor] }]);
}

/** X^-1, which reads the same as inv(X) on the page and is longer as text. */
function isNegativePower({ operator, right }: Binary): boolean {
  const isNegative =
    right.kind === "negate" || (right.kind === "number" && Q.isNegative(right.value));
  return operator === "power" && isNegative;
}

/** The user's way of writing a part may be so much dearer than the shortest. */
const DEARER_BY = 1.25;
const DEARER_WITH = 0.6;

/** The same expression with the parts that the user wrote as the user wrote them. */
export function inWordsOf(
  { spellings }: Vocabulary,
  recovery: Recovery,
  expression: Expression,
): Expression {
  const { forms } = recovery;
  const words = new Map<Expression, Expression>();
  const costs = new Map<Expression, number>();
  for (const [id, spelling] of spellings) {
    const { expression: own } = spelling;
    const isCall = own.kind === "call";
    const found = recovery.knownForms(id) ?? (isCall ? recovery.formsOfRoot(id) : undefined);
    if (!found) continue;
    const { upright, turned } = found;
    const [same, other] = spelling.isTurned ? [turned, upright] : [upright, turned];
    const dearest = same ? forms.cost(same) * DEARER_BY + DEARER_WITH : 0;
    add(words, same, own, costOf(own, costs) <= dearest);
    if (!other || other === same) continue;
    const flipped: Expression = { kind: "transpose", operand: own };
    add(words, other, flipped, costOf(flipped, costs) <= forms.cost(other) + ROUNDING);
  }
  if (words.size === 0) return expression;
  return fold<Expression>(expression, (node, parts) => words.get(node) ?? withParts(node, parts));
}

const CONSTANTS: ReadonlySet<string> = new Set(["zeros", "ones", "eye"]);

function add(
  words: Map<Expression, Expression>,
  form: Expression | undefined,
  spelled: Expression,
  isShortEnough: boolean,
): void {
  if (!form || !isShortEnough || words.has(form)) return;
  // Zero is zero, and not the x - x that was typed.
  const isConstant = form.kind === "call" && CONSTANTS.has(form.callee);
  if (form.kind !== "name" && form.kind !== "number" && !isConstant) words.set(form, spelled);
}
