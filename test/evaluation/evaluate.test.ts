import { describe, expect, it } from "vitest";
import { arrayOver, evaluate, type Point } from "../../src/evaluation/evaluate.ts";
import { Unevaluable } from "../../src/evaluation/layout.ts";
import { duals, floats, residues } from "../../src/evaluation/systems.ts";
import { plain } from "../../src/notations/plain.ts";
import { PRIMES } from "../../src/numbers/residues.ts";
import { NoValue, type Tensor } from "../../src/numbers/system.ts";
import * as build from "../../src/syntax/build.ts";
import type { Expression } from "../../src/syntax/expression.ts";

const tensor = (shape: readonly number[], ...data: readonly number[]): Tensor<number> => ({
  shape,
  data,
});

const point: Point<number> = {
  values: new Map([
    ["c", tensor([], 3)],
    ["x", tensor([3], 1, 2, 3)],
    ["y", tensor([2], 5, 7)],
    ["A", tensor([2, 3], 1, 2, 3, 4, 5, 6)],
    ["S", tensor([2, 2], 2, 1, 1, 3)],
    ["N", tensor([3, 1], 1, 2, 3)],
    ["u", tensor([1, 1], 4)],
    ["T", tensor([2, 3, 2], 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)],
  ]),
  sizes: new Map([
    ["n", 2],
    ["m", 3],
  ]),
};

function read(text: string): Expression {
  const result = plain.read?.(text, { variables: new Set(point.values.keys()) });
  if (!result?.ok) throw new Error(`${text}: ${result?.problem.message}`);
  return result.value;
}

function value(text: string, at: Point<number> = point): readonly [string, ...unknown[]] {
  const { kind, shape, letters, data } = evaluate(read(text), at, floats);
  return [kind, [...letters, ...shape].join(), data.map((x) => Math.round(x * 1e9) / 1e9 + 0)];
}

describe("matrix notation", () => {
  it.each([
    ["x'*x", "scalar", "", [14]],
    ["x*y'", "matrix", "3,2", [5, 7, 10, 14, 15, 21]],
    ["A*x", "column", "2", [14, 32]],
    ["y'*A", "row", "3", [33, 45, 57]],
    ["A*A'", "matrix", "2,2", [14, 32, 32, 77]],
    ["c*A + 1", "matrix", "2,3", [4, 7, 10, 13, 16, 19]],
    ["1 - x", "column", "3", [0, -1, -2]],
    ["x.*x./c", "column", "3", [1 / 3, 4 / 3, 3]],
    ["2.^x", "column", "3", [2, 4, 8]],
    ["x'.^2", "row", "3", [1, 4, 9]],
    ["S^2", "matrix", "2,2", [5, 5, 5, 10]],
    ["S^-1", "matrix", "2,2", [0.6, -0.2, -0.2, 0.4]],
    ["S^0", "matrix", "2,2", [1, 0, 0, 1]],
    ["S^(n - 1)", "matrix", "2,2", [2, 1, 1, 3]],
    ["(4*c - 3)^(1/2)", "scalar", "", [3]],
    ["c^(c - 1)", "scalar", "", [9]],
    ["A/c", "matrix", "2,3", [1, 2, 3, 4, 5, 6].map((k) => k / 3)],
    ["n*m + pi - pi", "scalar", "", [6]],
    ["N'*x", "column", "1", [14]],
    ["x + N", "matrix", "3,1", [2, 4, 6]],
    ["A/u", "matrix", "2,3", [0.25, 0.5, 0.75, 1, 1.25, 1.5]],
    ["A + u", "matrix", "2,3", [5, 6, 7, 8, 9, 10]],
    ["-(A')", "matrix", "3,2", [-1, -4, -2, -5, -3, -6]],
  ])("%s", (text, kind, shape, data) => {
    expect(value(text)).toEqual([kind, shape, data.map((x) => Math.round(x * 1e9) / 1e9)]);
  });
});

