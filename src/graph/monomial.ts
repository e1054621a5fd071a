import type { Dimension } from "../dimensions/dimension.ts";
import type { PrimitiveOverload } from "../functions/definition.ts";
import { entrywiseOverload, functionNamed } from "../functions/table.ts";
import * as Q from "../numbers/rational.ts";
import { exactPower } from "../numbers/roots.ts";
import { PRODUCT_BARRIER } from "./limits.ts";
import { normalSurd } from "./surds.ts";
import type { ApplyNode, Factor, Node, NodeId, PolyNode, Term } from "./node.ts";

/** What the normal form needs of the store. */
export interface NodeFactory {
  node(id: NodeId): Node;
  label(size: Dimension): number;
  sizeOfLabel(label: number): Dimension;
  poly(free: readonly number[], terms: readonly Term[]): NodeId;
  delta(size: Dimension): NodeId;
  isSymmetric(id: NodeId): boolean;
  traceOf(node: ApplyNode): NodeId | undefined;
  raised(power: ApplyNode, other: ApplyNode | undefined): NodeId | undefined;
  primitive(functionName: string, overload: number): PrimitiveOverload;
  instantiate(node: PolyNode, term: Term, at: readonly number[], scale?: Q.Rational): Term;
  sizeFactors(sizes: readonly Dimension[]): { coefficient: Q.Rational; factors: Factor[] };
}

/**
 * The normal form of one monomial in labels, or undefined where it is zero: products inlined,
 * deltas summed out, equal factors collected, an inverse beside its matrix cancelled, and whatever
 * shares no index with the rest (a trace, a dot product) closed off as a scalar of its own, so that
 * (x'x)^-1 (x'x) cancels like any other quotient.
 */
export function normalMonomial(
  store: NodeFactory,
  term: Term,
  free: ReadonlyMap<number, number>,
): Term | undefined {
  const draft: Draft = {
    store,
    free,
    coefficient: term.coefficient,
    factors: [...term.factors],
    mentioned: new Set(),
  };
  if (Q.isZero(draft.coefficient)) return undefined;
  do {
    if (!inlineProducts(draft)) return undefined;
    sumOutDeltas(draft);
    collectEqualFactors(draft);
    if (!collectUnits(draft)) return undefined;
  } while (applyFactorLaws(draft));
  countUnusedIndices(draft);
  closeOffScalars(draft);
  openLoneScalar(draft);
  return { coefficient: draft.coefficient, factors: draft.factors };
}

interface Draft {
  readonly store: NodeFactory;
  readonly free: ReadonlyMap<number, number>;
  coefficient: Q.Rational;
  factors: Factor[];
  /** Every label seen so far: one that is bound and ends up in no factor counts its size. */
  readonly mentioned: Set<number>;
}

/** False where a factor is zero. */
function inlineProducts(draft: Draft): boolean {
  const { store } = draft;
  const given = draft.factors;
  const result: Factor[] = [];
  /** Parts of what was inlined, the next one last: they come before the given factors that are left. */
  const pending: Factor[] = [];
  for (let next = 0; pending.length > 0 || next < given.length; ) {
    const factor = pending.pop() ?? given[next++]!;
    for (const label of factor.indices) draft.mentioned.add(label);
    if (Q.isZero(factor.exponent)) continue;
    const node = store.node(factor.node);
    if (node.kind !== "poly") {
      result.push(factor);
      continue;
    }
    if (node.terms.length === 0 && !Q.isNegative(factor.exponent)) return false;
    const [inner] = node.terms;
    if (node.terms.length !== 1) {
      result.push(withoutIdleAxes(store, factor, node));
      continue;
    }
    const coefficient = exactPower(inner!.coefficient, factor.exponent);
    if (coefficient && canInline(store, node, inner!, factor.exponent)) {
      draft.coefficient = Q.multiply(draft.coefficient, coefficient);
      for (const part of store.instantiate(node, inner!, factor.indices).factors) {
        pending.push({ ...part, exponent: Q.multiply(part.exponent, factor.exponent) });
      }
      continue;
    }
    if (coefficient && !Q.isOne(inner!.coefficient)) {
      // (2 A x).^-1 is (1/2) (A x).^-1: the number comes out even where the product must stay whole.
      draft.coefficient = Q.multiply(draft.coefficient, coefficient);
      pending.push({ ...factor, node: withoutCoefficient(store, node, inner!) });
      continue;
    }
    result.push(factor);
  }
  draft.factors = result;
  return true;
}

