import { expect, test } from "vitest";
import { plain } from "../../src/notations/plain.ts";
import * as build from "../../src/syntax/build.ts";
import { foldLiterals, sameExpression } from "../../src/syntax/equality.ts";
import type { Expression } from "../../src/syntax/expression.ts";

function read(text: string): Expression {
  const result = plain.read(text, { functions: new Set(["f"]) });
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

test("places do not matter, everything else does", () => {
  expect(sameExpression(read("a*(b + c)"), read(" a * (b+c) "))).toBe(true);
  const different = ["a", "b", "a'", "-a", "a + b", "a - b", "b + a", "exp(a)", "log(a)", "1", "2"];
  different.push("a[i]", "a[j]", "a[1]", "delta(i,j)", "delta(i,k)", "sum(i, a)", "sum(j, a)");
  different.push("kron(a,b)", "f(a)", "f.(a)", "a^b", "a.^b", "a*b", "a.*b", "a/b", "a./b");
  for (const [k, left] of different.entries()) {
    for (const [l, right] of different.entries()) {
      expect(sameExpression(read(left), read(right)), `${left} ${right}`).toBe(k === l);
    }
  }
});

test("shared parts are compared once", () => {
  const tower = (): Expression => {
    let e = build.name("x");
    for (let k = 0; k < 200; k++) e = build.binary("add", e, e);
    return e;
  };
  expect(sameExpression(tower(), tower())).toBe(true);
});

test("literals are folded, nothing else", () => {
  const folded = (text: string): string => plain.write(foldLiterals(read(text)));
  expect(foldLiterals(read("-1/2"))).toEqual(build.number({ numerator: -1n, denominator: 2n }));
  expect(foldLiterals(read("x^-2"))).toMatchObject({ right: { kind: "number" } });
  expect(folded("1/0")).toBe("1/0");
  expect(folded("2*3 + 1")).toBe("2*3 + 1");
  expect(folded("-x/2")).toBe("-x/2");
});
