import { type Dimension, sizeOf } from "../dimensions/dimension.ts";
import type { VariableShape } from "../elaboration/shape.ts";
import { type Degree, degrees, VARIABLE, wholeDegree } from "../numbers/degrees.ts";
import { type Random, randomFrom } from "../numbers/random.ts";
import { PRIMES } from "../numbers/residues.ts";
import { FIELD_PRIMES } from "../numbers/two-fields.ts";
import { NoValue, type Tensor } from "../numbers/system.ts";
import { children, type Expression, postorder } from "../syntax/expression.ts";
import { characterSystem, type Logarithms } from "./character-system.ts";
import type { Point } from "./evaluate.ts";
import { landmarks } from "./landmarks.ts";
import { Unevaluable } from "./layout.ts";
import { functionNamed } from "../functions/table.ts";
import { planOf } from "./plan.ts";
import {
  chooseSizes,
  type EntrySource,
  floatEntries,
  hasWholeNumbers,
  type Range,
  residueEntries,
  splitEntries,
  samplePoint,
  symbolsOf,
  WHOLE_NUMBERS,
} from "./sample.ts";
import { residues, type ResidueWatch } from "./systems.ts";

/** Where a claim is to hold. */
export interface ClaimContext {
  readonly variables: ReadonlyMap<string, VariableShape>;
  /** Facts about the values of variables, as `symmetric`, `positive`; see `samplePoint`. */
  readonly properties?: ReadonlyMap<string, readonly string[]>;
  readonly pinnedSizes?: ReadonlyMap<string, number>;
  /** Dimensions of index letters that no array fixes. */
  readonly letterDimensions?: ReadonlyMap<string, Dimension>;
  readonly seed?: number;
}

export type SizeRecord = Readonly<Record<string, number>>;

/** Both sides are the same node of the graph once all products of sums are multiplied out. */
export interface Proof {
  readonly kind: "proof";
}

export type Evidence = Proof | SampledEvidence;

/** Agreement at points, by how much is known there. */
export type SampledEvidence =
  | {
      readonly kind: "mod-p";
      readonly trials: number;
      readonly sizes: readonly SizeRecord[];
      /**
       * At most so likely would a false claim have passed: opaque functions and roots count as
       * random values, and a sign as a coin at each trial; the points in doubles watch signs, too.
       */
      readonly failureProbability: number;
      /** How many points in doubles agreed besides. */
      readonly points: number;
    }
  | {
      /** As mod p, with exponentials and rotations exact one level deep; see `twoFields`. */
      readonly kind: "two-field";
      readonly trials: number;
      readonly sizes: readonly SizeRecord[];
      /** How many points in doubles agreed besides. */
      readonly points: number;
    }
  | {
      readonly kind: "numeric";
      readonly points: number;
      readonly sizes: readonly SizeRecord[];
      /** The largest relative difference met. */
      readonly error: number;
    };

/** A point where the two sides differ. */
export interface Witness {
  readonly sizes: SizeRecord;
  readonly values: Readonly<Record<string, Tensor<number>>>;
  /** For a derivative the array D: axes of f, of the variable, of the second variable. */
  readonly truth: Tensor<number>;
  /** The claimed side in the same order; null where it has no value at this point. */
  readonly claimed: Tensor<number> | null;
}

export type Judgement =
  | { readonly verdict: "agrees"; readonly evidence: SampledEvidence }
  | {
      readonly verdict: "disagrees";
      /**
       * `form`: the derivative has no such form; `shape`: rows and columns (or axes) differ;
       * `no-value`: the claimed side has no value at a point where the true one has.
       */
      readonly reason: "value" | "shape" | "form" | "no-value";
      readonly message: string;
      readonly witness?: Witness;
    }
  | { readonly verdict: "undecided"; readonly why: string };

