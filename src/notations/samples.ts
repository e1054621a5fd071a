import { functionNamed } from "../functions/table.ts";
import { Sign } from "../functions/overloaded.ts";
import * as B from "../syntax/build.ts";
import { withParts } from "../syntax/equality.ts";
import { type Expression, fold, postorder } from "../syntax/expression.ts";
import { failure, type Problem, type Result, success } from "../text/problem.ts";
import type { Choice, SummationRange } from "./notation.ts";

/**
 * Data matrices: papers number the samples, and write `x_i` for the i-th row of a matrix, as a column.
 * There is no such thing in the expressions of this program, so what is made of samples is written
 * by entries: `w^\top x_i` is the sum over k of `w[k]*x[i,k]`.
 */

/** The declared axes of a variable, each by its size. */
export type AxesOf = (name: string) => readonly string[] | undefined;

/** A part made of samples: its entries at given letters, along its rows and its columns. */
interface Sampled {
  readonly rank: 0 | 1 | 2;
  /** A vector that lies down. */
  readonly isRow?: boolean;
  readonly at: (...letters: readonly string[]) => Expression;
}

type Part = { readonly plain: Expression } | Sampled;

const MOST_PARTS = 500;

export interface WithoutSamples {
  readonly expression: Expression;
  /** The letters of its entries, where it is an array that only its entries tell. */
  readonly letters: readonly string[];
}

/** The expression without samples; as it is where there are none. */
export function withoutSamples(
  root: Expression,
  axesOf: AxesOf,
  ranges: readonly SummationRange[],
  onChoice: (choice: Choice) => void,
): Result<WithoutSamples> {
  const order = postorder(root);
  const isSample = (e: Expression): boolean =>
    e.kind === "entry" &&
    e.indices.length === 1 &&
    e.operand.kind === "name" &&
    axesOf(e.operand.name)?.length === 2;
  const first = order.find(isSample);
  if (!first) return success({ expression: root, letters: [] });
  if (order.length > MOST_PARTS) return failure(tooLong(first));
  return new Samples(order, axesOf, ranges, onChoice, isSample).rewrite(root);
}

/**
 * Undeclared names whose entries are used as vectors, so that they must be data matrices: `x` where
 * `x_i` is transposed, stands behind something transposed or behind a matrix, or in a norm.
 */
export function sampleNames(root: Expression, axesOf: AxesOf): ReadonlySet<string> {
  const names = new Set<string>();
  const look = (e: Expression | undefined): void => {
    if (e?.kind !== "entry" || e.operand.kind !== "name" || e.indices.length !== 1) return;
    if (typeof e.indices[0] === "string" && !axesOf(e.operand.name)) names.add(e.operand.name);
  };
  for (const node of postorder(root)) {
    if (node.kind === "transpose") addendsOf(node.operand).forEach(look);
    if (node.kind === "binary" && node.operator === "multiply") {
      const before = lastFactor(node.left);
      const isArray =
        before.kind === "transpose" ||
        (before.kind === "name" && isMatrixName(before.name, axesOf));
      if (isArray) addendsOf(node.right).forEach(look);
    }
    if (node.kind === "call" && isVectorNorm(node.callee)) {
      for (const addend of addendsOf(node.arguments[0]!)) {
        // `\\sum_i \\alpha_i x_i` in a norm is a vector, so that its last factor is one.
        look(addend.kind === "sum" ? lastFactor(addend.body) : addend);
      }
    }
    if (node.kind === "call" && node.callee === Sign.inner) node.arguments.forEach(look);
  }
  return names;
}

/**
 * One term of the sums, with a vector for each sample of these names, as `x_i`: it has the shapes
 * that the whole has.
 */
export function withVectorsForSamples(
  root: Expression,
  names: ReadonlySet<string>,
): { readonly expression: Expression; readonly vectors: ReadonlyMap<string, string> } {
  const vectors = new Map<string, string>();
  const expression = fold<Expression>(root, (node, parts) => {
    const [operand] = parts;
    if (node.kind === "sum") return operand!;
    const isSample = node.kind === "entry" && node.indices.length === 1 && operand?.kind === "name";
    if (!isSample || !names.has(operand.name)) return withParts(node, parts);
    const vector = `${operand.name}_${node.indices[0]}`;
    vectors.set(vector, operand.name);
    return B.name(vector);
  });
  return { expression, vectors };
}

