import { type Dimension, integer, isUnit, symbol } from "../dimensions/dimension.ts";
import type { DefinedOverload, EntrywiseOverload } from "../functions/definition.ts";
import { matchOverload } from "../functions/match.ts";
import { parseSignature } from "../functions/signature.ts";
import { functionNamed } from "../functions/table.ts";
import { formula } from "../notations/formulas.ts";
import * as Q from "../numbers/rational.ts";
import {
  type Binary,
  type Call,
  children,
  type Delta,
  type Entry,
  type Expression,
  postorder,
  type Sum,
} from "../syntax/expression.ts";
import { MATRIX_POWER_LIMIT, SUM_BARRIER } from "./limits.ts";
import { BudgetExceeded, type Factor, type Reference, type Term } from "./node.ts";
import { bindSizes, callPrimitive, orientLike } from "./primitive.ts";
import type { Store } from "./store.ts";
import * as V from "./value.ts";

/** What the names of an expression mean while it is lowered. */
export interface Scope {
  /** Variables, or the parameters of a formula, as whole arrays or as one entry at labels. */
  readonly names: ReadonlyMap<string, Lowered>;
  /** Names that stand for sizes: dimension symbols, or the size letters of a signature. */
  readonly sizes: ReadonlyMap<string, readonly Dimension[]>;
  /** The labels behind an index letter; letters are added as they are met. */
  readonly letters: Map<string, readonly number[]>;
  /** The sizes that the indices of a delta run over, where no array tells. */
  readonly deltaSizes?: (node: Delta) => readonly Dimension[] | undefined;
  /**
   * What each size letter of a call stands for: whether n*m is one axis of that size or two axes is
   * told by what stands beside it. Left out, a product is as many axes as it has factors.
   */
  readonly callSizes?: (node: Call) => ReadonlyMap<string, readonly Dimension[]> | undefined;
  /** Whether functions that the table does not know are allowed: declared ones, kept symbolic. */
  readonly unknownFunctions?: boolean;
}

/** Either a whole array or one entry at labels (a scalar array is both). */
export type Lowered =
  | { readonly kind: "array"; readonly value: V.Value }
  | { readonly kind: "entry"; readonly reference: Reference };

/** Thrown for an expression that elaboration should have refused, or that is not supported here. */
export class CannotLower extends Error {
  override readonly name = "CannotLower";
}

/** The graph of an elaborated expression. */
export function lower(store: Store, root: Expression, scope: Scope): Lowered {
  const order = postorder(root);
  const inner = innerSums(order);
  const lowered = new Map<Expression, Lowered>();
  const part = (e: Expression): Lowered => lowered.get(e)!;
  for (const node of order) {
    if (inner.has(node)) continue;
    const addends = isSum(node) ? addendsOf(node, inner) : [];
    lowered.set(
      node,
      addends.length > 2 ? addUp(store, addends, part) : lowerNode(store, node, part, scope),
    );
  }
  return lowered.get(root)!;
}

function isSum(e: Expression): e is Binary {
  return e.kind === "binary" && (e.operator === "add" || e.operator === "subtract");
}

/** Sums that are nothing but the left side of another sum: a + b in a + b - c. */
function innerSums(order: readonly Expression[]): Set<Expression> {
  const uses = new Map<Expression, number>();
  for (const node of order) {
    for (const part of children(node)) uses.set(part, (uses.get(part) ?? 0) + 1);
  }
  const inner = new Set<Expression>();
  for (const node of order) {
    if (isSum(node) && isSum(node.left) && uses.get(node.left) === 1) inner.add(node.left);
  }
  return inner;
}

interface Addend {
  readonly sign: Q.Rational;
  readonly part: Expression;
}

/** The summands of a sum, left to right. */
function addendsOf(sum: Binary, inner: ReadonlySet<Expression>): Addend[] {
  const addends: Addend[] = [];
  let node = sum;
  for (;;) {
    addends.push({ sign: node.operator === "add" ? Q.ONE : Q.MINUS_ONE, part: node.right });
    const { left } = node;
    if (!isSum(left) || !inner.has(left)) {
      addends.push({ sign: Q.ONE, part: left });
      return addends.reverse();
    }
    node = left;
  }
}