/** Two sides that are equal, in every number system, where the claim is right. */
export interface Claim {
  readonly context: ClaimContext;
  /** All that is evaluated; names in it that have no other meaning are dimension symbols. */
  readonly expressions: readonly Expression[];
  /** Names in the expressions that stand for other expressions. */
  readonly boundNames: readonly string[];
  /** Sizes below it are not tried: numbered entries must exist. */
  readonly smallestSize?: number;
  /** About how many operations one comparison takes at these sizes. */
  effort(sizes: ReadonlyMap<string, number>): number;
  compare<T>(point: Point<T>, source: EntrySource<T>): Comparison<T>;
  /** Below this size a difference in doubles counts absolutely. */
  floor(point: Point<number>, compared: Comparison<number>): number;
  /** The whole true side, for a witness. */
  truth(point: Point<number>): Tensor<number>;
  /** The whole claimed side, in the order of the true one. */
  claimed(point: Point<number>): Tensor<number>;
}

export interface Comparison<T> {
  /** The entries of what is differentiated, where the claim is about a derivative. */
  readonly value?: readonly T[];
  readonly truth: readonly T[];
  readonly claimed: readonly T[];
  /** For each entry of `claimed` what was added up, so that rounding can be judged. */
  readonly terms: readonly (readonly T[])[];
}

/** Thrown by a claim whose sides cannot be compared at all. */
export class Disagreement extends Error {
  readonly judgement: Judgement;

  constructor(reason: "shape" | "form", message: string) {
    super(message);
    this.judgement = { verdict: "disagrees", reason, message };
  }
}

const TOLERANCE = 1e-7;
/** What cancels among numbers of about 1 leaves up to so much, as tanh(x) minus its definition. */
const ROUNDING = 1e-13;
/** Relative; far from zero only a larger difference is one. */
const PLAIN_DIFFERENCE = 1e-3;
/** Far from zero what is smaller is what rounding left of a saturated function. */
const SATURATED = 1e-6;
const STEADY_DIFFERENCE = 1e-12;
const STEADY_POINTS = 3;
const LARGEST = 1e7;
const ENOUGH = 1e-9;
const FEWEST_TRIALS = 3;
const MOST_TRIALS = 6;
/** Where signs play a part. */
const TRIALS_OF_SIGNS = 24;
const TRIES_FOR_ROOTS = 32;
/** How many choices of sizes may have no value at all before residues give up. */
const MOST_DEGENERATE_SIZES = 8;
/** X^k*X and X^3 agree at k = 2 and nowhere else: a false claim may hold at so many exponents. */
const EXPONENTS_THAT_MISLEAD = 4;
const TRIALS_IN_TWO_FIELDS = 3;
/** A scalar of the wrong sign shows at half of the points only. */
const POINTS = 12;
/** Where residues have proved it and no sign plays a part, doubles only confirm. */
const POINTS_BESIDE_PROOF = 3;
const POINTS_TO_CONFIRM = 2;
const ROUNDS_MORE = 4;
const POINTS_OF_WITNESSES = 3;
/** Past this many rounds without a value there will hardly be one. */
const ROUNDS_WITHOUT_VALUE = 3;
/** Where all is smooth: of moderate size, the more unusual only where those have no value. */
const CLOSE: readonly Range[] = ["mixed", "positive", "around-one", "small"];
/** On both sides of kinks, wherever those are, and where functions saturate. */
const EVERYWHERE: readonly Range[] = [
  "mixed",
  "far",
  "wide",
  "negative",
  "far",
  "tiny",
  "positive",
  "far",
  "around-one",
  "small",
  "far",
  "wide",
];
const TRIES_PER_RANGE = 5;

/**
 * Judges a claim at random points of small distinct sizes: first mod p, where agreement is exact,
 * then in doubles, which decide where residues cannot and catch what depends on signs.
 */
