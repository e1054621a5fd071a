import { describe, expect, it } from "vitest";
import type { DerivativeProblem } from "../../src/answers/answer.ts";
import { derive } from "../../src/answers/derive.ts";
import { answerTo, shown } from "./support.ts";

const F = ["f: function"];

describe("an unknown function", () => {
  const rows: readonly (readonly [problem: DerivativeProblem, expected: string])[] = [
    [{ expr: "f(x)", declare: F, wrt: "x" }, "plain: f'(x)"],
    [{ expr: "f(x)", declare: F, wrt: "x", order: 3 }, "plain: f'''(x)"],
    [{ expr: "f.(A*x)", declare: F, wrt: "x" }, "jacobian: diag(f'.(A*x))*A"],
    [{ expr: "sum(f.(A*x))", declare: F, wrt: "x" }, "gradient: A'*f'.(A*x)"],
    [{ expr: "sum(f.(A*x))", declare: F, wrt: "x", order: 2 }, "hessian: A'*diag(f''.(A*x))*A"],
    [{ expr: "sum(f.(X))", declare: F, wrt: "X" }, "gradient: f'.(X)"],
    [{ expr: "f(norm2(x)^2)", declare: F, wrt: "x" }, "gradient: 2*f'(norm2(x)^2)*x"],
    [{ expr: "f(a,b)", declare: F, wrt: "b" }, "plain: f'2(a,b)"],
    [{ expr: "f(a,b)", declare: F, wrt: "b", wrt2: "a" }, "hessian: f'1'2(a,b)"],
    [{ expr: "f'(a)", declare: F, wrt: "a" }, "plain: f''(a)"],
    [{ expr: "f'2(a,b)", declare: F, wrt: "a" }, "plain: f'1'2(a,b)"],
    [{ expr: "f.(X[i,j])*x[j]", declare: F, wrt: "x" }, "jacobian: f.(X)"],
  ];
  it.each(rows)("%j", (problem, expected) => {
    expect(shown(answerTo(problem))).toBe(expected);
  });

  it("has the same mixed derivative in both orders", () => {
    const first = answerTo({ expr: "f(a,b)", declare: F, wrt: "a", wrt2: "b" });
    const second = answerTo({ expr: "f(a,b)", declare: F, wrt: "b", wrt2: "a" });
    expect(first.plain).toBe(second.plain);
  });

  it("is written in LaTeX with primes, and with signs where it has several arguments", () => {
    expect(answerTo({ expr: "f(x)", declare: F, wrt: "x" }).latex).toBe("f'\\left(x\\right)");
    expect(answerTo({ expr: "f(a,b)", declare: F, wrt: "b" }).latex).toBe(
      "\\partial_{2} f\\left(a, b\\right)",
    );
    expect(answerTo({ expr: "f(a,b)", declare: F, wrt: "b" }).unicode).toBe("∂₂f(a, b)");
  });

  it("of a whole vector is refused, and the entry-wise spelling told", () => {
    const result = derive({ expr: "f(x)", declare: [...F, "x: vector(n)"], wrt: "x" });
    expect(result).toMatchObject({ status: "error", problem: { code: "argument-shape" } });
    expect(result.status !== "ok" && result.problem.message).toContain("f.(");
  });

  it("is no variable", () => {
    const result = derive({ expr: "f(x)", declare: F, wrt: "f" });
    expect(result).toMatchObject({ status: "error", problem: { code: "function-as-variable" } });
  });
});
