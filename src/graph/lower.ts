import {
  type Dimension,
  integer,
  isUnit,
  multiplyDimensions,
  symbol,
} from "../dimensions/dimension.ts";
import type { DefinedOverload, EntrywiseOverload } from "../functions/definition.ts";
import { matchOverload } from "../functions/match.ts";
import { parseSignature } from "../functions/signature.ts";
import { functionNamed, functionOfOperator, operatorTracedBy } from "../functions/table.ts";
import { formula } from "../notations/formulas.ts";
import * as Q from "../numbers/rational.ts";
import {
  type Binary,
  type BinaryOperator,
  type Call,
  children,
  type Expression,
  postorder,
} from "../syntax/expression.ts";
import { MATRIX_POWER_LIMIT, SUM_BARRIER } from "./limits.ts";
import { deltasBetween, lowerDelta, lowerEntryOf, lowerSum } from "./lower-entries.ts";
import { BudgetExceeded, type Factor, type Reference, type Term } from "./node.ts";
import { bindSizes, callPrimitive, orientLike } from "./primitive.ts";
import {
  array,
  asArray,
  asEntry,
  CannotLower,
  entryOf,
  type Lowered,
  type Scope,
} from "./scope.ts";
import type { Store } from "./store.ts";
import * as V from "./value.ts";

export { deltasBetween } from "./lower-entries.ts";
export { CannotLower, type Lowered, type Scope } from "./scope.ts";

/** The graph of an elaborated expression. */
export function lower(store: Store, root: Expression, scope: Scope): Lowered {
  const lowered = new Map<Expression, Lowered>();
  const part = (e: Expression): Lowered => lowered.get(e)!;
  for (const { node, addends } of planOf(root)) {
    const value = addends ? addUp(store, addends, part) : lowerNode(store, node, part, scope);
    lowered.set(node, value);
    scope.record?.(node, value);
  }
  return lowered.get(root)!;
}

/** One node to lower, or a long sum at once. */
interface PlanStep {
  readonly node: Expression;
  readonly addends?: readonly Addend[];
}

/** The formula of a function is lowered at every place where the function stands. */
const plans = new WeakMap<Expression, readonly PlanStep[]>();

function planOf(root: Expression): readonly PlanStep[] {
  const known = plans.get(root);
  if (known) return known;
  const order = postorder(root);
  const inner = innerSums(order);
  const plan: PlanStep[] = [];
  for (const node of order) {
    if (inner.has(node)) continue;
    const addends = isSum(node) ? addendsOf(node, inner) : [];
    plan.push(addends.length > 2 ? { node, addends } : { node });
  }
  plans.set(root, plan);
  return plan;
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

/** Equal summands as one, x + y + x as 2 x + y. */
function collectAddends(
  addends: readonly Addend[],
  part: (e: Expression) => Lowered,
): { readonly operand: Lowered; readonly coefficient: Q.Rational }[] {
  const collected = new Map<string, { operand: Lowered; coefficient: Q.Rational }>();
  for (const { sign, part: summand } of addends) {
    const operand = part(summand);
    const key =
      operand.kind === "array"
        ? `${operand.value.node} ${V.sidesOf(operand.value).join("|")}`
        : `${operand.reference.node}:${operand.reference.indices.join()}`;
    const known = collected.get(key);
    if (known) known.coefficient = Q.add(known.coefficient, sign);
    else collected.set(key, { operand, coefficient: sign });
  }
  return [...collected.values()];
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
  const summands = collectAddends(addends, part);
  let total: Lowered | undefined;
  for (let next = 0; next < summands.length; ) {
    const operands: Lowered[] = total ? [total] : [];
    const coefficients: Q.Rational[] = total ? [Q.ONE] : [];
    let weight = total ? weightOf(total) : 0;
    do {
      const { operand, coefficient } = summands[next++]!;
      operands.push(operand);
      coefficients.push(coefficient);
      weight += weightOf(operand);
    } while (next < summands.length && weight <= SUM_BARRIER);
    total = combine(store, operands, (factors) =>
      factors.map((factor, k) => ({ coefficient: coefficients[k]!, factors: [factor] })),
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
      return lowerOperator(store, node.operator, part(node.left), part(node.right));
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

function lowerOperator(
  store: Store,
  operator: BinaryOperator,
  left: Lowered,
  right: Lowered,
): Lowered {
  switch (operator) {
    case "add":
    case "subtract": {
      const sign = operator === "add" ? Q.ONE : Q.MINUS_ONE;
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
  if (!constant) {
    const power = functionOfOperator("power")!.name;
    if (!isNegated(store, exponent.node))
      return callPrimitiveByName(store, power, [base, exponent]);
    const inverse = callPrimitiveByName(store, "inv", [base]);
    const opposite = asArray(scaled(store, array(exponent), Q.MINUS_ONE));
    return callPrimitiveByName(store, power, [inverse, opposite]);
  }
  if (!Q.isInteger(constant)) {
    throw new CannotLower("a matrix to a power that is no constant whole number");
  }
  const count = Number(Q.absolute(constant).numerator);
  if (count > MATRIX_POWER_LIMIT) throw new BudgetExceeded(`matrix power ${count}`);
  if (count === 0) return identityLike(store, base);
  let square = Q.isNegative(constant) ? callPrimitiveByName(store, "inv", [base]) : base;
  let result: V.Value | undefined;
  for (let rest = count; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = result ? V.product(store, result, square) : square;
    if (rest > 1) square = V.product(store, square, square);
  }
  return result!;
}

/** Whether all is subtracted, as in -k. */
function isNegated(store: Store, id: number): boolean {
  const node = store.node(id);
  return node.kind === "poly" && node.terms.every(({ coefficient }) => Q.isNegative(coefficient));
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
  const [base, exponent] = operands;
  if (definition?.operator && base && exponent) {
    return lowerOperator(store, definition.operator, base, exponent);
  }
  const traced = exponent && isConstant(store, exponent) && operatorTracedBy(node.callee);
  if (traced && base) {
    return array(traceOf(store, asArray(lowerOperator(store, traced, base, exponent))));
  }
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

function isConstant(store: Store, operand: Lowered): boolean {
  return isScalarArray(operand) && store.constantValue(asArray(operand).node) !== undefined;
}

function traceOf(store: Store, square: V.Value): V.Value {
  const [labels = []] = V.labelsOf(store, square);
  const factor = store.factor(V.at(square, labels, labels));
  return V.scalar(store.poly([], [{ coefficient: Q.ONE, factors: [factor] }]));
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
  const several = sizes.filter(isSeveral);
  return scope.keepsProducts && several.length > 1 ? [multiplyDimensions(several)] : several;
}

function isSeveral(size: Dimension): boolean {
  return !isUnit(size);
}

function callPrimitiveByName(store: Store, name: string, args: readonly V.Value[]): V.Value {
  const match = matchOverload(functionNamed(name)!, args.map(V.kindOf));
  if (match?.overload.kind !== "primitive") throw new CannotLower(`${name} of this shape`);
  return callPrimitive(store, name, match.overload, match.index, args);
}