function canInline(store: NodeFactory, node: PolyNode, inner: Term, exponent: Q.Rational): boolean {
  if (node.weight > PRODUCT_BARRIER) return false;
  if (inner.factors.length === 0) return true;
  const rank = node.axes.length;
  const bound = inner.factors.some(({ indices }) => indices.some((index) => index >= rank));
  // A summed scalar stays closed so that its powers collect.
  if (bound && node.axes.length === 0) return false;
  if (Q.isOne(exponent)) return true;
  if (bound || !Q.isInteger(exponent)) return false;
  return inner.factors.every(({ node: part }) => store.node(part).kind !== "delta");
}

/**
 * A sum spread along axes on which none of its terms depends is that sum without them: then an index
 * that nothing else carries counts its size.
 */
function withoutIdleAxes(store: NodeFactory, factor: Factor, node: PolyNode): Factor {
  const rank = node.axes.length;
  const idle = new Set(node.axes.keys());
  for (const { factors } of node.terms) {
    for (const { indices } of factors) for (const index of indices) idle.delete(index);
    if (idle.size === 0) return factor;
  }
  if (rank === 0) return factor;
  const labels = node.axes.map((axis) => store.label(axis));
  const isUsed = (_: number, axis: number): boolean => !idle.has(axis);
  const terms = node.terms.map((term) => store.instantiate(node, term, labels));
  return {
    ...factor,
    node: store.poly(labels.filter(isUsed), terms),
    indices: factor.indices.filter(isUsed),
  };
}

function withoutCoefficient(store: NodeFactory, node: PolyNode, inner: Term): number {
  const labels = node.axes.map((axis) => store.label(axis));
  const { factors } = store.instantiate(node, inner, labels);
  return store.poly(labels, [{ coefficient: Q.ONE, factors }]);
}

/** δ_ij with a bound index puts the other in its place; between two free ones it stays. */
function sumOutDeltas(draft: Draft): void {
  const { store, free } = draft;
  const isDelta = (factor: Factor): boolean =>
    store.node(factor.node).kind === "delta" && !Q.isNegative(factor.exponent);
  if (!draft.factors.some(isDelta)) return;
  const parent = new Map<number, number>();
  const find = (label: number): number => {
    let root = label;
    for (let up = parent.get(root); up !== undefined; up = parent.get(root)) root = up;
    return root;
  };
  /** The smallest free index of a class stands for it. */
  const rankOf = (label: number): number => free.get(label) ?? Number.POSITIVE_INFINITY;
  const kept: Factor[] = [];
  const freeInDeltas = new Set<number>();
  for (const factor of draft.factors) {
    if (!isDelta(factor)) {
      kept.push(factor);
      continue;
    }
    for (const label of factor.indices) if (free.has(label)) freeInDeltas.add(label);
    const [a, b] = factor.indices.map(find) as [number, number];
    if (a === b) continue;
    if (rankOf(a) <= rankOf(b)) parent.set(b, a);
    else parent.set(a, b);
  }
  draft.factors = kept.map((factor) => ({ ...factor, indices: factor.indices.map(find) }));
  for (const label of freeInDeltas) {
    const root = find(label);
    if (root === label) continue;
    const node = store.delta(store.sizeOfLabel(label));
    draft.factors.push({ node, indices: [root, label], exponent: Q.ONE });
  }
  const mentioned = [...draft.mentioned];
  draft.mentioned.clear();
  for (const label of mentioned) draft.mentioned.add(find(label));
}

function collectEqualFactors(draft: Draft): void {
  if (isCollected(draft)) return;
  const byKey = new Map<string, Factor>();
  for (const factor of draft.factors) {
    const [a, b] = factor.indices;
    const swap = factor.indices.length === 2 && a! > b! && draft.store.isSymmetric(factor.node);
    const indices = swap ? [b!, a!] : factor.indices;
    const key = `${factor.node}:${indices.join(".")}`;
    const known = byKey.get(key);
    if (!known) byKey.set(key, swap ? { ...factor, indices } : factor);
    else if (draft.store.node(factor.node).kind !== "delta") {
      byKey.set(key, { ...known, exponent: Q.add(known.exponent, factor.exponent) });
    }
  }
  draft.factors = [...byKey.values()].filter(({ exponent }) => !Q.isZero(exponent));
}

