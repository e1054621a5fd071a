import type { DefinedOverload, Overload, PrimitiveOverload } from "../functions/definition.ts";
import { matchedResult, matchOverload } from "../functions/match.ts";
import { parseSignature } from "../functions/signature.ts";
import { functionNamed } from "../functions/table.ts";
import * as Q from "../numbers/rational.ts";
import type { Binary, Call, Expression, Index } from "../syntax/expression.ts";
import { constantResult } from "./constants.ts";

/** Thrown where an expression has no value at all at a point: shapes that clash, unknown names. */
export class Unevaluable extends Error {
  override readonly name = "Unevaluable";
}

export type Kind = "scalar" | "column" | "row" | "matrix" | "tensor";

/** The shape of a value; a row has one axis as a column has. */
export interface Form {
  readonly kind: Kind;
  readonly shape: readonly number[];
}

/** What is known of a node before any number is computed. */
export interface Layout extends Form {
  /** Its free index letters, each with a cell that all places of that letter share. */
  readonly letters: ReadonlyMap<string, SizeCell>;
  /** The exact value of a scalar made of numbers and sizes only. */
  readonly constant?: Q.Rational;
  readonly call?: ResolvedCall;
}

export type ResolvedCall =
  | { readonly kind: "entrywise" }
  | {
      readonly kind: "whole";
      readonly overload: DefinedOverload | PrimitiveOverload;
      /** The size letters of the signature. */
      readonly sizes: ReadonlyMap<string, number>;
      readonly missing: ReadonlySet<string>;
    };

/** What fixes the shapes: those of the variables and the sizes of the dimension symbols. */
export interface Sizes {
  readonly formOf: (name: string) => Form | undefined;
  readonly sizes: ReadonlyMap<string, number>;
}

/** The size of a letter, found when the last array that it indexes is seen. */
export class SizeCell {
  private parent: SizeCell | undefined;
  private known: number | undefined;

  constructor(size?: number) {
    this.known = size;
  }

  get size(): number | undefined {
    return this.root().known;
  }

  join(other: SizeCell, letter: string): void {
    const a = this.root();
    const b = other.root();
    if (a === b) return;
    if (a.known !== undefined && b.known !== undefined && a.known !== b.known) {
      throw new Unevaluable(`the index ${letter} runs to ${a.known} and to ${b.known}`);
    }
    b.known ??= a.known;
    a.parent = b;
  }

  private root(): SizeCell {
    const above = this.parent;
    if (!above) return this;
    let top = above;
    while (top.parent) top = top.parent;
    this.parent = top;
    return top;
  }
}

const NO_LETTERS: ReadonlyMap<string, SizeCell> = new Map();

/** The layout of a node, from those of its parts. @throws Unevaluable */
export function layoutOf(node: Expression, parts: readonly Layout[], sizes: Sizes): Layout {
  switch (node.kind) {
    case "number":
      return constant(node.value);
    case "name":
      return layoutOfName(node.name, sizes);
    case "negate": {
      const [part] = parts as [Layout];
      const { kind, shape, letters } = part;
      return withConstant({ kind, shape, letters }, part.constant && Q.negate(part.constant));
    }
    case "transpose": {
      const [part] = parts as [Layout];
      return { ...transposedForm(part), letters: part.letters, ...constantOf(part) };
    }
    case "binary":
      return layoutOfBinary(node, parts as [Layout, Layout]);
    case "call":
      return layoutOfCall(node, parts);
    case "entry": {
      const [part] = parts as [Layout];
      return { kind: "scalar", shape: [], letters: entryLetters(part, node.indices) };
    }
    case "delta": {
      const cell = new SizeCell();
      const letters = new Map<string, SizeCell>();
      for (const index of [node.left, node.right]) {
        if (typeof index === "string") letters.set(index, cell);
      }
      return { kind: "scalar", shape: [], letters };
    }
    case "sum": {
      const [part] = parts as [Layout];
      const letters = new Map(part.letters);
      for (const letter of node.indices) letters.delete(letter);
      return { kind: part.kind, shape: part.shape, letters };
    }
    case "derivative":
      throw new Unevaluable("the symbol of a derivative has no value before it is carried out");
  }
}

function layoutOfName(name: string, { formOf, sizes }: Sizes): Layout {
  const form = formOf(name);
  if (form) return { kind: form.kind, shape: form.shape, letters: NO_LETTERS };
  const size = sizes.get(name);
  if (size !== undefined) return constant(Q.rational(size));
  if (name === "pi") return { kind: "scalar", shape: [], letters: NO_LETTERS };
  throw new Unevaluable(`the name ${name} has no value`);
}

