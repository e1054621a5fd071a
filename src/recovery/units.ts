import type { Factor, Term } from "../graph/node.ts";
import type { Store } from "../graph/store.ts";

/** A term without the unit vectors among its factors, and the position that each of them picks. */
export interface Pinned {
  readonly term: Term;
  /** By index: the position at which everything that carries it is read. */
  readonly positions: ReadonlyMap<number, number>;
}

const NONE: ReadonlyMap<number, number> = new Map();

/** X[a,b] e_1[a] e_2[b] is X at the positions 1 and 2. */
export function withoutUnits(store: Store, term: Term): Pinned {
  const isUnit = ({ node }: Factor): boolean => store.node(node).kind === "unit";
  if (!term.factors.some(isUnit)) return { term, positions: NONE };
  const positions = new Map<number, number>();
  const factors = term.factors.filter((factor) => {
    const node = store.node(factor.node);
    if (node.kind !== "unit") return true;
    positions.set(factor.indices[0]!, node.position);
    return false;
  });
  return { term: { coefficient: term.coefficient, factors }, positions };
}
