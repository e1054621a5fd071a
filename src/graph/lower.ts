import { type Dimension, integer, symbol } from "../dimensions/dimension.ts";
import type {
  DefinedOverload,
  EntrywiseOverload,
} from "../functions/definition.ts";
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
  type Index,
  postorder,
  type Sum,
} from "../syntax/expression.ts";
import { MATRIX_POWER_LIMIT } from "./limits.ts";
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
  const lowered = new Map<Expression, Lowered>();
  for (const node of postorder(root)) {
    lowered.set(
      node,
      lowerNode(store, node, (part) => lowered.get(part)!, scope),
    );
  }
  return lowered.get(root)!;
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
  const { references, rows, columns, isArray } = aligned(store, operands);
  const free = isArray
    ? [...rows, ...columns]
    : [...new Set(references.flatMap((reference) => reference.indices))];
  const node = store.poly(free, terms(references.map((reference) => store.factor(reference))));
  return isArray
    ? array(V.ordered(node, rows.length, columns.length))
    : entryOf({ node, indices: free });
}

interface Aligned {
  readonly references: readonly Reference[];
  readonly rows: readonly number[];
  readonly columns: readonly number[];
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
  const rows = shape ? V.sizesOfSide(store, shape, "rows").map((size) => store.label(size)) : [];
  const columns = shape
    ? V.sizesOfSide(store, shape, "columns").map((size) => store.label(size))
    : [];
  const references = operands.map((operand) => {
    if (operand.kind === "entry") return operand.reference;
    const { value } = operand;
    if (V.kindOf(value) === "scalar") return V.at(value, [], []);
    if (value.rows.length !== rows.length || value.columns.length !== columns.length) {
      throw new CannotLower("operands of different shapes");
    }
    return V.at(value, rows, columns);
  });
  return { references, rows, columns, isArray };
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
  // A letter past the sides that are there belongs to a side of size 1 and is dropped.
  node.indices.forEach((index, k) => {
    const sideAxes =
      node.indices.length === 2 ? [operand.rows, operand.columns][k]! : (sides[k] ?? []);
    const sizes = sideAxes.map((axis) => axes[axis]!);
    const own = labelsOfIndex(store, index, sizes, scope);
    sideAxes.forEach((axis, position) => {
      labels[axis] = own[position]!;
    });
  });
  return entryOf(
    store.reference(
      [...new Set(labels)],
      [{ coefficient: Q.ONE, factors: [store.factor({ node: operand.node, indices: labels })] }],
    ),
  );
}

function labelsOfIndex(
  store: Store,
  index: Index,
  sizes: readonly Dimension[],
  scope: Scope,
): readonly number[] {
  if (typeof index === "number") throw new CannotLower("a numbered entry");
  let labels = scope.letters.get(index);
  if (!labels) {
    labels = sizes.map((size) => store.label(size));
    scope.letters.set(index, labels);
  }
  if (labels.length !== sizes.length) throw new CannotLower(`the index ${index} has two sizes`);
  return labels;
}

function lowerDelta(store: Store, node: Delta, scope: Scope): Lowered {
  const { left, right } = node;
  if (typeof left === "number" || typeof right === "number") {
    throw new CannotLower("a delta with a numbered index");
  }
  const known = scope.letters.get(left) ?? scope.letters.get(right);
  if (!known) throw new CannotLower(`the sizes of ${left} and ${right} are not known`);
  const sizes = known.map((label) => store.sizeOfLabel(label));
  const a = labelsOfIndex(store, left, sizes, scope);
  const b = labelsOfIndex(store, right, sizes, scope);
  return entryOf(
    store.reference(
      [...new Set([...a, ...b])],
      [{ coefficient: Q.ONE, factors: deltasBetween(store, a, b) }],
    ),
  );
}

function lowerSum(store: Store, node: Sum, body: Reference, scope: Scope): Lowered {
  const summed = node.indices.flatMap((letter) => {
    const labels = scope.letters.get(letter);
    if (!labels) throw new CannotLower(`the size of the index ${letter} is not known`);
    return labels;
  });
  const free = body.indices.filter((label) => !summed.includes(label));
  const unused = summed.filter((label) => !body.indices.includes(label));
  const sizes = store.sizeFactors(unused.map((label) => store.sizeOfLabel(label)));
  return entryOf(
    store.reference(free, [
      { coefficient: sizes.coefficient, factors: [store.factor(body), ...sizes.factors] },
    ]),
  );
}

function mapped(store: Store, functionName: string, operands: readonly Lowered[]): Lowered {
  const { references, rows, columns, isArray } = aligned(store, operands);
  const result = store.map(functionName, references);
  return isArray ? array(V.gather(store, result, rows, columns)) : entryOf(result);
}

function lowerCall(
  store: Store,
  node: Call,
  part: (e: Expression) => Lowered,
  scope: Scope,
): Lowered {
  const definition = functionNamed(node.callee);
  if (!definition) throw new CannotLower(`the function ${node.callee} is not known`);
  const operands = node.arguments.map(part);
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
  const { references, rows, columns, isArray } = aligned(store, operands);
  const names = new Map<string, Lowered>(
    overload.parameters.map((name, k) => [name, entryOf(references[k]!)]),
  );
  const result = lowerEntry(store, formula(overload.meaning!), {
    names,
    sizes: new Map(),
    letters: new Map(),
  });
  return isArray ? array(V.gather(store, result, rows, columns)) : entryOf(result);
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
      sizes.set(parameter.sizes[0] ?? parameter.name, sizeArgument(node.arguments[k]!, scope));
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
  return sizes.filter((size) => size.coefficient !== 1 || size.symbols.length > 0);
}

function callPrimitiveByName(store: Store, name: string, value: V.Value): V.Value {
  const match = matchOverload(functionNamed(name)!, [V.kindOf(value)]);
  if (match?.overload.kind !== "primitive") throw new CannotLower(`${name} of this shape`);
  return callPrimitive(store, name, match.overload, match.index, [value]);
}
