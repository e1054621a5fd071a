import type { NodeId } from "../graph/node.ts";
import type { Store } from "../graph/store.ts";
import * as B from "../syntax/build.ts";
import { type BinaryOperator, type Expression, postorder } from "../syntax/expression.ts";
import { entryForm } from "./entries.ts";
import { COST, costOf } from "./forms.ts";
import { groupedForm } from "./grouped.ts";
import { NoMatrixForm } from "./monomial.ts";
import { rearrangements } from "./rearrange.ts";
import { Recovery } from "./recover.ts";
import { inWordsOf, type Vocabulary } from "./vocabulary.ts";

/** How an array is laid out as a matrix: its axes down and across, each side slow to fast. */
export interface Layout {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

/** Forms dearer than this are not tried in another arrangement: nobody reads them as one line. */
const LARGEST_TO_REARRANGE = 400;

export interface Presented {
  readonly expression: Expression;
  /** Needed to describe the same store further. */
  readonly recovery: Recovery;
}

/**
 * The matrix form of a node in the given layout: as it stands, or rearranged where that is clearly
 * shorter or the only way.
 *
 * @throws NoMatrixForm
 */
export function present(
  store: Store,
  id: NodeId,
  layout: Layout,
  vocabulary: Vocabulary,
): Presented {
  let best: (Presented & { cost: number }) | undefined;
  let obstacle: unknown;
  const consider = (node: NodeId, penalty: number): void => {
    try {
      const recovery = recoveryFor(store, vocabulary);
      const expression = laidOut(recovery, node, layout);
      const cost = recovery.forms.cost(expression) + penalty;
      if (!best || cost < best.cost) best = { expression, recovery, cost };
    } catch (error) {
      if (!(error instanceof NoMatrixForm)) throw error;
      obstacle ??= error;
    }
  };
  consider(id, 0);
  if (!best || best.cost <= LARGEST_TO_REARRANGE) {
    for (const other of rearrangements(store, id)) consider(other, COST.rearranged);
  }
  if (!best) throw obstacle;
  const { expression, recovery } = best;
  return { expression: inWordsOf(vocabulary, recovery, expression), recovery };
}

function recoveryFor(store: Store, { names, decimals, by }: Vocabulary): Recovery {
  return new Recovery(store, names, { decimals, joinsNumbers: true, by });
}

/** What a sum that must be written costs besides its symbols: an entry of a matrix reads better. */
const WRITTEN_SUM = 3;

export function costOfEntry(entry: Expression): number {
  const sums = postorder(entry).filter(({ kind }) => kind === "sum").length;
  return costOf(entry, new Map()) + WRITTEN_SUM * sums;
}

/**
 * The entry of a node at the given letters, as it stands or rearranged, whichever is shorter.
 * @throws NoMatrixForm where even the entries cannot be written
 */
export function presentEntry(
  store: Store,
  id: NodeId,
  letters: readonly string[],
  vocabulary: Vocabulary,
  freshLetters: () => () => string,
): Expression {
  let best: { expression: Expression; cost: number } | undefined;
  let obstacle: unknown;
  const consider = (write: () => Expression, penalty: number): void => {
    try {
      const expression = write();
      const cost = costOfEntry(expression) + penalty;
      if (!best || cost < best.cost) best = { expression, cost };
    } catch (error) {
      if (!(error instanceof NoMatrixForm)) throw error;
      obstacle ??= error;
    }
  };
  const asEntries = (node: NodeId) => (): Expression => {
    const recovery = recoveryFor(store, vocabulary);
    return inWordsOf(vocabulary, recovery, entryForm(recovery, node, letters, freshLetters()));
  };
  consider(asEntries(id), 0);
  if (best && best.cost > LARGEST_TO_REARRANGE) return best.expression;
  for (const other of rearrangements(store, id)) consider(asEntries(other), COST.rearranged);
  const rank = store.node(id).axes.length;
  if (rank === 1 || rank === 2) {
    const layout = { rows: [0], columns: rank === 2 ? [1] : [] };
    consider(() => entryOf(present(store, id, layout, vocabulary).expression, letters), 0);
  }
  if (!best) throw obstacle;
  return best.expression;
}

/** A matrix or vector read at letters. */
function entryOf(form: Expression, letters: readonly string[]): Expression {
  const [i, j] = letters;
  if (form.kind === "transpose" && letters.length === 2) return entryOf(form.operand, [j!, i!]);
  const isScaled = form.kind === "negate" || (form.kind === "binary" && SCALES.has(form.operator));
  if (isScaled || usesSizesAlone(form)) throw new NoMatrixForm("no entry of its own");
  return B.entry(form, letters);
}

/** Products and sums whose entries are products and sums: those are written entry by entry. */
const SCALES: ReadonlySet<BinaryOperator> = new Set(["divide", "hadamard", "entrywise-divide"]);

function usesSizesAlone(form: Expression): boolean {
  return postorder(form).some(
    (node) => node.kind === "call" && (node.callee === "eye" || node.callee === "ones"),
  );
}

function laidOut(recovery: Recovery, id: NodeId, { rows, columns }: Layout): Expression {
  if (rows.length <= 1 && columns.length <= 1 && recovery.isPlain(id)) {
    const [row] = rows;
    const [column] = columns;
    if (row === undefined)
      return column === undefined ? recovery.form(id) : recovery.turnedForm(id);
    if (column === undefined || row < column) return recovery.form(id);
    return recovery.turnedForm(id);
  }
  return groupedForm(recovery, id, rows, columns);
}
