import * as B from "../syntax/build.ts";
import type { Expression } from "../syntax/expression.ts";

/** The shape of an argument without its sizes. */
export type ArgumentShape = "scalar" | "column" | "row" | "matrix" | "tensor";

/**
 * A sign that means different things of different shapes, as |X| does. A reader that cannot know the
 * shapes makes a call of it; elaboration, which can, replaces the call by what it means.
 */
export interface OverloadedSign {
  /** Can be typed in no notation, so that it collides with no function. */
  readonly name: string;
  /** How it is told: `|X|`. */
  readonly shown: string;
  /** What it means of arguments of these shapes; undefined where it means nothing. */
  readonly meaning: (
    args: readonly Expression[],
    shapes: readonly ArgumentShape[],
  ) => Meaning | undefined;
  /** What it means where nothing is known of the shapes. */
  readonly usual: (args: readonly Expression[]) => Expression;
  /** Where it means nothing, that is said, and no other shapes are looked for. */
  readonly refuses?: true;
  /** What to type where it means nothing. */
  readonly remedy: string;
}

export interface Meaning {
  /** Made of the arguments. */
  readonly expression: Expression;
  /** Why so, to be told where another reading is possible. */
  readonly because?: string;
  /** The other reading, and how to type it in LaTeX. */
  readonly otherwise?: { readonly expression: Expression; readonly latex: string };
}

function dotOrTrace(
  [left, right]: readonly Expression[],
  shapes: readonly ArgumentShape[],
): Expression | undefined {
  if (shapes.every((shape) => shape === "scalar")) return B.binary("multiply", left!, right!);
  if (shapes.every((shape) => shape === "column")) {
    return B.binary("multiply", B.transpose(left!), right!);
  }
  if (shapes.every((shape) => shape === "matrix")) {
    return B.call("tr", B.binary("multiply", B.transpose(left!), right!));
  }
  return undefined;
}

const inner: OverloadedSign = {
  name: "<,>",
  shown: "the inner product",
  meaning: (args, shapes) => {
    const expression = dotOrTrace(args, shapes);
    return expression && { expression };
  },
  usual: ([a, b]) => B.call("tr", B.binary("multiply", B.transpose(a!), b!)),
  remedy: "An inner product takes two vectors or two matrices.",
};

const bars: OverloadedSign = {
  name: "|.|",
  shown: "|X|",
  meaning: ([x], [shape]) => {
    const [det, abs] = [B.call("det", x!), B.call("abs", x!)];
    if (shape === "matrix") {
      const otherwise = { expression: abs, latex: "\\operatorname{abs}" };
      return { expression: det, because: "it is a matrix", otherwise };
    }
    if (shape === "scalar") return { expression: abs };
    if (shape === "tensor") return undefined;
    const otherwise = { expression: B.call("norm2", x!), latex: "\\lVert \\rVert_2" };
    return { expression: abs, because: "it is a vector: of each entry", otherwise };
  },
  usual: ([x]) => B.call("abs", x!),
  remedy: "Bars stand about a number, a vector or a square matrix.",
};

const logBars: OverloadedSign = {
  name: "log|.|",
  shown: "log|X|",
  meaning: ([x], [shape]) => {
    const abs = B.call("log", B.call("abs", x!));
    if (shape !== "matrix") return { expression: abs };
    const otherwise = { expression: abs, latex: "\\log(\\operatorname{abs})" };
    return { expression: B.call("logdet", x!), because: "it is a matrix", otherwise };
  },
  usual: ([x]) => B.call("log", B.call("abs", x!)),
  remedy: "Bars stand about a number, a vector or a square matrix.",
};

/** `|x|^2` */
const powerOfBars: OverloadedSign = {
  name: "|.|^k",
  shown: "|X|^k",
  meaning: ([x, k], [shape]) => {
    if (shape === "tensor") return undefined;
    const callee = shape === "matrix" ? "det" : shape === "scalar" ? "abs" : "norm2";
    const expression = B.binary("power", B.call(callee, x!), k!);
    if (shape === "scalar") return { expression };
    const because = shape === "matrix" ? "it is a matrix" : "it is a vector, which has no powers";
    return { expression, because };
  },
  usual: ([x, k]) => B.binary("power", B.call("abs", x!), k!),
  remedy: "Bars stand about a number, a vector or a square matrix.",
};