/** As many summands at a time as a sum is flattened to, so that a long sum costs a pass or two. */
function addUp(
  store: Store,
  addends: readonly Addend[],
  part: (e: Expression) => Lowered,
): Lowered {
  const weightOf = (operand: Lowered): number => {
    const id = operand.kind === "array" ? operand.value.node : operand.reference.node;
    const node = store.node(id);
    return node.kind === "poly" && node.terms.length <= SUM_BARRIER ? node.terms.length : 1;
  };
  let total: Lowered | undefined;
  for (let next = 0; next < addends.length; ) {
    const operands: Lowered[] = total ? [total] : [];
    const signs: Q.Rational[] = total ? [Q.ONE] : [];
    let weight = total ? weightOf(total) : 0;
    do {
      const { sign, part: summand } = addends[next++]!;
      const operand = part(summand);
      operands.push(operand);
      signs.push(sign);
      weight += weightOf(operand);
    } while (next < addends.length && weight <= SUM_BARRIER);
    total = combine(store, operands, (factors) =>
      factors.map((factor, k) => ({ coefficient: signs[k]!, factors: [factor] })),
    );
  }
  return total!;
}

export function lowerArray(store: Store, root: Expression, scope: Scope): V.Value {
  return asArray(lower(store, root, scope));
}

export function lowerEntry(store: Store, root: Expression, scope: Scope): Reference {
  return asEntry(lower(store, root, scope));
}

function asArray(lowered: Lowered): V.Value {
  if (lowered.kind === "array") return lowered.value;
  if (lowered.reference.indices.length > 0) throw new CannotLower("an entry where an array is due");
  return V.scalar(lowered.reference.node);
}

function asEntry(lowered: Lowered): Reference {
  if (lowered.kind === "entry") return lowered.reference;
  const { value } = lowered;
  if (V.kindOf(value) !== "scalar") throw new CannotLower("an array where an entry is due");
  return { node: value.node, indices: [] };
}

function array(value: V.Value): Lowered {
  return { kind: "array", value };
}

function entryOf(reference: Reference): Lowered {
  return reference.indices.length === 0
    ? array(V.scalar(reference.node))
    : { kind: "entry", reference };
}

function lowerNode(
  store: Store,
  node: Expression,
  part: (e: Expression) => Lowered,
  scope: Scope,
): Lowered {
  switch (node.kind) {
    case "number":
      return array(V.scalar(store.rational(node.value)));
    case "name":
      return lowerName(store, node.name, scope);
    case "negate":
      return scaled(store, part(node.operand), Q.MINUS_ONE);
    case "transpose":
      return array(V.transposed(asArray(part(node.operand))));
    case "binary":
      return lowerBinary(store, node, part(node.left), part(node.right));
    case "call":
      return lowerCall(store, node, part, scope);
    case "entry":
      return lowerEntryOf(store, node, asArray(part(node.operand)), scope);
    case "delta":
      return lowerDelta(store, node, scope);
    case "sum":
      return lowerSum(store, node, asEntry(part(node.body)), scope);
    case "derivative":
      throw new CannotLower("a derivative inside an expression");
  }
}

function lowerName(store: Store, name: string, scope: Scope): Lowered {
  const known = scope.names.get(name);
  if (known) return known;
  const sizes = scope.sizes.get(name);
  if (sizes) return array(V.scalar(store.poly([], [store.sizeFactors(sizes)])));
  if (name === "pi") return array(V.scalar(store.constant("pi")));
  throw new CannotLower(`the name ${name} has no meaning here`);
}

function scaled(store: Store, operand: Lowered, by: Q.Rational): Lowered {
  return combine(store, [operand], (factors) => [{ coefficient: by, factors }]);
}

/**
 * Applies a formula in factors entry by entry to operands of one shape; scalars are broadcast, and
 * entries keep their labels.
 */
function combine(
  store: Store,
  operands: readonly Lowered[],
  terms: (factors: readonly Factor[]) => readonly Term[],
): Lowered {
  const { references, sides, isArray } = aligned(store, operands);
  const free = isArray ? sides.flat() : labelsIn(references);
  const node = store.poly(free, terms(references.map((reference) => store.factor(reference))));
  if (!isArray) return entryOf({ node, indices: free });
  const counts = sides.map((side) => side.length);
  return array(V.withSides(node, counts));
}

function labelsIn(references: readonly Reference[]): number[] {
  return [...new Set(references.flatMap((reference) => reference.indices))];
}

interface Aligned {
  readonly references: readonly Reference[];
  /** The labels of each side; none where the result is one entry. */
  readonly sides: readonly (readonly number[])[];
  readonly isArray: boolean;
}

/** Common labels for operands that are combined entry by entry. */
function aligned(store: Store, operands: readonly Lowered[]): Aligned {
  const shaped = operands.find(
    (operand) => operand.kind === "array" && V.kindOf(operand.value) !== "scalar",
  );
  const isArray = operands.every((operand) => operand.kind === "array");
  if (shaped && !isArray) throw new CannotLower("an array beside an entry");
  const shape = shaped?.kind === "array" ? shaped.value : undefined;
  const sides = shape ? V.labelsOf(store, shape) : [[], []];
  const references = operands.map((operand) => {
    if (operand.kind === "entry") return operand.reference;
    const { value } = operand;
    if (V.kindOf(value) === "scalar") return V.at(value, [], []);
    const own = V.sidesOf(value);
    const fits =
      own.length === sides.length && own.every((side, k) => side.length === sides[k]!.length);
    if (!fits) throw new CannotLower("operands of different shapes");
    return V.at(value, ...sides);
  });
  return { references, sides, isArray };
}

