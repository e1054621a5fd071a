import { describe, expect, it } from "vitest";
import {
  type CheckedDerivation,
  checkDerivation,
  type DerivationProblem,
} from "../../src/answers/check-derivation.ts";

function checked(problem: DerivationProblem): CheckedDerivation {
  const result = checkDerivation(problem);
  if (result.status !== "ok") throw new Error(`${result.status}: ${result.problem.message}`);
  return result;
}

type Row = readonly [
  name: string,
  vars: DerivationProblem["vars"],
  lines: readonly string[],
  line: number,
  slip: readonly [index: number, text: string, kind: string],
];

/** True derivations; the slip takes the place of a line. */
const ROWS: readonly Row[] = [
  [
    "a quadratic form",
    { A: ["n", "n"], x: ["n"] },
    ["d(x'*A*x)/d(x)", "= A*x + A'*x", "= (A + A')*x"],
    3,
    [2, "= 2*A*x", "symmetric-assumed"],
  ],
  [
    "least squares",
    { A: ["m", "n"], x: ["n"], b: ["m"] },
    ["f = norm2(A*x - b)^2", "df/dx = 2*A'*(A*x - b)", "= 2*A'*A*x - 2*A'*b"],
    3,
    [2, "= 2*A'*A*x - 2*A*b", "shape"],
  ],
  [
    "an entry of a product",
    { A: ["m", "n"], x: ["n"] },
    ["∂/∂x_j (A[i,k]*x[k])", "= A[i,k]*∂x[k]/∂x[j]", "= A[i,k]*delta(k,j)", "= A[i,j]"],
    4,
    [3, "= A[j,i]", "shape"],
  ],
  [
    "the product rule by indices",
    { A: ["n", "n"], x: ["n"] },
    [
      "d(x[i]*A[i,k]*x[k])/d(x[j])",
      "= d(x[i])/d(x[j])*A[i,k]*x[k] + x[i]*A[i,k]*d(x[k])/d(x[j])",
      "= delta(i,j)*A[i,k]*x[k] + x[i]*A[i,k]*delta(k,j)",
      "= A[j,k]*x[k] + x[i]*A[i,j]",
    ],
    2,
    [1, "= d(x[i])/d(x[j])*A[i,k]*x[k]", "other"],
  ],
  [
    "a row",
    { y: ["m"], A: ["m", "n"], x: ["n"] },
    ["d/dx(y'*A*x)", "= y'*A", "= (A'*y)'"],
    3,
    [2, "= A'*y", "wrong-layout"],
  ],
  [
    "the chain rule",
    { x: ["n"] },
    ["d(exp(x'*x))/d(x)", "= exp(x'*x)*d(x'*x)/d(x)", "= 2*exp(x'*x)*x"],
    3,
    [2, "= exp(x'*x)*x", "factor"],
  ],
  [
    "a determinant",
    { X: ["n", "n"] },
    ["d(logdet(X))/d(X)", "= inv(X)'", "= inv(X')"],
    2,
    [1, "= inv(X)", "missing-inverse-transpose"],
  ],
  [
    "a trace",
    { A: ["n", "m"], B: ["m", "p"], C: ["p", "n"] },
    ["tr(A*B*C)", "= tr(B*C*A)", "= tr(A'*C'*B')"],
    2,
    [1, "= tr(B*A*C)", "order-swapped"],
  ],
  [
    "a layer",
    { W: ["m", "n"], x: ["n"] },
    ["y = tanh(W*x)", "dy/dx = diag(1 - y.^2)*W", "= diag(1 - tanh(W*x).^2)*W"],
    3,
    [2, "= diag(1 + tanh(W*x).^2)*W", "sign"],
  ],
  [
    "algebra alone",
    { A: ["n", "n"], B: ["n", "n"] },
    ["(A + B)*(A - B)", "= A*A - A*B + B*A - B*B", "= A^2 - A*B + B*A - B^2"],
    3,
    [2, "= A^2 - A*B + B*A + B^2", "sign"],
  ],
  [
    "a square",
    { x: ["n"], y: ["n"] },
    ["norm2(x - y)^2", "= (x - y)'*(x - y)", "= x'*x - 2*x'*y + y'*y"],
    3,
    [2, "= x'*x - x'*y + y'*y", "factor"],
  ],
  [
    "a quadratic form in LaTeX",
    { A: ["n", "n"], x: ["n"] },
    [
      String.raw`\begin{align*} \frac{\partial x^\top A x}{\partial x_j} &= \sum_p \sum_q \frac{\partial}{\partial x_j}(x_p A_{pq} x_q) \\`,
      String.raw`&= \sum_q A_{jq} x_q + \sum_p x_p A_{pj} \\`,
      String.raw`&= (A x + A^\top x)_j \end{align*}`,
    ],
    2,
    [1, String.raw`&= \sum_q A_{jq} x_q - \sum_p x_p A_{pj} \\`, "sign"],
  ],
  [
    "least squares in LaTeX",
    { A: ["n", "m"], x: ["m"], b: ["n"] },
    [
      String.raw`L = \|Ax - b\|_2^2`,
      String.raw`\frac{\partial L}{\partial x} = 2 A^\top (A x - b)`,
      String.raw`= 2 A^\top A x - 2 A^\top b`,
    ],
    3,
    [2, String.raw`= 2 A^\top A x - A^\top b`, "factor"],
  ],
  [
    "a product in Unicode",
    { A: ["n", "n"], x: ["n"] },
    ["∂(xᵀ A x)/∂x_j = Σ_q A_jq x_q + Σ_p x_p A_pj", "= [A x]_j + [Aᵀ x]_j"],
    2,
    [1, "= [A x]_j + [A x]_j", "other"],
  ],
];

