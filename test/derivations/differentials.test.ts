import { describe, expect, it } from "vitest";
import type { DerivativeProblem } from "../../src/index.ts";
import { derive } from "../../src/index.ts";
import { corpusLines } from "../corpus/score.ts";

/** The formulas of a derivation by differentials, a line each. */
function formulas(problem: DerivativeProblem): string[] {
  const result = derive(problem, { steps: "differentials" });
  if (result.status !== "ok") throw new Error(result.problem.message);
  if (!result.derivation) throw new Error(result.derivationNote);
  return result.derivation.steps.map(({ left, right }) =>
    `${left?.unicode ?? ""} = ${right.unicode}`.trim(),
  );
}

describe("the derivation by differentials", () => {
  it("of x'Ax turns the scalar round", () => {
    expect(formulas({ expr: "x'*A*x", wrt: "x" })).toEqual([
      "df = xᵀ A dx + dxᵀ A x",
      "= xᵀ (A + Aᵀ) dx",
      "∂f/∂x = (A + Aᵀ) x",
    ]);
  });

  it("of a trace cycles it until dX stands last", () => {
    expect(formulas({ expr: "tr(X'*A*X*B)", wrt: "X" })).toEqual([
      "df = tr(Xᵀ A dX B) + tr(X B dXᵀ A)",
      "= tr((A X B + Aᵀ X Bᵀ)ᵀ dX)",
      "∂f/∂X = A X B + Aᵀ X Bᵀ",
    ]);
  });

  it("of an inverse ends in vec form", () => {
    expect(formulas({ expr: "inv(X)", wrt: "X" })).toEqual([
      "df = -X⁻¹ dX X⁻¹",
      "vec(df) = (-X⁻ᵀ ⊗ X⁻¹) vec(dX)",
    ]);
  });

  it("sets the d upright in LaTeX", () => {
    const result = derive({ expr: "W*x", wrt: "x" }, { steps: "differentials" });
    const [first] = result.status === "ok" ? (result.derivation?.steps ?? []) : [];
    expect(first?.left?.latex).toBe("\\mathrm{d}f");
    expect(first?.right.latex).toContain("\\mathrm{d}x");
  });

  it("stands beside the one by indices where all are asked for", () => {
    const result = derive({ expr: "y'*A*x", wrt: "x" }, { steps: "all" });
    const told = result.status === "ok" ? result : undefined;
    expect(told?.derivation?.method).toBe("indices");
    expect(told?.otherDerivations?.map(({ method }) => method)).toEqual([
      "identities",
      "differentials",
    ]);
  });
});

describe("differentials over all corpora", () => {
  const told = ["seed", "cookbook", "sympy", "wikipedia", "realworld"].flatMap((name) =>
    corpusLines(name).flatMap((line) => {
      const problem = JSON.parse(line) as DerivativeProblem;
      const isPlain =
        (problem.order ?? 1) === 1 && problem.wrt2 === undefined && !problem.structure;
      if (!isPlain || problem.form === "hessian") return [];
      const result = derive(problem, { steps: "differentials" });
      return result.status === "ok" ? [{ id: problem.id, result }] : [];
    }),
  );

  it("are told for nearly every line, and never left out for a line that could not be confirmed", () => {
    const notes = told.flatMap(({ result }) => result.derivationNote ?? []);
    expect(notes.filter((note) => note.includes("confirmed"))).toEqual([]);
    expect(notes.length).toBeLessThan(0.02 * told.length);
  });

  it("have every line compared with the definition", () => {
    const open = told.filter(
      ({ result }) =>
        result.derivation && result.derivation.checkedLines < result.derivation.steps.length,
    );
    expect(open.map(({ id }) => id)).toEqual([]);
  });
});