export function judge(claim: Claim): Judgement {
  try {
    const symbols = symbolsIn(claim);
    const exact = judgeModP(claim, symbols);
    if (exact === "refuted") return refuted(claim, symbols);
    const isPlain = exact && !exact.meetsSigns;
    // Far from zero rounding grows: what is exactly known and has no kinks is not looked at there.
    const twoField = exact ? null : judgeInTwoFields(claim, symbols);
    const isKnown = exact ? !exact.meetsCoins : twoField && !hasKinks(claim);
    const numeric = judgeInFloats(
      claim,
      symbols,
      isPlain ? POINTS_BESIDE_PROOF : POINTS,
      isKnown ? CLOSE : EVERYWHERE,
      Boolean(exact ?? twoField),
    );
    if (numeric.verdict === "disagrees") return numeric;
    const points = numeric.verdict === "agrees" ? numeric.evidence.points : 0;
    if (exact) return { verdict: "agrees", evidence: { ...exact.evidence, points } };
    const isBoth = twoField && numeric.verdict === "agrees";
    return isBoth ? { verdict: "agrees", evidence: { ...twoField, points } } : numeric;
  } catch (error) {
    if (error instanceof Disagreement) return error.judgement;
    if (error instanceof Unevaluable) return { verdict: "undecided", why: error.message };
    throw error;
  }
}

/** Whether a function with a kink or a step is in it. */
function hasKinks({ expressions }: Claim): boolean {
  return expressions
    .flatMap((root) => postorder(root))
    .some((node) => node.kind === "call" && functionNamed(node.callee)?.kinks !== undefined);
}

/** What turns at a landmark may be right on one side of it. */
function besideLandmarks({ expressions }: Claim): Range[] {
  return landmarks(expressions).flatMap((near) => [
    { near, side: -1 },
    { near, side: 1 },
  ]);
}

/** A random point with its sizes, or null where the properties cannot be obeyed. */
function drawPoint<T>(
  { context }: Claim,
  sizes: ReadonlyMap<string, number>,
  source: EntrySource<T>,
): Point<T> | null {
  const values = samplePoint(context.variables, context.properties ?? new Map(), sizes, source);
  if (!values) return null;
  const letterSizes = new Map<string, number>();
  for (const [letter, size] of context.letterDimensions ?? []) {
    letterSizes.set(letter, sizeOf(size, sizes));
  }
  return { values, sizes, letterSizes };
}

interface Exact {
  readonly evidence: Extract<SampledEvidence, { kind: "mod-p" }>;
  /** Whether signs of real numbers play a part, of which residues know less. */
  readonly meetsSigns: boolean;
  /** Whether the sign of a residue was asked for, as in `abs` and `relu`. */
  readonly meetsCoins: boolean;
}

/**
 * Evidence mod p; `refuted` where the two sides differ in exact arithmetic that knows every value;
 * null where residues cannot decide: no value, or a difference that a sign or a random value may
 * have made.
 */
function judgeModP(claim: Claim, symbols: ReadonlySet<string>): Exact | "refuted" | null {
  const random = randomFrom((claim.context.seed ?? 1) * 7919 + 13);
  let meetsSigns = false;
  let meetsCoins = false;
  let meetsOpaque = false;
  const watch: ResidueWatch = {
    onSign() {
      meetsSigns = true;
    },
    onCoin() {
      meetsCoins = true;
    },
    onOpaque() {
      meetsOpaque = true;
    },
  };
  const trials = (): number => (meetsCoins ? TRIALS_OF_SIGNS : FEWEST_TRIALS);
  const sizesTried: SizeRecord[] = [];
  const byExponents = hasWholeNumbers(claim.context.properties ?? new Map())
    ? EXPONENTS_THAT_MISLEAD / WHOLE_NUMBERS
    : 0;
  let failureProbability = 1;
  let degenerate = 0;
  while (
    sizesTried.length < trials() ||
    (failureProbability > ENOUGH && sizesTried.length < MOST_TRIALS)
  ) {
    const prime = PRIMES[random.below(PRIMES.length)]!;
    const sizes = sizesFor(claim, symbols, sizesTried.length + degenerate, random);
    const agreement = agreesModP(claim, prime, sizes, random, watch);
    // det(Y'*Y) has no derivative in this form where Y is wide: then other sizes decide.
    if (agreement === "no-value" && degenerate < MOST_DEGENERATE_SIZES) {
      degenerate++;
      continue;
    }
    if (agreement === "differs" && !meetsSigns && !meetsCoins && !meetsOpaque) return "refuted";
    if (agreement !== "agrees") return null;
    sizesTried.push(Object.fromEntries(sizes));
    failureProbability *= Math.min(1, degreeBound(claim, sizes) / prime + byExponents);
  }
  const evidence = {
    kind: "mod-p",
    trials: sizesTried.length,
    sizes: sizesTried,
    // The sign of a residue is a coin: a claim that fails on one side of a kink passes half the time.
    failureProbability: Math.max(failureProbability, meetsCoins ? 0.5 ** sizesTried.length : 0),
    points: 0,
  } as const;
  return { evidence, meetsSigns, meetsCoins };
}

