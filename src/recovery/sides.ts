import type { Factor, NodeId, PolyNode, Term } from "../graph/node.ts";
import type { Sides } from "./bundles.ts";

/** Every axis a side of its own. */
export function plainSides(rank: number): Sides {
  return Array.from({ length: rank }, (_, axis) => [axis]);
}

/**
 * The axes 0 .. rank-1 by side, where `claims` says which of them make up one side, slow to fast; a
 * claim to an axis that another has already is passed over.
 */
export function together(rank: number, claims: Sides): Sides {
  const sides: (readonly number[])[] = [];
  const taken = new Set<number>();
  for (const claim of claims) {
    if (claim.length < 2 || new Set(claim).size < claim.length) continue;
    if (claim.some((axis) => axis >= rank || taken.has(axis))) continue;
    for (const axis of claim) taken.add(axis);
    sides.push(claim);
  }
  for (let axis = 0; axis < rank; axis++) if (!taken.has(axis)) sides.push([axis]);
  return sides.sort((a, b) => Math.min(...a) - Math.min(...b));
}

/**
 * Which axes of a sum go together: those that a factor has on one side; and, as in kron(A,B)*x, those
 * that different factors join to the parts of one such side.
 */
export function sidesOfPoly(node: PolyNode, sidesOf: (id: NodeId) => Sides): Sides {
  const rank = node.axes.length;
  if (rank < 2) return plainSides(rank);
  const claims: (readonly number[])[] = [];
  const joined: (readonly number[])[] = [];
  for (const term of node.terms) {
    const grouped = term.factors.flatMap(({ node: part, indices }) =>
      sidesOf(part)
        .filter((side) => side.length > 1)
        .map((side) => side.map((axis) => indices[axis]!)),
    );
    claims.push(...grouped);
    if (grouped.length > 0) joined.push(...joinedTo(term, rank, grouped, sidesOf));
  }
  return together(rank, [...claims, ...joined]);
}

/** For a bound side made of several indices, the free indices that its parts lead to, one each. */
function joinedTo(term: Term, rank: number, grouped: Sides, sidesOf: (id: NodeId) => Sides): Sides {
  const isPlain = ({ node }: Factor): boolean => sidesOf(node).every((side) => side.length === 1);
  const parent = new Map<number, number>();
  const find = (index: number): number => {
    let root = index;
    for (let up = parent.get(root); up !== undefined; up = parent.get(root)) root = up;
    return root;
  };
  for (const { indices } of term.factors.filter(isPlain)) {
    for (const index of indices.slice(1)) {
      const [a, b] = [find(indices[0]!), find(index)];
      if (a !== b) parent.set(b, a);
    }
  }
  return grouped.flatMap((side) => {
    if (side.some((index) => index < rank)) return [];
    const ends = side.map((index) =>
      Array.from({ length: rank }, (_, axis) => axis).filter((axis) => find(axis) === find(index)),
    );
    const isClear = ends.every((end) => end.length === 1);
    const axes = ends.map((end) => end[0]!);
    return isClear && new Set(axes).size === axes.length ? [axes] : [];
  });
}
