import type { FunctionDefinition } from "../functions/definition.ts";
import { functionNamed } from "../functions/table.ts";
import { overloadedSign } from "../functions/overloaded.ts";
import { type Call, children, type Expression, postorderAbove } from "../syntax/expression.ts";
import { matchedResult, matchOverload } from "../functions/match.ts";
import { isSizePosition, overloadsTaking, signatureOf } from "./overloads.ts";
import type { Shape } from "./shape.ts";

type ShapeKind = Shape["kind"];

/**
 * How a part of an expression is read while the kinds of names are still being chosen: its shape
 * without sizes. Scalars come in three sorts, for it is odd to take the trace of what is nothing but
 * undeclared scalars, and not odd to take that of a number or of `x'*x`.
 */
export type Reading = number;

/** Made of undeclared scalar names (and numbers) only. */
export const BARE_SCALAR: Reading = 0;
/** Made of numbers and declared scalars only. */
export const GIVEN_SCALAR: Reading = 1;
export const SCALAR: Reading = 2;
const COLUMN: Reading = 3;
export const ROW: Reading = 4;
export const MATRIX: Reading = 5;
const TENSOR: Reading = 6;

/** An array of `rank` axes. */
export function arrayReading(rank: number): Reading {
  if (rank === 0) return SCALAR;
  if (rank === 1) return COLUMN;
  return rank === 2 ? MATRIX : TENSOR + rank;
}

export function isScalarReading(reading: Reading): boolean {
  return reading <= SCALAR;
}

/** How many indices an entry of it takes. */
export function rankOf(reading: Reading): number {
  if (reading <= SCALAR) return 0;
  if (reading <= ROW) return 1;
  return reading === MATRIX ? 2 : reading - TENSOR;
}

function shapeKindOf(reading: Reading): ShapeKind {
  if (reading <= SCALAR) return "scalar";
  if (reading === COLUMN) return "column";
  if (reading === ROW) return "row";
  return reading === MATRIX ? "matrix" : "tensor";
}

const READINGS: Readonly<Record<Exclude<ShapeKind, "tensor">, Reading>> = {
  scalar: SCALAR,
  column: COLUMN,
  row: ROW,
  matrix: MATRIX,
};

/** A whole read in one way, and how many odd things that takes at this place. */
export interface Outcome {
  readonly reading: Reading;
  readonly odd: number;
}

export interface PartContext {
  /** Whether the part contains a name whose kind is being chosen. */
  readonly open: readonly boolean[];
  /** Whether the name's kind is being chosen. */
  readonly isOpenName: (e: Expression) => boolean;
}

const PLAIN: readonly Outcome[] = Array.from({ length: TENSOR }, (_, reading) => ({
  reading,
  odd: 0,
}));

function plain(reading: Reading): Outcome {
  return PLAIN[reading] ?? { reading, odd: 0 };
}

/** How `node` reads if its parts read so; undefined where they do not fit. */
export function readingOf(
  node: Expression,
  parts: readonly Reading[],
  context: PartContext,
): Outcome | undefined {
  switch (node.kind) {
    case "number":
    case "delta":
      return plain(GIVEN_SCALAR);
    case "name":
      return undefined;
    case "negate":
      return plain(parts[0]!);
    case "transpose":
      return transposed(parts[0]!);
    case "binary":
      return ofBinary(node.operator, node.right, parts[0]!, parts[1]!, context);
    case "call":
      return overloadedSign(node.callee)
        ? ofSign(node, parts, context)
        : ofCall(node.callee, node.entrywise === true, parts);
    case "entry":
      return rankOf(parts[0]!) === node.indices.length ? plain(SCALAR) : undefined;
    case "sum":
      return isScalarReading(parts[0]!) ? plain(SCALAR) : undefined;
    case "derivative":
      return plain(arrayReading(rankOf(parts[0]!) + rankOf(parts[1]!)));
  }
}

/** A sign whose meaning the shapes of its arguments tell. */
function ofSign(node: Call, parts: readonly Reading[], context: PartContext): Outcome | undefined {
  const sign = overloadedSign(node.callee)!;
  const meaning = sign.meaning(node.arguments, parts.map(shapeKindOf));
  if (!meaning) {
    if (!sign.refuses) return undefined;
    // The letter of a lone name says more of it than the sign about it.
    const isHint = sign.suggestsVectors === true && node.arguments[0]!.kind !== "name";
    return { reading: parts[0]!, odd: isHint ? 1 : 0 };
  }
  const outcomes = new Map<Expression, Outcome>();
  for (const [at, argument] of node.arguments.entries()) outcomes.set(argument, plain(parts[at]!));
  for (const part of postorderAbove(meaning.expression, (e) => outcomes.has(e))) {
    if (outcomes.has(part)) continue;
    const below = children(part).map((child) => outcomes.get(child)!);
    const outcome = readingOf(
      part,
      below.map(({ reading }) => reading),
      context,
    );
    if (!outcome) return undefined;
    outcomes.set(part, outcome);
  }
  return outcomes.get(meaning.expression);
}

