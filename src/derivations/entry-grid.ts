import type { Dimension } from "../dimensions/dimension.ts";
import * as B from "../syntax/build.ts";
import { withParts } from "../syntax/equality.ts";
import { type Expression, fold, type Index, postorder } from "../syntax/expression.ts";
import type { EntryGrid } from "./step.ts";

/** Entries longer than this do not fit side by side. */
const LONGEST_ENTRY = 10;

/**
 * The Jacobian written out: the entry at rows 1, 2 and the last, columns 1, 2 and the last. Undefined
 * where the entries are long, or a size is no letter and no number.
 */
export function entryGrid(
  entry: Expression,
  letters: readonly string[],
  axes: readonly Dimension[],
): EntryGrid | undefined {
  const order = postorder(entry);
  // A delta at numbers is 1 or 0, and no entry of anything.
  if (order.length > LONGEST_ENTRY || order.some(({ kind }) => kind === "delta")) return undefined;
  const [rows, columns] = axes.map(({ key }) => placesOf(key));
  const [row, column] = letters;
  if (axes.length !== 2 || !rows || !columns || row === undefined || column === undefined) {
    return undefined;
  }
  return {
    rows: rows.places.map((i) =>
      columns.places.map((j) =>
        at(
          entry,
          new Map([
            [row, i],
            [column, j],
          ]),
        ),
      ),
    ),
    ...(rows.dots && { rowDots: 2 }),
    ...(columns.dots && { columnDots: 2 }),
  };
}

/** 1, 2 and n with dots before it, or all of a few. */
function placesOf(
  size: string,
): { readonly places: readonly Index[]; readonly dots: boolean } | undefined {
  if (/^[A-Za-z]\w*$/.test(size)) return { places: [1, 2, size], dots: true };
  const count = Number(size);
  if (!Number.isInteger(count)) return undefined;
  if (count <= 3) return { places: Array.from({ length: count }, (_, k) => k + 1), dots: false };
  return { places: [1, 2, count], dots: true };
}

function at(entry: Expression, places: ReadonlyMap<string, Index>): Expression {
  return fold<Expression>(entry, (node, parts) =>
    node.kind === "entry"
      ? B.entry(
          parts[0]!,
          node.indices.map((index) => places.get(String(index)) ?? index),
        )
      : withParts(node, parts),
  );
}
