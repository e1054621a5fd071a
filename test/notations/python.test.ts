import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findNumpy } from "../../tools/find-numpy.mjs";
import type { DerivativeProblem } from "../../src/answers/answer.ts";
import { derive } from "../../src/answers/derive.ts";
import { pythonFunction } from "../../src/answers/python-function.ts";
import { symbol } from "../../src/dimensions/dimension.ts";
import { elaborate } from "../../src/elaboration/elaborate.ts";
import { arrayOver, evaluate } from "../../src/evaluation/evaluate.ts";
import { floats } from "../../src/evaluation/systems.ts";
import type { FunctionDefinition, Overload } from "../../src/functions/definition.ts";
import { members } from "../../src/functions/members.ts";
import { parseSignature } from "../../src/functions/signature.ts";
import { CannotWrite } from "../../src/notations/notation.ts";
import { plain } from "../../src/notations/plain.ts";
import { python, pythonName } from "../../src/notations/python.ts";
import * as B from "../../src/syntax/build.ts";
import type { Expression } from "../../src/syntax/expression.ts";

const SCRIPT = new URL("run_numpy.py", import.meta.url).pathname;

interface Case {
  readonly id: string;
  readonly function: string;
  readonly answer: string;
  readonly let: readonly (readonly [name: string, text: string])[];
  readonly shapes: Readonly<Record<string, readonly string[]>>;
  readonly wrt: string;
  readonly form: string;
}

/** The first derivative as Python, and what NumPy must know to try it; undefined where there is none. */
function caseOf(problem: DerivativeProblem): Case | undefined {
  const result = derive(problem, { notations: ["python"] });
  if (result.status !== "ok") throw new Error(`${problem.expr}: ${result.problem.message}`);
  const { display, form, variables, wrt } = result;
  const [of, answer] = [display?.function?.more?.["python"], display?.answer.more?.["python"]];
  const names = display?.names ?? [];
  const means = names.map(({ name, means: { more } }) => [name, more?.["python"] ?? ""] as const);
  if (of === undefined || answer === undefined || means.some(([, text]) => text === "")) {
    return undefined;
  }
  const shapes = Object.fromEntries(variables.map(({ name, shape }) => [pythonName(name), shape]));
  const id = `${problem.expr} by ${wrt}`;
  return { id, function: of, answer, let: means, shapes, wrt: pythonName(wrt), form };
}

