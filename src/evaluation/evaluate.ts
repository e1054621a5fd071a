import { entryLetters } from "../functions/match.ts";
import { parseSignature } from "../functions/signature.ts";
import { product, wholePower } from "../numbers/elimination.ts";
import * as Q from "../numbers/rational.ts";
import type { NumberSystem, Tensor } from "../numbers/system.ts";
import {
  type Binary,
  type Delta,
  type Entry,
  type Expression,
  type Sum,
} from "../syntax/expression.ts";
import { offsets, type Stride, strides, volume } from "./arrays.ts";
import { formula } from "../notations/formulas.ts";
import {
  type Form,
  isMatrixPower,
  type Layout,
  type ResolvedCall,
  SCALAR,
  scalingSide,
  sides,
  type Sizes,
  Unevaluable,
} from "./layout.ts";
import { layoutsOf, type Plan, planOf } from "./plan.ts";
import { symbolicMatrixPower, symbolicPower } from "./powers.ts";

/** Values of the variables and sizes of the dimension symbols. */
export interface Point<T> {
  /** A scalar has shape [], a (column) vector [n], a matrix [n,m]; more axes are possible. */
  readonly values: ReadonlyMap<string, Tensor<T>>;
  readonly sizes: ReadonlyMap<string, number>;
  /** Sizes of index letters that no array fixes, as in `delta(i,j)`. */
  readonly letterSizes?: ReadonlyMap<string, number>;
  /** Names for values that are already computed; here a row is possible. */
  readonly bindings?: ReadonlyMap<string, Evaluated<T>>;
}

/** The value of an expression: one array of this kind and shape for every value of its letters. */
export interface Evaluated<T> extends Form {
  /** The free index letters, slow to fast, before the axes of the shape. */
  readonly letters: readonly string[];
  readonly letterSizes: readonly number[];
  readonly data: readonly T[];
}

/**
 * The value of an expression at a point, in any number system. Each shared node is computed once,
 * and depth is no limit. Sums of products are carried out letter by letter, so that a contraction
 * of many factors never builds the array over all its letters.
 * @throws Unevaluable where shapes clash or a name is unknown
 * @throws NoValue where an operation has no value at this point
 */
export function evaluate<T>(
  root: Expression,
  point: Point<T>,
  system: NumberSystem<T>,
): Evaluated<T> {
  return new Evaluation(root, point, system).run();
}

/** The value as one dense array over these letters (constant along those it lacks), then its axes. */
export function arrayOver<T>(
  value: Evaluated<T>,
  letters: readonly string[],
  letterSizes: readonly number[],
): Tensor<T> {
  const shape = [...letterSizes, ...value.shape];
  if (sameLetters(value.letters, letters)) return { shape, data: value.data };
  const block = volume(value.shape);
  const places = offsets(letters, letterSizes, strides(value.letters, value.letterSizes, block));
  const data: T[] = [];
  for (const place of places) {
    for (let at = place; at < place + block; at++) data.push(value.data[at] as T);
  }
  return { shape, data };
}

const NO_LETTERS: readonly string[] = [];
const NO_SIZES: readonly number[] = [];

/** A product that is not carried out yet; only scalars have more or fewer than one factor. */
type Factors<T> = readonly Evaluated<T>[];

/** The value of a node, or the factors that it is the product of. */
type Found<T> = Evaluated<T> | Factors<T>;

/** Left in place of what is not needed any more. */
const FORGOTTEN: Factors<never> = [];

class Evaluation<T> {
  private readonly plan: Plan;
  private readonly point: Point<T>;
  private readonly system: NumberSystem<T>;
  private readonly layouts: readonly Layout[];
  /** By slot, as are the layouts. */
  private readonly found: Found<T>[] = [];
  /** The values of those products that are needed as a whole besides. */
  private readonly whole = new Map<number, Evaluated<T>>();

  constructor(root: Expression, point: Point<T>, system: NumberSystem<T>) {
    this.plan = planOf(root);
    this.point = point;
    this.system = system;
    this.layouts = layoutsOf(root, shapesOf(point));
  }

  run(): Evaluated<T> {
    const { order, parts, spent } = this.plan;
    for (let slot = 0; slot < order.length; slot++) {
      this.found.push(this.valueOf(order[slot]!, this.layouts[slot]!, parts[slot]!));
      for (const part of spent[slot]!) {
        this.found[part] = FORGOTTEN;
        if (this.whole.size > 0) this.whole.delete(part);
      }
    }
    return this.valueAt(order.length - 1);
  }

