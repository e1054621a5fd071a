import type { Structure } from "../evaluation/directional.ts";
import { deltasBetween } from "../graph/lower.ts";
import type { Factor, NodeId, Term } from "../graph/node.ts";
import type { Store } from "../graph/store.ts";
import * as Q from "../numbers/rational.ts";

/** Sums over a diagonal name its entries one by one; past this size nobody reads them. */
const LARGEST_TOEPLITZ = 6;

/** The largest size at which the structure can be followed; undefined where every size will do. */
export function largestSize(structure: Structure): number | undefined {
  return structure === "toeplitz" || structure === "symmetric-toeplitz"
    ? LARGEST_TOEPLITZ
    : undefined;
}

/**
 * Turns a derivative by the entries of a square matrix into one along the parameters of a structured
 * one; the last two axes are those of the matrix. Symmetric: G + G' - G.*I, an off-diagonal
 * parameter moving two entries (Matrix Cookbook, eq. 138). Diagonal: G.*I (eq. 142). Toeplitz: each
 * entry is the sum of G over its diagonal, and over the mirrored one too where the matrix is also
 * symmetric (eq. 143, 144).
 *
 * @param size of the matrix, where it is known as a number
 * @throws RangeError without a size where `largestSize` asks for one
 */
export function alongStructure(
  store: Store,
  id: NodeId,
  structure: Structure,
  size?: number,
): NodeId {
  switch (structure) {
    case "symmetric":
      return alongSymmetric(store, id);
    case "diagonal": {
      const { labels, upright, diagonal } = partsOf(store, id);
      return store.poly(labels, [{ coefficient: Q.ONE, factors: [upright, ...diagonal] }]);
    }
    case "toeplitz":
      return alongDiagonals(store, id, size);
    case "symmetric-toeplitz":
      return alongDiagonals(store, alongSymmetric(store, id), size);
  }
}

/** The derivative at labels of its own, its mirror, and the delta of the last two. */
interface Parts {
  readonly labels: readonly number[];
  /** All labels but the last two. */
  readonly others: readonly number[];
  readonly row: number;
  readonly column: number;
  readonly upright: Factor;
  readonly diagonal: readonly Factor[];
}

function partsOf(store: Store, id: NodeId): Parts {
  const labels = store.labelsFor(id);
  const others = labels.slice(0, -2);
  const [row, column] = labels.slice(-2) as [number, number];
  const upright = store.factor({ node: id, indices: labels });
  return { labels, others, row, column, upright, diagonal: deltasBetween(store, [row], [column]) };
}

function alongSymmetric(store: Store, id: NodeId): NodeId {
  const { labels, others, row, column, upright, diagonal } = partsOf(store, id);
  const turned = store.factor({ node: id, indices: [...others, column, row] });
  return store.poly(labels, [
    { coefficient: Q.ONE, factors: [upright] },
    { coefficient: Q.ONE, factors: [turned] },
    { coefficient: Q.MINUS_ONE, factors: [upright, ...diagonal] },
  ]);
}

/**
 * Entry (i, j) becomes the sum of G over the diagonal that (i, j) lies on. The main diagonal is a
 * trace whatever the size; beside it, unit vectors name the entries.
 */
function alongDiagonals(store: Store, id: NodeId, size: number | undefined): NodeId {
  if (size === undefined || size > LARGEST_TOEPLITZ) {
    throw new RangeError(`along a Toeplitz matrix the size has to be at most ${LARGEST_TOEPLITZ}`);
  }
  const { labels, others, row, column, upright, diagonal } = partsOf(store, id);
  const dimension = store.sizeOfLabel(row);
  const summed = store.label(dimension);
  const trace = store.factor({ node: id, indices: [...others, summed, summed] });
  const terms: Term[] = [{ coefficient: Q.ONE, factors: [trace, ...diagonal] }];
  if (size === 2) {
    // Each of the two other diagonals has one entry: they stay as they are.
    terms.push({ coefficient: Q.ONE, factors: [upright] });
    terms.push({ coefficient: Q.MINUS_ONE, factors: [upright, ...diagonal] });
    return store.poly(labels, terms);
  }
  const unit = (position: number, label: number): Factor =>
    store.factor({ node: store.unit(position, dimension), indices: [label] });
  /** The entry of G at two positions, over labels of its own. */
  const entryAt = (k: number, l: number): Factor[] => {
    const [a, b] = [store.label(dimension), store.label(dimension)];
    const entry = store.factor({ node: id, indices: [...others, a, b] });
    return [entry, unit(k, a), unit(l, b)];
  };
  for (let offset = 1 - size; offset < size; offset++) {
    if (offset === 0) continue;
    const first = Math.max(1, 1 - offset);
    const last = Math.min(size, size - offset);
    const positions = Array.from({ length: last - first + 1 }, (_, k) => first + k);
    const along = store.poly(
      others,
      positions.map((k) => ({ coefficient: Q.ONE, factors: entryAt(k, k + offset) })),
    );
    const sum = store.factor({ node: along, indices: others });
    for (const k of positions) {
      terms.push({ coefficient: Q.ONE, factors: [sum, unit(k, row), unit(k + offset, column)] });
    }
  }
  return store.poly(labels, terms);
}
