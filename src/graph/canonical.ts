import { toText } from "../numbers/rational.ts";
import { hashNumbers, hashWord, mix, mixUnordered } from "./hash.ts";
import type { Factor } from "./node.ts";
import { BudgetExceeded } from "./node.ts";

/** How many leaves the search over symmetric labellings may visit before it gives up. */
const LABELLING_BUDGET = 20_000;

/**
 * Renames the bound indices of one monomial so that every renaming or reordering of the same
 * monomial gives the same factors in the same order: colour refinement, then individualisation of
 * the first class that is still ambiguous, one component at a time, skipping choices that a
 * transposition of two indices shows to be equivalent.
 *
 * `rank` indices (0 .. rank-1) are free and keep their numbers; all others are bound. `hashOf` is
 * the content hash of a factor's node, `isSymmetric` says that its two indices may be swapped, and
 * `sizeOf` is a hash of the size of an index.
 */
export function canonicalFactors(
  factors: readonly Factor[],
  rank: number,
  hashOf: (factor: Factor) => number,
  isSymmetric: (factor: Factor) => boolean,
  sizeOf: (index: number) => number,
): Factor[] {
  const signed = factors.map((factor) => ({
    factor,
    signature: mix(hashOf(factor), hashWord(toText(factor.exponent))),
    symmetric: isSymmetric(factor),
  }));
  const components = splitByBoundIndices(signed, rank);
  const labelled = components.map((component) => labelComponent(component, rank, sizeOf));
  labelled.sort((a, b) => compareCodes(a.code, b.code));
  const result: Signed[] = [];
  let next = rank;
  for (const { factors: own, bound } of labelled) {
    for (const { factor, signature, symmetric } of own) {
      const indices = factor.indices.map((index) => (index < rank ? index : index - rank + next));
      result.push({
        factor: { ...factor, indices: slots(indices, symmetric) },
        signature,
        symmetric,
      });
    }
    next += bound;
  }
  return result
    .sort((a, b) => a.signature - b.signature || compareLists(a.factor.indices, b.factor.indices))
    .map(({ factor }) => factor);
}

interface Signed {
  readonly factor: Factor;
  readonly signature: number;
  readonly symmetric: boolean;
}

/** The indices of a factor in the order in which they are compared. */
function slots(indices: readonly number[], symmetric: boolean): readonly number[] {
  return symmetric && indices[0]! > indices[1]! ? [indices[1]!, indices[0]!] : indices;
}

interface Labelled {
  readonly factors: readonly Signed[];
  readonly bound: number;
  readonly code: readonly number[];
}

function splitByBoundIndices(factors: readonly Signed[], rank: number): Signed[][] {
  const parent = factors.map((_, k) => k);
  const find = (k: number): number => {
    let root = k;
    while (parent[root] !== root) root = parent[root]!;
    parent[k] = root;
    return root;
  };
  const firstWith = new Map<number, number>();
  factors.forEach(({ factor }, k) => {
    for (const index of factor.indices) {
      if (index < rank) continue;
      const first = firstWith.get(index);
      if (first === undefined) firstWith.set(index, k);
      else parent[find(k)] = find(first);
    }
  });
  const groups = new Map<number, Signed[]>();
  factors.forEach((factor, k) => {
    const root = find(k);
    const group = groups.get(root);
    if (group) group.push(factor);
    else groups.set(root, [factor]);
  });
  return [...groups.values()];
}