/** Whether no two factors have the same node, and none could be written with its indices swapped. */
function isCollected({ store, factors }: Draft): boolean {
  if (factors.length > FEW) return false;
  return factors.every(({ node, indices, exponent }, k) => {
    for (let other = 0; other < k; other++) if (factors[other]!.node === node) return false;
    const isSwapped = indices.length === 2 && indices[0]! > indices[1]! && store.isSymmetric(node);
    return !isSwapped && !Q.isZero(exponent);
  });
}

/** So many factors are compared each with each rather than collected in a table. */
const FEW = 16;

/**
 * Of unit vectors on one index one remains, e.*e being e; a summed index that nothing else has is
 * gone, sum(e) being 1. False where two of them exclude each other.
 */
function collectUnits(draft: Draft): boolean {
  const { store, free } = draft;
  if (!draft.factors.some((factor) => store.node(factor.node).kind === "unit")) return true;
  const positions = new Map<number, number>();
  const kept: Factor[] = [];
  for (const factor of draft.factors) {
    const node = store.node(factor.node);
    if (node.kind !== "unit" || Q.isNegative(factor.exponent)) {
      kept.push(factor);
      continue;
    }
    const label = factor.indices[0]!;
    const known = positions.get(label);
    if (known !== undefined && known !== node.position) return false;
    if (known === undefined) kept.push({ ...factor, exponent: Q.ONE });
    positions.set(label, node.position);
  }
  if (positions.size === 0) return true;
  const isUnit = (factor: Factor): boolean => store.node(factor.node).kind === "unit";
  const elsewhere = new Set(kept.flatMap((factor) => (isUnit(factor) ? [] : factor.indices)));
  draft.factors = kept.filter((factor) => {
    const label = factor.indices[0];
    if (!isUnit(factor) || label === undefined) return true;
    if (free.has(label) || elsewhere.has(label)) return true;
    draft.mentioned.delete(label);
    return false;
  });
  return true;
}

/** True where a law changed the factors, so that the loop must run once more. */
function applyFactorLaws(draft: Draft): boolean {
  let [hasMap, hasPrimitive, hasRoot] = [false, false, false];
  for (const factor of draft.factors) {
    const { kind } = draft.store.node(factor.node);
    hasMap ||= kind === "map";
    hasPrimitive ||= kind === "apply";
    hasRoot ||= kind === "poly" && !Q.isInteger(factor.exponent);
  }
  return (
    (hasRoot && settleSurds(draft)) ||
    (hasMap && (dropFromEvenPowers(draft) || joinWithSign(draft))) ||
    (hasPrimitive && (cancelInverse(draft) || joinPowers(draft) || nameTrace(draft)))
  );
}

/** Roots of numbers in their normal form, beside the coefficient. */
function settleSurds(draft: Draft): boolean {
  const { store } = draft;
  for (const [k, { node: id, exponent }] of draft.factors.entries()) {
    const node = store.node(id);
    const [only] = node.kind === "poly" ? node.terms : [];
    if (node.kind !== "poly" || node.terms.length !== 1 || only!.factors.length > 0) continue;
    const { coefficient } = draft;
    const surd = normalSurd({ coefficient, base: only!.coefficient, exponent });
    if (!surd) continue;
    draft.coefficient = surd.coefficient;
    const number = store.poly([], [{ coefficient: surd.base, factors: [] }]);
    draft.factors[k] = { node: number, indices: [], exponent: surd.exponent };
    return true;
  }
  return false;
}

/** X^p X is X^(p + 1), and X^p X^q is X^(p + q), where p is no constant number. */
function joinPowers(draft: Draft): boolean {
  const { store } = draft;
  for (const factor of draft.factors) {
    const power = matrixPower(store, factor);
    if (!power) continue;
    for (const other of draft.factors) {
      const second = matrixPower(store, other);
      const isBase = other.node === power.base && Q.isOne(other.exponent);
      if (other === factor || (!isBase && second?.base !== power.base)) continue;
      const half = factor.indices.length / 2;
      for (const turn of [0, 1]) {
        const join = meeting(factor.indices, other.indices, half, turn);
        const meets = join.shared.every(
          (label, k) => label === join.with[k] && isBoundTwice(draft, label),
        );
        const node = meets
          ? store.raised(power.node, isBase ? undefined : second?.node)
          : undefined;
        if (node === undefined) continue;
        const ends = turn === 0 ? [...join.from, ...join.to] : [...join.to, ...join.from];
        draft.factors = draft.factors.filter((each) => each !== factor && each !== other);
        draft.factors.push({ node, indices: ends, exponent: Q.ONE });
        for (const label of join.shared) draft.mentioned.delete(label);
        return true;
      }
    }
  }
  return false;
}