function lowerBinary(store: Store, node: Binary, left: Lowered, right: Lowered): Lowered {
  switch (node.operator) {
    case "add":
    case "subtract": {
      const sign = node.operator === "add" ? Q.ONE : Q.MINUS_ONE;
      return combine(store, [left, right], ([a, b]) => [
        { coefficient: Q.ONE, factors: [a!] },
        { coefficient: sign, factors: [b!] },
      ]);
    }
    case "multiply":
      return multiply(store, left, right);
    case "hadamard":
      return combine(store, [left, right], (factors) => [{ coefficient: Q.ONE, factors }]);
    case "divide":
    case "entrywise-divide":
      return combine(store, [left, right], ([a, b]) => [
        { coefficient: Q.ONE, factors: [a!, { ...b!, exponent: Q.MINUS_ONE }] },
      ]);
    case "power":
      return left.kind === "array" && V.kindOf(left.value) === "matrix"
        ? array(matrixPower(store, left.value, asArray(right)))
        : entrywisePower(store, left, right);
    case "entrywise-power":
      return entrywisePower(store, left, right);
  }
}

function isScalarArray(lowered: Lowered): boolean {
  return lowered.kind === "array" && V.kindOf(lowered.value) === "scalar";
}

function multiply(store: Store, left: Lowered, right: Lowered): Lowered {
  if (
    left.kind === "entry" ||
    right.kind === "entry" ||
    isScalarArray(left) ||
    isScalarArray(right)
  ) {
    return combine(store, [left, right], (factors) => [{ coefficient: Q.ONE, factors }]);
  }
  return array(joined(store, left.value, right.value));
}

function joined(store: Store, a: V.Value, b: V.Value): V.Value {
  if (a.columns.length !== b.rows.length)
    throw new CannotLower("a product whose sides do not match");
  return V.product(store, a, b);
}

function entrywisePower(store: Store, base: Lowered, exponent: Lowered): Lowered {
  const constant = isScalarArray(exponent)
    ? store.constantValue(asArray(exponent).node)
    : undefined;
  if (constant) {
    return combine(store, [base], ([factor]) => [
      { coefficient: Q.ONE, factors: [{ ...factor!, exponent: constant }] },
    ]);
  }
  return mapped(store, "pow", [base, exponent]);
}

function matrixPower(store: Store, base: V.Value, exponent: V.Value): V.Value {
  const constant = store.constantValue(exponent.node);
  if (!constant || !Q.isInteger(constant)) {
    throw new CannotLower("a matrix to a power that is no constant whole number");
  }
  const count = Number(Q.absolute(constant).numerator);
  if (count > MATRIX_POWER_LIMIT) throw new BudgetExceeded(`matrix power ${count}`);
  if (count === 0) return identityLike(store, base);
  let square = Q.isNegative(constant) ? callPrimitiveByName(store, "inv", base) : base;
  let result: V.Value | undefined;
  for (let rest = count; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = result ? V.product(store, result, square) : square;
    if (rest > 1) square = V.product(store, square, square);
  }
  return result!;
}

function identityLike(store: Store, base: V.Value): V.Value {
  const sizes = V.sizesOfSide(store, base, "rows");
  const rows = sizes.map((size) => store.label(size));
  const columns = sizes.map((size) => store.label(size));
  const node = store.poly(
    [...rows, ...columns],
    [{ coefficient: Q.ONE, factors: deltasBetween(store, rows, columns) }],
  );
  return V.ordered(node, rows.length, columns.length);
}

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