  private valueAt(slot: number): Evaluated<T> {
    const found = this.found[slot]!;
    if (!isProduct(found)) return found;
    if (found.length === 1) return found[0]!;
    let value = this.whole.get(slot);
    if (!value) {
      value = this.multiplied(found);
      this.whole.set(slot, value);
    }
    return value;
  }

  private factorsAt(slot: number): Factors<T> {
    return factorsOf(this.found[slot]!);
  }

  private valueOf(node: Expression, layout: Layout, parts: readonly number[]): Found<T> {
    switch (node.kind) {
      case "number":
        return this.plain(SCALAR, [this.system.fromRational(node.value)]);
      case "name":
        return this.nameValue(node.name);
      case "negate":
        return this.negated(this.found[parts[0]!]!);
      case "transpose":
        return this.transposed(this.valueAt(parts[0]!), layout);
      case "binary": {
        const [first, second] = parts as readonly [number, number];
        const isTimes = node.operator === "multiply" || node.operator === "hadamard";
        if (isTimes && layout.kind === "scalar" && this.isScalar(first) && this.isScalar(second)) {
          return this.absorbed(this.factorsAt(first), this.factorsAt(second));
        }
        const exponent = this.layouts[second]!.constant;
        const [left, right] = [this.valueAt(first), this.valueAt(second)];
        return this.binary(node.operator, left, right, exponent, layout);
      }
      case "call": {
        const args = parts.map((part) => this.valueAt(part));
        return this.call(node.callee, args, layout);
      }
      case "entry":
        return this.entry(node, this.valueAt(parts[0]!), layout);
      case "delta":
        return this.delta(node, layout);
      case "sum":
        return this.sum(node, this.factorsAt(parts[0]!));
      case "derivative":
        throw new Unevaluable("the symbol of a derivative has no value");
    }
  }

  private isScalar(slot: number): boolean {
    return this.layouts[slot]!.kind === "scalar";
  }

  private nameValue(name: string): Evaluated<T> {
    const bound = this.point.bindings?.get(name);
    if (bound) return bound;
    const value = this.point.values.get(name);
    if (value) return this.plain(formOfTensor(value), value.data);
    const size = this.point.sizes.get(name);
    if (size !== undefined) return this.plain(SCALAR, [this.system.fromRational(Q.rational(size))]);
    return this.plain(SCALAR, [this.system.apply(name, [])]);
  }

  private negated(found: Found<T>): Found<T> {
    const { system } = this;
    const factors = factorsOf(found);
    const [only] = factors;
    if (only && factors.length === 1) {
      const { kind, shape, letters, letterSizes, data } = only;
      return { kind, shape, letters, letterSizes, data: data.map((x) => system.negate(x)) };
    }
    return this.absorbed([this.plain(SCALAR, [system.negate(system.one)])], factors);
  }

  private transposed(value: Evaluated<T>, { kind, shape }: Form): Evaluated<T> {
    const { letters, letterSizes } = value;
    if (value.kind !== "matrix") {
      return { kind, shape, letters, letterSizes, data: value.data };
    }
    const [n, m] = value.shape as readonly [number, number];
    const data: T[] = [];
    for (let from = 0; from < value.data.length; from += n * m) {
      for (let j = 0; j < m; j++) {
        for (let i = 0; i < n; i++) data.push(value.data[from + i * m + j]!);
      }
    }
    return { kind, shape, letters, letterSizes, data };
  }

  private binary(
    operator: Binary["operator"],
    left: Evaluated<T>,
    right: Evaluated<T>,
    exponent: Q.Rational | undefined,
    layout: Layout,
  ): Evaluated<T> {
    if (left.letters.length === 0 && right.letters.length === 0) {
      return this.plain(
        layout,
        this.combine(operator, left, right, exponent, left.data, right.data),
      );
    }
    return this.bySlices([left, right], layout, (a, b) =>
      this.combine(operator, left, right, exponent, a, b),
    );
  }

