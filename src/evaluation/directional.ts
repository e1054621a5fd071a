import { type Dual } from "../numbers/duals.ts";
import type { NumberSystem, Tensor } from "../numbers/system.ts";
import type { Expression } from "../syntax/expression.ts";
import { volume } from "./arrays.ts";
import { arrayOver, evaluate, type Point } from "./evaluate.ts";
import { duals } from "./systems.ts";

/** A differentiation along the parameters of a structured matrix instead of along its entries. */
export type Structure = "symmetric" | "diagonal" | "toeplitz" | "symmetric-toeplitz";

/** What is differentiated. */
export interface Differentiation {
  readonly f: Expression;
  /** The free index letters of f, where it is an index expression, in the order of its axes. */
  readonly free?: readonly string[];
  readonly wrt: string;
  /** The second variable of a second derivative; the first again where left out. */
  readonly wrt2?: string;
  /** From 1; above 2 the first variable again and again. */
  readonly order: number;
  readonly structure?: Structure;
}

/**
 * The derivative of f at a point along one direction for each order, exact in the number system:
 * the sum over j (and k) of D[i..., j..., k...] * directions[0][j...] * directions[1][k...].
 * A direction has the shape of its variable. The value of f comes besides, for dual numbers know it
 * anyway.
 */
export function valueAndDerivative<T>(
  problem: Differentiation,
  point: Point<T>,
  directions: readonly (readonly T[])[],
  system: NumberSystem<T>,
): { readonly value: readonly T[]; readonly derivative: Tensor<T> } {
  const steps = variablesOf(problem).map((name, k): Step<T> => {
    const { shape } = point.values.get(name)!;
    const direction = { shape, data: directions[k]! };
    return { name, direction: structured(problem.structure, direction, system) };
  });
  const { shape, value, derivative } = alongEach(problem, steps, point, system, (x) => x);
  return { value, derivative: { shape, data: derivative } };
}

/** The variable of each differentiation, in order. */
export function variablesOf({ wrt, wrt2 = wrt, order }: Differentiation): string[] {
  return Array.from({ length: order }, (_, k) => (k === 1 ? wrt2 : wrt));
}

interface Step<T> {
  readonly name: string;
  readonly direction: Tensor<T>;
}

/** One level of dual numbers for each direction that is left; `lift` makes constants of this level. */
function alongEach<B, T>(
  problem: Differentiation,
  [step, ...rest]: readonly Step<B>[],
  point: Point<T>,
  system: NumberSystem<T>,
  lift: (constant: B) => T,
): { readonly shape: readonly number[]; readonly value: T[]; readonly derivative: T[] } {
  if (!step) {
    const { shape, data } = valueOf(problem, point, system);
    return { shape, value: [...data], derivative: [...data] };
  }
  const further = lifted(point, step.name, mapped(step.direction, lift), system);
  const { shape, value, derivative } = alongEach<B, Dual<T>>(
    problem,
    rest,
    further,
    duals(system),
    (constant) => ({ value: lift(constant), tangent: system.zero }),
  );
  return {
    shape,
    value: value.map((x) => x.value),
    derivative: derivative.map((x) => x.tangent),
  };
}

/** The value of f as an array: its index letters first, then its axes. */
export function valueOf<T>(
  { f, free }: Differentiation,
  point: Point<T>,
  system: NumberSystem<T>,
): Tensor<T> {
  const value = evaluate(f, point, system);
  const letters = free ?? value.letters;
  const letterSizes = letters.map((letter) => {
    const at = value.letters.indexOf(letter);
    return at < 0 ? (point.letterSizes?.get(letter) ?? 1) : value.letterSizes[at]!;
  });
  return arrayOver(value, letters, letterSizes);
}

/**
 * The whole array D of the derivative at a point, with the axes of f, of the variable and (for a
 * second derivative) of the second variable.
 */
export function fullDerivative<T>(
  problem: Differentiation,
  point: Point<T>,
  system: NumberSystem<T>,
): Tensor<T> {
  const shapes = variablesOf(problem).map((name) => point.values.get(name)!.shape);
  const unit = (length: number, at: number): T[] =>
    Array.from({ length }, (_, k) => (k === at ? system.one : system.zero));
  const units = shapes
    .map(volume)
    .reduce<readonly (readonly (readonly T[])[])[]>(
      (all, length) =>
        all.flatMap((before) => Array.from({ length }, (_, k) => [...before, unit(length, k)])),
      [[]],
    );
  const columns = units.map(
    (directions) => valueAndDerivative(problem, point, directions, system).derivative,
  );
  const axes = columns[0]!.shape;
  const data: T[] = [];
  for (let i = 0; i < volume(axes); i++)
    for (const column of columns) data.push(column.data[i] as T);
  return { shape: [...axes, ...shapes.flat()], data };
}

function lifted<T>(
  point: Point<T>,
  name: string,
  direction: Tensor<T>,
  system: NumberSystem<T>,
): Point<Dual<T>> {
  const values = new Map<string, Tensor<Dual<T>>>();
  for (const [other, value] of point.values) {
    const tangents = other === name ? direction.data : undefined;
    values.set(other, new LiftedTensor(value, tangents, system.zero));
  }
  const { sizes, letterSizes } = point;
  return letterSizes ? { values, sizes, letterSizes } : { values, sizes };
}

/**
 * An array with the direction that it moves along, none where it is constant. Its entries are made
 * when they are asked for: evaluation does so once for each name, and forgets them when they are used.
 */
class LiftedTensor<T> implements Tensor<Dual<T>> {
  readonly shape: readonly number[];
  private readonly values: Tensor<T>;
  private readonly tangents: readonly T[] | undefined;
  private readonly zero: T;

  constructor(values: Tensor<T>, tangents: readonly T[] | undefined, zero: T) {
    this.shape = values.shape;
    this.values = values;
    this.tangents = tangents;
    this.zero = zero;
  }

  get data(): readonly Dual<T>[] {
    const { values, tangents, zero } = this;
    return values.data.map((value, k) => ({ value, tangent: tangents ? tangents[k]! : zero }));
  }
}

function mapped<A, B>({ shape, data }: Tensor<A>, change: (x: A) => B): Tensor<B> {
  return { shape, data: data.map(change) };
}

/** The matrix that moves when the parameters move by `direction`; every entry is a parameter. */
function structured<T>(
  structure: Structure | undefined,
  direction: Tensor<T>,
  system: NumberSystem<T>,
): Tensor<T> {
  const { shape, data } = direction;
  if (!structure || shape.length !== 2) return direction;
  const [n, m] = shape as readonly [number, number];
  const at = (i: number, j: number): T => data[i * m + j] as T;
  const diagonals = new Map<number, T>();
  data.forEach((entry, k) => {
    const which = (k % m) - Math.floor(k / m);
    diagonals.set(which, system.add(diagonals.get(which) ?? system.zero, entry));
  });
  const onDiagonal = (which: number): T => diagonals.get(which) ?? system.zero;
  const moved = (i: number, j: number): T => {
    switch (structure) {
      case "diagonal":
        return i === j ? at(i, j) : system.zero;
      case "symmetric":
        return i === j ? at(i, j) : system.add(at(i, j), at(j, i));
      case "toeplitz":
        return onDiagonal(j - i);
      case "symmetric-toeplitz":
        return i === j ? onDiagonal(0) : system.add(onDiagonal(j - i), onDiagonal(i - j));
    }
  };
  const result: T[] = [];
  for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) result.push(moved(i, j));
  return { shape, data: result };
}
