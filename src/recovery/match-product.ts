import type { ApplyNode, Factor, NodeId, PolyNode, Reference, Term } from "../graph/node.ts";
import type { Store } from "../graph/store.ts";
import * as Q from "../numbers/rational.ts";

/** A product to look for, in labels of its own. */
export interface Pattern {
  /** The variables that stand for anything: of rank 0 for an entry, otherwise for a whole array. */
  readonly letters: ReadonlyMap<NodeId, string>;
  readonly factors: readonly Factor[];
  /** The labels that are not summed over. */
  readonly free: readonly number[];
}

export interface Match {
  readonly letters: ReadonlyMap<NodeId, Reference>;
  /** By label of the pattern: the label found. */
  readonly labels: ReadonlyMap<number, number>;
  /** The factors, or powers of them, that the pattern does not need. */
  readonly rest: readonly Factor[];
}

type Found = Omit<Match, "rest">;

/** Sums of more terms are not matched. */
const LONGEST_SUM = 4;

/**
 * The pattern as a part of a product, in any order: a power serves a smaller one of the same sign,
 * and what is left of it stays. `free` are the product's labels that are not summed over.
 */
export function matchProduct(
  store: Store,
  pattern: Pattern,
  factors: readonly Factor[],
  free: ReadonlySet<number>,
): Match | undefined {
  if (pattern.factors.length > factors.length) return undefined;
  const matcher = new Matcher(store, pattern.letters);
  const own = new Set(pattern.free);
  for (const match of matcher.among(pattern.factors, factors, NOTHING)) {
    const used = new Set(match.rest.flatMap(({ indices }) => indices));
    const isClosed = [...match.labels].every(
      ([label, found]) => own.has(label) || (!free.has(found) && !used.has(found)),
    );
    if (isClosed && areDistinct(match.labels.values())) return match;
  }
  return undefined;
}

const NOTHING: Found = { letters: new Map(), labels: new Map() };

class Matcher {
  readonly #store: Store;
  readonly #letters: ReadonlyMap<NodeId, string>;

  constructor(store: Store, letters: ReadonlyMap<NodeId, string>) {
    this.#store = store;
    this.#letters = letters;
  }

  /** All ways to find the wanted factors among those there are. */
  *among(
    wanted: readonly Factor[],
    there: readonly Factor[],
    found: Found,
  ): Generator<Match, void> {
    const [first, ...others] = wanted;
    if (!first) {
      yield { ...found, rest: there };
      return;
    }
    for (const factor of there) {
      if (!serves(first.exponent, factor.exponent)) continue;
      let rest: readonly Factor[] | undefined;
      for (const next of this.#node(first, factor, found)) {
        rest ??= without(there, factor, first.exponent);
        yield* this.among(others, rest, next);
      }
    }
  }

