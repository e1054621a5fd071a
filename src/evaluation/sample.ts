import { type Dimension, sizeOf } from "../dimensions/dimension.ts";
import type { VariableShape } from "../elaboration/shape.ts";
import { determinant, identity, product, solve, transposed } from "../numbers/elimination.ts";
import { rational } from "../numbers/rational.ts";
import { type Random, shuffled } from "../numbers/random.ts";
import type { NumberSystem, Tensor } from "../numbers/system.ts";
import type { FieldPrimes, Split } from "../numbers/two-fields.ts";
import { volume } from "./arrays.ts";
import { floats } from "./systems.ts";

/** Where random entries come from. */
export interface EntrySource<T> {
  readonly system: NumberSystem<T>;
  /** Any entry. */
  readonly entry: () => T;
  /** One that counts as positive. */
  readonly positive: () => T;
  /** A whole number, at least 2. */
  readonly whole: () => T;
  /** Yes or no, evenly. */
  readonly coin: () => boolean;
  /** Whether a square matrix is far enough from a singular one; left out where none is near. */
  readonly isRegular?: (matrix: Tensor<T>) => boolean;
}

/** The ranges of random doubles: of either sign, or of one, below, around or far beyond 1. */
export type Range =
  | "mixed"
  | "positive"
  | "negative"
  | "around-one"
  | "small"
  | "tiny"
  | "wide"
  | "far"
  /** On one side of this number, at a distance as "wide" numbers have from zero. */
  | { readonly near: number; readonly side: 1 | -1 };

const RANGES: Readonly<Record<Exclude<Range, object>, readonly [number, number]>> = {
  mixed: [0.15, 0.95],
  positive: [0.15, 0.95],
  negative: [-3, -0.15],
  "around-one": [0.5, 2],
  small: [0.05, 0.3],
  tiny: [0.001, 0.05],
  wide: [0.3, 3],
  far: [1, 12],
};

const ONE_SIGN: ReadonlySet<Range> = new Set(["positive", "negative", "around-one"]);
/** Ranges in which positive numbers are large, too. */
const LARGE: ReadonlySet<Range> = new Set(["wide", "far"]);

/** Doubles, of moderate size so that functions neither saturate nor overflow. */
export function floatEntries(random: Random, range: Range = "mixed"): EntrySource<number> {
  const landmark = typeof range === "object" ? range : null;
  const [low, high] = RANGES[typeof range === "object" ? "wide" : range];
  const hasSigns = !ONE_SIGN.has(range);
  const entry = (): number => {
    const size = low + (high - low) * random.next();
    if (landmark) return landmark.near + landmark.side * size;
    return hasSigns && random.next() < 0.5 ? -size : size;
  };
  return {
    system: floats,
    entry,
    positive: () => (landmark || LARGE.has(range) ? Math.abs(entry()) : 0.5 + 1.5 * random.next()),
    whole: () => 2 + random.below(5),
    coin: () => random.next() < 0.5,
    isRegular(matrix) {
      const n = matrix.shape[0]!;
      const scale = range === "small" ? 0.2 : range === "tiny" ? 0.03 : 1;
      return Math.abs(determinant(floats, matrix).data[0]!) > (0.08 * scale) ** (n / 2);
    },
  };
}

/** So many whole numbers play an exponent mod p, where a large power costs no more than a few products. */
export const WHOLE_NUMBERS = 1024;

/** Residues mod `prime`; a positive one is a square. */
export function residueEntries(
  random: Random,
  system: NumberSystem<number>,
  prime: number,
): EntrySource<number> {
  const entry = (): number => 1 + random.below(prime - 1);
  return {
    system,
    entry,
    positive() {
      const root = entry();
      return system.multiply(root, root);
    },
    whole: () => 2 + random.below(WHOLE_NUMBERS),
    coin: () => random.next() < 0.5,
  };
}

/**
 * The same in two fields, in which a number has three independent residues.
 * @param positive draws squares only, which have logarithms
 */
