import type { NodeId } from "../graph/node.ts";
import { BudgetExceeded } from "../graph/node.ts";
import { expand } from "../graph/rebuild.ts";
import type { Store } from "../graph/store.ts";
import { type Expression, postorder } from "../syntax/expression.ts";
import { entryForm } from "./entries.ts";
import { COST } from "./forms.ts";
import { groupedForm } from "./grouped.ts";
import { NoMatrixForm } from "./monomial.ts";
import { Recovery } from "./recover.ts";

/** How an array is laid out as a matrix: its axes down and across, each side slow to fast. */
export interface Layout {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

/** Forms dearer than this are not tried in expanded form too: nobody reads them as one line. */
const LARGEST_TO_EXPAND = 400;

export interface Presented {
  readonly expression: Expression;
  /** Needed to describe the same store further. */
  readonly recovery: Recovery;
}

/**
 * The matrix form of a node in the given layout: as it stands, or multiplied out where that is
 * clearly shorter or the only way.
 *
 * `names` are the user's, in the order typed.
 * @throws NoMatrixForm
 */
export function present(
  store: Store,
  id: NodeId,
  layout: Layout,
  names: readonly string[],
): Presented {
  let best: (Presented & { cost: number }) | undefined;
  let obstacle: unknown;
  const consider = (node: NodeId, penalty: number): void => {
    try {
      const recovery = new Recovery(store, names);
      const expression = laidOut(recovery, node, layout);
      const cost = recovery.forms.cost(expression) + penalty;
      if (!best || cost < best.cost) best = { expression, recovery, cost };
    } catch (error) {
      if (!(error instanceof NoMatrixForm)) throw error;
      obstacle ??= error;
    }
  };
  consider(id, 0);
  if (!best || best.cost <= LARGEST_TO_EXPAND) {
    const expanded = tryExpand(store, id);
    if (expanded !== undefined && expanded !== id) consider(expanded, COST.expanded);
  }
  if (!best) throw obstacle;
  return best;
}

/**
 * The entry of a node at the given letters, as it stands or multiplied out, whichever needs no
 * written sums or is shorter.
 * @throws NoMatrixForm where even the entries cannot be written
 */
export function presentEntry(
  store: Store,
  id: NodeId,
  letters: readonly string[],
  names: readonly string[],
  freshLetters: () => () => string,
): Expression {
  const asItStands = tryEntry(new Recovery(store, names), id, letters, freshLetters());
  if (!(asItStands instanceof NoMatrixForm) && !hasSum(asItStands)) return asItStands;
  const expanded = tryExpand(store, id);
  if (expanded !== undefined && expanded !== id) {
    const other = tryEntry(new Recovery(store, names), expanded, letters, freshLetters());
    if (!(other instanceof NoMatrixForm)) return other;
  }
  if (asItStands instanceof NoMatrixForm) throw asItStands;
  return asItStands;
}

function tryEntry(
  recovery: Recovery,
  id: NodeId,
  letters: readonly string[],
  freshLetter: () => string,
): Expression | NoMatrixForm {
  try {
    return entryForm(recovery, id, letters, freshLetter);
  } catch (error) {
    if (error instanceof NoMatrixForm) return error;
    throw error;
  }
}

function hasSum(e: Expression): boolean {
  return postorder(e).some(({ kind }) => kind === "sum");
}

function tryExpand(store: Store, id: NodeId): NodeId | undefined {
  try {
    return expand(store, store, id);
  } catch (error) {
    if (error instanceof BudgetExceeded) return undefined;
    throw error;
  }
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