type Agreement = "agrees" | "differs" | "no-value";

function agreesModP(
  claim: Claim,
  prime: number,
  sizes: ReadonlyMap<string, number>,
  random: Random,
  watch: ResidueWatch,
): Agreement {
  const sourceFrom = (seed: number): EntrySource<number> =>
    residueEntries(random, residues(prime, seed, watch), prime);
  return agreesExactly(claim, sizes, random, sourceFrom, (x) => x);
}

/** Evidence with exact exponentials and rotations, or null where they do not decide. */
function judgeInTwoFields(
  claim: Claim,
  symbols: ReadonlySet<string>,
): Extract<SampledEvidence, { kind: "two-field" }> | null {
  const random = randomFrom((claim.context.seed ?? 1) * 6151 + 3);
  const sizesTried: SizeRecord[] = [];
  while (sizesTried.length < TRIALS_IN_TWO_FIELDS) {
    const primes = FIELD_PRIMES[random.below(FIELD_PRIMES.length)]!;
    const sizes = sizesFor(claim, symbols, sizesTried.length, random);
    const agreesWith = (logarithms: Logarithms): Agreement =>
      agreesExactly(
        claim,
        sizes,
        random,
        (seed) =>
          splitEntries(
            random,
            characterSystem(primes, seed, logarithms),
            primes,
            logarithms === "discrete",
          ),
        ({ value }) => value,
      );
    if (agreesWith("opaque") !== "agrees" && agreesWith("discrete") !== "agrees") return null;
    sizesTried.push(Object.fromEntries(sizes));
  }
  return { kind: "two-field", trials: sizesTried.length, sizes: sizesTried, points: 0 };
}

/** Whether both sides have equal residues at a random point; `no-value` where none has a value. */
function agreesExactly<T>(
  claim: Claim,
  sizes: ReadonlyMap<string, number>,
  random: Random,
  sourceFrom: (seed: number) => EntrySource<T>,
  residueOf: (x: T) => number,
): Agreement {
  for (let tries = 0; tries < TRIES_FOR_ROOTS; tries++) {
    const source = sourceFrom(random.below(2 ** 31));
    try {
      const point = drawPoint(claim, sizes, source);
      if (!point) return "no-value";
      const { truth, claimed } = claim.compare(point, source);
      const isSame = truth.every((x, k) => residueOf(x) === residueOf(claimed[k] as T));
      return isSame ? "agrees" : "differs";
    } catch (error) {
      if (!(error instanceof NoValue)) throw error;
    }
  }
  return "no-value";
}

/** A bound of the degree of truth minus claim as a rational function of all that is drawn. */
function degreeBound(claim: Claim, sizes: ReadonlyMap<string, number>): number {
  const source: EntrySource<Degree> = {
    system: degrees,
    entry: () => VARIABLE,
    positive: () => degrees.multiply(VARIABLE, VARIABLE),
    whole: () => wholeDegree(2 + WHOLE_NUMBERS),
    coin: () => true,
  };
  try {
    const point = drawPoint(claim, sizes, source);
    if (!point) return Number.POSITIVE_INFINITY;
    const { truth, claimed } = claim.compare(point, source);
    return truth.reduce((bound, x, k) => {
      const difference = degrees.subtract(x, claimed[k] ?? null);
      return Math.max(bound, difference?.numerator ?? 0);
    }, 1);
  } catch (error) {
    if (error instanceof NoValue) return Number.POSITIVE_INFINITY;
    throw error;
  }
}

