import { describe, expect, it } from "vitest";
import { type EqualAnswer, equal, type EqualProblem } from "../../src/answers/equal.ts";

function compared(problem: EqualProblem): EqualAnswer {
  const result = equal(problem);
  if (result.status !== "ok") throw new Error(`${result.status}: ${result.problem.message}`);
  return result;
}

describe("equal expressions", () => {
  const rows: readonly (readonly [left: string, right: string, kind: string])[] = [
    ["tr(A*B)", "tr(B*A)", "proof"],
    ["(A*B)'", "B'*A'", "proof"],
    ["x'*A*x", "x'*A'*x", "proof"],
    ["vec(A*X*B)", "kron(B', A)*vec(X)", "proof"],
    ["inv(A*B)", "inv(B)*inv(A)", "proof"],
    ["sum(k, A[i,k]*x[k])", "A[i,k]*x[k]", "proof"],
    ["det(A*B)", "det(A)*det(B)", "mod-p"],
    ["exp(a + b)", "exp(a)*exp(b)", "two-field"],
    ["tanh(x)", "2*sigmoid(2*x) - 1", "two-field"],
    ["cos(a + b)", "cos(a)*cos(b) - sin(a)*sin(b)", "two-field"],
  ];
  it.each(rows)("%s = %s by %s", (left, right, kind) => {
    const { verdict, evidence } = compared({ left, right });
    expect(verdict).toBe("equal");
    expect(evidence?.kind).toBe(kind);
  });

  it("say what they need", () => {
    const { conditions } = compared({ left: "inv(A*B)", right: "inv(B)*inv(A)" });
    expect(conditions).toContain("A invertible");
  });
});

describe("different expressions", () => {
  it("come with a point at which they differ", () => {
    const { verdict, counterexample } = compared({ left: "(A*B)'", right: "A'*B'" });
    expect(verdict).toBe("different");
    expect(counterexample?.left).not.toEqual(counterexample?.right);
  });

  const conditional: readonly (readonly [left: string, right: string, assumption: string])[] = [
    ["A", "A'", "A is symmetric"],
    ["A*B", "A'*B'", "A and B are symmetric"],
    ["sqrt(a^2)", "a", "a is positive"],
  ];
  it.each(conditional)("%s and %s are equal under a condition: %s", (left, right, assumption) => {
    expect(compared({ left, right })).toMatchObject({ verdict: "different", assumption });
  });

  it("hold under a fact that is given", () => {
    const props = { A: ["symmetric"] };
    expect(compared({ left: "A", right: "A'", props }).verdict).toBe("equal");
  });

  it("tell a small size from all sizes", () => {
    const { verdict, counterexample } = compared({ left: "adj(X)", right: "tr(X)*I - X" });
    expect(verdict).toBe("different");
    expect(counterexample?.sizes).toEqual({ n: 3 });
  });

  it("differ by their shape alone", () => {
    expect(compared({ left: "x", right: "x'" })).toMatchObject({
      verdict: "different",
      message: "The left side is n x 1, the right side 1 x n.",
    });
    expect(compared({ left: "ones(n)", right: "1" }).verdict).toBe("different");
  });
});

describe("what cannot be compared", () => {
  it("names the side that is at fault", () => {
    expect(equal({ left: "A*", right: "B" })).toMatchObject({ status: "error", side: "left" });
    expect(equal({ left: "A", right: "A*(" })).toMatchObject({ status: "error", side: "right" });
    expect(equal({ left: 1 as unknown as string, right: "A" })).toMatchObject({
      status: "error",
      problem: { code: "bad-field", message: "The field left must be a text." },
    });
  });
});