function labelComponent(
  factors: readonly Signed[],
  rank: number,
  sizeOf: (index: number) => number,
): Labelled {
  const bound = [
    ...new Set(factors.flatMap(({ factor }) => factor.indices.filter((index) => index >= rank))),
  ];
  const colours = new Map<number, number>();
  for (const index of bound) colours.set(index, mix(101, sizeOf(index)));
  let visited = 0;
  const search = (colouring: Map<number, number>): Labelled => {
    refine(factors, bound, rank, colouring);
    const ambiguous = firstAmbiguousClass(bound, colouring);
    if (!ambiguous) return numberByColour(factors, bound, rank, colouring);
    let best: Labelled | undefined;
    const tried: number[] = [];
    for (const index of ambiguous) {
      if (tried.some((other) => isSwapAutomorphism(factors, index, other))) continue;
      tried.push(index);
      if (++visited > LABELLING_BUDGET)
        throw new BudgetExceeded("labelling of a symmetric product");
      const branch = new Map(colouring);
      branch.set(index, mix(colouring.get(index)!, 7919));
      const candidate = search(branch);
      if (!best || compareCodes(candidate.code, best.code) < 0) best = candidate;
    }
    return best!;
  };
  return search(colours);
}

/** Splits colour classes by how their indices are used, until nothing splits. */
function refine(
  factors: readonly Signed[],
  bound: readonly number[],
  rank: number,
  colours: Map<number, number>,
): void {
  let classes = new Set(colours.values()).size;
  for (;;) {
    const seen = new Map<number, number[]>(bound.map((index) => [index, []]));
    for (const { factor, signature, symmetric } of factors) {
      const own = factor.indices.map((index) => (index < rank ? index : colours.get(index)!));
      const hash = symmetric ? mix(signature, mixUnordered(own)) : hashNumbers(signature, own);
      factor.indices.forEach((index, position) => {
        if (index >= rank) seen.get(index)!.push(mix(hash, symmetric ? 1 : position + 1));
      });
    }
    for (const index of bound) {
      colours.set(index, mix(colours.get(index)!, mixUnordered(seen.get(index)!)));
    }
    const now = new Set(colours.values()).size;
    if (now === classes) return;
    classes = now;
  }
}

function firstAmbiguousClass(
  bound: readonly number[],
  colours: ReadonlyMap<number, number>,
): number[] | undefined {
  const byColour = new Map<number, number[]>();
  for (const index of bound) {
    const colour = colours.get(index)!;
    const group = byColour.get(colour);
    if (group) group.push(index);
    else byColour.set(colour, [index]);
  }
  let best: number | undefined;
  for (const [colour, group] of byColour) {
    if (group.length > 1 && (best === undefined || colour < best)) best = colour;
  }
  return best === undefined ? undefined : byColour.get(best);
}

function isSwapAutomorphism(factors: readonly Signed[], a: number, b: number): boolean {
  const swap = (index: number): number => (index === a ? b : index === b ? a : index);
  const count = new Map<string, number>();
  const touched = factors.filter(
    ({ factor }) => factor.indices.includes(a) || factor.indices.includes(b),
  );
  for (const { factor, signature, symmetric } of touched) {
    const before = `${signature}:${slots(factor.indices, symmetric).join()}`;
    const after = `${signature}:${slots(factor.indices.map(swap), symmetric).join()}`;
    count.set(before, (count.get(before) ?? 0) + 1);
    count.set(after, (count.get(after) ?? 0) - 1);
  }
  return [...count.values()].every((balance) => balance === 0);
}

function numberByColour(
  factors: readonly Signed[],
  bound: readonly number[],
  rank: number,
  colours: ReadonlyMap<number, number>,
): Labelled {
  const order = [...bound].sort((a, b) => colours.get(a)! - colours.get(b)!);
  const renamed = new Map(order.map((index, k) => [index, rank + k]));
  const result = factors
    .map(({ factor, signature, symmetric }) => ({
      signature,
      symmetric,
      factor: {
        ...factor,
        indices: slots(
          factor.indices.map((index) => (index < rank ? index : renamed.get(index)!)),
          symmetric,
        ),
      },
    }))
    .sort((a, b) => a.signature - b.signature || compareLists(a.factor.indices, b.factor.indices));
  const code = result.flatMap(({ factor, signature }) => [signature, ...factor.indices, -1]);
  return { factors: result, bound: bound.length, code };
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (let k = 0; k < a.length && k < b.length; k++) {
    if (a[k] !== b[k]) return a[k]! - b[k]!;
  }
  return a.length - b.length;
}

const compareCodes = compareLists;
