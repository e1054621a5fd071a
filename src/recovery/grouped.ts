import type { NodeId } from "../graph/node.ts";
import type { Expression } from "../syntax/expression.ts";
import type { Recovery } from "./recover.ts";

/**
 * The matrix whose row side is made of several axes, and its column side too, each slow to fast.
 * @throws NoMatrixForm
 */
export function groupedForm(
  recovery: Recovery,
  id: NodeId,
  rows: readonly number[],
  columns: readonly number[],
): Expression {
  if (rows.length === 0) {
    const across = columns.length === 0 ? [] : [columns];
    return recovery.forms.transpose(recovery.formOver(id, across));
  }
  return recovery.formOver(id, columns.length === 0 ? [rows] : [rows, columns]);
}