function lowerEntryOf(store: Store, node: Entry, operand: V.Value, scope: Scope): Lowered {
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
    const sideAxes = node.indices.length >= 2 ? V.sidesOf(operand)[k]! : (sides[k] ?? []);
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

function lowerDelta(store: Store, node: Delta, scope: Scope): Lowered {
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

function lowerSum(store: Store, node: Sum, body: Reference, scope: Scope): Lowered {
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

/** An entry that keeps every label of its arguments, so that a sum over one of them counts it. */
function entryAt(store: Store, result: Reference, from: readonly Reference[]): Lowered {
  const labels = labelsIn(from);
  if (labels.every((label) => result.indices.includes(label))) return entryOf(result);
  return entryOf(
    store.reference(labels, [{ coefficient: Q.ONE, factors: [store.factor(result)] }]),
  );
}

function mapped(store: Store, functionName: string, operands: readonly Lowered[]): Lowered {
  const { references, sides, isArray } = aligned(store, operands);
  const result = store.map(functionName, references);
  return isArray ? array(V.gather(store, result, ...sides)) : entryAt(store, result, references);
}

function lowerCall(
  store: Store,
  node: Call,
  part: (e: Expression) => Lowered,
  scope: Scope,
): Lowered {
  const definition = functionNamed(node.callee);
  const operands = node.arguments.map(part);
  // A function that was only declared acts on each entry.
  if (!definition && scope.unknownFunctions) return mapped(store, node.callee, operands);
  if (!definition) throw new CannotLower(`the function ${node.callee} is not known`);
  const kinds = operands.map((operand) =>
    operand.kind === "entry" ? "scalar" : V.kindOf(operand.value),
  );
  const match = matchOverload(definition, kinds);
  if (!match) throw new CannotLower(`${node.callee} does not take these arguments`);
  const { overload, index } = match;
  switch (overload.kind) {
    case "entrywise":
      return overload.meaning === undefined
        ? mapped(store, node.callee, operands)
        : byMeaning(store, overload, operands);
    case "defined":
      return byDefinition(store, overload, node, operands, scope);
    case "primitive":
      return array(callPrimitive(store, node.callee, overload, index, operands.map(asArray)));
  }
}

/** An element-wise function in simpler functions: its parameters stand for entries. */
function byMeaning(
  store: Store,
  overload: EntrywiseOverload,
  operands: readonly Lowered[],
): Lowered {
  const { references, sides, isArray } = aligned(store, operands);
  const names = new Map<string, Lowered>(
    overload.parameters.map((name, k) => [name, entryOf(references[k]!)]),
  );
  const result = lowerEntry(store, formula(overload.meaning!), {
    names,
    sizes: new Map(),
    letters: new Map(),
  });
  return isArray ? array(V.gather(store, result, ...sides)) : entryAt(store, result, references);
}

function byDefinition(
  store: Store,
  overload: DefinedOverload,
  node: Call,
  operands: readonly Lowered[],
  scope: Scope,
): Lowered {
  const signature = parseSignature(overload.signature);
  const sizes = new Map<string, readonly Dimension[]>();
  const names = new Map<string, Lowered>();
  let takesEntries = false;
  signature.parameters.forEach((parameter, k) => {
    if (parameter.kind === "dimension") {
      const letter = parameter.sizes[0] ?? parameter.name;
      const known = scope.callSizes?.(node)?.get(letter);
      sizes.set(letter, known?.filter(isSeveral) ?? sizeArgument(node.arguments[k]!, scope));
      return;
    }
    const operand = operands[k]!;
    names.set(parameter.name, operand);
    if (operand.kind === "entry") takesEntries = true;
    else bindSizes(store, parameter, operand.value, sizes);
  });
  const letters = new Map<string, readonly number[]>();
  const side = (own: readonly string[] | undefined, letterSizes: readonly string[]): number[] =>
    (own ?? []).flatMap((letter, k) => {
      const labels = (sizes.get(letterSizes[k]!) ?? []).map((size) => store.label(size));
      letters.set(letter, labels);
      return labels;
    });
  const rows = side(overload.rows, signature.result.rows);
  const columns = side(overload.columns, signature.result.columns);
  const result = lowerEntry(store, formula(overload.entry), { names, sizes, letters });
  if (takesEntries) return entryOf(result);
  return array(
    orientLike(V.gather(store, result, rows, columns), signature, operands.map(asArray)),
  );
}

/** `n`, `3` or `n*m` as the axes of one side, slow to fast. */
function sizeArgument(e: Expression, scope: Scope): readonly Dimension[] {
  const sizes: Dimension[] = [];
  const pending: Expression[] = [e];
  while (pending.length > 0) {
    const node = pending.pop()!;
    if (node.kind === "name") sizes.push(...(scope.sizes.get(node.name) ?? [symbol(node.name)]));
    else if (node.kind === "number") sizes.push(integer(Number(node.value.numerator)));
    else pending.push(...[...children(node)].reverse());
  }
  return sizes.filter(isSeveral);
}

function isSeveral(size: Dimension): boolean {
  return !isUnit(size);
}

function callPrimitiveByName(store: Store, name: string, value: V.Value): V.Value {
  const match = matchOverload(functionNamed(name)!, [V.kindOf(value)]);
  if (match?.overload.kind !== "primitive") throw new CannotLower(`${name} of this shape`);
  return callPrimitive(store, name, match.overload, match.index, [value]);
}