/** Declared as a matrix, or undeclared and written with a capital. */
function isMatrixName(name: string, axesOf: AxesOf): boolean {
  const axes = axesOf(name);
  return axes ? axes.length === 2 : /^[A-Z]/.test(name);
}

function lastFactor(e: Expression): Expression {
  let last = e;
  while (last.kind === "binary" && last.operator === "multiply") last = last.right;
  return last;
}

function addendsOf(root: Expression): Expression[] {
  const addends: Expression[] = [];
  const open = [root];
  while (open.length > 0) {
    const e = open.pop()!;
    const isSum = e.kind === "binary" && (e.operator === "add" || e.operator === "subtract");
    if (isSum) open.push(e.left, e.right);
    else if (e.kind === "negate") open.push(e.operand);
    else addends.push(e);
  }
  return addends;
}

function isVectorNorm(callee: string): boolean {
  return callee === "norm" || callee === "norm2" || callee === Sign.norm2;
}

class Samples {
  private readonly axesOf: AxesOf;
  private readonly ranges: readonly SummationRange[];
  private readonly onChoice: (choice: Choice) => void;
  private readonly isSample: (e: Expression) => boolean;
  private readonly taken: Set<string>;
  private readonly told = new Set<string>();
  private problem: Problem | undefined;

  constructor(
    order: readonly Expression[],
    axesOf: AxesOf,
    ranges: readonly SummationRange[],
    onChoice: (choice: Choice) => void,
    isSample: (e: Expression) => boolean,
  ) {
    this.axesOf = axesOf;
    this.ranges = ranges;
    this.onChoice = onChoice;
    this.isSample = isSample;
    this.taken = new Set(
      order.flatMap((e) => {
        if (e.kind === "name") return [e.name, ...(axesOf(e.name) ?? [])];
        const own = e.kind === "entry" || e.kind === "sum" ? e.indices : [];
        return own.map(String);
      }),
    );
  }

  rewrite(root: Expression): Result<WithoutSamples> {
    const whole = fold<Part>(root, (node, parts) => this.part(node, parts));
    if (this.problem) return failure(this.problem);
    if ("plain" in whole) return success({ expression: whole.plain, letters: [] });
    if (whole.isRow) return failure(this.unclear(root));
    const letters = Array.from({ length: whole.rank }, () => this.letter());
    if (letters.length > 0) {
      const reading = `the entries of the whole are numbered ${letters.join(", ")}`;
      this.onChoice({ span: root.span ?? { from: 0, to: 0 }, reading });
    }
    return success({ expression: whole.at(...letters), letters });
  }

  private part(node: Expression, parts: readonly Part[]): Part {
    if (this.isSample(node)) return this.sample(node);
    if (parts.every((part) => "plain" in part)) {
      const plain = parts.map((part) => (part as { plain: Expression }).plain);
      return { plain: withParts(node, plain) };
    }
    const sampled = parts.map((part) => ("plain" in part ? this.sampledOf(part.plain) : part));
    const made = sampled.includes(undefined) ? undefined : this.made(node, sampled as Sampled[]);
    if (made) return made;
    this.problem ??= this.unclear(node);
    return { plain: node };
  }

  /** `x_i`: the i-th row or column of x, as a column. */
  private sample(node: Expression): Part {
    if (node.kind !== "entry" || node.operand.kind !== "name") return { plain: node };
    const { operand } = node;
    const index = node.indices[0]!;
    const [rows, columns] = this.axesOf(operand.name)!;
    const range = this.ranges.find(({ letter }) => letter === index)?.size;
    const isColumn = range !== undefined && range === columns && range !== rows;
    const text = `${operand.name}_${index}`;
    if (!this.told.has(text)) {
      this.told.add(text);
      this.onChoice({
        span: node.span ?? { from: 0, to: 0 },
        reading: `${text} is ${isColumn ? "column" : "row"} ${index} of ${operand.name}, as a column`,
        otherwise: `two indices for an entry of ${operand.name}`,
      });
    }
    return {
      rank: 1,
      at: (k) => B.entry(operand, isColumn ? [k, index] : [index, k]),
    };
  }