  /** One pair of arrays without letters. */
  private combine(
    operator: Binary["operator"],
    left: Form,
    right: Form,
    exponent: Q.Rational | undefined,
    a: readonly T[],
    b: readonly T[],
  ): readonly T[] {
    const { system } = this;
    switch (operator) {
      case "add":
        return zip(a, b, (x, y) => system.add(x, y));
      case "subtract":
        return zip(a, b, (x, y) => system.subtract(x, y));
      case "hadamard":
        return zip(a, b, (x, y) => system.multiply(x, y));
      case "divide":
      case "entrywise-divide":
        return zip(a, b, (x, y) => system.divide(x, y));
      case "multiply": {
        if (scalingSide(left, right)) return zip(a, b, (x, y) => system.multiply(x, y));
        const first: Tensor<T> = { shape: sides(left), data: a };
        return product(system, first, { shape: sides(right), data: b }).data;
      }
      case "power":
        if (isMatrixPower(left, right)) {
          const matrix: Tensor<T> = { shape: left.shape, data: a };
          return exponent && Q.isInteger(exponent)
            ? wholePower(system, matrix, exponent.numerator).data
            : symbolicMatrixPower(system, matrix, { shape: [], data: b }).data;
        }
        return this.entrywisePower(a, b, exponent);
      case "entrywise-power":
        return this.entrywisePower(a, b, exponent);
    }
  }

  private entrywisePower(
    a: readonly T[],
    b: readonly T[],
    exponent: Q.Rational | undefined,
  ): readonly T[] {
    const { system } = this;
    if (exponent) return a.map((base) => system.power(base, exponent));
    return zip(a, b, (base, power) => symbolicPower(system, base, power));
  }

  private call(callee: string, args: readonly Evaluated<T>[], layout: Layout): Evaluated<T> {
    const call = layout.call!;
    if (call.kind === "whole") {
      return this.bySlices(args, layout, (...slices) => this.wholeCall(call, slices));
    }
    const [only] = args;
    if (only && args.length === 1) {
      const { kind, shape, letters, letterSizes } = only;
      const data = only.data.map((x) => this.system.apply(callee, [x]));
      return { kind, shape, letters, letterSizes, data };
    }
    return this.bySlices(args, layout, (...slices) => {
      const length = Math.max(1, ...slices.map((part) => part.length));
      return Array.from({ length }, (_, k) =>
        this.system.apply(
          callee,
          slices.map((part) => part[part.length === 1 ? 0 : k]!),
        ),
      );
    });
  }

  /** A function of whole arrays, at arguments without letters. */
  private wholeCall(
    { overload, sizes, missing }: Extract<ResolvedCall, { kind: "whole" }>,
    args: readonly (readonly T[])[],
  ): readonly T[] {
    const { parameters } = parseSignature(overload.signature);
    const tensors = args.map((data, k) => ({
      shape:
        parameters[k]!.kind === "dimension"
          ? []
          : parameters[k]!.sizes.map((size) => sizes.get(size)!),
      data,
    }));
    if (overload.kind === "primitive") return overload.value(this.system, ...tensors).data;
    const values = new Map<string, Tensor<T>>();
    parameters.forEach((parameter, k) => {
      if (parameter.kind !== "dimension") values.set(parameter.name, tensors[k]!);
    });
    const running = entryLetters(overload, missing);
    const letters = running.map(({ letter }) => letter);
    const lengths = running.map(({ size }) => sizes.get(size)!);
    const letterSizes = new Map(letters.map((letter, k) => [letter, lengths[k]!]));
    const entry = evaluate(formula(overload.entry), { values, sizes, letterSizes }, this.system);
    return arrayOver(entry, letters, lengths).data;
  }

  private entry(node: Entry, operand: Evaluated<T>, layout: Layout): Evaluated<T> {
    const source: Stride[] = [
      ...strides(operand.letters, operand.letterSizes, volume(operand.shape)),
    ];
    let start = 0;
    let step = 1;
    for (let axis = node.indices.length - 1; axis >= 0; axis--) {
      const index = node.indices[axis]!;
      if (typeof index === "number") start += (index - 1) * step;
      else source.push({ letter: index, step });
      step *= operand.shape[axis]!;
    }
    const { letters, letterSizes } = this.lettersOf(layout);
    const data = pick(operand.data, offsets(letters, letterSizes, source, start));
    return { ...SCALAR, letters, letterSizes, data };
  }