/** The base of a power of a matrix. */
function matrixPower(
  store: NodeFactory,
  { node: id, exponent }: Factor,
): { readonly node: ApplyNode; readonly base: NodeId } | undefined {
  const node = store.node(id);
  if (node.kind !== "apply" || !Q.isOne(exponent)) return undefined;
  const isPower = functionNamed(node.function)?.operator === "power";
  return isPower ? { node, base: node.arguments[0]!.node } : undefined;
}

/** A trace for which there is a function of its own, as for that of a power of a matrix. */
function nameTrace(draft: Draft): boolean {
  const { store } = draft;
  for (const [at, factor] of draft.factors.entries()) {
    const node = store.node(factor.node);
    if (node.kind !== "apply" || !Q.isOne(factor.exponent) || node.sides.length !== 2) continue;
    const half = factor.indices.slice(0, node.sides[0]);
    const isTrace =
      half.join() === factor.indices.slice(node.sides[0]).join() &&
      half.every((label) => isBoundTwice(draft, label));
    const trace = isTrace ? store.traceOf(node) : undefined;
    if (trace === undefined) continue;
    draft.factors[at] = { node: trace, indices: [], exponent: Q.ONE };
    for (const label of half) draft.mentioned.delete(label);
    return true;
  }
  return false;
}

/** sign(x)*abs(x)^k is x^k for odd k. */
function joinWithSign(draft: Draft): boolean {
  const { store } = draft;
  for (const factor of draft.factors) {
    const node = store.node(factor.node);
    if (node.kind !== "map" || !Q.isOddInteger(factor.exponent)) continue;
    const companion = entrywiseOverload(node.function)?.signCompanion;
    if (companion === undefined) continue;
    const partner = draft.factors.find((other) => {
      const sign = store.node(other.node);
      return (
        sign.kind === "map" &&
        sign.function === companion &&
        Q.isOddInteger(other.exponent) &&
        sign.arguments[0]!.node === node.arguments[0]!.node &&
        other.indices.join() === factor.indices.join()
      );
    });
    if (!partner) continue;
    const [argument] = node.arguments;
    draft.factors = draft.factors.filter((each) => each !== factor && each !== partner);
    draft.factors.push({
      node: argument!.node,
      indices: argument!.indices.map((index) => factor.indices[index]!),
      exponent: factor.exponent,
    });
    return true;
  }
  return false;
}

/** abs(x)^2 is x^2. */
function dropFromEvenPowers(draft: Draft): boolean {
  const drops = ({ node: id, exponent }: Factor): boolean => {
    const node = draft.store.node(id);
    return (
      node.kind === "map" &&
      Q.isEvenInteger(exponent) &&
      entrywiseOverload(node.function)?.evenPowersDropIt === true
    );
  };
  if (!draft.factors.some(drops)) return false;
  draft.factors = draft.factors.map((factor) => {
    const node = draft.store.node(factor.node);
    if (node.kind !== "map" || !drops(factor)) return factor;
    const [argument] = node.arguments;
    return {
      node: argument!.node,
      indices: argument!.indices.map((index) => factor.indices[index]!),
      exponent: factor.exponent,
    };
  });
  return true;
}

/** inv(M)[a,b] M[b,c], b in no other factor, is a delta from a to c; and so on the other side. */
function cancelInverse(draft: Draft): boolean {
  const { store } = draft;
  for (const factor of draft.factors) {
    const node = store.node(factor.node);
    if (node.kind !== "apply" || !Q.isOne(factor.exponent)) continue;
    if (!store.primitive(node.function, node.overload).cancelsItsArgument) continue;
    const [argument] = node.arguments;
    const half = argument!.sides[0]!;
    for (const other of draft.factors) {
      if (other.node !== argument!.node || !Q.isOne(other.exponent)) continue;
      // A symmetric matrix may meet its inverse with any index.
      const turns = store.isSymmetric(other.node) ? [0, 1, 2, 3] : [0, 1];
      for (const turn of turns) {
        const join = meeting(factor.indices, other.indices, half, turn);
        const meets = join.shared.every(
          (label, k) => label === join.with[k] && isBoundTwice(draft, label),
        );
        if (!meets) continue;
        const deltas = join.from.map((label, k) => ({
          node: store.delta(store.sizeOfLabel(label)),
          indices: [label, join.to[k]!],
          exponent: Q.ONE,
        }));
        draft.factors = draft.factors.filter((each) => each !== factor && each !== other);
        draft.factors.push(...deltas);
        for (const label of join.shared) draft.mentioned.delete(label);
        return true;
      }
    }
  }
  return false;
}