export function splitEntries(
  random: Random,
  system: NumberSystem<Split>,
  { value, exponent, angle }: FieldPrimes,
  positive: boolean,
): EntrySource<Split> {
  const any = (): Split => ({
    value: 1 + random.below(value - 1),
    exponent: 1 + random.below(exponent - 1),
    angle: 1 + random.below(angle - 1),
  });
  const square = (): Split => {
    const root = any();
    return system.multiply(root, root);
  };
  return {
    system,
    entry: positive ? square : any,
    positive: square,
    whole: () => system.fromRational(rational(2 + random.below(WHOLE_NUMBERS))),
    coin: () => random.next() < 0.5,
  };
}

/**
 * Random values of the variables that obey their properties, in any number system: an orthogonal
 * matrix is made from a skew one by Cayley's transform, a unit vector by stereographic projection.
 * Null where a property has no meaning for that shape (a symmetric 2 x 3 matrix).
 */
export function samplePoint<T>(
  variables: ReadonlyMap<string, VariableShape>,
  properties: ReadonlyMap<string, readonly string[]>,
  sizes: ReadonlyMap<string, number>,
  source: EntrySource<T>,
): Map<string, Tensor<T>> | null {
  const values = new Map<string, Tensor<T>>();
  for (const [name, { axes }] of variables) {
    const shape = axes.map((axis) => sizeOf(axis, sizes));
    const own = properties.get(name);
    const value = sampleArray(shape, own ? new Set(own) : NO_PROPERTIES, source);
    if (!value) return null;
    values.set(name, value);
  }
  return values;
}

const NO_PROPERTIES: ReadonlySet<string> = new Set();

/** The property of a scalar that is a whole number because it stands in the exponent of a matrix. */
const WHOLE = "whole";

/** The same properties, and that these names are whole numbers. */
export function withWholeNumbers(
  properties: ReadonlyMap<string, readonly string[]>,
  names: Iterable<string>,
): ReadonlyMap<string, readonly string[]> {
  const all = new Map(properties);
  for (const name of names) {
    const own = all.get(name) ?? [];
    if (!own.includes(WHOLE)) all.set(name, [...own, WHOLE]);
  }
  return all;
}

/** Whether some name is known to be a whole number. */
export function hasWholeNumbers(properties: ReadonlyMap<string, readonly string[]>): boolean {
  return [...properties.values()].some((list) => list.includes(WHOLE));
}

const SQUARE_ONLY = [
  "symmetric",
  "spd",
  "diagonal",
  "posdiag",
  "lower",
  "upper",
  "skew",
  "invertible",
];

function sampleArray<T>(
  shape: readonly number[],
  properties: ReadonlySet<string>,
  source: EntrySource<T>,
): Tensor<T> | null {
  const draw = properties.has(WHOLE)
    ? source.whole
    : properties.has("positive")
      ? source.positive
      : source.entry;
  if (shape.length !== 2) {
    if (properties.has("unit") && shape.length === 1) return unitVector(shape[0]!, source);
    return { shape, data: drawn(volume(shape), draw) };
  }
  const [n, m] = shape as [number, number];
  if (n !== m && SQUARE_ONLY.some((property) => properties.has(property))) return null;
  if (properties.has("orthogonal")) return n >= m ? orthonormalColumns(n, m, source) : null;
  let matrix = sampleMatrix(n, m, properties, draw, source);
  const mayBeSingular = n === m && !properties.has("spd") && !properties.has("skew");
  if (mayBeSingular && source.isRegular) {
    for (let tries = 0; tries < 200 && !source.isRegular(matrix); tries++) {
      matrix = sampleMatrix(n, m, properties, draw, source);
    }
  }
  return matrix;
}

function drawn<T>(count: number, draw: () => T): readonly T[] {
  const entries: T[] = [];
  for (let k = 0; k < count; k++) entries.push(draw());
  return entries;
}