  /** A part without samples by its entries; undefined where its shape is not plain to see. */
  private sampledOf(plain: Expression): Sampled | undefined {
    const shape = this.shapeOf(plain);
    if (shape === undefined) return undefined;
    if (shape === "scalar") return { rank: 0, at: () => plain };
    if (shape === "matrix") return { rank: 2, at: (i, j) => entryOf(plain, [i, j]) };
    if (plain.kind === "binary" && plain.operator === "multiply") {
      // A number times a vector, `y_i w^\top`: the number is no array to take an entry of.
      const [left, right] = [this.sampledOf(plain.left), this.sampledOf(plain.right)];
      if (left && right && (left.rank === 0 || right.rank === 0)) return this.product(left, right);
    }
    const base = shape === "row" && plain.kind === "transpose" ? plain.operand : plain;
    return { rank: 1, isRow: shape === "row", at: (k) => entryOf(base, [k]) };
  }

  private shapeOf(e: Expression): PlainShape {
    return fold<PlainShape>(e, (node, [a, b]) => {
      switch (node.kind) {
        case "number":
        case "delta":
        case "entry":
        case "sum":
          return "scalar";
        case "name":
          return (["scalar", "column", "matrix"] as const)[this.axesOf(node.name)?.length ?? 3];
        case "negate":
          return a;
        case "transpose":
          return a === "column" ? "row" : a === "row" ? "column" : a;
        case "binary":
          if (node.operator !== "multiply") return a === "scalar" ? b : a;
          if (a === "scalar") return b;
          if (b === "scalar") return a;
          if (a === "row" && b === "column") return "scalar";
          if (a === "row" && b === "matrix") return "row";
          return a === "matrix" && b === "column" ? "column" : a === "column" ? "matrix" : b;
        case "call": {
          return shapeOfCall(node.callee, a);
        }
        case "derivative":
          return undefined;
      }
    });
  }

  private letter(): string {
    const letter = freshLetter(this.taken);
    this.taken.add(letter);
    return letter;
  }

  private made(node: Expression, parts: readonly Sampled[]): Sampled | undefined {
    const [a, b] = parts as readonly [Sampled, Sampled | undefined];
    const mapped = (one: Sampled): Sampled => ({
      ...one,
      at: (...letters) =>
        withParts(
          node,
          parts.map((part) => (part.rank === 0 ? part.at() : part.at(...letters))),
        ),
    });
    switch (node.kind) {
      case "negate":
        return mapped(a);
      case "transpose":
        if (a.rank === 2) return { rank: 2, at: (i, j) => a.at(j, i) };
        return a.rank === 1 ? { ...a, isRow: a.isRow !== true } : a;
      case "sum":
        return a.rank === 0 ? mapped(a) : { ...a, at: (...l) => ({ ...node, body: a.at(...l) }) };
      case "binary":
        return node.operator === "multiply" ? this.product(a, b!) : entrywise(node, a, b!, mapped);
      case "call":
        if (parts.length === 2) return this.pair(node.callee, a, b!);
        return parts.length === 1 ? this.call(node.callee, a, mapped) : undefined;
      case "number":
      case "name":
      case "delta":
      case "entry":
      case "derivative":
        return undefined;
    }
  }

  private product(a: Sampled, b: Sampled): Sampled | undefined {
    const times = (x: Expression, y: Expression): Expression => B.binary("multiply", x, y);
    if (a.rank === 0) return { ...b, at: (...l) => times(a.at(), b.at(...l)) };
    if (b.rank === 0) return { ...a, at: (...l) => times(a.at(...l), b.at()) };
    const summed = (f: (k: string) => Expression): Expression => {
      const k = this.letter();
      return B.sum([k], f(k));
    };
    if (a.rank === 1 && b.rank === 1) {
      if (a.isRow && !b.isRow) return { rank: 0, at: () => summed((k) => times(a.at(k), b.at(k))) };
      if (!a.isRow && b.isRow) return { rank: 2, at: (i, j) => times(a.at(i), b.at(j)) };
      return undefined;
    }
    if (a.rank === 2 && b.rank === 1 && !b.isRow) {
      return { rank: 1, at: (i) => summed((k) => times(a.at(i, k), b.at(k))) };
    }
    if (a.rank === 1 && a.isRow && b.rank === 2) {
      return { rank: 1, isRow: true, at: (j) => summed((k) => times(a.at(k), b.at(k, j))) };
    }
    if (a.rank === 2 && b.rank === 2) {
      return { rank: 2, at: (i, j) => summed((k) => times(a.at(i, k), b.at(k, j))) };
    }
    return undefined;
  }