/** The ways in which the sides of two matrices can be joined: `shared` with `with`, leaving `from` and `to`. */
function meeting(
  a: readonly number[],
  b: readonly number[],
  half: number,
  turn: number,
): Record<"shared" | "with" | "from" | "to", readonly number[]> {
  const [aRows, aColumns] = [a.slice(0, half), a.slice(half)];
  const [bRows, bColumns] = [b.slice(0, half), b.slice(half)];
  const aEnds = turn % 2 === 0 ? [aColumns, aRows] : [aRows, aColumns];
  const bEnds = turn === 0 || turn === 3 ? [bRows, bColumns] : [bColumns, bRows];
  return { shared: aEnds[0]!, from: aEnds[1]!, with: bEnds[0]!, to: bEnds[1]! };
}

function isBoundTwice(draft: Draft, label: number): boolean {
  if (draft.free.has(label)) return false;
  let count = 0;
  for (const factor of draft.factors) {
    for (const index of factor.indices) if (index === label) count++;
  }
  return count === 2;
}

function countUnusedIndices(draft: Draft): void {
  const unused = new Set<number>();
  for (const label of draft.mentioned) if (!draft.free.has(label)) unused.add(label);
  if (unused.size === 0) return;
  for (const { indices } of draft.factors) for (const label of indices) unused.delete(label);
  if (unused.size === 0) return;
  const sizes = draft.store.sizeFactors([...unused].map((label) => draft.store.sizeOfLabel(label)));
  draft.coefficient = Q.multiply(draft.coefficient, sizes.coefficient);
  draft.factors.push(...sizes.factors);
  draft.mentioned.clear();
  collectEqualFactors(draft);
}

function closeOffScalars(draft: Draft): void {
  const { store, free, factors } = draft;
  const hasFree = ({ indices }: Factor): boolean =>
    indices.length === 0 || indices.some((label) => free.has(label));
  if (factors.every(hasFree)) return;
  const isOpen = factors.map(hasFree);
  const parent = factors.map((_, k) => k);
  const find = (k: number): number => {
    let root = k;
    while (parent[root] !== root) root = parent[root]!;
    parent[k] = root;
    return root;
  };
  const firstWith = new Map<number, number>();
  factors.forEach(({ indices }, k) => {
    for (const label of indices) {
      if (free.has(label)) continue;
      const first = firstWith.get(label);
      if (first === undefined) {
        firstWith.set(label, k);
        continue;
      }
      const [from, to] = [find(k), find(first)];
      parent[from] = to;
      isOpen[to] ||= isOpen[from]!;
    }
  });
  const closed = new Map<number, Factor[]>();
  const rest: Factor[] = [];
  factors.forEach((factor, k) => {
    const root = find(k);
    if (isOpen[root]) rest.push(factor);
    else closed.set(root, [...(closed.get(root) ?? []), factor]);
  });
  if (closed.size === 0 || (closed.size === 1 && rest.length === 0)) return;
  for (const own of closed.values()) {
    const node = store.poly([], [{ coefficient: Q.ONE, factors: own }]);
    rest.push({ node, indices: [], exponent: Q.ONE });
  }
  draft.factors = rest;
  collectEqualFactors(draft);
}

function openLoneScalar(draft: Draft): void {
  const [only] = draft.factors;
  if (draft.factors.length !== 1 || !Q.isOne(only!.exponent)) return;
  const node = draft.store.node(only!.node);
  if (node.kind !== "poly" || node.axes.length > 0 || node.terms.length !== 1) return;
  if (node.weight > PRODUCT_BARRIER) return;
  const opened = draft.store.instantiate(node, node.terms[0]!, []);
  draft.coefficient = Q.multiply(draft.coefficient, opened.coefficient);
  draft.factors = [...opened.factors];
}
