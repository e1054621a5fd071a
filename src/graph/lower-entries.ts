import type { Dimension } from "../dimensions/dimension.ts";
import * as Q from "../numbers/rational.ts";
import type { Delta, Entry, Sum } from "../syntax/expression.ts";
import type { Factor, Reference } from "./node.ts";
import { array, CannotLower, entryOf, type Lowered, type Scope } from "./scope.ts";
import type { Store } from "./store.ts";
import * as V from "./value.ts";

// Index notation: entries, deltas, sums over letters.

/** The product of deltas that identifies two lists of labels. */
export function deltasBetween(
  store: Store,
  left: readonly number[],
  right: readonly number[],
): Factor[] {
  return left.map((label, k) => ({
    node: store.delta(store.sizeOfLabel(label)),
    indices: [label, right[k]!],
    exponent: Q.ONE,
  }));
}

export function lowerEntryOf(store: Store, node: Entry, operand: V.Value, scope: Scope): Lowered {
  const sides =
    operand.columns.length === 0
      ? [operand.rows]
      : operand.rows.length === 0
        ? [operand.columns]
        : [operand.rows, operand.columns];
  const { axes } = store.node(operand.node);
  const labels: number[] = [];
  const factors: Factor[] = [];
  // A letter past the sides that are there belongs to a side of size 1 and is dropped.
  node.indices.forEach((index, k) => {
    const sideAxes = node.indices.length >= 2 ? V.sidesOf(operand)[k] : (sides[k] ?? []);
    if (!sideAxes) throw new CannotLower("an entry with more letters than axes");
    const sizes = sideAxes.map((axis) => axes[axis]!);
    const own =
      typeof index === "number"
        ? pinnedLabels(store, index, sizes, factors)
        : labelsOfLetter(store, index, sizes, scope);
    sideAxes.forEach((axis, position) => {
      labels[axis] = own[position]!;
    });
  });
  factors.push(store.factor({ node: operand.node, indices: labels }));
  const numbered = new Set(factors.slice(0, -1).flatMap(({ indices }) => indices));
  const free = [...new Set(labels)].filter((label) => !numbered.has(label));
  return entryOf(store.reference(free, [{ coefficient: Q.ONE, factors }]));
}

/** Summed labels that a unit vector holds at one position, counted from 1. */
function pinnedLabels(
  store: Store,
  position: number,
  sizes: readonly Dimension[],
  factors: Factor[],
): readonly number[] {
  if (sizes.length > 1) throw new CannotLower("a numbered entry along an axis made of several");
  return sizes.map((size) => {
    const label = store.label(size);
    factors.push({ node: store.unit(position, size), indices: [label], exponent: Q.ONE });
    return label;
  });
}

/**
 * The labels behind a letter where it runs over these sizes: in two sums of one expression the same
 * letter may stand for indices of different sizes.
 */
function labelsOfLetter(
  store: Store,
  letter: string,
  sizes: readonly Dimension[],
  scope: Scope,
): readonly number[] {
  const isSame = (labels: readonly number[]): boolean =>
    labels.length === sizes.length &&
    labels.every((label, k) => store.sizeOfLabel(label).key === sizes[k]!.key);
  const first = scope.letters.get(letter);
  if (first && isSame(first)) return first;
  const key = first ? `${letter}:${sizes.map((size) => size.key).join()}` : letter;
  let labels = scope.letters.get(key);
  if (!labels) {
    labels = sizes.map((size) => store.label(size));
    scope.letters.set(key, labels);
  }
  return labels;
}

export function lowerDelta(store: Store, node: Delta, scope: Scope): Lowered {
  const { left, right } = node;
  if (typeof left === "number" && typeof right === "number") {
    return array(V.scalar(store.rational(left === right ? Q.ONE : Q.ZERO)));
  }
  const sizes = scope.deltaSizes?.(node);
  const known =
    sizes ??
    [left, right].flatMap((index) => {
      const labels = typeof index === "string" ? scope.letters.get(index) : undefined;
      return labels ? [labels.map((label) => store.sizeOfLabel(label))] : [];
    })[0];
  if (!known) throw new CannotLower(`the sizes of ${left} and ${right} are not known`);
  if (typeof left === "number" || typeof right === "number") {
    const letter = typeof left === "string" ? left : (right as string);
    const position = typeof left === "number" ? left : (right as number);
    if (known.length > 1) throw new CannotLower("a numbered entry along an axis made of several");
    const labels = labelsOfLetter(store, letter, known, scope);
    return entryOf(
      store.reference(labels, [
        {
          coefficient: Q.ONE,
          factors: labels.map((label) => ({
            node: store.unit(position, store.sizeOfLabel(label)),
            indices: [label],
            exponent: Q.ONE,
          })),
        },
      ]),
    );
  }
  const a = labelsOfLetter(store, left, known, scope);
  const b = labelsOfLetter(store, right, known, scope);
  return entryOf(
    store.reference(
      [...new Set([...a, ...b])],
      [{ coefficient: Q.ONE, factors: deltasBetween(store, a, b) }],
    ),
  );
}

export function lowerSum(store: Store, node: Sum, body: Reference, scope: Scope): Lowered {
  const summed = node.indices.flatMap((letter) => summedLabels(letter, body, scope));
  const free = body.indices.filter((label) => !summed.includes(label));
  const unused = summed.filter((label) => !body.indices.includes(label));
  const sizes = store.sizeFactors(unused.map((label) => store.sizeOfLabel(label)));
  return entryOf(
    store.reference(free, [
      { coefficient: sizes.coefficient, factors: [store.factor(body), ...sizes.factors] },
    ]),
  );
}

/** Of the labels that a letter stands for in this or that sum, those that the body has. */
function summedLabels(letter: string, body: Reference, scope: Scope): readonly number[] {
  const all = [...scope.letters].filter(([key]) => key === letter || key.startsWith(`${letter}:`));
  const inBody = all.find(([, labels]) => labels.some((label) => body.indices.includes(label)));
  // A letter that has no label runs over an axis of size 1.
  const found = inBody ?? all.find(([, labels]) => labels.length === 0) ?? all[0];
  if (!found) throw new CannotLower(`the size of the index ${letter} is not known`);
  return found[1];
}