describe("functions", () => {
  it.each([
    ["sum(A)", "scalar", "", [21]],
    ["mean(A)", "scalar", "", [3.5]],
    ["rowsum(A)", "column", "2", [6, 15]],
    ["colsum(A)", "column", "3", [5, 7, 9]],
    ["tr(S)", "scalar", "", [5]],
    ["det(S)", "scalar", "", [5]],
    ["adj(S)", "matrix", "2,2", [3, -1, -1, 2]],
    ["diag(y)", "matrix", "2,2", [5, 0, 0, 7]],
    ["diag(S)", "column", "2", [2, 3]],
    ["vec(A)", "column", "6", [1, 4, 2, 5, 3, 6]],
    ["vec(x')", "column", "3", [1, 2, 3]],
    ["kron(y, x)", "column", "6", [5, 10, 15, 7, 14, 21]],
    ["kron(y', x')", "row", "6", [5, 10, 15, 7, 14, 21]],
    ["kron(y', x)", "matrix", "3,2", [5, 7, 10, 14, 15, 21]],
    ["kron(S, y)", "matrix", "4,2", [10, 5, 14, 7, 5, 15, 7, 21]],
    ["eye(n)", "matrix", "2,2", [1, 0, 0, 1]],
    ["ones(n)", "column", "2", [1, 1]],
    ["zeros(n, m)", "matrix", "2,3", [0, 0, 0, 0, 0, 0]],
    ["vector(c, n)", "column", "2", [3, 3]],
    ["matrix(c, 2, n)", "matrix", "2,2", [3, 3, 3, 3]],
    ["ones(n*m)'*kron(y, x)", "scalar", "", [72]],
    ["commutation(n, m)*vec(A) - vec(A')", "column", "6", [0, 0, 0, 0, 0, 0]],
    ["norm2(y)^2", "scalar", "", [74]],
    ["norm1(-y)", "scalar", "", [12]],
    ["normF(S)^2 - norm(S)^2", "scalar", "", [0]],
    ["max(A)", "scalar", "", [6]],
    ["dot(x, x')", "scalar", "", [14]],
    ["A*pinv(A)", "matrix", "2,2", [1, 0, 0, 1]],
    ["pinv(A')*A'", "matrix", "2,2", [1, 0, 0, 1]],
    ["logdet(S) - log(5)", "scalar", "", [0]],
    ["rowsum(softmax(A))", "column", "2", [1, 1]],
    ["logsumexp(x) - log(sum(exp(x)))", "scalar", "", [0]],
    ["exp(0*x')", "row", "3", [1, 1, 1]],
    ["inv(c)", "scalar", "", [Math.round(1e9 / 3) / 1e9]],
  ])("%s", (text, kind, shape, data) => {
    expect(value(text)).toEqual([kind, shape, data]);
  });
});

describe("index notation", () => {
  it.each([
    ["A[i,k]", "scalar", "i,k", [1, 2, 3, 4, 5, 6]],
    ["S[i,i]", "scalar", "i", [2, 3]],
    ["A[2,k]", "scalar", "k", [4, 5, 6]],
    ["A[2,3]", "scalar", "", [6]],
    ["(A*x)[i]*y[i]", "scalar", "i", [70, 224]],
    ["sum(k, A[i,k]*x[k])", "scalar", "i", [14, 32]],
    ["sum(i, sum(k, T[i,k,i]))", "scalar", "", [1 + 3 + 5 + 8 + 10 + 12]],
    ["sum(i, y[i]*sum(i, x[i]))", "scalar", "", [72]],
    ["x[i] + x[j]", "scalar", "i,j", [2, 3, 4, 3, 4, 5, 4, 5, 6]],
    ["sum(j, delta(i,j)*x[j])", "scalar", "i", [1, 2, 3]],
    ["sum(i, delta(i,i)*y[i])", "scalar", "", [12]],
    ["x[i]*delta(i,2)", "scalar", "i", [0, 2, 0]],
    ["delta(1,2) + delta(2,2)", "scalar", "", [1]],
    ["sum(i, exp(0*x[i])*2)", "scalar", "", [6]],
    ["inv(S)[i,j]*5", "scalar", "i,j", [3, -1, -1, 2]],
    ["sum(k, y[k]*S)", "matrix", "2,2", [24, 12, 12, 36]],
    ["sum(k, inv(y[k]*S))[1,1]", "scalar", "", [Math.round(1e9 * (0.12 + 0.6 / 7)) / 1e9]],
    ["(y[k]*S)[k,j]", "scalar", "k,j", [10, 5, 7, 21]],
    ["x[i]^2/x[i]", "scalar", "i", [1, 2, 3]],
  ])("%s", (text, kind, shape, data) => {
    expect(value(text)).toEqual([kind, shape, data]);
  });

  it("takes sizes that no array fixes from the point", () => {
    const sized = {
      ...point,
      letterSizes: new Map([
        ["i", 2],
        ["j", 2],
        ["k", 4],
      ]),
    };
    expect(value("delta(i,j)", sized)).toEqual(["scalar", "i,j", [1, 0, 0, 1]]);
    expect(value("sum(k, 1)", sized)).toEqual(["scalar", "", [4]]);
    expect(() => value("delta(i,j)")).toThrow(Unevaluable);
    expect(() => value("sum(k, 1)")).toThrow(Unevaluable);
  });

  it("contracts long chains without an array over all letters", () => {
    const letters = Array.from({ length: 25 }, (_, k) => `k${k}`);
    const chain = letters
      .slice(1)
      .map((letter, k) => build.entry(build.name("S"), [letters[k]!, letter]))
      .reduce<Expression>(
        (product, factor) => build.binary("multiply", product, factor),
        build.number(1),
      );
    const closed = build.sum(letters, chain);
    const matrix = evaluate(read("S^24"), point, floats).data;
    expect(evaluate(closed, point, floats).data[0]! / matrix.reduce((a, b) => a + b)).toBeCloseTo(
      1,
      12,
    );
  });

  it("gives arrays in the order asked for", () => {
    const entry = evaluate(read("A[i,k]"), point, floats);
    expect(arrayOver(entry, ["k", "i"], [3, 2]).data).toEqual([1, 4, 2, 5, 3, 6]);
    expect(arrayOver(entry, ["l", "i", "k"], [2, 2, 3]).data).toEqual([
      1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6,
    ]);
  });
});

