import { describe, expect, it } from "vitest";
import type { DerivativeProblem, WrittenStep } from "../../src/index.ts";
import { derive } from "../../src/index.ts";
import { corpusLines } from "../corpus/score.ts";

function stepsOf(problem: DerivativeProblem): readonly WrittenStep[] {
  const result = derive(problem, { steps: "identities" });
  if (result.status !== "ok") throw new Error(result.problem.message);
  if (!result.derivation) throw new Error(result.derivationNote);
  return result.derivation.steps;
}

describe("the derivation by identities", () => {
  it("says what the letters of the identity stand for", () => {
    const [only, ...rest] = stepsOf({ expr: "(A*B + C)*v", wrt: "v" });
    expect(rest).toEqual([]);
    expect(only).toMatchObject({ rule: "known-identity", title: "Known: linear map" });
    expect(only?.reason).toBe(
      "Of A*x by x, the Jacobian is A. Here we put A*B + C for A, v for x.",
    );
  });

  it("goes inwards by the chain rule where the function is a number", () => {
    const lines = stepsOf({ expr: "norm2(A*x - b)^2", wrt: "x" }).map(
      ({ left, right }) => `${left?.unicode ?? ""} = ${right.unicode}`,
    );
    expect(lines).toEqual([
      "∂f/∂u = 2 u",
      "∂f/∂x = Aᵀ ∂f/∂u",
      " = 2 Aᵀ u",
      "∂f/∂x = 2 Aᵀ (A x - b)",
    ]);
  });

  it("takes the most telling of several identities, in the user's orientation", () => {
    const [step] = stepsOf({ expr: "x'*A*x", wrt: "x" });
    expect(step?.reason).toBe("Of x'*A*x by x, the gradient is (A + A')*x.");
  });

  it("ends in vec form for a matrix function of a matrix", () => {
    const [step] = stepsOf({ expr: "P*X*Q", wrt: "X" });
    expect(step?.right.plain).toBe("kron(Q', P)");
    expect(step?.title).toBe("Known: matrix sandwich");
  });
});

describe("reasons", () => {
  it("say what the chain rule differentiates, and by which equality a line is shorter", () => {
    const result = derive({ expr: "log(sum(exp(A*x + b)))", wrt: "x" }, { steps: "identities" });
    const steps = result.status === "ok" ? (result.derivation?.steps ?? []) : [];
    const chain = steps.find(({ title }) => title === "Chain rule through u");
    expect(chain?.reason).toContain("With ∂f/∂u held fixed, ∂f/∂u'*A*x is to be differentiated.");
    expect(steps.at(-1)?.reason).toBe("In general, exp(z)/sum(exp(z)) is softmax(z).");
  });

  it("have the differential behind what it multiplies", () => {
    const result = derive({ expr: "exp(x'*x)", wrt: "x" }, { steps: "differentials" });
    const steps = result.status === "ok" ? (result.derivation?.steps ?? []) : [];
    expect(steps.map(({ right }) => right.plain).join("; ")).toContain("exp(u)*du");
  });
});

describe("the name of a part", () => {
  it.each(["indices", "identities", "differentials"] as const)(
    "stands for what the user wrote, %s",
    (steps) => {
      const result = derive(
        {
          expr: "a'*inv(A*B)*b",
          wrt: "A",
          vars: { A: ["n", "m"], B: ["m", "n"], a: ["n"], b: ["n"] },
        },
        { steps },
      );
      const names = result.status === "ok" ? result.derivation?.names : undefined;
      expect(names?.map(({ means }) => means.plain)).toEqual(["A*B"]);
    },
  );
});

describe("identities over all corpora", () => {
  const told = ["seed", "cookbook", "sympy", "wikipedia", "realworld"].flatMap((name) =>
    corpusLines(name).flatMap((line) => {
      const problem = JSON.parse(line) as DerivativeProblem;
      const isFirst = (problem.order ?? 1) === 1 && problem.wrt2 === undefined;
      if (!isFirst || problem.structure || problem.form === "hessian") return [];
      const result = derive(problem, { steps: "identities" });
      return result.status === "ok" ? [{ id: problem.id, result }] : [];
    }),
  );

  it("are told for at least nine lines in ten, and never left out for a line that failed", () => {
    const notes = told.flatMap(({ result }) => result.derivationNote ?? []);
    expect(notes.filter((note) => note.includes("confirmed"))).toEqual([]);
    expect(notes.length).toBeLessThan(0.1 * told.length);
  });

  it("have every line compared with the definition", () => {
    const open = told.filter(
      ({ result }) =>
        result.derivation && result.derivation.checkedLines < result.derivation.steps.length,
    );
    expect(open.map(({ id }) => id)).toEqual([]);
  });
});
