import { describe, expect, it } from "vitest";
import { evaluate } from "../../src/evaluation/evaluate.ts";
import { floats } from "../../src/evaluation/systems.ts";
import type { DerivativeProblem, Picture } from "../../src/index.ts";
import { pictures } from "../../src/index.ts";
import { plain } from "../../src/notations/plain.ts";
import type { Expression } from "../../src/syntax/expression.ts";
import { randomProblem } from "../random/generate.ts";
import { derivativesAt, onlyPicture, PROBLEMS, read } from "./support.ts";

const sumOf = (problem: DerivativeProblem, entry?: readonly number[]): Picture =>
  onlyPicture(problem, { kind: "sum", ...(entry && { entry }) });

describe("a sum written out", () => {
  it("of W*x has a zero for every other entry of x and a one", () => {
    const { sums, text, title } = sumOf({ expr: "W*x", wrt: "x" }, [2, 3]);
    expect(title).toBe("∂f_2/∂x_3, written out");
    expect(sums!.map(({ line }) => line)).toEqual(["W_21·0 + W_22·0 + W_23·1 + W_24·0 = W_23"]);
    expect(text).toContain("∂f_2/∂x_3 = Σ_p W_2p δ_p3");
  });

  it("keeps the other sums inside", () => {
    const [sum] = sumOf({ expr: "y'*A*x", wrt: "x" }, [1]).sums!;
    expect(sum!.addends.map(({ factor, delta }) => [factor.unicode, delta])).toEqual([
      ["(Σ_p y_p A_p1)", 1],
      ["(Σ_p y_p A_p2)", 0],
      ["(Σ_p y_p A_p3)", 0],
      ["(Σ_p y_p A_p4)", 0],
    ]);
    expect(sum!.result.plain).toBe("sum(p, y[p]*A[p,1])");
  });

  it("takes the deltas of one term one after the other", () => {
    const { sums } = sumOf({ expr: "A*X*B", wrt: "X" }, [1, 2, 2, 3]);
    expect(sums!.map(({ survives }) => survives)).toEqual([2, 3]);
    expect(sums!.at(-1)!.result.unicode).toBe("A_12 B_32");
  });

  it("has each letter run over its own size, also where parts share letters", () => {
    const { sums } = sumOf({ expr: "softmax(W*x+b)", wrt: "x" }, [2, 3]);
    expect(sums![0]!.addends).toHaveLength(3);
    expect(sums![0]!.result.unicode).toContain("W_23");
  });

  it("is refused at an entry where no delta ends a sum", () => {
    const result = pictures({ expr: "W*x", wrt: "W" }, { kind: "sum", entry: [1, 2, 2] });
    expect(result).toMatchObject({ status: "refused", problem: { code: "no-picture" } });
  });

  it("has the value of the entry of the derivative, for random expressions too", () => {
    const random = Array.from({ length: 70 }, (_, k) => randomProblem(k + 1000).problem);
    let whole = 0;
    for (const { form: _form, order: _order, wrt2: _wrt2, ...problem } of [
      ...PROBLEMS,
      ...random,
    ]) {
      const result = pictures(problem, { kind: "sum" });
      if (result.status !== "ok") continue;
      if (isAsTheDerivativeSays(problem, result.pictures[0]!)) whole++;
    }
    expect(whole).toBeGreaterThan(6);
  }, 120_000);
});

/** Compares every sum with what is left of it, and a single one with the derivative. */
function isAsTheDerivativeSays(problem: DerivativeProblem, picture: Picture): boolean {
  const { elaboration, functions } = read(problem);
  const names = { variables: new Set(elaboration.variables.keys()), functions };
  const parse = (text: string): Expression => {
    const result = plain.read(text, names);
    if (!result.ok) throw new Error(`${text}: ${result.problem.message}`);
    return result.value;
  };
  const [sample] = derivativesAt(problem, new Map(Object.entries(picture.sizes)), 1);
  for (const { addends, survives } of picture.sums!) {
    expect(addends.map(({ delta }) => delta)).toEqual(
      addends.map((_, k) => (k + 1 === survives ? 1 : 0)),
    );
  }
  const { sums } = picture;
  const isWhole = /^∂f(_\d+)?\/∂/.test(picture.title) && picture.text.startsWith("∂");
  if (!sample || !isWhole || sums!.length !== 1) return false;
  const [{ addends, result }] = sums as [NonNullable<typeof sums>[number]];
  const usesParts = /\b[uvzswhgrq]\b/.test(result.plain);
  if (usesParts || Object.keys(picture.sizes).length === 0) return false;
  const value = (text: string): number => evaluate(parse(text), sample.point, floats).data[0]!;
  const total = addends.reduce((all, { factor, delta }) => all + value(factor.plain) * delta, 0);
  const entries = sample.d.data;
  expect(total).toBeCloseTo(value(result.plain), 9);
  // It is one entry of the derivative, and the title says which: the one at its indices.
  const indices = [...picture.title.matchAll(/_(\d+)/g)].flatMap(([, digits]) =>
    Array.from(digits!),
  );
  if (indices.length !== sample.d.shape.length) return false;
  const place = indices.reduce((at, digit, k) => at * sample.d.shape[k]! + Number(digit) - 1, 0);
  expect(total).toBeCloseTo(entries[place]!, 9);
  return true;
}