function layoutOfBinary(node: Binary, [left, right]: [Layout, Layout]): Layout {
  const { kind, shape } = formOfBinary(node.operator, left, right, right.constant);
  const isPlain = left.letters.size === 0 && right.letters.size === 0;
  const letters = isPlain ? NO_LETTERS : unitedLetters([left, right]);
  const layout: Layout = { kind, shape, letters };
  if (!left.constant || !right.constant) return layout;
  return withConstant(layout, constantResult(node.operator, left.constant, right.constant));
}

/** The shape of `a operator b`. @throws Unevaluable where there is none. */
function formOfBinary(
  operator: Binary["operator"],
  a: Form,
  b: Form,
  exponent: Q.Rational | undefined,
): Form {
  switch (operator) {
    case "add":
    case "subtract":
    case "hadamard":
    case "entrywise-divide":
    case "entrywise-power":
      return entrywiseForm(a, b);
    case "multiply":
      return productForm(a, b);
    case "divide":
      if (isSingle(b)) return a;
      throw new Unevaluable("a division by what is no scalar");
    case "power":
      if (exponent && Q.isInteger(exponent) && isSquare(a)) return a;
      if (isSingle(a) && isSingle(b)) return SCALAR;
      if (isMatrixPower(a, b)) return a;
      throw new Unevaluable("^ needs a scalar, or a square matrix and an integer");
  }
}

export const SCALAR: Form = { kind: "scalar", shape: [] };

/** Whether `a ^ b` is repeated multiplication of a matrix, as its layout has it. */
export function isMatrixPower(a: Form, b: Form): boolean {
  return isSquare(a) && isSingle(b);
}

function isSquare({ kind, shape }: Form): boolean {
  return kind === "matrix" && shape[0] === shape[1];
}

/** Rows and columns; a scalar is 1 x 1. */
export function sides({ kind, shape }: Form): readonly [number, number] {
  switch (kind) {
    case "scalar":
      return [1, 1];
    case "column":
      return [shape[0]!, 1];
    case "row":
      return [1, shape[0]!];
    case "matrix":
      return [shape[0]!, shape[1]!];
    case "tensor":
      throw new Unevaluable("an array of three or more axes has no rows and columns");
  }
}

/** One number, whatever its kind: a 1 x 1 matrix counts as a scalar where one is needed. */
function isSingle({ shape }: Form): boolean {
  return shape.every((size) => size === 1);
}

function entrywiseForm(a: Form, b: Form): Form {
  if (a.kind === "scalar") return b;
  if (b.kind === "scalar") return a;
  if (a.kind === b.kind && a.shape.every((size, k) => size === b.shape[k])) return a;
  if (a.kind !== "tensor" && b.kind !== "tensor") {
    const [n, m] = sides(a);
    const [p, q] = sides(b);
    if (n === p && m === q) return { kind: "matrix", shape: [n, m] };
  }
  if (isSingle(a)) return b;
  if (isSingle(b)) return a;
  throw new Unevaluable(`the shapes ${describe(a)} and ${describe(b)} differ`);
}

/** Whether a product is a scaling by the left (or right) side rather than a matrix product. */
export function scalingSide(a: Form, b: Form): "left" | "right" | null {
  if (a.kind === "scalar") return "left";
  if (b.kind === "scalar") return "right";
  if (a.kind !== "tensor" && b.kind !== "tensor" && sides(a)[1] === sides(b)[0]) return null;
  if (isSingle(a)) return "left";
  if (isSingle(b)) return "right";
  return null;
}

function productForm(a: Form, b: Form): Form {
  const scaling = scalingSide(a, b);
  if (scaling) return scaling === "left" ? b : a;
  const [n, inner] = sides(a);
  const [rows, m] = sides(b);
  if (inner !== rows) {
    throw new Unevaluable(`a product of ${describe(a)} and ${describe(b)}`);
  }
  const lying = a.kind === "row";
  const standing = b.kind === "column";
  if (lying && standing) return SCALAR;
  if (standing) return { kind: "column", shape: [n] };
  if (lying) return { kind: "row", shape: [m] };
  return { kind: "matrix", shape: [n, m] };
}

function transposedForm({ kind, shape }: Form): Form {
  switch (kind) {
    case "scalar":
      return SCALAR;
    case "column":
      return { kind: "row", shape };
    case "row":
      return { kind: "column", shape };
    case "matrix":
      return { kind, shape: [shape[1]!, shape[0]!] };
    case "tensor":
      throw new Unevaluable("the transpose of an array of three or more axes");
  }
}