/** `a \cdot b` */
const centredDot: OverloadedSign = {
  name: ".",
  shown: "the dot",
  meaning: ([a, b], shapes) => {
    const product = B.binary("multiply", a!, b!);
    if (!shapes.every((shape) => shape === "column")) return { expression: product };
    const expression = B.binary("multiply", B.transpose(a!), b!);
    const otherwise = { expression: B.binary("hadamard", a!, b!), latex: "\\odot" };
    return { expression, because: "both are vectors", otherwise };
  },
  usual: ([a, b]) => B.binary("multiply", a!, b!),
  remedy: "Write a product.",
};

/** `a \times b` */
const cross: OverloadedSign = {
  name: "x",
  shown: "the cross",
  meaning: ([a, b], shapes) =>
    shapes.every((shape) => shape === "column" || shape === "row")
      ? undefined
      : { expression: B.binary("multiply", a!, b!) },
  usual: ([a, b]) => B.binary("multiply", a!, b!),
  refuses: true,
  remedy: "The cross product of two vectors is not understood; write a dot product as a^\\top b.",
};

/** `e^{x}`: of a square matrix it would be the matrix exponential. */
const exponential: OverloadedSign = {
  name: "e^.",
  shown: "e^x",
  meaning: ([x], [shape]) =>
    shape === "matrix" || shape === "tensor" ? undefined : { expression: B.call("exp", x!) },
  usual: ([x]) => B.call("exp", x!),
  refuses: true,
  remedy:
    "e to the power of a matrix is the matrix exponential, which is not known here; write \\exp(X) for exp of each entry.",
};

/** `tr log M`: of a square matrix the matrix logarithm is meant, which is no function of entries. */
const traceOfMap: OverloadedSign = {
  name: "tr f(.)",
  shown: "the trace of a function of a matrix",
  meaning: ([x], [shape]) => (shape === "matrix" ? undefined : { expression: B.call("tr", x!) }),
  usual: ([x]) => B.call("tr", x!),
  refuses: true,
  remedy:
    "In a trace, log and exp are functions of the whole matrix, which are not known here; write \\log\\det(M) for tr log M.",
};

/** `x^T` with a variable T. */
const powerOfT: OverloadedSign = {
  name: "^T",
  shown: "x^T",
  meaning: ([x, t], [base, exponent]) => {
    const power = B.binary("power", x!, t!);
    const transpose = B.transpose(x!);
    if (exponent === "scalar" && base === "scalar") {
      const otherwise = { expression: transpose, latex: "^\\top" };
      return { expression: power, because: "T is a number here", otherwise };
    }
    return { expression: transpose, because: "no other reading fits" };
  },
  usual: ([x, t]) => B.binary("power", x!, t!),
  remedy: "Write ^\\top for the transpose.",
};

/** `‖X‖₂` of a matrix: matrixcalculus.org's, entry by entry, not the largest singular value. */
const norm2: OverloadedSign = entryNorm("2", "norm2", "the spectral norm");
const norm1: OverloadedSign = entryNorm("1", "norm1", "the largest column sum");

function entryNorm(order: string, callee: string, other: string): OverloadedSign {
  const usual = ([x]: readonly Expression[]): Expression => B.call(callee, x!);
  return {
    name: `||.||_${order}`,
    shown: `the ${order}-norm`,
    meaning: (args, [shape]) =>
      shape === "matrix"
        ? {
            expression: usual(args),
            because: `it is taken of the entries; ${other} is not known here`,
          }
        : { expression: usual(args) },
    usual,
    remedy: "A norm takes a vector or a matrix.",
  };
}

/** `\lVert x \rVert`, which of vectors and matrices is the same thing: of the entries. */

const signs = [
  inner,
  bars,
  logBars,
  powerOfBars,
  centredDot,
  cross,
  exponential,
  traceOfMap,
  powerOfT,
  norm2,
  norm1,
] as const;

export const Sign = {
  inner: inner.name,
  bars: bars.name,
  logBars: logBars.name,
  powerOfBars: powerOfBars.name,
  dot: centredDot.name,
  cross: cross.name,
  exponential: exponential.name,
  traceOfMap: traceOfMap.name,
  powerOfT: powerOfT.name,
  norm2: norm2.name,
  norm1: norm1.name,
} as const;

const byName = new Map<string, OverloadedSign>(signs.map((sign) => [sign.name, sign]));

/** The overloaded sign that a call is of, or undefined for a function. */
export function overloadedSign(callee: string): OverloadedSign | undefined {
  return byName.get(callee);
}