function sampleMatrix<T>(
  n: number,
  m: number,
  properties: ReadonlySet<string>,
  draw: () => T,
  source: EntrySource<T>,
): Tensor<T> {
  const { system } = source;
  const matrix: Tensor<T> = { shape: [n, m], data: drawn(n * m, draw) };
  if (properties.size === 0) return matrix;
  const at = (i: number, j: number): T => matrix.data[i * m + j] as T;
  const from = (entry: (i: number, j: number) => T): Tensor<T> => ({
    shape: [n, m],
    data: matrix.data.map((_, k) => entry(Math.floor(k / m), k % m)),
  });
  const where = (keep: (i: number, j: number) => boolean): Tensor<T> =>
    from((i, j) => (keep(i, j) ? at(i, j) : system.zero));
  if (properties.has("spd")) {
    return sum(system, product(system, matrix, transposed(matrix)), identity(system, n));
  }
  if (properties.has("diagonal")) return where((i, j) => i === j);
  if (properties.has("posdiag")) {
    return from((i, j) => (i === j ? source.positive() : system.zero));
  }
  if (properties.has("symmetric")) return from((i, j) => at(Math.min(i, j), Math.max(i, j)));
  if (properties.has("skew")) return from((i, j) => system.subtract(at(i, j), at(j, i)));
  if (properties.has("lower")) return where((i, j) => j <= i);
  if (properties.has("upper")) return where((i, j) => j >= i);
  return matrix;
}

/** inv(I + A)*(I - A) for a skew A is orthogonal; a turned column reaches the reflections as well. */
function orthonormalColumns<T>(n: number, m: number, source: EntrySource<T>): Tensor<T> {
  const { system } = source;
  const skew = sampleMatrix(n, n, new Set(["skew"]), source.entry, source);
  const unit = identity(system, n);
  const minus: Tensor<T> = { shape: skew.shape, data: skew.data.map((x) => system.negate(x)) };
  const rotation = solve(system, sum(system, unit, skew), sum(system, unit, minus));
  const reflect = source.coin();
  const data: T[] = [];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) {
      const entry = rotation.data[i * n + j] as T;
      data.push(j === 0 && reflect ? system.negate(entry) : entry);
    }
  }
  return { shape: [n, m], data };
}

function unitVector<T>(n: number, { system, entry }: EntrySource<T>): Tensor<T> {
  const plane = Array.from({ length: n - 1 }, entry);
  const square = plane.reduce((total, x) => system.add(total, system.multiply(x, x)), system.zero);
  const scale = system.divide(system.one, system.add(square, system.one));
  const data = plane.map((x) => system.multiply(system.add(x, x), scale));
  data.push(system.multiply(system.subtract(square, system.one), scale));
  return { shape: [n], data };
}

function sum<T>(system: NumberSystem<T>, a: Tensor<T>, b: Tensor<T>): Tensor<T> {
  return { shape: a.shape, data: a.data.map((x, k) => system.add(x, b.data[k] as T)) };
}

/**
 * A list of layers has one symbol a layer; sizes that all differ would grow with its length. So many
 * symbols may have sizes that all differ, and so many sizes more symbols have to share.
 */
const MOST_DISTINCT = 12;
const SHARED_SIZES = 5;

/**
 * Distinct sizes for distinct dimension symbols, none of them 1: with one size everywhere (A*B)'
 * and A'*B' have the same shape, and at size 1 they are even equal. Very many symbols share
 * a few sizes evenly; which of them share one, chance decides anew at each call.
 * @param direction whether the sizes of not too many symbols rise or fall in the order of the symbols
 * @param pinned sizes that the problem fixes
 */
export function chooseSizes(
  symbols: Iterable<string>,
  pinned: ReadonlyMap<string, number>,
  random: Random,
  smallest = 2,
  direction?: "rising" | "falling",
): Map<string, number> {
  const sizes = new Map(pinned);
  const open = [...new Set(symbols)].filter((symbol) => !pinned.has(symbol));
  const taken = new Set(pinned.values());
  const wanted =
    open.length > MOST_DISTINCT ? SHARED_SIZES : open.length + (open.length < 3 ? 1 : 0);
  const pool: number[] = [];
  for (let size = smallest; pool.length < wanted; size++) {
    if (!taken.has(size)) pool.push(size);
  }
  const places = Math.max(open.length, pool.length);
  const order = shuffled(
    Array.from({ length: places }, (_, k) => pool[k % pool.length]!),
    random,
  ).slice(0, open.length);
  if (direction && open.length <= MOST_DISTINCT)
    order.sort((a, b) => (direction === "rising" ? a - b : b - a));
  open.forEach((symbol, k) => sizes.set(symbol, order[k]!));
  return sizes;
}

/** The symbols that dimensions are made of. */
export function symbolsOf(dimensions: Iterable<Dimension>): Set<string> {
  const symbols = new Set<string>();
  for (const { symbols: own } of dimensions) for (const symbol of own) symbols.add(symbol);
  return symbols;
}
