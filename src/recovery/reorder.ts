import { type Dimension, multiplyDimensions } from "../dimensions/dimension.ts";
import type { Expression } from "../syntax/expression.ts";
import type { Forms } from "./forms.ts";
import type { Link } from "./link.ts";
import { flipLinks, hadamardLink, link, productForm } from "./links.ts";
import type { Strand } from "./monomial.ts";

/** The same strands on sides in another order, and what multiplies from left and right to undo it. */
export interface Reordered {
  readonly strands: readonly Strand[];
  readonly axes: readonly Dimension[];
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly left: readonly Link[];
  readonly right: readonly Link[];
}

/**
 * Sides in which the two labels of a matrix that lies within one side stand together, as one label
 * that carries its vec, and in which what crosses from rows to columns stands in the same order on
 * both: d vec(kron(A,B))/d vec(A)' = kron(eye(n*q), commutation(m,p))*kron(eye(n), vec(B), eye(m)),
 * Magnus and Neudecker, Matrix Differential Calculus, section 3.7. Undefined where that is in order
 * already, or cannot be had.
 */
export function reordered(
  forms: Forms,
  strands: readonly Strand[],
  axes: readonly Dimension[],
  rows: readonly number[],
  columns: readonly number[],
): Reordered | undefined {
  const sizes = [...axes];
  const merged = new Map<number, readonly number[]>();
  const kept: Strand[] = [];
  const sideOf = (label: number): readonly number[] => (rows.includes(label) ? rows : columns);
  const pairs = new Map<string, { labels: readonly number[]; products: (readonly Link[])[] }>();
  for (const { links, row, column } of strands) {
    const isPair = column !== undefined && row !== column && sideOf(row) === sideOf(column);
    if (!isPair) {
      kept.push({ links, row, column });
      continue;
    }
    const side = sideOf(row);
    const isUpright = side.indexOf(row) < side.indexOf(column);
    const labels = isUpright ? [row, column] : [column, row];
    const own = isUpright ? links : flipLinks(forms, links);
    const known = pairs.get(labels.join());
    if (known) known.products.push(own);
    else pairs.set(labels.join(), { labels, products: [own] });
  }
  const uses = new Map<number, number>();
  const ends = kept.map(({ row, column }) => (column === undefined ? [row] : [row, column]));
  for (const label of [...ends, ...[...pairs.values()].map(({ labels }) => labels)].flat()) {
    uses.set(label, (uses.get(label) ?? 0) + 1);
  }
  for (const { labels, products } of pairs.values()) {
    const inner = products.length === 1 ? products[0]! : [hadamardLink(forms, products, false)];
    const isShared = labels.some((label) => uses.get(label)! > 1);
    if (isShared) {
      kept.push({ links: inner, row: labels[0]!, column: labels[1]! });
      continue;
    }
    const whole = sizes.push(multiplyDimensions(labels.map((label) => sizes[label]!))) - 1;
    merged.set(whole, labels);
    const pair = { links: inner, row: labels[0]!, column: labels[1]! };
    kept.push({ links: [link(vecOf(forms, pair, labels))], row: whole, column: undefined });
  }
  const newColumns = unitsOf(columns, merged);
  const newRows = sortedLike(unitsOf(rows, merged), newColumns, kept);
  const left = permutation(forms, flattened(newRows, merged), rows, axes);
  const right = flipLinks(forms, permutation(forms, flattened(newColumns, merged), columns, axes));
  if (merged.size === 0 && left.length === 0) return undefined;
  return { strands: kept, axes: sizes, rows: newRows, columns: newColumns, left, right };
}

/** A matrix over two labels of one side, as the vector over that side: vec of it, fast label down. */
export function vecOf(forms: Forms, pair: Strand, side: readonly number[]): Expression {
  const fast = side[1]!;
  const links = pair.row === fast ? pair.links : flipLinks(forms, pair.links);
  return forms.call("vec", productForm(forms, links));
}

/**
 * The same strands, where a matrix within a side of more than two labels that identities join to two
 * labels of the other side lies there instead: diag(vec(M)) on the side of the variable is short.
 */
export function movedAcross(
  strands: readonly Strand[],
  isIdentity: (strand: Strand) => boolean,
  rows: readonly number[],
  columns: readonly number[],
): readonly Strand[] {
  const partner = new Map<number, number>();
  for (const strand of strands) {
    const { row, column } = strand;
    if (column === undefined || rows.includes(row) === rows.includes(column)) continue;
    if (!isIdentity(strand)) continue;
    partner.set(row, column);
    partner.set(column, row);
  }
  if (partner.size === 0) return strands;
  return strands.map((strand) => {
    const { links, row, column } = strand;
    if (column === undefined || rows.includes(row) !== rows.includes(column)) return strand;
    const [side, other] = rows.includes(row) ? [rows, columns] : [columns, rows];
    const [a, b] = [partner.get(row), partner.get(column)];
    if (side.length <= 2 || other.length >= side.length) return strand;
    return a === undefined || b === undefined ? strand : { links, row: a, column: b };
  });
}

/** A side with the merged labels in the place of their slow ones. */
function unitsOf(
  side: readonly number[],
  merged: ReadonlyMap<number, readonly number[]>,
): number[] {
  return side.flatMap((label) => {
    for (const [whole, labels] of merged) {
      if (labels.includes(label)) return labels[0] === label ? [whole] : [];
    }
    return [label];
  });
}

function flattened(
  side: readonly number[],
  merged: ReadonlyMap<number, readonly number[]>,
): number[] {
  return side.flatMap((label) => merged.get(label) ?? [label]);
}

/** The rows that cross to columns in the order of these, in the places that such rows have. */
function sortedLike(
  rows: readonly number[],
  columns: readonly number[],
  strands: readonly Strand[],
): number[] {
  const placeOf = (label: number): number => {
    for (const { row, column } of strands) {
      if (column === undefined) continue;
      const other = row === label ? column : column === label ? row : undefined;
      if (other !== undefined && columns.includes(other)) return columns.indexOf(other);
    }
    return -1;
  };
  const crossing = rows.filter((label) => placeOf(label) >= 0);
  crossing.sort((a, b) => placeOf(a) - placeOf(b));
  return rows.map((label) => (placeOf(label) >= 0 ? crossing.shift()! : label));
}

/**
 * The product of commutation matrices that takes a vector over labels in one order to the same vector
 * in another: v over (b,a) to v over (a,b) is commutation(size of a, size of b).
 */
function permutation(
  forms: Forms,
  from: readonly number[],
  to: readonly number[],
  axes: readonly Dimension[],
): Link[] {
  const current = [...from];
  const place = new Map(to.map((label, k) => [label, k]));
  const links: Link[] = [];
  const identity = (labels: readonly number[]): Expression[] =>
    labels.length === 0 ? [] : [forms.eye(multiplyDimensions(labels.map((label) => axes[label]!)))];
  for (let k = 0; k + 1 < current.length; ) {
    const [b, a] = [current[k]!, current[k + 1]!];
    if (place.get(b)! < place.get(a)!) {
      k++;
      continue;
    }
    const swap = forms.call("commutation", forms.size(axes[a]!), forms.size(axes[b]!));
    const factors = [...identity(current.slice(0, k)), swap, ...identity(current.slice(k + 2))];
    links.unshift(link(factors.reduce((left, right) => forms.call("kron", left, right))));
    current[k] = a;
    current[k + 1] = b;
    k = Math.max(0, k - 1);
  }
  return links;
}