describe("what has no value", () => {
  it.each([
    "A*y",
    "A + S",
    "A^2",
    "x^2",
    "x/y",
    "q",
    "tr(A)",
    "A[i]",
    "A[3,1]",
    "S[i,j]*A[j,i]",
    "T'",
    "diag(c)",
    "eye(0)",
    "eye(c)",
    "sum(T)",
  ])("%s", (text) => {
    expect(() => value(text)).toThrow(Unevaluable);
  });

  it("at a point is no fault of the expression", () => {
    expect(() => value("log(-c)")).toThrow(NoValue);
    expect(() => value("inv(ones(n,n))")).toThrow(NoValue);
    expect(() => value("1/(c - 3)")).toThrow(NoValue);
  });

  it("is a derivative that was not carried out", () => {
    const derivative: Expression = { kind: "derivative", body: read("x'*x"), by: read("x") };
    expect(() => evaluate(derivative, point, floats)).toThrow(Unevaluable);
  });
});

describe("depth and sharing", () => {
  it("takes expressions 100,000 deep", () => {
    let sum = build.name("c");
    let product = build.entry(build.name("x"), ["i"]);
    for (let k = 0; k < 100_000; k++) {
      sum = build.negate(build.binary("add", sum, build.number(1)));
      product = build.binary("multiply", build.number(-1), product);
    }
    expect(evaluate(sum, point, floats).data).toEqual([3]);
    expect(evaluate(product, point, floats).data).toEqual([1, 2, 3]);
  });

  it("computes shared parts once", () => {
    let power = build.name("c");
    for (let k = 0; k < 200; k++)
      power = build.binary("subtract", build.binary("add", power, power), power);
    expect(evaluate(power, point, floats).data).toEqual([3]);
  });
});

describe("unknown functions", () => {
  it("have derivatives of the names that duals give them", () => {
    const h = 1e-4;
    for (const name of ["f", "f'", "g'2"]) {
      const args = name === "g'2" ? [0.3, 0.8] : [0.7];
      const f = (by: number): number =>
        floats.apply(
          name,
          args.map((x, k) => (k === 0 ? x + by : x)),
        );
      const lifted = args.map((value, k) => ({ value, tangent: k === 0 ? 1 : 0 }));
      const slope = duals(floats).apply(name, lifted).tangent;
      expect(slope).toBeCloseTo((f(h) - f(-h)) / (2 * h), 6);
      expect(Math.abs(slope)).toBeGreaterThan(1e-3);
    }
  });

  it("are random functions mod p", () => {
    const system = residues(PRIMES[0]!, 9);
    const call = build.call("f", build.binary("hadamard", build.name("x"), build.name("x")));
    const { kind, data } = evaluate(call, point, system);
    expect(kind).toBe("column");
    expect(data).toEqual([1, 4, 9].map((x) => system.apply("f", [x])));
  });
});