describe("a derivation", () => {
  it.each(ROWS)("of %s is right", (_, vars, lines) => {
    const { verdict, steps } = checked({ ...(vars && { vars }), lines });
    expect(steps.filter((step) => step.verdict !== "true" && step.verdict !== "given")).toEqual([]);
    expect(verdict).toBe("right");
  });

  it.each(ROWS)(
    "of %s with one slip is false at its line",
    (_, vars, lines, line, [at, text, kind]) => {
      const slipped = lines.map((one, k) => (k === at ? text : one));
      const result = checked({ ...(vars && { vars }), lines: slipped });
      expect(result.verdict).toBe("wrong");
      expect(result.firstFalse).toBe(line);
      expect(result.steps.find((step) => step.verdict === "false")?.diagnosis?.kind).toBe(kind);
    },
  );

  it("says of a function that nothing defines that it is not defined", () => {
    const lines = ["df/dx = 2*A*x"];
    const vars = { x: ["n"], A: ["n", "n"] };
    const { verdict, steps } = checked({ vars, lines });
    expect(verdict).toBe("unparsable");
    expect(steps[0]?.problem).toMatchObject({ code: "undefined-function" });
    const known = checked({ vars, lines: ["df/dx = (A + A')*x"], define: { f: "x'*A*x" } });
    expect(known.verdict).toBe("right");
  });

  it("names the rules of its true steps", () => {
    const { steps } = checked({
      vars: { x: ["n"], A: ["n", "n"] },
      lines: [
        "d(x'*A*x + x'*x)/d(x)",
        "= d(x'*A*x)/d(x) + d(x'*x)/d(x)",
        "= d(x'*A*x)/d(x) + 2*x",
        "= A*x + A'*x + 2*x",
        "= (A + A')*x + 2*x",
      ],
    });
    expect(steps.map(({ verdict, rule }) => rule ?? verdict)).toEqual([
      "given",
      "sum rule",
      "product rule",
      "derivative carried out",
      "algebra",
    ]);
  });

  it("tells what it cannot read from what is false", () => {
    const result = checked({ vars: { x: ["n"] }, lines: ["d(x'*x)/d(x)", "= 2*x +"] });
    expect(result.verdict).toBe("unparsable");
    expect(result.steps[1]).toMatchObject({ line: 2, verdict: "unparsable" });
  });

  it("shows a false step at a small point", () => {
    const { steps } = checked({
      vars: { x: ["n"] },
      lines: ["d(x'*x)/d(x)", "= x"],
    });
    const { sizes, yours, right } = steps[1]!.diagnosis!.counterexample!;
    expect(sizes).toEqual({ n: 2 });
    expect((yours as number[][]).map(([x]) => [2 * x!])).toEqual(right);
  });
});