const ENTRYWISE: ResolvedCall = { kind: "entrywise" };

function layoutOfCall(node: Call, parts: readonly Layout[]): Layout {
  const letters = unitedLetters(parts);
  const definition = functionNamed(node.callee);
  const kinds = parts.map((part) => part.kind);
  const overload: Overload | undefined = definition
    ? matchOverload(definition, kinds)?.overload
    : undefined;
  if (definition && !overload) {
    throw new Unevaluable(`${node.callee} does not take ${parts.map(describe).join(", ")}`);
  }
  if (!overload || overload.kind === "entrywise") {
    const form = parts.reduce<Form>(entrywiseForm, SCALAR);
    return { kind: form.kind, shape: form.shape, letters, call: ENTRYWISE };
  }
  const sizes = new Map<string, number>();
  parseSignature(overload.signature).parameters.forEach((parameter, k) => {
    const part = parts[k]!;
    const found =
      parameter.kind === "dimension" ? [sizeFrom(part, node)] : sidesFor(parameter.kind, part);
    parameter.sizes.forEach((letter, axis) => {
      const before = sizes.get(letter);
      if (before !== undefined && before !== found[axis]) {
        throw new Unevaluable(`${node.callee} of ${parts.map(describe).join(", ")}`);
      }
      sizes.set(letter, found[axis]!);
    });
  });
  const result = matchedResult(overload.signature, kinds);
  const length = (side: readonly string[]): number =>
    side.reduce((product, letter) => {
      const size = sizes.get(letter);
      if (size === undefined) throw new Unevaluable(`${node.callee} needs its sizes`);
      return product * size;
    }, 1);
  const shape = {
    scalar: [],
    column: [length(result.rows)],
    row: [length(result.columns)],
    matrix: [length(result.rows), length(result.columns)],
  }[result.kind];
  const call: ResolvedCall = { kind: "whole", overload, sizes, missing: result.missing };
  return { kind: result.kind, shape, letters, call };
}

function sidesFor(parameter: string, part: Layout): readonly number[] {
  if (parameter === "scalar" || parameter === "whole") return [];
  return parameter === "vector" ? part.shape : sides(part);
}

function sizeFrom({ constant: value }: Layout, node: Call): number {
  const size = value && Q.isInteger(value) ? Q.toNumber(value) : Number.NaN;
  if (!(size >= 1)) throw new Unevaluable(`${node.callee} needs sizes`);
  return size;
}

function entryLetters(operand: Layout, indices: readonly Index[]): ReadonlyMap<string, SizeCell> {
  if (operand.shape.length !== indices.length) {
    throw new Unevaluable(`${indices.length} indices at ${describe(operand)}`);
  }
  const letters = new Map(operand.letters);
  indices.forEach((index, axis) => {
    const size = operand.shape[axis]!;
    if (typeof index === "number") {
      if (index < 1 || index > size) throw new Unevaluable(`the index ${index} of 1 to ${size}`);
      return;
    }
    const cell = new SizeCell(size);
    const before = letters.get(index);
    if (before) before.join(cell, index);
    else letters.set(index, cell);
  });
  return letters;
}

function unitedLetters(parts: readonly Layout[]): ReadonlyMap<string, SizeCell> {
  if (parts.every((part) => part.letters.size === 0)) return NO_LETTERS;
  const labelled = parts.filter((part) => part.letters.size > 0);
  if (labelled.length === 1) return labelled[0]!.letters;
  const letters = new Map<string, SizeCell>();
  for (const part of labelled) {
    for (const [letter, cell] of part.letters) {
      const before = letters.get(letter);
      if (before) before.join(cell, letter);
      else letters.set(letter, cell);
    }
  }
  return letters;
}

function constant(value: Q.Rational): Layout {
  return { kind: "scalar", shape: [], letters: NO_LETTERS, constant: value };
}

function constantOf(layout: Layout): { readonly constant?: Q.Rational } {
  return layout.constant ? { constant: layout.constant } : {};
}

function withConstant(layout: Layout, value: Q.Rational | undefined): Layout {
  return value ? { ...layout, constant: value } : layout;
}

/** `a column of 3`, `a 2 x 3 matrix`: for messages. */
export function describe({ kind, shape }: Form): string {
  if (kind === "scalar") return "a scalar";
  if (shape.length === 1) return `a ${kind} of ${shape[0]}`;
  return `a ${shape.join(" x ")} ${kind}`;
}
