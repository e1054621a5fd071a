import { beforeAll, describe, expect, it } from "vitest";
import { functionNamed, functionNames } from "../../src/functions/table.ts";
import { postorder } from "../../src/syntax/expression.ts";
import { judgeLines } from "../corpus/score.ts";
import { randomProblem } from "./generate.ts";
import { type Outcome, outcomeOf } from "./run.ts";
import { SCALAR, sameShape } from "./shapes.ts";
import { shrink } from "./shrink.ts";

/** `npm run fuzz` tries many more. */
const COUNT = 300;
const FIRST = 42_000_000;

describe("random problems", () => {
  const outcomes: Outcome[] = [];
  beforeAll(() => {
    for (let k = 0; k < COUNT; k++) outcomes.push(outcomeOf(randomProblem(FIRST + k).problem));
  }, 120_000);

  it("never fail their own check, and never come to an exception", () => {
    const faults = outcomes.flatMap(({ kind, message }, k) =>
      kind === "failed-check" || kind === "exception"
        ? [{ kind, message, problem: randomProblem(FIRST + k).problem }]
        : [],
    );
    expect(faults).toEqual([]);
  });

  it("are nearly all solved, and where not it is said why", () => {
    const unsolved = outcomes.filter(({ kind }) => kind !== "ok");
    for (const { kind, message } of unsolved) {
      expect(kind).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(message).not.toBe("");
    }
    expect(unsolved.length).toBeLessThanOrEqual(COUNT * 0.02);
  });

  it("are solved rightly in the eyes of the oracle", () => {
    const problems: string[] = [];
    const answers: string[] = [];
    for (const { result } of outcomes) {
      if (result?.status !== "ok") continue;
      const { id, form, plain: text, indices, let: bound } = result;
      const { problem } = randomProblem(Number(id));
      problems.push(JSON.stringify({ ...problem, form, expected: null }));
      answers.push(JSON.stringify({ id, form, plain: text, indices, let: bound }));
    }
    const judgements = judgeLines(problems, answers);
    // The oracle knows fewer functions than we do, and takes adj(s) of a scalar for a matrix.
    const understood = judgements.filter(
      ({ id, detail }) => !detail.startsWith("unknown") && !hasAdjugateOfScalar(Number(id)),
    );
    expect(understood.filter(({ verdict }) => verdict !== "right")).toEqual([]);
    expect(understood.length).toBeGreaterThan(COUNT * 0.75);
  }, 120_000);
});

function hasAdjugateOfScalar(number: number): boolean {
  const { root, shapes } = randomProblem(number);
  return postorder(root).some(
    (node) =>
      node.kind === "call" &&
      node.callee === "adj" &&
      sameShape(shapes.get(node.arguments[0]!)!, SCALAR),
  );
}

describe("the generator", () => {
  const problems = Array.from({ length: 3000 }, (_, k) => randomProblem(k));

  it("gives the same problem for the same number", () => {
    expect(randomProblem(17).problem).toEqual(problems[17]!.problem);
    expect(new Set(problems.map(({ problem }) => problem.expr)).size).toBeGreaterThan(2000);
  });

  it("uses every function of the table", () => {
    const used = new Set(
      problems.flatMap(({ root }) =>
        postorder(root).flatMap((node) =>
          node.kind === "call" ? [node.callee] : node.kind === "binary" ? [node.operator] : [],
        ),
      ),
    );
    const missing = functionNames().filter(
      (name) => !used.has(name) && !used.has(functionNamed(name)!.operator ?? name),
    );
    expect(missing).toEqual([]);
  });

  it("asks for every form and for derivatives of both orders", () => {
    const forms = new Set(problems.map(({ problem }) => problem.form ?? "natural"));
    expect([...forms].sort()).toEqual(
      ["gradient", "hessian", "jacobian", "kron", "natural", "row", "tensor"].sort(),
    );
    expect(problems.some(({ problem }) => problem.order === 2)).toBe(true);
    expect(problems.some(({ problem }) => problem.wrt2 !== undefined)).toBe(true);
  });
});

describe("shrinking", () => {
  it("finds a smallest problem with the property", () => {
    const withTanh = Array.from({ length: 400 }, (_, k) => randomProblem(k)).filter(
      ({ problem }) => problem.expr.includes("tanh(") && problem.expr.length > 60,
    );
    expect(withTanh.length).toBeGreaterThan(0);
    const before: number[] = [];
    const after: number[] = [];
    for (const found of withTanh.slice(0, 5)) {
      const small = shrink(found, ({ expr }) => expr.includes("tanh("));
      expect(small.expr).toContain("tanh(");
      expect(small.expr.length).toBeLessThan(found.problem.expr.length);
      before.push(found.problem.expr.length);
      after.push(small.expr.length);
    }
    const total = (lengths: readonly number[]): number => lengths.reduce((a, b) => a + b, 0);
    expect(total(after)).toBeLessThan(total(before) / 2);
  });
});