  /** `\\langle w, x_i\\rangle`, `w \\cdot x_i` */
  private pair(callee: string, a: Sampled, b: Sampled): Sampled | undefined {
    const isVectors = a.rank === 1 && b.rank === 1 && !a.isRow && !b.isRow;
    if ((callee === Sign.inner || callee === Sign.dot || callee === "dot") && isVectors)
      return this.product({ ...a, isRow: true }, b);
    const isNumber = a.rank === 0 || b.rank === 0;
    return isNumber && (callee === Sign.dot || callee === Sign.cross)
      ? this.product(a, b)
      : undefined;
  }

  private call(callee: string, a: Sampled, mapped: (one: Sampled) => Sampled): Sampled | undefined {
    if (callee === "tr" && a.rank === 2) {
      const k = this.letter();
      return { rank: 0, at: () => B.sum([k], a.at(k, k)) };
    }
    if (isVectorNorm(callee) && a.rank === 1) {
      const square = (k: string): Expression => B.binary("power", a.at(k), B.number(2));
      const k = this.letter();
      return { rank: 0, at: () => B.call("sqrt", B.sum([k], square(k))) };
    }
    const isMap = functionNamed(callee)?.overloads[0]?.kind === "entrywise";
    return isMap || callee === Sign.exponential || a.rank === 0 ? mapped(a) : undefined;
  }

  private unclear(node: Expression): Problem {
    return {
      code: "sample",
      message:
        "Here an index picks a row out of a matrix, and what is made of it is not understood.",
      ...(node.span && { span: node.span }),
      remedy:
        "Write the sum over the samples with the whole matrix, as in \\lVert X w - y \\rVert^2.",
    };
  }
}

function entrywise(
  node: Expression & { readonly kind: "binary" },
  a: Sampled,
  b: Sampled,
  mapped: (one: Sampled) => Sampled,
): Sampled | undefined {
  if (a.rank === 0 && b.rank === 0) return mapped(a);
  if (b.rank === 0) return node.operator === "power" ? undefined : mapped(a);
  if (a.rank === 0) return node.operator === "divide" ? undefined : mapped(b);
  const isAligned = (a.isRow === true) === (b.isRow === true);
  return a.rank === b.rank && isAligned ? mapped(a) : undefined;
}

type PlainShape = "scalar" | "column" | "row" | "matrix" | undefined;

/** The shape of a function's value by that of its first argument. */
function shapeOfCall(callee: string, argument: PlainShape): PlainShape {
  if (SCALAR_SIGNS.has(callee)) return "scalar";
  if (callee === Sign.exponential) return argument;
  const overloads = functionNamed(callee)?.overloads ?? [];
  if (overloads.length === 0) return undefined;
  const results = overloads.map((overload) =>
    overload.kind === "entrywise" ? "same" : overload.signature.replace(/^.*->\s*/, ""),
  );
  if (results[0] === "same") return argument;
  if (results.every((result) => result === "scalar")) return "scalar";
  return results.some((result) => result === "matrix(n,n)") ? argument : undefined;
}

const SCALAR_SIGNS: ReadonlySet<string> = new Set([
  Sign.bars,
  Sign.logBars,
  Sign.powerOfBars,
  Sign.norm2,
  Sign.norm1,
]);

function entryOf(e: Expression, indices: readonly string[]): Expression {
  return e.kind === "transpose" && indices.length === 2
    ? B.entry(e.operand, [...indices].reverse())
    : B.entry(e, indices);
}

function freshLetter(taken: ReadonlySet<string>): string {
  for (let round = 0; ; round++) {
    for (const letter of "pqrskl") {
      const name = round === 0 ? letter : `${letter}${round}`;
      if (!taken.has(name)) return name;
    }
  }
}

function tooLong(node: Expression): Problem {
  return {
    code: "stopped",
    message: "The expression is too long for an index that picks a row out of a matrix.",
    ...(node.span && { span: node.span }),
    remedy: "Write it with the whole matrix.",
  };
}
