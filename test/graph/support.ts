import { lowerProblem, type LoweredProblem } from "../../src/answers/derivative.ts";
import { readProblem } from "../../src/answers/read-any.ts";
import type { ReadProblem } from "../../src/answers/read-problem.ts";
import type { DerivativeProblem } from "../../src/answers/answer.ts";
import { sizeOf } from "../../src/dimensions/dimension.ts";
import { chooseSizes, floatEntries, samplePoint, symbolsOf } from "../../src/evaluation/sample.ts";
import { floats } from "../../src/evaluation/systems.ts";
import { type NodeId, parts, type Term } from "../../src/graph/node.ts";
import type { Store } from "../../src/graph/store.ts";
import { randomFrom } from "../../src/numbers/random.ts";
import type { Tensor } from "../../src/numbers/system.ts";
import { randomProblem } from "../random/generate.ts";

/** A point in doubles: what the variables and the sizes are. */
export interface GraphPoint {
  readonly values: ReadonlyMap<string, Tensor<number>>;
  readonly sizes: ReadonlyMap<string, number>;
}

export interface Lowered extends LoweredProblem {
  readonly problem: ReadProblem;
  readonly point: GraphPoint;
}

/** A problem as a graph, and a random point for it. */
export function lowered(problem: DerivativeProblem, seed = 1): Lowered {
  const read = readProblem(problem);
  if (!read.ok) throw new Error(`${problem.expr}: ${read.problem.message}`);
  const { variables, dimensionNames } = read.value.elaboration;
  const random = randomFrom(seed);
  const symbols = symbolsOf([...variables.values()].flatMap(({ axes }) => axes));
  for (const name of dimensionNames) symbols.add(name);
  const sizes = chooseSizes(symbols, new Map(), random);
  const values = samplePoint(variables, read.value.properties, sizes, floatEntries(random))!;
  return { ...lowerProblem(read.value), problem: read.value, point: { values, sizes } };
}

/** Random problems with their graphs, those aside whose graph is too big to be evaluated naively. */
export function* loweredAtRandom(first: number, count: number): Generator<Lowered> {
  let found = 0;
  for (let number = first; found < count; number++) {
    const { problem } = randomProblem(number);
    const one = lowered(problem, number);
    if (one.store.nodes.length > 60 || !isCheap(one.store, one.f, one.point.sizes)) continue;
    found++;
    yield one;
  }
}

const MOST_PRODUCTS = 40_000;

/** Whether no term below a node runs over more than some ten thousand index values. */
export function isCheap(store: Store, root: NodeId, sizes: ReadonlyMap<string, number>): boolean {
  return store.reachable(root, parts).every((id) => {
    const node = store.node(id);
    if (node.kind !== "poly") return true;
    return node.terms.every((term) => {
      const runs = runsOf(
        store,
        node.axes.map((axis) => sizeOf(axis, sizes)),
        term,
        sizes,
      );
      return [...runs.values()].reduce((product, size) => product * size, 1) <= MOST_PRODUCTS;
    });
  });
}

/**
 * The value of a node in doubles, last axis fastest: the definition carried out literally, one index
 * assignment after the other, sharing nothing with the code that is judged by it.
 */
export function valueOf(store: Store, root: NodeId, point: GraphPoint): readonly number[] {
  const values = new Map<NodeId, Tensor<number>>();
  for (const id of store.reachable(root, parts).reverse()) {
    const shape = store.node(id).axes.map((axis) => sizeOf(axis, point.sizes));
    values.set(id, { shape, data: dataOf(store, id, shape, values, point) });
  }
  return values.get(root)!.data;
}

function dataOf(
  store: Store,
  id: NodeId,
  shape: readonly number[],
  values: ReadonlyMap<NodeId, Tensor<number>>,
  { values: variables, sizes }: GraphPoint,
): readonly number[] {
  const node = store.node(id);
  switch (node.kind) {
    case "variable":
      return variables.get(node.name)!.data;
    case "delta":
      return assignments(shape).map(([i, j]) => (i === j ? 1 : 0));
    case "unit":
      return assignments(shape).map(([i]) => (i === node.position - 1 ? 1 : 0));
    case "dimension":
      return [sizes.get(node.symbol)!];
    case "constant":
      return [Math.PI];
    case "map":
      return assignments(shape).map((at) =>
        floats.apply(
          node.function,
          node.arguments.map(({ node: part, indices }) =>
            entryOf(
              values.get(part)!,
              indices.map((index) => at[index]!),
            ),
          ),
        ),
      );
    case "apply": {
      const args = node.arguments.map(({ node: part, sides }) => {
        const { shape: axes, data } = values.get(part)!;
        let next = 0;
        const grouped = sides.map((count) => {
          const own = axes.slice(next, next + count);
          next += count;
          return own.reduce((product, size) => product * size, 1);
        });
        return { shape: grouped, data };
      });
      return store.primitive(node.function, node.overload).value(floats, ...args).data;
    }
    case "poly": {
      const total = assignments(shape).map(() => 0);
      for (const term of node.terms) addTerm(store, total, shape, term, values, sizes);
      return total;
    }
  }
}

function addTerm(
  store: Store,
  total: number[],
  shape: readonly number[],
  term: Term,
  values: ReadonlyMap<NodeId, Tensor<number>>,
  sizes: ReadonlyMap<string, number>,
): void {
  const coefficient = floats.fromRational(term.coefficient);
  const runs = [...runsOf(store, shape, term, sizes)].sort(([a], [b]) => a - b);
  const numbers = runs.map(([index]) => index);
  const bound = runs.slice(shape.length).reduce((product, [, size]) => product * size, 1);
  assignments(runs.map(([, size]) => size)).forEach((at, k) => {
    const product = term.factors.reduce((sofar, { node, indices, exponent }) => {
      const entry = entryOf(
        values.get(node)!,
        indices.map((index) => at[numbers.indexOf(index)]!),
      );
      return sofar * floats.power(entry, exponent);
    }, coefficient);
    const place = Math.floor(k / bound);
    total[place] = total[place]! + product;
  });
}

/** Every index of a term with its size; the free ones too where no factor has them. */
function runsOf(
  store: Store,
  shape: readonly number[],
  term: Term,
  sizes: ReadonlyMap<string, number>,
): Map<number, number> {
  const runs = new Map(shape.map((size, index) => [index, size]));
  for (const { node, indices } of term.factors) {
    indices.forEach((index, axis) => {
      runs.set(index, sizeOf(store.node(node).axes[axis]!, sizes));
    });
  }
  return runs;
}

/** All index lists of an array of that shape, last one fastest. */
function assignments(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>(
    (all, size) => all.flatMap((at) => Array.from({ length: size }, (_, i) => [...at, i])),
    [[]],
  );
}

function entryOf({ shape, data }: Tensor<number>, at: readonly number[]): number {
  return data[at.reduce((place, index, axis) => place * shape[axis]! + index, 0)]!;
}

/** The largest difference, as a part of the largest entry. */
export function difference(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  const scale = Math.max(1e-6, ...a.map(Math.abs), ...b.map(Math.abs));
  return Math.max(0, ...a.map((x, k) => Math.abs(x - b[k]!))) / scale;
}

/** Entries of either array that are no numbers (a root outside its domain) say nothing. */
export function isFinitePoint(values: readonly number[]): boolean {
  return values.every((x) => Number.isFinite(x) && Math.abs(x) < 1e8);
}
