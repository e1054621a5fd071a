import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plain } from "../../src/notations/plain.ts";
import type { Expression } from "../../src/syntax/expression.ts";
import { hasIndexLetters, resolveImplicitSums } from "../../src/syntax/implicit-sums.ts";
import { entryExpressions } from "../notations/expressions.ts";

function read(text: string): Expression {
  const result = plain.read(text);
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

function resolved(text: string, free?: readonly string[]): string {
  const result = resolveImplicitSums(read(text), free);
  if (!result.ok) return result.problem.code;
  return `${result.value.free.join(",")} | ${plain.write(result.value.expression)}`;
}

describe("an index expression to differentiate", () => {
  test.each([
    ["W[i,k]*x[k]", "i | sum(k, W[i,k]*x[k])"],
    ["x[i]*A[i,j]*x[j]", " | sum(i, j, x[i]*A[i,j]*x[j])"],
    ["A[j,k]*B[k,i]", "j,i | sum(k, A[j,k]*B[k,i])"],
    ["x[i]^2", "i | x[i]^2"],
    ["(y[i] - X[i,k]*w[k])^2", " | sum(i, (y[i] - sum(k, X[i,k]*w[k]))^2)"],
    ["x[i]/(x[k]*x[k])", "i | x[i]/sum(k, x[k]*x[k])"],
    ["exp(x[i])/sum(k, exp(x[k]))", "i | exp(x[i])/sum(k, exp(x[k]))"],
    ["exp(A[i,k]*x[k])*y[i]", " | sum(i, exp(sum(k, A[i,k]*x[k]))*y[i])"],
    ["1 + x[i]", "i | 1 + x[i]"],
    ["x[i] - y[k]*z[k]", "i | x[i] - sum(k, y[k]*z[k])"],
    ["-x[i]*y[i] + c", " | -sum(i, x[i]*y[i]) + c"],
    ["c*(x[k]*x[k] + y[k]*y[k])*z[i]", "i | c*(sum(k, x[k]*x[k]) + sum(k, y[k]*y[k]))*z[i]"],
    // Inside and outside: one sum before the whole term.
    ["x[k]*(y[k]*y[k] + 1)", " | sum(k, x[k]*(y[k]*y[k] + 1))"],
    ["(x[k]*y[k] + 1)*(z[k]*w[k] + 1)", " | sum(k, (x[k]*y[k] + 1)*(z[k]*w[k] + 1))"],
    // An explicit sum binds its letters alone.
    ["x[k]*x[k]*sum(k, y[k])", " | sum(k, x[k]*x[k]*sum(k, y[k]))"],
    ["sum(k, A[i,j]*B[j,k])", "i | sum(k, sum(j, A[i,j]*B[j,k]))"],
    ["2^(x[i]*y[i])", " | 2^sum(i, x[i]*y[i])"],
    ["X[1,k]*x[k]", " | sum(k, X[1,k]*x[k])"],
    ["delta(i,j)*x[j]", "i | sum(j, delta(i,j)*x[j])"],
    ["A*x", " | A*x"],
  ])("%s", (text, expected) => {
    expect(resolved(text)).toBe(expected);
  });

  test.each([
    ["x[i] + y[j]", "free-indices-differ"],
    ["x[i] + y[i]*z[i]", "ambiguous-index"],
    ["y[i]*z[i] + x[i]", "ambiguous-index"],
  ])("%s is refused: %s", (text, code) => {
    expect(resolved(text)).toBe(code);
  });

  test("a refusal shows both terms", () => {
    const text = "2*x[i] + y[j]";
    const result = resolveImplicitSums(read(text));
    const facts = result.ok ? [] : result.problem.facts!;
    expect(facts.map(({ span }) => text.slice(span!.from, span!.to))).toEqual(["2*x[i]", "y[j]"]);
  });
});

describe("an answer, whose free letters are named", () => {
  test.each<[string, string[], string]>([
    ["x[i]*y[i]", ["i"], "i | x[i]*y[i]"],
    ["x[i] + y[i]*z[i]", ["i"], "i | x[i] + y[i]*z[i]"],
    [
      "delta(i,k)*X[j,l] + X[i,l]*delta(j,k)",
      ["i", "j", "k", "l"],
      "i,j,k,l | delta(i,k)*X[j,l] + X[i,l]*delta(j,k)",
    ],
    ["x[i]*y[k]", ["i"], "i | sum(k, x[i]*y[k])"],
    ["x[i]*(y[k] + 1)", ["i"], "i | sum(k, x[i]*(y[k] + 1))"],
    ["x[k] + y[k]", [], " | sum(k, x[k]) + sum(k, y[k])"],
    [
      "X[p,k]*B[p,i]*delta(j,l)",
      ["k", "l", "i", "j"],
      "k,l,i,j | sum(p, X[p,k]*B[p,i]*delta(j,l))",
    ],
    ["c*(x[k]*y[k] + z[k])", [], " | sum(k, c*(sum(k, x[k]*y[k]) + z[k]))"],
    ["x[i]", ["i", "i"], "repeated-index"],
  ])("%s by %j", (text, free, expected) => {
    expect(resolved(text, free)).toBe(expected);
  });

  test("only free letters are left over, and doing it twice changes nothing", () => {
    fc.assert(
      fc.property(entryExpressions(), (e) => {
        const free = ["i", "j"];
        const once = resolveImplicitSums(e, free);
        if (!once.ok) throw new Error(once.problem.message);
        const letters = freeLettersOf(once.value.expression);
        expect([...letters].filter((letter) => !free.includes(letter))).toEqual([]);
        const twice = resolveImplicitSums(once.value.expression, free);
        expect(twice.ok && plain.write(twice.value.expression)).toBe(
          plain.write(once.value.expression),
        );
      }),
      { numRuns: 1000 },
    );
  });
});

test("which expressions have index letters", () => {
  expect(hasIndexLetters(read("A*x"))).toBe(false);
  expect(hasIndexLetters(read("X[1,2]"))).toBe(false);
  expect(hasIndexLetters(read("exp(x[i])"))).toBe(true);
});

test("long expressions are no problem", () => {
  const long = read(Array(20_000).fill("A[i,k]*x[k]").join(" + "));
  expect(resolveImplicitSums(long)).toMatchObject({ ok: true, value: { free: ["i"] } });
});

test("nor are deep ones", () => {
  const n = 20_000;
  const deep = read(`${"(x[k]*y[k] + z[i]*".repeat(n)}1${")".repeat(n)}`);
  expect(resolveImplicitSums(deep, []).ok).toBe(true);
});

test("shared parts stop in time", () => {
  let shared = read("x[i]");
  for (let k = 0; k < 60; k++) {
    shared = { kind: "binary", operator: "multiply", left: shared, right: shared };
  }
  expect(resolveImplicitSums(shared, [])).toMatchObject({
    ok: false,
    problem: { code: "stopped" },
  });
});

/** By the definition, recursively: for small expressions. */
function freeLettersOf(e: Expression): Set<string> {
  const letters = (list: readonly (string | number)[]): Set<string> =>
    new Set(list.filter((index) => typeof index === "string"));
  switch (e.kind) {
    case "number":
    case "name":
      return new Set();
    case "entry":
      return letters(e.indices);
    case "delta":
      return letters([e.left, e.right]);
    case "negate":
    case "transpose":
      return freeLettersOf(e.operand);
    case "sum":
      return new Set([...freeLettersOf(e.body)].filter((letter) => !e.indices.includes(letter)));
    case "binary":
      return new Set([...freeLettersOf(e.left), ...freeLettersOf(e.right)]);
    case "call":
      return new Set(e.arguments.flatMap((part) => [...freeLettersOf(part)]));
    case "derivative":
      return new Set([...freeLettersOf(e.body), ...freeLettersOf(e.by)]);
  }
}