  private delta(node: Delta, layout: Layout): Evaluated<T> {
    const { letters, letterSizes } = this.lettersOf(layout);
    const { zero, one } = this.system;
    const fixed = [node.left, node.right].filter((index) => typeof index === "number");
    const data = Array.from({ length: volume(letterSizes) }, (_, k) => {
      if (letters.length === 2) return k % (letterSizes[0]! + 1) === 0 ? one : zero;
      if (letters.length === 1) return fixed.length === 0 || fixed[0] === k + 1 ? one : zero;
      return fixed[0] === fixed[1] ? one : zero;
    });
    return { ...SCALAR, letters, letterSizes, data };
  }

  /** Letter by letter, each time over the factors that have it: the cheapest letter first. */
  private sum(node: Sum, body: Factors<T>): Factors<T> {
    let factors = body;
    const pending = new Set(node.indices);
    while (pending.size > 0) {
      let letter = "";
      let lowest = Number.POSITIVE_INFINITY;
      for (const candidate of pending) {
        const cost = volume(united(factors.filter(has(candidate))).letterSizes);
        if (cost < lowest) [letter, lowest] = [candidate, cost];
      }
      pending.delete(letter);
      const touched = factors.filter(has(letter));
      const rest = factors.filter((factor) => !touched.includes(factor));
      factors =
        touched.length === 0
          ? this.absorbed(rest, [this.count(letter)])
          : this.absorbed(rest, [this.summed(this.multiplied(touched), letter)]);
    }
    return factors;
  }

  /** How many values a letter takes: what the sum of 1 over it is. */
  private count(letter: string): Evaluated<T> {
    const size = this.point.letterSizes?.get(letter);
    if (size === undefined) throw new Unevaluable(`the index ${letter} has no size`);
    return this.plain(SCALAR, [this.system.fromRational(Q.rational(size))]);
  }

  private summed(value: Evaluated<T>, letter: string): Evaluated<T> {
    const axis = value.letters.indexOf(letter);
    const letters = value.letters.filter((_, k) => k !== axis);
    const letterSizes = value.letterSizes.filter((_, k) => k !== axis);
    const block = volume(value.shape);
    const inner = volume(value.letterSizes.slice(axis + 1)) * block;
    const length = value.letterSizes[axis]!;
    const data: T[] = [];
    for (let outer = 0; outer < value.data.length; outer += inner * length) {
      for (let at = outer; at < outer + inner; at++) {
        let total = value.data[at] as T;
        for (let k = 1; k < length; k++) {
          total = this.system.add(total, value.data[at + k * inner]!);
        }
        data.push(total);
      }
    }
    return { kind: value.kind, shape: value.shape, letters, letterSizes, data };
  }

  /** The factors of a product; one whose letters another has is multiplied into that one at once. */
  private absorbed(left: Factors<T>, right: Factors<T>): Factors<T> {
    const factors = [...left];
    for (const factor of right) {
      const at = factors.findIndex(
        (other) => includesLetters(other, factor) || includesLetters(factor, other),
      );
      if (at < 0) factors.push(factor);
      else factors[at] = this.times(factors[at]!, factor);
    }
    return factors;
  }

  private multiplied(factors: Factors<T>): Evaluated<T> {
    return factors.reduce((a, b) => this.times(a, b));
  }

  /** A product entry by entry, where at most one side is more than a scalar. */
  private times(a: Evaluated<T>, b: Evaluated<T>): Evaluated<T> {
    const { kind, shape } = a.kind === "scalar" ? b : a;
    if (a.letters.length === 0 && b.letters.length === 0 && volume(shape) === 1) {
      return this.plain({ kind, shape }, [this.system.multiply(a.data[0]!, b.data[0]!)]);
    }
    const { letters, letterSizes } = united([a, b]);
    if (volume(shape) !== 1) {
      const form = { kind, shape, letters, letterSizes };
      return this.bySlices([a, b], form, (x, y) => zip(x, y, (p, q) => this.system.multiply(p, q)));
    }
    const first = placesOf(a, letters, letterSizes);
    const second = placesOf(b, letters, letterSizes);
    const length = volume(letterSizes);
    const data: T[] = [];
    for (let k = 0; k < length; k++) {
      data.push(
        this.system.multiply(a.data[first ? first[k]! : k]!, b.data[second ? second[k]! : k]!),
      );
    }
    return { kind, shape, letters, letterSizes, data };
  }