interface FloatSample {
  readonly sizes: ReadonlyMap<string, number>;
  readonly point: Point<number>;
  /** The relative difference; null where the claimed side has no value though the true one has. */
  readonly error: number | null;
  readonly isFar: boolean;
}

function judgeInFloats(
  claim: Claim,
  symbols: ReadonlySet<string>,
  points: number,
  ranges: readonly Range[],
  isKnown: boolean,
): Judgement {
  const random = randomFrom((claim.context.seed ?? 1) * 104729 + 7);
  const beside = ranges === EVERYWHERE ? besideLandmarks(claim) : [];
  const agreeing: FloatSample[] = [];
  /** A difference at sizes where both sides never have a value exactly: rounding, not a witness. */
  let degenerate: readonly FloatSample[] | undefined;
  let isTooSmall = false;
  const wanted = points + beside.length;
  for (let round = 0; agreeing.length < wanted && round < wanted + ROUNDS_MORE; round++) {
    const sizes = sizesFor(claim, symbols, round, random);
    const samples: FloatSample[] = [];
    let off = 0;
    const landmark = beside[round - points];
    const where = landmark ? [landmark] : rotated(ranges, round);
    // Rounding can spoil a point near a singular one, but hardly two of three of the same sizes.
    while (samples.length < 3 && off < POINTS_TO_CONFIRM && (samples.length === 0 || off > 0)) {
      const sample = floatSample(claim, sizes, random, ranges === CLOSE ? CLOSE : where);
      if (sample === "unobeyable") {
        return { verdict: "undecided", why: "the properties of the variables cannot be obeyed" };
      }
      if (sample === "too-small") isTooSmall = true;
      if (sample === "no-value" || sample === "too-small") break;
      samples.push(sample);
      if (!agrees(sample)) off++;
    }
    if (samples.length === 0) {
      if (round >= ROUNDS_WITHOUT_VALUE && agreeing.length === 0 && !isTooSmall) break;
      continue;
    }
    const fine = samples.find(agrees);
    const differing = samples.filter((sample) => !agrees(sample));
    if (off < POINTS_TO_CONFIRM && fine) agreeing.push(fine);
    else if (hasResidues(claim, sizes, random)) return disagreement(claim, differing);
    else degenerate ??= differing;
  }
  // Rounding is hardly so large at every point; what is unlike by a little is.
  const close = agreeing.filter(({ isFar }) => !isFar);
  const isSteady = close.every(({ error }) => error !== null && error > STEADY_DIFFERENCE);
  if (!isKnown && close.length >= STEADY_POINTS && isSteady) return disagreement(claim, close);
  if (agreeing.length === 0 && degenerate) return disagreement(claim, degenerate);
  if (agreeing.length === 0) {
    const why = isTooSmall
      ? "both sides are so close to zero that rounding hides whether they differ"
      : "no point was found where the true side has a value";
    return { verdict: "undecided", why };
  }
  return {
    verdict: "agrees",
    evidence: {
      kind: "numeric",
      points: agreeing.length,
      sizes: agreeing.map(({ sizes }) => Object.fromEntries(sizes)),
      error: Math.max(...agreeing.map(({ error }) => error ?? 0)),
    },
  };
}

/**
 * Whether both sides have a value at these sizes in exact arithmetic. A wide Y makes Y'*Y singular
 * whatever its entries; in doubles rounding turns that into a matrix that can be inverted.
 */
function hasResidues(claim: Claim, sizes: ReadonlyMap<string, number>, random: Random): boolean {
  const prime = PRIMES[0]!;
  const sourceFrom = (seed: number): EntrySource<number> =>
    residueEntries(random, residues(prime, seed), prime);
  return agreesExactly(claim, sizes, random, sourceFrom, (x) => x) !== "no-value";
}

