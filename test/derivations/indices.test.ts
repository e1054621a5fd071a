import { renderToString } from "katex";
import { describe, expect, it } from "vitest";
import type { DerivativeProblem, WrittenStep } from "../../src/index.ts";
import { derive } from "../../src/index.ts";
import { corpusLines } from "../corpus/score.ts";

function stepsOf(problem: DerivativeProblem): readonly WrittenStep[] {
  const result = derive(problem, { steps: "indices" });
  if (result.status !== "ok") throw new Error(result.problem.message);
  if (!result.derivation) throw new Error(result.derivationNote);
  return result.derivation.steps;
}

/** The formulas of a derivation, a line each, as a reader sees them. */
function formulas(problem: DerivativeProblem): string[] {
  return stepsOf(problem).map(({ left, right }) =>
    `${left?.unicode ?? ""} = ${right.unicode}`.trim(),
  );
}

describe("the derivation by indices", () => {
  it("of y'Ax sums the delta out and recognises A'y", () => {
    expect(formulas({ expr: "y'*A*x", wrt: "x" })).toEqual([
      "f = Σ_p Σ_q y_p A_pq x_q",
      "∂f/∂x_j = Σ_p Σ_q ∂(y_p A_pq x_q)/∂x_j",
      "= Σ_p Σ_q y_p A_pq ∂x_q/∂x_j",
      "= Σ_p Σ_q y_p A_pq δ_qj",
      "= Σ_p y_p A_pj",
      "Σ_p y_p A_pj = [Aᵀ y]_j",
      "∂f/∂x = Aᵀ y",
    ]);
  });

  it("of x'Ax gives a term for each place of x", () => {
    expect(formulas({ expr: "x'*A*x", wrt: "x" })).toEqual([
      "f = Σ_p Σ_q x_p A_pq x_q",
      "∂f/∂x_j = Σ_p Σ_q ∂(x_p A_pq x_q)/∂x_j",
      "= Σ_p Σ_q ∂x_p/∂x_j A_pq x_q + Σ_p Σ_q x_p A_pq ∂x_q/∂x_j",
      "= Σ_p Σ_q δ_pj A_pq x_q + Σ_p Σ_q x_p A_pq δ_qj",
      "= Σ_q A_jq x_q + Σ_p x_p A_pj",
      "Σ_q A_jq x_q = [A x]_j",
      "Σ_p x_p A_pj = [Aᵀ x]_j",
      "∂f/∂x = (A + Aᵀ) x",
    ]);
  });

  it("of Wx by W has a delta for each letter of W", () => {
    const steps = stepsOf({ expr: "W*x", wrt: "W" });
    const delta = steps.find(({ rule }) => rule === "kronecker-delta");
    expect(delta?.right.plain).toBe("sum(p, delta(i,j)*delta(p,k)*x[p])");
    const sum = steps.find(({ rule }) => rule === "delta-sum");
    expect(sum?.deltas).toEqual([{ summed: "p", becomes: "k" }]);
  });

  it("of Wx by x writes the Jacobian out, with dots", () => {
    const assembled = stepsOf({ expr: "W*x", wrt: "x" }).find(({ rule }) => rule === "assemble");
    const rows = assembled?.array?.rows.map((row) => row.map(({ plain }) => plain));
    expect(rows).toEqual([
      ["W[1,1]", "W[1,2]", "W[1,m]"],
      ["W[2,1]", "W[2,2]", "W[2,m]"],
      ["W[n,1]", "W[n,2]", "W[n,m]"],
    ]);
    expect(assembled?.array).toMatchObject({ rowDots: 2, columnDots: 2 });
  });

  it("names the inner part of a square and puts it back", () => {
    const lines = formulas({ expr: "norm2(A*x-b)^2", wrt: "x" });
    expect(lines).toContain("f = Σ_p u_p²");
    expect(lines.at(-1)).toBe("∂f/∂x = 2 Aᵀ (A x - b)");
  });

  it("uses a declared symmetry only in the last line", () => {
    const problem = { expr: "x'*A*x", vars: { x: ["n"], A: ["n", "n"] }, wrt: "x" };
    const steps = stepsOf({ ...problem, props: { A: "symmetric" } });
    expect(steps.at(-2)?.right.plain).toBe("(A + A')*x");
    expect(steps.at(-1)).toMatchObject({ rule: "facts", right: { plain: "2*A*x" } });
  });
});

const problems = ["seed", "cookbook", "sympy", "wikipedia", "realworld"].flatMap((name) =>
  corpusLines(name).map((line) => JSON.parse(line) as DerivativeProblem),
);
const plainOnes = problems.filter(
  ({ order, wrt2, form, structure }) =>
    order === undefined && wrt2 === undefined && form !== "hessian" && structure === undefined,
);

/** The index letters of a formula in plain notation. */
function lettersOf(plain: string): Set<string> {
  const lists = [...plain.matchAll(/\[([\w,]+)\]|delta\((\w+),(\w+)\)|sum\((\w+),/g)];
  return new Set(lists.flatMap((match) => match.slice(1).join(",").split(",")).filter(Boolean));
}

describe("derivations over all corpora", () => {
  const derived = plainOnes.flatMap((problem) => {
    const result = derive(problem, { steps: "indices" });
    return result.status === "ok" ? [{ problem, result }] : [];
  });

  it("exist for every first derivative", () => {
    const without = derived.filter(({ result }) => result.derivation === undefined);
    expect(without.map(({ problem, result }) => [problem.id, result.derivationNote])).toEqual([]);
    expect(derived.length).toBeGreaterThan(450);
  });

  it("are compared with the definition, line by line", () => {
    const unchecked = derived.filter(({ result }) => result.derivation?.checkedLines === 0);
    expect(unchecked.map(({ problem }) => problem.id)).toEqual([]);
  });

  it("never use a name of the user's as a letter", () => {
    const clashes = derived.filter(({ result }) => {
      const names = new Set(result.variables.flatMap(({ name, shape }) => [name, ...shape]));
      return result.derivation?.steps.some(({ right }) =>
        [...lettersOf(right.plain)].some((letter) => names.has(letter)),
      );
    });
    expect(clashes.map(({ problem }) => problem.id)).toEqual([]);
  });

  it("lose the summed letter of every delta in the line that sums it out", () => {
    for (const { problem, result } of derived) {
      for (const { rule, right, deltas } of result.derivation?.steps ?? []) {
        if (rule !== "delta-sum" || right.plain.includes(" + ") || right.plain.includes(" - "))
          continue;
        for (const { summed } of deltas ?? []) {
          expect([problem.id, [...lettersOf(right.plain)]]).not.toEqual([
            problem.id,
            expect.arrayContaining([summed]),
          ]);
        }
      }
    }
  });

  it("are set by KaTeX in strict mode", () => {
    const texts = derived.flatMap(({ result }) =>
      (result.derivation?.steps ?? []).flatMap(({ left, right }) =>
        left ? [left.latex, right.latex] : [right.latex],
      ),
    );
    const unset = texts.filter((text) => !isSet(text));
    expect(unset).toEqual([]);
    expect(texts.length).toBeGreaterThan(4000);
  });
});

function isSet(latex: string): boolean {
  try {
    renderToString(latex, { strict: "error" });
    return true;
  } catch {
    return false;
  }
}
