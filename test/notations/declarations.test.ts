import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  propertyNames,
  readDeclaration,
  readDeclarations,
  readDimension,
} from "../../src/notations/declarations.ts";

test.each([
  ["x: vector(m)", "x [m] "],
  ["A : matrix( n , m )", "A [n m] "],
  ["S: symmetric(n)", "S [n n] symmetric"],
  ["S: symmetric positive matrix(n,n)", "S [n n] symmetric positive"],
  ["P: spd(3)", "P [3 3] spd"],
  ["u: unit(n)", "u [n] unit"],
  ["u: unit vector(n)", "u [n] unit"],
  ["Q: orthogonal(n,m)", "Q [n m] orthogonal"],
  ["c: scalar", "c [] "],
  ["c: positive scalar", "c [] positive"],
  ["T: tensor(n,m,p)", "T [n m p] "],
  ["f: function", "f function"],
  ["x in R^m", "x [m] "],
  ["x in R", "x [] "],
  ["A in R^(n x m)", "A [n m] "],
  ["A ∈ ℝ^{n×m}", "A [n m] "],
  ["A in R^(x x x)", "A [x x] "],
  ["v: vector(n*m)", "v [m*n] "],
  ["v: vector(2*n)", "v [2*n] "],
  ["μ: vector(n)", "mu [n] "],
  ["constructor: vector(3)", "constructor [3] "],
])("%s", (text, expected) => {
  const result = readDeclaration(text);
  if (!result.ok) throw new Error(result.problem.message);
  const { name, axes, properties, isFunction, span, nameSpan } = result.value;
  const keys = axes.map((axis) => axis.key).join(" ");
  expect(isFunction ? `${name} function` : `${name} [${keys}] ${properties.join(" ")}`).toBe(
    expected,
  );
  expect(span).toEqual({ from: 0, to: text.length });
  expect(nameSpan.from).toBe(0);
});

test("several at once", () => {
  const result = readDeclarations("x, y: vector(n); A: matrix(n,m), c: scalar\nf: function\n");
  expect(result.ok && result.value.map((d) => [d.name, d.axes.length, d.isFunction])).toEqual([
    ["x", 1, false],
    ["y", 1, false],
    ["A", 2, false],
    ["c", 0, false],
    ["f", 0, true],
  ]);
});

test.each<[string, string, string, RegExp]>([
  ["", "declaration", "", /vector\(n\)/],
  ["x", "declaration", "", /x: vector\(n\)/],
  ["x: vektor(n)", "unknown-shape", "vektor", /`vector`/],
  ["x: banana(n)", "unknown-shape", "banana", /symmetric/],
  ["A: matrix(n)", "declaration", "matrix", /matrix\(n,n\)/],
  ["x: vector(n,m)", "declaration", "vector", /vector\(n\)/],
  ["x: vector", "declaration", "", /vector\(n\)/],
  ["x: vector(0)", "size-out-of-range", "0", /^$/],
  ["x: vector(n", "declaration", "", /vector\(n\)/],
  ["x: vector(n))", "declaration", ")", /vector\(n\)/],
  ["S: symmetric(n,m)", "not-square", "symmetric", /symmetric\(n\)/],
  ["A in R^n x m", "declaration", "x", /R\^\(n x m\)/],
  ["x in Q^n", "declaration", "Q", /R\^n/],
  ["x: vector(n), x: scalar", "declared-twice", "x", /one of the two/],
  ["__proto__: scalar", "declaration", "_", /vector/],
  ["2: scalar", "declaration", "2", /vector/],
])("%s is refused", (text, code, marked, remedy) => {
  const result = readDeclarations(text);
  if (result.ok) throw new Error("read");
  expect(result.problem.code).toBe(code);
  expect(text.slice(result.problem.span!.from, result.problem.span!.to)).toBe(marked);
  expect(result.problem.remedy ?? "").toMatch(remedy);
});

test("every property declares a shape with its name alone", () => {
  for (const property of propertyNames()) {
    const result = readDeclaration(`P: ${property}(n)`);
    expect(result.ok && result.value.properties).toEqual([property]);
  }
  expect(propertyNames()).toContain("spd");
});

test("one declaration means one", () => {
  expect(readDeclaration("x: scalar, y: scalar").ok).toBe(false);
});

test("sizes", () => {
  expect(readDimension("2*n*m*3")).toMatchObject({ ok: true, value: { key: "6*m*n" } });
  expect(readDimension("ν").ok).toBe(true);
  for (const text of ["", "n+1", "n m", "-1", "1.5", "n*", "99999999999999999999"]) {
    expect([text, readDimension(text).ok]).toEqual([text, false]);
  }
});

test("no text throws", () => {
  const words = fc.constantFrom(
    ..."x:()^,;*R 2n\n∈".split(""),
    " in ",
    "vector",
    "matrix(",
    "symmetric",
  );
  const texts = fc.array(words, { maxLength: 15 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(fc.oneof(texts, fc.string({ unit: "binary" })), (text) => {
      const result = readDeclarations(text);
      const end = result.ok ? 0 : result.problem.span!.to;
      expect(end).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 3000 },
  );
});
