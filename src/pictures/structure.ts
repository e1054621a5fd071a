import type { ReadProblem } from "../answers/read-problem.ts";
import { type Differentiation, fullDerivative } from "../evaluation/directional.ts";
import {
  type EntrySource,
  floatEntries,
  type Range,
  residueEntries,
  samplePoint,
} from "../evaluation/sample.ts";
import { residues } from "../evaluation/systems.ts";
import { type Random, randomFrom } from "../numbers/random.ts";
import { PRIMES } from "../numbers/residues.ts";
import { NoValue, type NumberSystem, type Tensor } from "../numbers/system.ts";
import type { CellState } from "./picture.ts";
import { support } from "./support.ts";

/** Which entries of a derivative can be other than zero at one choice of sizes. */
export interface Structure {
  /** Of f. */
  readonly rows: readonly number[];
  /** Of the variable. */
  readonly columns: readonly number[];
  /** By row and column, both with the last axis fastest. */
  readonly states: readonly (readonly CellState[])[];
  /** At how many points modulo a prime every entry that is zero where tried is exactly zero. */
  readonly exactPoints: number;
  /** At how many points in doubles it is zero but for rounding. */
  readonly points: number;
}

const EXACT_POINTS = 4;
const EXACT_TRIES = 12;
const FEWEST_POINTS = 4;
/** Beyond these no more points are tried for entries that were zero so far. */
const MOST_POINTS = 120;
const RANGES: readonly Range[] = ["mixed", "positive", "around-one", "small"];
/** Smaller than this beside the largest entry, a double may be rounding. */
const ROUNDING = 1e-9;

/**
 * The structure of the derivative, told from exact values modulo primes, from doubles, and from a
 * proof that no term reaches an entry. Never from one accident: an entry counts as non-zero where a
 * double is far from rounding, or a residue made by arithmetic alone is not zero.
 *
 * @returns undefined where f has no value at these sizes
 * @throws Unevaluable where the sizes are too small for an entry asked for by number
 */
export function structureOf(
  { elaboration, properties }: ReadProblem,
  differentiation: Differentiation,
  sizes: ReadonlyMap<string, number>,
  letterSizes: ReadonlyMap<string, number>,
): Structure | undefined {
  const random = randomFrom(4711);
  const draw = <T>(source: EntrySource<T>): Tensor<T> | undefined => {
    return valueOrNone(() => {
      const values = samplePoint(elaboration.variables, properties, sizes, source);
      if (!values) return undefined;
      return fullDerivative(differentiation, { values, sizes, letterSizes }, source.system);
    });
  };
  const doubles = new Doubles(draw, random);
  for (let k = 0; k < FEWEST_POINTS; k++) doubles.next();
  if (!doubles.shape) return undefined;
  const exact = exactZeros(draw, random);
  const mayBeNonzero = draw(ANYTHING)?.data;
  const isNonzero = (k: number): boolean => doubles.isWitnessed(k) || exact.isNonzero(k);
  const isOpen = (k: number): boolean => !isNonzero(k) && mayBeNonzero?.[k] !== false;
  const count = doubles.count;
  const places = Array.from({ length: count }, (_, k) => k);
  for (let k = 0; k < MOST_POINTS && places.some(isOpen); k++) doubles.next();
  const rank = doubles.shape.length - elaboration.variables.get(differentiation.wrt)!.axes.length;
  const rows = doubles.shape.slice(0, rank);
  const columns = doubles.shape.slice(rank);
  const width = columns.reduce((product, size) => product * size, 1);
  const states: CellState[][] = [];
  for (let from = 0; from < count; from += width) {
    states.push(
      places.slice(from, from + width).map((k) => {
        if (isNonzero(k)) return "nonzero";
        return mayBeNonzero?.[k] === false ? "zero" : "zero-where-tried";
      }),
    );
  }
  const open = places.filter(isOpen);
  return {
    rows,
    columns,
    states,
    exactPoints: open.every((k) => exact.vanishes(k)) ? exact.points : 0,
    points: doubles.points,
  };
}

type Draw = <T>(source: EntrySource<T>) => Tensor<T> | undefined;

/** Derivatives in doubles at more and more points. */
class Doubles {
  readonly #draw: Draw;
  readonly #random: Random;
  readonly #witnessed = new Set<number>();
  #tries = 0;
  points = 0;
  shape: readonly number[] | undefined;
  count = 0;

  constructor(draw: Draw, random: Random) {
    this.#draw = draw;
    this.#random = random;
  }

  next(): void {
    const range = RANGES[this.#tries++ % RANGES.length];
    const found = this.#draw(floatEntries(this.#random, range));
    if (!found) return;
    this.points++;
    this.shape = found.shape;
    this.count = found.data.length;
    const largest = found.data.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    found.data.forEach((x, k) => {
      if (Math.abs(x) > ROUNDING * largest) this.#witnessed.add(k);
    });
  }

  isWitnessed(k: number): boolean {
    return this.#witnessed.has(k);
  }
}

interface ExactZeros {
  readonly points: number;
  /** Not zero, and nothing but arithmetic was needed to know. */
  readonly isNonzero: (k: number) => boolean;
  /** Zero at every point. */
  readonly vanishes: (k: number) => boolean;
}

/** What residues say; that of a function of which little is known modulo a prime proves no non-zero. */
function exactZeros(draw: Draw, random: Random): ExactZeros {
  const nonzero = new Set<number>();
  const unclear = new Set<number>();
  let points = 0;
  for (let k = 0; k < EXACT_TRIES && points < EXACT_POINTS; k++) {
    const prime = PRIMES[k % PRIMES.length]!;
    let isArithmetic = true;
    const onOther = (): void => {
      isArithmetic = false;
    };
    const field = residues(prime, random.below(2 ** 31), { onSign: onOther });
    const system: NumberSystem<number> = {
      ...field,
      apply(name, args) {
        onOther();
        return field.apply(name, args);
      },
    };
    const found = draw(residueEntries(random, system, prime));
    if (!found) continue;
    points++;
    found.data.forEach((x, at) => {
      if (x !== 0) (isArithmetic ? nonzero : unclear).add(at);
    });
  }
  return {
    points,
    isNonzero: (k) => nonzero.has(k),
    vanishes: (k) => points > 0 && !nonzero.has(k) && !unclear.has(k),
  };
}

/** Entries of which only the surely zero ones are known; see `support`. */
const ANYTHING: EntrySource<boolean> = {
  system: support,
  entry: () => true,
  positive: () => true,
  whole: () => true,
  coin: () => true,
};

function valueOrNone<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof NoValue) return undefined;
    throw error;
  }
}