  *#node(wanted: Reference, there: Reference, found: Found): Generator<Found, void> {
    if (this.#letters.has(wanted.node)) {
      yield* this.#letter(wanted, there, found);
      return;
    }
    const pattern = this.#store.node(wanted.node);
    const node = this.#store.node(there.node);
    switch (pattern.kind) {
      case "map":
        if (node.kind === "map" && node.function === pattern.function) {
          const pairs = pattern.arguments.map((argument, k): [Reference, Reference] => [
            moved(argument, wanted.indices),
            moved(node.arguments[k]!, there.indices),
          ]);
          yield* this.#all(pairs, found);
        }
        return;
      case "apply":
        if (
          node.kind === "apply" &&
          node.function === pattern.function &&
          node.overload === pattern.overload
        ) {
          yield* this.#primitive(pattern, node, wanted.indices, there.indices, found);
        }
        return;
      case "delta": {
        const ends = node.kind === "delta" ? [there.indices, [...there.indices].reverse()] : [];
        for (const indices of ends) {
          const labels = joined(found.labels, wanted.indices, indices);
          if (labels) yield { ...found, labels };
        }
        return;
      }
      case "poly":
        yield* this.#sum(pattern, wanted, there, found);
        return;
      case "variable":
      case "unit":
      case "dimension":
      case "constant":
        return;
    }
  }

  /** Of a matrix and its transpose the graph keeps one: det(X) may be there as det(X'). */
  *#primitive(
    pattern: ApplyNode,
    node: ApplyNode,
    wanted: readonly number[],
    there: readonly number[],
    found: Found,
  ): Generator<Found, void> {
    const { transposedArgument } = this.#store.primitive(node.function, node.overload);
    for (const isTurned of transposedArgument ? [false, true] : [false]) {
      const isTurnedToo = isTurned && transposedArgument === "transposed";
      let labels = joined(found.labels, wanted, isTurnedToo ? [...there].reverse() : there);
      const pairs: [Reference, Reference][] = [];
      for (const [k, { node: argument }] of pattern.arguments.entries()) {
        const other = node.arguments[k]!.node;
        const ends = [this.#store.labelsFor(argument), this.#store.labelsFor(other)] as const;
        labels = labels && joined(labels, ends[0], isTurned ? [...ends[1]].reverse() : ends[1]);
        pairs.push([
          { node: argument, indices: ends[0] },
          { node: other, indices: ends[1] },
        ]);
      }
      if (labels) yield* this.#all(pairs, { ...found, labels });
    }
  }

  *#all(pairs: readonly (readonly [Reference, Reference])[], found: Found): Generator<Found, void> {
    const [first, ...others] = pairs;
    if (!first) {
      yield found;
      return;
    }
    for (const next of this.#node(first[0], first[1], found)) yield* this.#all(others, next);
  }

  *#letter(wanted: Reference, there: Reference, found: Found): Generator<Found, void> {
    const known = found.letters.get(wanted.node);
    if (wanted.indices.length === 0) {
      const isSame = known?.node === there.node && known.indices.join() === there.indices.join();
      if (known) {
        if (isSame) yield found;
      } else yield { ...found, letters: new Map([...found.letters, [wanted.node, there]]) };
      return;
    }
    const labels = [...new Set(there.indices)];
    if (labels.length !== wanted.indices.length) return;
    const [rows, columns] = this.#store.node(wanted.node).axes;
    if (columns && rows!.key === columns.key && !this.#isSquare(labels)) return;
    for (const order of labels.length === 2 ? [labels, [...labels].reverse()] : [labels]) {
      const next = joined(found.labels, wanted.indices, order);
      if (!next) continue;
      const term = { coefficient: Q.ONE, factors: [this.#store.factor(there)] };
      const node = this.#store.poly(order, [term]);
      if (known && known.node !== node) continue;
      const bound = { node, indices: order };
      yield { letters: new Map([...found.letters, [wanted.node, bound]]), labels: next };
    }
  }

  #isSquare(labels: readonly number[]): boolean {
    const [rows, columns] = labels.map((label) => this.#store.sizeOfLabel(label).key);
    return rows === columns;
  }

  *#sum(
    pattern: PolyNode,
    wanted: Reference,
    there: Reference,
    found: Found,
  ): Generator<Found, void> {
    const opposite = this.#multipleOfLetter(pattern);
    if (opposite) {
      const turned = this.#negated(there);
      if (turned) yield* this.#letter({ node: opposite, indices: [] }, turned, found);
      return;
    }
    const node = this.#store.node(there.node);
    const terms =
      node.kind === "poly"
        ? node.terms.map((term) => this.#store.instantiate(node, term, there.indices))
        : [{ coefficient: Q.ONE, factors: [this.#store.factor(there)] }];
    const asked = pattern.terms.map((term) =>
      this.#store.instantiate(pattern, term, wanted.indices),
    );
    if (terms.length > LONGEST_SUM || terms.length !== asked.length) return;
    const outside = new Set(there.indices);
    for (const next of this.#terms(asked, terms, found)) {
      const isWhole =
        wanted.indices.length === 0 ||
        sameSet(
          wanted.indices.map((label) => next.labels.get(label)),
          [...outside],
        );
      // What is summed inside must not be seen outside.
      const inner = new Set(
        terms.flatMap(({ factors }) =>
          factors.flatMap(({ indices }) => indices.filter((label) => !outside.has(label))),
        ),
      );
      const isHidden = [...next.letters].every(
        ([letter, { indices }]) =>
          this.#store.node(letter).axes.length > 0 || !indices.some((label) => inner.has(label)),
      );
      if (isWhole && isHidden) yield next;
    }
  }

  *#terms(wanted: readonly Term[], there: readonly Term[], found: Found): Generator<Found, void> {
    const [first, ...others] = wanted;
    if (!first) {
      yield found;
      return;
    }
    for (const term of there) {
      const rest = there.filter((other) => other !== term);
      for (const next of this.#term(first, term, found)) yield* this.#terms(others, rest, next);
    }
  }

  *#term(wanted: Term, there: Term, found: Found): Generator<Found, void> {
    const scalar = wanted.factors.find(
      ({ node, indices }) =>
        indices.length === 0 && this.#letters.has(node) && !found.letters.has(node),
    );
    if (scalar && wanted.factors.length > 1) {
      yield* this.#multiple(wanted, scalar, there, found);
      return;
    }
    if (!Q.equal(wanted.coefficient, there.coefficient)) return;
    if (wanted.factors.length !== there.factors.length) return;
    for (const { rest, ...next } of this.among(wanted.factors, there.factors, found)) {
      if (rest.length === 0) yield next;
    }
  }

  /** c*X: the letter c takes the number and all scalars, the letter X all the rest. */
  *#multiple(wanted: Term, scalar: Factor, there: Term, found: Found): Generator<Found, void> {
    const scalars = there.factors.filter(({ indices }) => indices.length === 0);
    const arrays = there.factors.filter(({ indices }) => indices.length > 0);
    const c = this.#store.poly([], [{ coefficient: there.coefficient, factors: scalars }]);
    const next: Found = {
      ...found,
      letters: new Map([...found.letters, [scalar.node, { node: c, indices: [] }]]),
    };
    const others = wanted.factors.filter((factor) => factor !== scalar);
    const [only] = others;
    if (others.length === 1 && this.#letters.has(only!.node)) {
      if (this.#store.constantValue(c) && Q.isOne(this.#store.constantValue(c)!)) return;
      const free = only!.indices;
      const ends = arrays.flatMap(({ indices }) => indices);
      const outer = [...new Set(ends)].filter(
        (label) => ends.filter((other) => other === label).length === 1,
      );
      if (outer.length !== free.length) return;
      const node = this.#store.poly(outer, [{ coefficient: Q.ONE, factors: arrays }]);
      yield* this.#letter(only!, { node, indices: outer }, next);
      return;
    }
    for (const { rest, ...match } of this.among(others, arrays, next)) {
      if (rest.length === 0) yield match;
    }
  }

  /** The letter that a pattern is the opposite of: a in exp(-a). */
  #multipleOfLetter(pattern: PolyNode): NodeId | undefined {
    const [term] = pattern.terms;
    const [factor] = term?.factors ?? [];
    const isOne = pattern.terms.length === 1 && term!.factors.length === 1;
    const isOpposite =
      isOne && Q.equal(term!.coefficient, Q.MINUS_ONE) && Q.isOne(factor!.exponent);
    return isOpposite && this.#letters.has(factor!.node) ? factor!.node : undefined;
  }

  /** The opposite of a sum that has at least as many negative terms as positive ones. */
  #negated(there: Reference): Reference | undefined {
    const node = this.#store.node(there.node);
    if (node.kind !== "poly") return undefined;
    const negative = node.terms.filter(({ coefficient }) => Q.isNegative(coefficient));
    if (negative.length === 0 || 2 * negative.length < node.terms.length) return undefined;
    const terms = node.terms.map((term) =>
      this.#store.instantiate(node, term, there.indices, Q.MINUS_ONE),
    );
    return this.#store.reference(there.indices, terms);
  }
}

/** Whether a power has another inside: x^3 has x^2, x^-2 has x^-1. */
function serves(wanted: Q.Rational, there: Q.Rational): boolean {
  return (
    Q.isNegative(wanted) === Q.isNegative(there) &&
    Q.compare(Q.absolute(wanted), Q.absolute(there)) <= 0
  );
}

/** What is left of a product when a power of one factor is taken out. */
function without(factors: readonly Factor[], taken: Factor, power: Q.Rational): Factor[] {
  const exponent = Q.subtract(taken.exponent, power);
  return factors.flatMap((factor) => {
    if (factor !== taken) return [factor];
    return Q.isZero(exponent) ? [] : [{ ...factor, exponent }];
  });
}

function moved({ node, indices }: Reference, labels: readonly number[]): Reference {
  return { node, indices: indices.map((index) => labels[index]!) };
}

/** The labels with some more, or undefined where one would stand for two. */
function joined(
  labels: ReadonlyMap<number, number>,
  wanted: readonly number[],
  there: readonly number[],
): ReadonlyMap<number, number> | undefined {
  if (wanted.length !== there.length) return undefined;
  const result = new Map(labels);
  for (const [k, label] of wanted.entries()) {
    const known = result.get(label);
    if (known !== undefined && known !== there[k]) return undefined;
    result.set(label, there[k]!);
  }
  return result;
}

function areDistinct(values: Iterable<number>): boolean {
  const all = [...values];
  return new Set(all).size === all.length;
}

function sameSet(a: readonly (number | undefined)[], b: readonly number[]): boolean {
  return a.length === b.length && b.every((label) => a.includes(label));
}
