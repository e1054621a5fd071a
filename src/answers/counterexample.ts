import { claimedDerivative } from "../evaluation/check-derivative.ts";
import { type DerivativeForm, matrixForm } from "../evaluation/derivative-forms.ts";
import { fullDerivative, valueOf } from "../evaluation/directional.ts";
import type { Point } from "../evaluation/evaluate.ts";
import { type EntrySource, samplePoint, symbolsOf } from "../evaluation/sample.ts";
import { floats } from "../evaluation/systems.ts";
import { determinant } from "../numbers/elimination.ts";
import { type Random, randomFrom } from "../numbers/random.ts";
import type { Tensor } from "../numbers/system.ts";
import { type Expression, postorder } from "../syntax/expression.ts";
import { type Candidate, claimOf, type Question } from "./claims.ts";
import { attempt } from "./diagnosis/probe.ts";

/** A number, a list of numbers, a list of rows, and so on. */
export type Numbers = number | readonly Numbers[];

/** A point at which two sides differ. */
export interface Counterexample {
  readonly sizes: Readonly<Record<string, number>>;
  readonly values: Readonly<Record<string, Numbers>>;
  /** Null where the answer has no value, or no such shape, at this point. */
  readonly yours: Numbers | null;
  readonly right: Numbers;
}

const SIZES_TRIED = [2, 3] as const;
const DRAWS = 40;
/** Numbers beyond are hard to compare by eye. */
const LARGEST = 1e4;

/**
 * A small point of whole numbers at which a wrong answer differs from the derivative: sizes 2, and 3
 * where 2 shows nothing; of several points the one with the smallest numbers in it.
 */
export function counterexampleOf(
  question: Question,
  candidate: Candidate,
): Counterexample | undefined {
  return smallestPoint(question, [question.f, candidate.expression], (point) => {
    const value = attempt(() => valueOf(question, point, floats));
    const truth = value && attempt(() => fullDerivative(question, point, floats));
    if (!truth) return undefined;
    const claim = claimOf(question, candidate);
    const claimed = attempt(() => claimedDerivative(claim, point, value.shape, floats));
    const lay = (array: Tensor<number>): Numbers =>
      laidOut(array, candidate.form, question, point, value.shape);
    return { truth, claimed: claimed ?? null, lay };
  });
}

export interface TwoSides {
  readonly truth: Tensor<number>;
  readonly claimed: Tensor<number> | null;
  /** How an array is shown. */
  readonly lay: (array: Tensor<number>) => Numbers;
}

/**
 * The same for any two sides; `sidesAt` gives undefined where the true side has no value.
 * @param boundNames names in the expressions that stand for values of their own
 */
export function smallestPoint(
  context: Pick<Question, "variables" | "properties" | "pinnedSizes" | "letterDimensions">,
  expressions: readonly Expression[],
  sidesAt: (point: Point<number>) => TwoSides | undefined,
  boundNames: readonly string[] = [],
): Counterexample | undefined {
  const { variables, properties = new Map(), pinnedSizes = new Map() } = context;
  const symbols = symbolsOf([...variables.values()].flatMap(({ axes }) => axes));
  for (const node of expressions.flatMap((root) => postorder(root))) {
    if (node.kind !== "name" || node.name === "pi" || variables.has(node.name)) continue;
    if (!boundNames.includes(node.name)) symbols.add(node.name);
  }
  const random = randomFrom(11);
  for (const size of SIZES_TRIED) {
    const sizes = new Map<string, number>(pinnedSizes);
    let next = 0;
    for (const symbol of symbols) {
      if (!sizes.has(symbol)) sizes.set(symbol, size === 2 ? 2 + (next++ % 2) : 3 - (next++ % 2));
    }
    let best: { found: Counterexample; cost: number } | undefined;
    for (let draw = 0; draw < DRAWS; draw++) {
      const values = samplePoint(variables, properties, sizes, integerEntries(random));
      if (!values) return undefined;
      const point = { values, sizes, letterSizes: new Map<string, number>() };
      const sides = sidesAt(point);
      if (!sides || !differs(sides)) continue;
      const { truth, claimed, lay } = sides;
      const found: Counterexample = {
        sizes: Object.fromEntries(sizes),
        values: Object.fromEntries([...values].map(([name, value]) => [name, nested(value)])),
        yours: claimed && lay(claimed),
        right: lay(truth),
      };
      // A point where both sides have a value shows more than one where one has none.
      const cost = costOf([...truth.data, ...(claimed?.data ?? [])]) + (claimed ? 0 : 1e9);
      if (!best || cost < best.cost) best = { found, cost };
    }
    if (best) return best.found;
  }
  return undefined;
}

/** Small whole numbers. */
function integerEntries(random: Random): EntrySource<number> {
  return {
    system: floats,
    entry: () => [1, 2, -1, 3, -2][random.below(5)]!,
    positive: () => 1 + random.below(3),
    whole: () => 2 + random.below(2),
    coin: () => random.next() < 0.5,
    isRegular: (matrix) => Math.abs(determinant(floats, matrix).data[0]!) > 0.5,
  };
}

function differs({ truth, claimed }: TwoSides): boolean {
  if (truth.data.some((x) => Math.abs(x) > LARGEST)) return false;
  if (!claimed) return true;
  if (claimed.data.some((x) => Math.abs(x) > LARGEST)) return false;
  return truth.data.some(
    (x, k) => Math.abs(x - claimed.data[k]!) > 1e-3 * Math.max(1, Math.abs(x)),
  );
}

/** Whole numbers are easier to read than others, and small ones than large ones. */
function costOf(entries: readonly number[]): number {
  return entries.reduce(
    (sum, x) => sum + Math.abs(x) + (Math.abs(x - Math.round(x)) < 1e-9 ? 0 : 20),
    0,
  );
}

/** D as the form shows it. */
function laidOut(
  { shape, data }: Tensor<number>,
  form: DerivativeForm,
  { wrt, wrt2 = wrt, order }: Question,
  point: Point<number>,
  value: readonly number[],
): Numbers {
  const first = point.values.get(wrt)!.shape;
  const second = Array.from({ length: order - 1 }, (_, k) =>
    k === 0 ? point.values.get(wrt2)!.shape : first,
  ).flat();
  const matrix = matrixForm(form, order === 1 ? { value, first } : { value, first, second });
  if (!matrix) return nested({ shape, data });
  const entries = matrix.places.map((place) => data[place]!);
  if (matrix.rows === 1 && matrix.columns === 1 && shape.length === 0) return rounded(entries[0]!);
  return nested({ shape: [matrix.rows, matrix.columns], data: entries });
}

/** An array as nested lists, to four places. */
export function nested({ shape, data }: Tensor<number>): Numbers {
  let level: Numbers[] = data.map(rounded);
  for (const size of [...shape].reverse()) {
    const next: Numbers[] = [];
    for (let from = 0; from < level.length; from += size) next.push(level.slice(from, from + size));
    level = next;
  }
  return level[0] ?? [];
}

function rounded(x: number): number {
  const result = Math.round(x * 1e4) / 1e4;
  return result === 0 ? 0 : result;
}