/** What NumPy finds wrong. */
function faults(cases: readonly (Case | ValueCase)[]): unknown {
  const { stdout, stderr } = spawnSync(findNumpy(), ["-B", SCRIPT], {
    input: JSON.stringify(cases),
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  return stdout === "" ? stderr : JSON.parse(stdout);
}

/** Whole powers that are letters need whole numbers, and facts need values that have them. */
function isPlainProblem(problem: DerivativeProblem): boolean {
  const { props, structure, order, wrt2, form } = problem;
  const isFirst = (order ?? 1) === 1 && wrt2 === undefined && form !== "hessian";
  return props === undefined && structure === undefined && isFirst;
}

describe("NumPy agrees with", () => {
  test.each(["seed", "cookbook", "sympy", "wikipedia", "realworld"])("%s", (corpus) => {
    const lines = readFileSync(new URL(`../corpus/${corpus}.jsonl`, import.meta.url), "utf8");
    const problems = lines
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as DerivativeProblem & { answer?: unknown })
      .map(({ answer: _answer, ...problem }) => problem)
      .filter(isPlainProblem);
    const cases = problems.flatMap((problem) => caseOf(problem) ?? []);
    console.log(`${corpus}: ${cases.length} of ${problems.length} as Python`);
    expect(cases.length).toBeGreaterThan(0.85 * problems.length);
    expect(faults(cases)).toEqual([]);
  });
});

const SIZES: Readonly<Record<string, number>> = { n: 3, m: 2, p: 4, q: 5 };

/** A number that is neither the same everywhere nor outside of any domain. */
function numberAt(place: number): number {
  return 0.3 + ((place * 37) % 61) / 100;
}

function nested(shape: readonly number[], from: number): unknown {
  const [size, ...rest] = shape;
  if (size === undefined) return numberAt(from);
  const step = rest.reduce((a, b) => a * b, 1);
  return Array.from({ length: size }, (_, k) => nested(rest, from + k * step));
}

function flat(array: unknown): number[] {
  return Array.isArray(array) ? array.flatMap(flat) : [array as number];
}

/** A call of an overload at names, with arrays for them. */
function callOf(name: string, overload: Overload): ValueCase {
  const parameters =
    overload.kind === "entrywise"
      ? overload.parameters.map((parameter) => ({ name: parameter, kind: "vector", sizes: ["n"] }))
      : parseSignature(overload.signature).parameters;
  const arrays = parameters.filter(({ kind }) => kind !== "dimension");
  const values = Object.fromEntries(
    arrays.map(({ name: own, kind, sizes }, k): [string, unknown] => [
      own,
      kind === "whole"
        ? 3
        : nested(
            sizes.map((size) => SIZES[size]!),
            10 * k,
          ),
    ]),
  );
  const declarations = new Map(
    arrays.map(({ name: own, sizes }) => [own, { axes: sizes.map(symbol) }] as const),
  );
  const typed = B.call(name, ...parameters.map((parameter) => B.name(parameter.name)));
  const elaborated = elaborate(typed, { declarations, functions: new Set() });
  if (!elaborated.ok) throw new Error(`${name}: ${elaborated.problem.message}`);
  const { expression } = elaborated.value;
  const point = {
    values: new Map(
      arrays.map(({ name: own, sizes }) => [
        own,
        { shape: sizes.map((size) => SIZES[size]!), data: flat(values[own]) },
      ]),
    ),
    sizes: new Map(Object.entries(SIZES)),
  };
  const value = arrayOver(evaluate(expression, point, floats), [], []);
  const ranks = new Map(arrays.map(({ name: own, sizes }) => [own, sizes.length]));
  const text = python.write(expression, { arrays: { ranks, letters: new Map() } });
  const take = (shape: readonly number[], from: number): unknown => {
    const [size, ...rest] = shape;
    if (size === undefined) return value.data[from];
    const step = rest.reduce((a, b) => a * b, 1);
    return Array.from({ length: size }, (_, k) => take(rest, from + k * step));
  };
  return { id: `${name} as ${text}`, text, values, sizes: SIZES, expected: take(value.shape, 0) };
}

interface ValueCase {
  readonly id: string;
  readonly text: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly sizes: Readonly<Record<string, number>>;
  readonly expected: unknown;
}

test("every function has the same value in NumPy", () => {
  const cases = (members as readonly FunctionDefinition[]).flatMap((definition) =>
    definition.overloads
      .slice(0, overloadsIn(definition))
      .map((overload) => callOf(definition.name, overload)),
  );
  expect(cases.length).toBeGreaterThan(members.length);
  expect(faults(cases)).toEqual([]);
});

/** All of them, or as many as the list has; an operator has its own words. */
function overloadsIn({ numpy, overloads, operator, name }: FunctionDefinition): number {
  if (operator) return 0;
  if (numpy === undefined) throw new Error(`${name} has no words for NumPy`);
  return typeof numpy === "string" ? overloads.length : numpy.length;
}

test.each([
  ["2*A'*(A*x - b)", "2 * A.T @ (A @ x - b)"],
  ["x*y'", "np.outer(x, y)"],
  ["x'*A*x", "x @ A @ x"],
  ["-A*x/2", "-A @ x / 2"],
  ["x.^2./y", "x ** 2 / y"],
  ["A^-1", "np.linalg.matrix_power(A, -1)"],
  ["lambda*x", "lambda_ * x"],
  ["(1/3)*x + y.^0.5", "1 / 3 * x + y ** 0.5"],
  ["log(x'*x)", "np.log(x @ x)"],
  ["x/(1 + exp(-(x'*y)))", "x / (1 + np.exp(-x @ y))"],
  ["kron(x, A)", "np.kron(x[:, None], A)"],
  ["kron(x, y')", "np.kron(x[:, None], y[None, :])"],
])("%s", (text, expected) => {
  const read = plain.read(text);
  if (!read.ok) throw new Error(read.problem.message);
  const ranks = new Map([
    ["A", 2],
    ["x", 1],
    ["y", 1],
    ["b", 1],
    ["lambda", 0],
  ]);
  expect(python.write(read.value, { arrays: { ranks, letters: new Map() } })).toBe(expected);
});

test("what NumPy has no words for is refused, not written wrong", () => {
  const refused: readonly Expression[] = [
    B.call("f", B.name("x")),
    B.call("ones"),
    B.binary("multiply", B.name("x"), B.name("x")),
    { kind: "derivative", body: B.name("y"), by: B.name("x") },
    { kind: "delta", left: "i", right: "j" },
  ];
  const arrays = { ranks: new Map([["x", 1]]), letters: new Map<string, string>() };
  for (const e of refused) expect(() => python.write(e, { arrays })).toThrow(CannotWrite);
});

test("functions of Python run, and give what they say", () => {
  const problems: readonly DerivativeProblem[] = [
    { expr: "norm2(A*x - b)^2", wrt: "x" },
    { expr: "W*x", wrt: "W" },
    { expr: "sum(lambda*x)/n", wrt: "x", vars: { x: ["n"], lambda: [] } },
    { expr: "gelu(x)", wrt: "x" },
    { expr: "a'*x", wrt: "x" },
    { expr: "y'*A*x", wrt: "x", form: "row" },
    { expr: "2*x", wrt: "x" },
  ];
  const programs = problems.map((problem) => {
    const result = derive(problem, { notations: ["python"] });
    return result.status === "ok" ? pythonFunction(result) : undefined;
  });
  expect(programs[0]).toBe(`import numpy as np


def gradient(A, x, b):
    """The gradient of norm2(A*x - b)^2 by x, an array of shape (m,).

    A: (n, m), x: (m,), b: (n,)
    """
    return 2 * A.T @ (A @ x - b)
`);
  const call = `
import inspect
made = gradient if "gradient" in dir() else jacobian if "jacobian" in dir() else derivative
sizes = {"n": 3, "m": 2, "p": 4}
shapes = eval("dict(" + made.__doc__.split("\\n")[2].replace(": ", "=").replace("a number", "()") + ")", sizes)
got = made(**{name: np.ones(shapes[name]) if name in shapes else sizes[name] for name in inspect.signature(made).parameters})
print(np.shape(got) == eval(made.__doc__.split("shape ")[1].split(".")[0], sizes))
`;
  for (const program of programs) {
    const { stdout, stderr } = spawnSync(findNumpy(), ["-c", `${program}${call}`], {
      encoding: "utf8",
    });
    expect(stderr + stdout).toBe("True\n");
  }
});