function transposed(reading: Reading): Outcome | undefined {
  if (reading === COLUMN) return plain(ROW);
  if (reading === ROW) return plain(COLUMN);
  return reading > MATRIX ? undefined : { reading, odd: reading === BARE_SCALAR ? 1 : 0 };
}

function ofBinary(
  operator: Extract<Expression, { kind: "binary" }>["operator"],
  right: Expression,
  l: Reading,
  r: Reading,
  context: PartContext,
): Outcome | undefined {
  if (isScalarReading(l) && isScalarReading(r)) {
    const odd = operator === "hadamard" && (l === BARE_SCALAR || r === BARE_SCALAR);
    return { reading: joinScalars(l, r), odd: odd ? 1 : 0 };
  }
  switch (operator) {
    case "multiply": {
      if (isScalarReading(l)) return plain(r);
      if (isScalarReading(r)) {
        const odd = context.isOpenName(right) || (l === ROW && r === BARE_SCALAR);
        return { reading: l, odd: odd ? 1 : 0 };
      }
      return ofProduct(l, r);
    }
    case "add":
    case "subtract":
      if (l === r) return plain(l);
      if (isScalarReading(l)) return { reading: r, odd: isOddBroadcast(l, context.open) ? 1 : 0 };
      if (isScalarReading(r)) return { reading: l, odd: isOddBroadcast(r, context.open) ? 1 : 0 };
      return undefined;
    case "hadamard":
      if (l === r) return plain(l);
      if (isScalarReading(l)) return { reading: r, odd: l === BARE_SCALAR ? 1 : 0 };
      if (isScalarReading(r)) return { reading: l, odd: r === BARE_SCALAR ? 1 : 0 };
      return undefined;
    case "entrywise-divide":
    case "entrywise-power":
      if (l === r) return plain(l);
      if (isScalarReading(l)) return plain(r);
      return isScalarReading(r) ? plain(l) : undefined;
    case "divide":
      return isScalarReading(r) ? plain(l) : undefined;
    case "power":
      return l === MATRIX && isScalarReading(r) ? plain(l) : undefined;
  }
}

/**
 * Whether a name would better be read so that this scalar is not added to every entry: to add a
 * number is usual (`x + 1`), to add a computed scalar is not (`n*logdet(S) + tr(S)`).
 */
function isOddBroadcast(scalar: Reading, open: readonly boolean[]): boolean {
  return scalar === GIVEN_SCALAR ? false : open.includes(true);
}

function ofProduct(l: Reading, r: Reading): Outcome | undefined {
  if (l === ROW && r === COLUMN) return plain(SCALAR);
  if (l === COLUMN && r === ROW) return plain(MATRIX);
  if (l === ROW && r === MATRIX) return plain(ROW);
  if (l === MATRIX && (r === COLUMN || r === MATRIX)) return plain(r);
  return undefined;
}

function joinScalars(l: Reading, r: Reading): Reading {
  if (l === SCALAR || r === SCALAR) return SCALAR;
  return Math.min(l, r);
}

function ofCall(
  callee: string,
  actsOnEntries: boolean,
  parts: readonly Reading[],
): Outcome | undefined {
  const definition = functionNamed(callee);
  if (!definition) {
    return actsOnEntries || parts.every(isScalarReading) ? entrywise(parts) : undefined;
  }
  const kinds = parts.map(shapeKindOf);
  const match = matchOverload(definition, kinds);
  if (!match) return undefined;
  const { overload } = match;
  if (overload.kind === "entrywise") return entrywise(parts);
  let odd = 0;
  for (const [at, { kind, sizes }] of signatureOf(overload)!.parameters.entries()) {
    const vectorForMatrix = kind === "matrix" && parts[at] !== MATRIX;
    if (vectorForMatrix && sizes[0] === sizes[1]) return undefined;
    const bare = parts[at] === BARE_SCALAR && takesArrays(definition, parts.length, at);
    if (vectorForMatrix || bare) odd = 1;
  }
  return { reading: READINGS[matchedResult(overload.signature, kinds).kind], odd };
}

/** Whether a vector or matrix is what that argument is for. */
function takesArrays(definition: FunctionDefinition, count: number, at: number): boolean {
  if (isSizePosition(definition, count, at)) return false;
  return overloadsTaking(definition, count).some((overload) => {
    const kind = signatureOf(overload)?.parameters[at]?.kind;
    return kind === "vector" || kind === "matrix" || kind === "array";
  });
}

function entrywise(parts: readonly Reading[]): Outcome | undefined {
  let whole: Reading | undefined;
  for (const part of parts) {
    if (whole === undefined) whole = part;
    else if (isScalarReading(whole) && isScalarReading(part)) whole = joinScalars(whole, part);
    else if (isScalarReading(whole)) whole = part;
    else if (!isScalarReading(part) && part !== whole) return undefined;
  }
  return whole === undefined ? undefined : plain(whole);
}
