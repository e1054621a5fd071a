import * as Q from "../numbers/rational.ts";
import type { Factor, MapNode, Node, PolyNode, Term } from "./node.ts";

/** A term in canonical labelling. */
export interface HashedTerm {
  readonly term: Term;
  /** Of the factors, without the coefficient. */
  readonly hash: number;
}

/** Equal terms added up, those that vanish left out, in order of their hashes. */
export function collected(terms: readonly HashedTerm[]): HashedTerm[] {
  if (terms.length === 1) return Q.isZero(terms[0]!.term.coefficient) ? [] : [terms[0]!];
  const byHash = new Map<number, HashedTerm[]>();
  for (const { term, hash } of terms) {
    const alike = byHash.get(hash);
    if (!alike) {
      byHash.set(hash, [{ term, hash }]);
      continue;
    }
    const place = alike.findIndex((known) => compareFactorLists(known.term, term) === 0);
    const known = alike[place]?.term;
    if (!known) alike.push({ term, hash });
    else {
      const coefficient = Q.add(known.coefficient, term.coefficient);
      alike[place] = { term: { coefficient, factors: known.factors }, hash };
    }
  }
  const kept: HashedTerm[] = [];
  for (const alike of byHash.values()) {
    for (const each of alike) if (!Q.isZero(each.term.coefficient)) kept.push(each);
  }
  return kept.sort((a, b) => a.hash - b.hash || compareFactorLists(a.term, b.term));
}

/** An order of terms in canonical labelling; 0 where the factors are the same. */
function compareFactorLists({ factors: a }: Term, { factors: b }: Term): number {
  for (let k = 0; k < a.length && k < b.length; k++) {
    const order = compareFactors(a[k]!, b[k]!);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareFactors(a: Factor, b: Factor): number {
  if (a.node !== b.node) return a.node - b.node;
  for (let k = 0; k < a.indices.length; k++) {
    if (a.indices[k] !== b.indices[k]) return a.indices[k]! - b.indices[k]!;
  }
  return Q.compare(a.exponent, b.exponent);
}

/** Whether two nodes say the same; their parts are interned, so that ids tell. */
export function isSameWhole(a: Node, b: PolyNode | MapNode): boolean {
  if (a.kind === "poly" && b.kind === "poly") {
    return (
      a.terms.length === b.terms.length &&
      hasSameSizes(a, b) &&
      a.terms.every((term, k) => {
        const other = b.terms[k]!;
        return (
          Q.equal(term.coefficient, other.coefficient) && compareFactorLists(term, other) === 0
        );
      })
    );
  }
  if (a.kind === "map" && b.kind === "map") {
    return (
      a.function === b.function &&
      a.arguments.length === b.arguments.length &&
      a.arguments.every(({ node, indices }, k) => {
        const other = b.arguments[k]!;
        return node === other.node && indices.every((index, axis) => index === other.indices[axis]);
      })
    );
  }
  return false;
}

function hasSameSizes(a: Node, b: Node): boolean {
  return a.axes.length === b.axes.length && a.axes.every((axis, k) => axis.key === b.axes[k]!.key);
}
