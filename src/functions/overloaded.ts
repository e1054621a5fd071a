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
  /** Of a sign that refuses: it is a hint that the parts of its argument are vectors. */
  readonly suggestsVectors?: true;
  /** What to type where it means nothing. */
  readonly remedy: string;
  /** What may be meant then, to be offered in the notation that was typed. */
  readonly instead?: (args: readonly Expression[]) => Expression;
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
    if (shapes[0] === "column" && shapes[1] === "matrix") {
      // `x \\cdot A x`: a dot sums over the sides that meet.
      const expression = B.binary("multiply", B.transpose(a!), b!);
      return { expression, because: "a dot sums over the sides that meet" };
    }
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
  remedy: "The cross product of two vectors is not understood.",
  instead: ([a, b]) => B.binary("multiply", B.transpose(a!), b!),
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

/** `tr(M log M)`: of a matrix its logarithm is meant, which is no function of entries. */
function mapInTrace(map: string): OverloadedSign {
  return {
    name: `tr ${map}`,
    shown: `\\${map} in a trace`,
    meaning: ([x], [shape]) => (shape === "matrix" ? undefined : { expression: B.call(map, x!) }),
    usual: ([x]) => B.call(map, x!),
    refuses: true,
    remedy: `In a trace, \\${map} is a function of the whole matrix, which is not known here; write \\log\\det(M) for tr log M, \\langle A, \\${map}(M)\\rangle for ${map} of each entry.`,
  };
}
const mapsInTrace = ["log", "exp", "sqrt"].map(mapInTrace);

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

/** `‖x‖₂`: of a matrix it is the largest singular value, and not the Frobenius norm. */
const norm2: OverloadedSign = {
  name: "||.||_2",
  shown: "the 2-norm",
  meaning: ([x], [shape]) =>
    shape === "matrix" || shape === "tensor" ? undefined : { expression: B.call("norm2", x!) },
  usual: ([x]) => B.call("norm2", x!),
  refuses: true,
  suggestsVectors: true,
  remedy:
    "The 2-norm of a matrix is the spectral norm, its largest singular value, which is not known here; the Frobenius norm is another one.",
  instead: ([x]) => B.call("normF", x!),
};

/** `‖X‖₁` of a matrix: as the lasso has it, and said, for it may be the largest column sum too. */
const norm1: OverloadedSign = {
  name: "||.||_1",
  shown: "the 1-norm",
  meaning: ([x], [shape]) => ({
    expression: B.call("norm1", x!),
    ...(shape === "matrix" && {
      because: "it is taken of the entries; the largest column sum is not known here",
    }),
  }),
  usual: ([x]) => B.call("norm1", x!),
  remedy: "A norm takes a vector or a matrix.",
};

const signs = [
  inner,
  bars,
  logBars,
  powerOfBars,
  centredDot,
  cross,
  exponential,
  ...mapsInTrace,
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
  powerOfT: powerOfT.name,
  norm2: norm2.name,
  norm1: norm1.name,
} as const;

/** The sign that a function of entries is inside a trace; undefined for a function that stays itself. */
export function signInTrace(callee: string): string | undefined {
  const name = `tr ${callee}`;
  return byName.has(name) ? name : undefined;
}

const byName = new Map<string, OverloadedSign>(signs.map((sign) => [sign.name, sign]));

/** The overloaded sign that a call is of, or undefined for a function. */
export function overloadedSign(callee: string): OverloadedSign | undefined {
  return byName.get(callee);
}