function agrees({ error }: FloatSample): boolean {
  return error !== null && error <= TOLERANCE;
}

/**
 * The sizes of a round. They grow, for some equalities hold at small sizes only: adj(X) is
 * tr(X)*eye(n) - X at n = 2. Where that would take long (an n*m x n*m matrix has a Hessian with
 * n^4*m^4 entries) they grow less, or not at all.
 * @throws Unevaluable where even the smallest sizes would take too long
 */
function sizesFor(
  claim: Claim,
  symbols: ReadonlySet<string>,
  round: number,
  random: Random,
): Map<string, number> {
  const { context, smallestSize = 2 } = claim;
  const growth = symbols.size <= 3 ? 3 : 2;
  const pinned = context.pinnedSizes ?? new Map<string, number>();
  const isLargeRound = round === 2 && countsBySizes(claim, symbols);
  let smallest = Math.max(isLargeRound ? LARGE_SIZE : 2 + (round % growth), smallestSize);
  const choose = (least: number): Map<string, number> =>
    chooseSizes(symbols, pinned, random, least, ORDERS[round]);
  let sizes = choose(smallest);
  let effort = claim.effort(sizes);
  const comfortable = Math.max(COMFORTABLE, COMFORTABLE_A_NODE * nodesIn(claim));
  for (let tries = 0; effort > comfortable && tries < TRIES_FOR_COMFORT; tries++) {
    smallest = Math.max(smallest - 1, 2, smallestSize);
    const others = choose(smallest);
    const lesser = claim.effort(others);
    if (lesser < effort) [sizes, effort] = [others, lesser];
  }
  if (effort > UNBEARABLE) {
    throw new Unevaluable("the arrays are too large to compare them, even at small sizes");
  }
  return sizes;
}

/** Whether a size is used as a number: (n - 2)*(n - 3) is zero at the smallest sizes. */
function countsBySizes({ expressions }: Claim, symbols: ReadonlySet<string>): boolean {
  return expressions
    .flatMap((root) => postorder(root))
    .some(
      (node) =>
        node.kind !== "call" &&
        children(node).some((part) => part.kind === "name" && symbols.has(part.name)),
    );
}

/** Beyond the sizes of the other rounds. */
const LARGE_SIZE = 7;

/** What holds for wide matrices only, or for tall ones only, must not pass: both come first. */
const ORDERS = ["rising", "falling"] as const;

function nodesIn({ expressions }: Claim): number {
  return expressions.reduce((sum, expression) => sum + planOf(expression).order.length, 0);
}

/** Operations that take a few hundredths of a second. */
const COMFORTABLE = 300_000;
/** A long expression takes its time at any size. */
const COMFORTABLE_A_NODE = 100;
const TRIES_FOR_COMFORT = 12;
/** Operations that take some ten seconds. */
const UNBEARABLE = 100_000_000;

function isClose(range: Range): boolean {
  return CLOSE.includes(range);
}

function rotated<T>(list: readonly T[], by: number): readonly T[] {
  const at = by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}

