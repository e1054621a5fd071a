import { claimedDerivative, compareDerivatives } from "../../evaluation/check-derivative.ts";
import { Disagreement, farthestEntry } from "../../evaluation/checking.ts";
import { fullDerivative, valueOf } from "../../evaluation/directional.ts";
import { type Evaluated, evaluate, type Point } from "../../evaluation/evaluate.ts";
import { Unevaluable } from "../../evaluation/layout.ts";
import {
  chooseSizes,
  floatEntries,
  type Range,
  samplePoint,
  symbolsOf,
} from "../../evaluation/sample.ts";
import { floats } from "../../evaluation/systems.ts";
import { type Random, randomFrom } from "../../numbers/random.ts";
import { NoValue, type Tensor } from "../../numbers/system.ts";
import { type Expression, postorder } from "../../syntax/expression.ts";
import { type Candidate, claimOf, type Question } from "../claims.ts";

/** A point with the true derivative there. */
export interface Sample {
  readonly point: Point<number>;
  /** Of f. */
  readonly value: Tensor<number>;
  /** D, in the order of its axes. */
  readonly truth: Tensor<number>;
}

const TOLERANCE = 1e-7;
const LARGEST = 1e6;
const TRIES = 24;
const SEEDS_AGAINST = 4;
const CLOSE: readonly Range[] = ["mixed", "positive", "around-one", "small"];
/** Where an answer that is right near zero may be wrong. */
const ELSEWHERE: readonly Range[] = ["wide", "far", "negative", "tiny"];

/**
 * A few points in doubles at which the true derivative is known, so that many guesses can be tried
 * quickly. That a guess agrees here is a hint; `checkDerivative` has the last word.
 */
export class Probe {
  readonly question: Question;
  readonly samples: readonly Sample[];

  constructor(question: Question, samples: readonly Sample[]) {
    this.question = question;
    this.samples = samples;
  }

  /**
   * @param smallest the smallest size at the first point; it grows with each point where left out
   * @returns undefined where no point was found at which the derivative has a value
   */
  static of(
    question: Question,
    {
      count = 2,
      seed = 1,
      smallest,
      ranges = CLOSE,
    }: { count?: number; seed?: number; smallest?: number; ranges?: readonly Range[] } = {},
  ): Probe | undefined {
    const random = randomFrom(seed * 7717 + 5);
    const samples: Sample[] = [];
    for (let k = 0; k < count; k++) {
      // The whole array of a second derivative grows with the sizes' fourth power.
      const size = smallest ?? (question.order === 1 ? 2 + k : 2);
      const sample = drawSample(question, random, size, ranges);
      if (!sample) return undefined;
      samples.push(sample);
    }
    return new Probe(question, samples);
  }

  /** Points at one of which, at least, a candidate is not the derivative, if there are any. */
  static against(question: Question, candidate: Candidate): Probe | undefined {
    for (let seed = 1; seed <= SEEDS_AGAINST; seed++) {
      for (const ranges of [CLOSE, ...ELSEWHERE.map((range) => [range])]) {
        const probe = Probe.of(question, { seed, ranges });
        if (probe && !probe.agrees(candidate)) return probe;
      }
    }
    return undefined;
  }

  /** The claimed derivative at each point, in the order of D; undefined where it has none. */
  claimed(candidate: Candidate): (readonly number[])[] | undefined {
    const arrays: (readonly number[])[] = [];
    for (const { point, value } of this.samples) {
      const data = attempt(() => {
        const claim = claimOf(this.question, candidate);
        return claimedDerivative(claim, point, value.shape, floats).data;
      });
      if (!data) return undefined;
      arrays.push(data);
    }
    return arrays;
  }

  agrees(candidate: Candidate): boolean {
    return this.samples.every(({ point, value, truth }) => {
      const claim = claimOf(this.question, candidate);
      const data = attempt(() => claimedDerivative(claim, point, value.shape, floats).data);
      return data !== undefined && isClose(truth.data, data);
    });
  }

