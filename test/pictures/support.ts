import { readProblem } from "../../src/answers/read-any.ts";
import type { ReadProblem } from "../../src/answers/read-problem.ts";
import { lowerProblem } from "../../src/answers/derivative.ts";
import { sizeOf } from "../../src/dimensions/dimension.ts";
import { fullDerivative } from "../../src/evaluation/directional.ts";
import type { Point } from "../../src/evaluation/evaluate.ts";
import { floatEntries, type Range, samplePoint } from "../../src/evaluation/sample.ts";
import { floats } from "../../src/evaluation/systems.ts";
import type { DerivativeProblem, Picture, PictureOptions, Pictures } from "../../src/index.ts";
import { pictures } from "../../src/index.ts";
import { randomFrom } from "../../src/numbers/random.ts";
import { NoValue, type Tensor } from "../../src/numbers/system.ts";

/** Problems of every kind that has pictures. */
export const PROBLEMS: readonly DerivativeProblem[] = [
  { expr: "W*x", wrt: "x" },
  { expr: "W*x", wrt: "W" },
  { expr: "y'*A*x", wrt: "x" },
  { expr: "x'*A*x", wrt: "x" },
  { expr: "A*X*B", wrt: "X" },
  { expr: "softmax(W*x+b)", wrt: "x" },
  { expr: "-t'*log(softmax(W*x+b))", wrt: "x" },
  { expr: "kron(eye(2),A)*x", wrt: "x", vars: { A: ["n", "m"] } },
  { expr: "kron(eye(2),A)", wrt: "A" },
  { expr: "x.^2", wrt: "x" },
  { expr: "norm2(A*x-b)^2 + c'*x", wrt: "x" },
  { expr: "max(x)", wrt: "x" },
  { expr: "inv(X)", wrt: "X" },
  { expr: "tr(A*X)", wrt: "X" },
  { expr: "A*tanh(B*tanh(C*x+b)+x)+x", wrt: "x" },
  { expr: "sum(x)/n", wrt: "x", vars: { x: ["n"] } },
  { expr: "diag(x)*A", wrt: "x" },
  { expr: "a*b", wrt: "a", vars: { a: [], b: [] } },
  { expr: "relu(x)", wrt: "x" },
  { expr: "X'*X", wrt: "X" },
  { expr: "A[i,k]*x[k]", wrt: "x" },
  { expr: "f.(A*x)", wrt: "x", declare: ["f: function"] },
  { expr: "x*y'", wrt: "x", vars: { x: ["n", 1], y: ["m"] } },
];

export function drawn(problem: DerivativeProblem, options: PictureOptions = {}): Pictures {
  const result = pictures(problem, options);
  if (result.status !== "ok") throw new Error(result.problem.message);
  return result;
}

export function onlyPicture(problem: DerivativeProblem, options: PictureOptions): Picture {
  return drawn(problem, options).pictures[0]!;
}

export function read(problem: DerivativeProblem): ReadProblem {
  const result = readProblem(problem);
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

const RANGES: readonly Range[] = ["mixed", "positive", "around-one", "small"];

/** Points in doubles at given sizes where the derivative has a value, with the derivative. */
export function derivativesAt(
  problem: DerivativeProblem,
  sizes: ReadonlyMap<string, number>,
  count: number,
): { readonly point: Point<number>; readonly d: Tensor<number> }[] {
  const { elaboration, properties, free, wrt, structure } = read(problem);
  const { sides } = lowerProblem(read(problem));
  const letterSizes = new Map(free.map((letter, k) => [letter, sizeOf(sides[k]!.size, sizes)]));
  const random = randomFrom(777);
  const found: { point: Point<number>; d: Tensor<number> }[] = [];
  for (let tries = 0; tries < 4 * count && found.length < count; tries++) {
    const source = floatEntries(random, RANGES[tries % 4]);
    const values = samplePoint(elaboration.variables, properties, sizes, source);
    if (!values) break;
    const point = { values, sizes, letterSizes };
    const about = {
      f: elaboration.expression,
      ...(free.length > 0 && { free }),
      ...(structure && { structure }),
      wrt,
      order: 1,
    };
    try {
      found.push({ point, d: fullDerivative(about, point, floats) });
    } catch (error) {
      if (!(error instanceof NoValue)) throw error;
    }
  }
  return found;
}

/** Where in data with the last axis fastest the k-th entry stands, matrices column by column. */
export function placesInVecOrder(shape: readonly number[]): number[] {
  if (shape.length !== 2) {
    return Array.from({ length: shape.reduce((all, size) => all * size, 1) }, (_, k) => k);
  }
  const [n, m] = shape as [number, number];
  return Array.from({ length: n * m }, (_, k) => (k % n) * m + Math.floor(k / n));
}