/** One point where the true side has a value, and how well the claimed side agrees there. */
function floatSample(
  claim: Claim,
  sizes: ReadonlyMap<string, number>,
  random: Random,
  ranges: readonly Range[],
): FloatSample | "no-value" | "too-small" | "unobeyable" {
  for (let tries = 0; tries < ranges.length * TRIES_PER_RANGE; tries++) {
    const range = ranges[Math.floor(tries / TRIES_PER_RANGE)]!;
    const source = floatEntries(random, range);
    const point = drawPoint(claim, sizes, source);
    if (!point) return "unobeyable";
    try {
      const compared = claim.compare(point, source);
      const { truth, claimed, terms } = compared;
      if (largest(truth) > LARGEST) continue;
      let scale = Math.max(largest(truth), claim.floor(point, compared));
      for (const row of terms) {
        let sum = 0;
        for (const term of row) sum += Math.abs(term);
        scale = Math.max(scale, sum);
      }
      let difference = 0;
      for (let k = 0; k < truth.length; k++) {
        difference = Math.max(difference, Math.abs(truth[k]! - claimed[k]!));
      }
      // Both sides are zero but for their rounding, or cannot be told from it.
      const size = Math.max(largest(truth), largest(claimed));
      const isFar = !isClose(range);
      const isOff = difference > TOLERANCE * scale;
      if (isOff && size < ROUNDING) return "too-small";
      // Where functions saturate, rounding makes up small differences.
      if (isOff && isFar && (size < SATURATED || difference <= PLAIN_DIFFERENCE * size)) continue;
      return { sizes, point, error: difference / scale, isFar };
    } catch (error) {
      if (!(error instanceof NoValue)) throw error;
      if (!isClose(range)) continue;
      if (hasTruth(claim, point)) return { sizes, point, error: null, isFar: false };
    }
  }
  return "no-value";
}

/** A difference in exact arithmetic, with a point in doubles where it is to be seen. */
function refuted(claim: Claim, symbols: ReadonlySet<string>): Judgement {
  const random = randomFrom((claim.context.seed ?? 1) * 104729 + 7);
  const samples: FloatSample[] = [];
  for (let round = 0; round < POINTS_OF_WITNESSES; round++) {
    const sizes = sizesFor(claim, symbols, round, random);
    const sample = floatSample(claim, sizes, random, CLOSE);
    if (typeof sample !== "string") samples.push(sample);
  }
  if (samples.length > 0) return disagreement(claim, samples);
  return {
    verdict: "disagrees",
    reason: "value",
    message: "the two sides differ in exact arithmetic",
  };
}

function hasTruth(claim: Claim, point: Point<number>): boolean {
  try {
    return largest(claim.truth(point).data) <= LARGEST;
  } catch (error) {
    if (error instanceof NoValue) return false;
    throw error;
  }
}

/** The size of the largest entry. */
export function largest(entries: readonly number[]): number {
  let size = 0;
  for (const x of entries) size = Math.max(size, Math.abs(x));
  return size;
}

/** Told by the point where the two sides differ most. */
function disagreement(claim: Claim, samples: readonly FloatSample[]): Judgement {
  const { sizes, point, error } = samples.reduce((worst, sample) =>
    (sample.error ?? -1) > (worst.error ?? -1) ? sample : worst,
  );
  const claimed = error === null ? null : claim.claimed(point);
  return {
    verdict: "disagrees",
    reason: claimed ? "value" : "no-value",
    message: claimed
      ? "the two sides differ at a point"
      : "the claimed side has no value at a point where the true side has one",
    witness: {
      sizes: Object.fromEntries(sizes),
      values: Object.fromEntries(point.values),
      truth: claim.truth(point),
      claimed,
    },
  };
}

/** The farthest entry that expressions ask for by number, as the 7 of X[1,7]. */
export function farthestEntry(expressions: readonly Expression[]): number {
  let farthest = 1;
  for (const node of expressions.flatMap((root) => postorder(root))) {
    const indices =
      node.kind === "entry" ? node.indices : node.kind === "delta" ? [node.left, node.right] : [];
    for (const index of indices) {
      if (typeof index === "number") farthest = Math.max(farthest, index);
    }
  }
  return farthest;
}

/** The dimension symbols: of the variables' sides, and names that are nothing else. */
function symbolsIn({ context, expressions, boundNames }: Claim): Set<string> {
  const { variables, letterDimensions } = context;
  const symbols = symbolsOf([...variables.values()].flatMap(({ axes }) => axes));
  for (const symbol of symbolsOf(letterDimensions?.values() ?? [])) symbols.add(symbol);
  const bound = new Set(boundNames);
  for (const node of expressions.flatMap((root) => postorder(root))) {
    if (node.kind !== "name" || node.name === "pi") continue;
    if (!variables.has(node.name) && !bound.has(node.name)) symbols.add(node.name);
  }
  return symbols;
}
