import { hashNumbers, hashRational, mix, mixUnordered } from "./hash.ts";
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
    signature: mix(hashOf(factor), hashRational(factor.exponent)),
    symmetric: isSymmetric(factor),
  }));
  const components = splitByBoundIndices(signed, rank);
  const labelled = components.map((component) => labelComponent(component, rank, sizeOf));
  if (labelled.length === 1) return labelled[0]!.factors.map(({ factor }) => factor);
  const coded = labelled.map((component) => ({ component, code: codeOf(component.factors) }));
  coded.sort((a, b) => compareLists(a.code, b.code));
  const result: Signed[] = [];
  let next = rank;
  for (const { component } of coded) {
    for (const signedFactor of component.factors) {
      const shift = (index: number): number => (index < rank ? index : index - rank + next);
      result.push(component.bound === 0 ? signedFactor : withIndices(signedFactor, shift));
    }
    next += component.bound;
  }
  return result.sort(compareSigned).map(({ factor }) => factor);
}

interface Signed {
  readonly factor: Factor;
  readonly signature: number;
  readonly symmetric: boolean;
}

/** The same factor at other indices. */
function withIndices(
  { factor: { node, indices, exponent }, signature, symmetric }: Signed,
  rename: (index: number) => number,
): Signed {
  const renamed = slots(indices.map(rename), symmetric);
  return { factor: { node, indices: renamed, exponent }, signature, symmetric };
}

/** The indices of a factor in the order in which they are compared. */
function slots(indices: readonly number[], symmetric: boolean): readonly number[] {
  return symmetric && indices[0]! > indices[1]! ? [indices[1]!, indices[0]!] : indices;
}

function compareSigned(a: Signed, b: Signed): number {
  return a.signature - b.signature || compareLists(a.factor.indices, b.factor.indices);
}

/** Factors in their order, with their bound indices numbered from the rank on. */
interface Labelled {
  readonly factors: readonly Signed[];
  readonly bound: number;
}

/** What a labelling looks like, for choosing the least of several. */
function codeOf(factors: readonly Signed[]): number[] {
  const code: number[] = [];
  for (const { factor, signature } of factors) code.push(signature, ...factor.indices, -1);
  return code;
}

function splitByBoundIndices(factors: readonly Signed[], rank: number): Signed[][] {
  if (factors.length === 1) return [[factors[0]!]];
  const parent = factors.map((_, k) => k);
  const find = (k: number): number => {
    let root = k;
    while (parent[root] !== root) root = parent[root]!;
    parent[k] = root;
    return root;
  };
  const firstWith: number[] = [];
  factors.forEach(({ factor }, k) => {
    for (const index of factor.indices) {
      if (index < rank) continue;
      const first = firstWith[index - rank];
      if (first === undefined) firstWith[index - rank] = k;
      else parent[find(k)] = find(first);
    }
  });
  const groups: Signed[][] = [];
  const groupOf: (Signed[] | undefined)[] = [];
  factors.forEach((factor, k) => {
    const root = find(k);
    let group = groupOf[root];
    if (!group) {
      group = [];
      groupOf[root] = group;
      groups.push(group);
    }
    group.push(factor);
  });
  return groups;
}

function labelComponent(
  factors: readonly Signed[],
  rank: number,
  sizeOf: (index: number) => number,
): Labelled {
  const bound = boundIndices(factors, rank);
  // One index has but one number; colours tell several apart.
  if (bound.length < 2) return numberedInOrder(factors, bound, rank);
  const colours: Colours = [];
  for (const index of bound) colours[index - rank] = mix(101, sizeOf(index));
  let visited = 0;
  const search = (colouring: Colours): Labelled => {
    refine(factors, bound, rank, colouring);
    const ambiguous = firstAmbiguousClass(bound, rank, colouring);
    if (!ambiguous) return numberByColour(factors, bound, rank, colouring);
    let best: { labelled: Labelled; code: readonly number[] } | undefined;
    const tried: number[] = [];
    for (const index of ambiguous) {
      if (tried.some((other) => isSwapAutomorphism(factors, index, other))) continue;
      tried.push(index);
      if (++visited > LABELLING_BUDGET)
        throw new BudgetExceeded("labelling of a symmetric product");
      const branch = [...colouring];
      branch[index - rank] = mix(colouring[index - rank]!, 7919);
      const labelled = search(branch);
      const code = codeOf(labelled.factors);
      if (!best || compareLists(code, best.code) < 0) best = { labelled, code };
    }
    return best!.labelled;
  };
  return search(colours);
}

/** The colour of bound index k at place k - rank. */
type Colours = number[];

/** The bound indices of some factors, in order of appearance. */
function boundIndices(factors: readonly Signed[], rank: number): number[] {
  const found: number[] = [];
  const seen: boolean[] = [];
  for (const { factor } of factors) {
    for (const index of factor.indices) {
      if (index < rank || seen[index - rank]) continue;
      seen[index - rank] = true;
      found.push(index);
    }
  }
  return found;
}

/** Splits colour classes by how their indices are used, until nothing splits. */
function refine(
  factors: readonly Signed[],
  bound: readonly number[],
  rank: number,
  colours: Colours,
): void {
  const colourOf = (index: number): number => (index < rank ? index : colours[index - rank]!);
  let classes = countColours(bound, rank, colours);
  for (;;) {
    const seen: number[][] = [];
    for (const index of bound) seen[index - rank] = [];
    for (const { factor, signature, symmetric } of factors) {
      const { indices } = factor;
      const own = indices.map(colourOf);
      const hash = symmetric ? mix(signature, mixUnordered(own)) : hashNumbers(signature, own);
      for (let place = 0; place < indices.length; place++) {
        const index = indices[place]!;
        if (index >= rank) seen[index - rank]!.push(mix(hash, symmetric ? 1 : place + 1));
      }
    }
    for (const index of bound) {
      const at = index - rank;
      colours[at] = mix(colours[at]!, mixUnordered(seen[at]!));
    }
    const now = countColours(bound, rank, colours);
    if (now === classes) return;
    classes = now;
  }
}

function countColours(bound: readonly number[], rank: number, colours: Colours): number {
  if (bound.length === 2) return colours[bound[0]! - rank] === colours[bound[1]! - rank] ? 1 : 2;
  return new Set(bound.map((index) => colours[index - rank]!)).size;
}

function firstAmbiguousClass(
  bound: readonly number[],
  rank: number,
  colours: Colours,
): number[] | undefined {
  if (countColours(bound, rank, colours) === bound.length) return undefined;
  const byColour = new Map<number, number[]>();
  for (const index of bound) {
    const colour = colours[index - rank]!;
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
  colours: Colours,
): Labelled {
  const order = [...bound].sort((a, b) => colours[a - rank]! - colours[b - rank]!);
  return numberedInOrder(factors, order, rank);
}

/** Gives the bound indices the numbers from `rank` on, in that order. */
function numberedInOrder(
  factors: readonly Signed[],
  order: readonly number[],
  rank: number,
): Labelled {
  const numbers: number[] = [];
  order.forEach((index, k) => {
    numbers[index - rank] = rank + k;
  });
  const rename = (index: number): number => (index < rank ? index : numbers[index - rank]!);
  const renamed = factors.map((factor) => withIndices(factor, rename));
  return { factors: renamed.sort(compareSigned), bound: order.length };
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (let k = 0; k < a.length && k < b.length; k++) {
    if (a[k] !== b[k]) return a[k]! - b[k]!;
  }
  return a.length - b.length;
}