  /** An operation on whole arrays, done for every value of the letters. */
  private bySlices(
    args: readonly Evaluated<T>[],
    layout: Form & Pick<Layout | Evaluated<T>, "letters">,
    kernel: (...slices: T[][]) => readonly T[],
  ): Evaluated<T> {
    const { kind, shape } = layout;
    if (args.every((argument) => argument.letters.length === 0)) {
      return this.plain({ kind, shape }, kernel(...args.map(({ data }) => data as T[])));
    }
    const { letters, letterSizes } = united(args);
    const places = args.map((argument) => placesOf(argument, letters, letterSizes));
    const blocks = args.map((argument) => volume(argument.shape));
    const data: T[] = [];
    for (let k = 0; k < volume(letterSizes); k++) {
      const slices = args.map((argument, at) => {
        const place = places[at] ? places[at][k]! : k * blocks[at]!;
        return argument.data.slice(place, place + blocks[at]!);
      });
      for (const entry of kernel(...slices)) data.push(entry);
    }
    return { kind, shape, letters, letterSizes, data };
  }

  private lettersOf(layout: Layout): Pick<Evaluated<T>, "letters" | "letterSizes"> {
    const letters = [...layout.letters.keys()];
    const letterSizes = letters.map((letter) => {
      const size = layout.letters.get(letter)!.size ?? this.point.letterSizes?.get(letter);
      if (size === undefined) throw new Unevaluable(`the index ${letter} has no size`);
      return size;
    });
    return { letters, letterSizes };
  }

  private plain({ kind, shape }: Form, data: readonly T[]): Evaluated<T> {
    return { kind, shape, letters: NO_LETTERS, letterSizes: NO_SIZES, data };
  }
}

function isProduct<T>(found: Found<T>): found is Factors<T> {
  return Array.isArray(found);
}

function factorsOf<T>(found: Found<T>): Factors<T> {
  return isProduct(found) ? found : [found];
}

function shapesOf<T>({ values, sizes, bindings }: Point<T>): Sizes {
  return {
    sizes,
    formOf(name) {
      const value = values.get(name);
      return bindings?.get(name) ?? (value && formOfTensor(value));
    },
  };
}

function formOfTensor({ shape }: Tensor<unknown>): Form {
  const kind = (["scalar", "column", "matrix"] as const)[shape.length] ?? "tensor";
  return { kind, shape };
}

function united<T>(values: readonly Evaluated<T>[]): Pick<Evaluated<T>, "letters" | "letterSizes"> {
  const widest = values.find((value) => values.every((other) => includesLetters(value, other)));
  if (widest) return widest;
  const sizes = new Map<string, number>();
  for (const { letters, letterSizes } of values) {
    letters.forEach((letter, k) => sizes.set(letter, letterSizes[k]!));
  }
  return { letters: [...sizes.keys()], letterSizes: [...sizes.values()] };
}

/** Where the slices of a value begin; null where its letters are the ones that run. */
function placesOf<T>(
  value: Evaluated<T>,
  letters: readonly string[],
  letterSizes: readonly number[],
): Int32Array | null {
  if (sameLetters(letters, value.letters)) return null;
  return offsets(
    letters,
    letterSizes,
    strides(value.letters, value.letterSizes, volume(value.shape)),
  );
}

function sameLetters(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((letter, k) => letter === b[k]);
}

function includesLetters<T>(a: Evaluated<T>, b: Evaluated<T>): boolean {
  return b.letters.every((letter) => a.letters.includes(letter));
}

function has(letter: string): <T>(value: Evaluated<T>) => boolean {
  return (value) => value.letters.includes(letter);
}

/** Pairs of entries; one entry goes with all of the other side. */
function zip<T>(a: readonly T[], b: readonly T[], operation: (x: T, y: T) => T): readonly T[] {
  const length = a.length === 1 ? b.length : a.length;
  const data: T[] = [];
  const [stepOfA, stepOfB] = [a.length === 1 ? 0 : 1, b.length === 1 ? 0 : 1];
  for (let k = 0; k < length; k++) data.push(operation(a[k * stepOfA]!, b[k * stepOfB]!));
  return data;
}

function pick<T>(data: readonly T[], places: Int32Array): T[] {
  const picked: T[] = [];
  for (const at of places) picked.push(data[at]!);
  return picked;
}