  /** The value of any expression at each point; undefined where it has none. */
  values(expression: Expression): readonly Evaluated<number>[] | undefined {
    const values: Evaluated<number>[] = [];
    for (const { point } of this.samples) {
      const value = attempt(() => evaluate(expression, point, floats));
      if (!value) return undefined;
      values.push(value);
    }
    return values;
  }
}

export type Values = ReadonlyMap<string, Tensor<number>>;

function drawSample(
  question: Question,
  random: Random,
  smallest: number,
  ranges: readonly Range[],
): Sample | undefined {
  return drawnPoints(
    question,
    random,
    smallest,
    ranges,
    (values) => values,
    (point) => {
      const value = valueOf(question, point, floats);
      const truth = fullDerivative(question, point, floats);
      return truth.data.every((x) => Math.abs(x) <= LARGEST) ? { point, value, truth } : undefined;
    },
  );
}

/**
 * Whether a candidate is right at a few points at which an assumption holds, along one random
 * direction each: quicker than a probe of its own.
 */
export function agreesWhere(
  question: Question,
  candidate: Candidate,
  adjust: (values: Values) => Values | undefined,
  count: number,
): boolean {
  const random = randomFrom(40_503);
  const claim = claimOf(question, candidate);
  for (let k = 0; k < count; k++) {
    const other = ELSEWHERE[Math.floor(k / 2) % ELSEWHERE.length]!;
    const ranges = k % 2 === 0 ? CLOSE : [other, ...CLOSE];
    const compared = drawnPoints(question, random, 2 + (k % 3), ranges, adjust, (point) => {
      const { truth, claimed } = compareDerivatives(claim, point, floatEntries(random));
      return truth.every((x) => Math.abs(x) <= LARGEST) ? { truth, claimed } : undefined;
    });
    if (!compared || !isClose(compared.truth, compared.claimed)) return false;
  }
  return true;
}

/** What comes of the first random point at which something does. */
function drawnPoints<R>(
  question: Question,
  random: Random,
  smallest: number,
  ranges: readonly Range[],
  adjust: (values: Values) => Values | undefined,
  use: (point: Point<number>) => R | undefined,
): R | undefined {
  const { variables, properties = new Map(), pinnedSizes = new Map(), f } = question;
  const symbols = symbolsOf([...variables.values()].flatMap(({ axes }) => axes));
  for (const node of postorder(f)) {
    if (node.kind === "name" && node.name !== "pi" && !variables.has(node.name)) {
      symbols.add(node.name);
    }
  }
  for (let tries = 0; tries < TRIES; tries++) {
    const sizes = chooseSizes(symbols, pinnedSizes, random, Math.max(smallest, farthestEntry([f])));
    const range = ranges[Math.floor((tries * ranges.length) / TRIES)];
    const drawn = samplePoint(variables, properties, sizes, floatEntries(random, range));
    const values = drawn && adjust(drawn);
    if (!values) return undefined;
    const found = attempt(() => use({ values, sizes, letterSizes: new Map<string, number>() }));
    if (found) return found;
  }
  return undefined;
}

/** The result, or undefined where there is none at that point. */
export function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof NoValue || error instanceof Unevaluable || error instanceof Disagreement) {
      return undefined;
    }
    throw error;
  }
}

/** Whether two arrays are equal but for rounding. */
export function isClose(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false;
  let scale = 1e-9;
  let difference = 0;
  for (let k = 0; k < a.length; k++) {
    scale = Math.max(scale, Math.abs(a[k]!), Math.abs(b[k]!));
    difference = Math.max(difference, Math.abs(a[k]! - b[k]!));
  }
  return difference <= TOLERANCE * scale;
}

/** The number c with b = c*a, or undefined where there is none or a is zero. */
export function ratioOf(a: readonly number[], b: readonly number[]): number | undefined {
  let pivot = 0;
  for (let k = 0; k < a.length; k++) if (Math.abs(a[k]!) > Math.abs(a[pivot]!)) pivot = k;
  if (a.length !== b.length || a.length === 0 || Math.abs(a[pivot]!) < 1e-12) return undefined;
  const c = b[pivot]! / a[pivot]!;
  return isClose(
    a.map((x) => c * x),
    b,
  )
    ? c
    : undefined;
}
