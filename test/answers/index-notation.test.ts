import { describe, expect, it } from "vitest";
import type { DerivativeProblem } from "../../src/answers/answer.ts";
import { answerTo, shown, sizesTried } from "./support.ts";

type Row = readonly [problem: DerivativeProblem, expected: string];

describe("an index expression", () => {
  const rows: readonly Row[] = [
    [{ expr: "sum(k, W[i,k]*x[k])", wrt: "x" }, "jacobian: W"],
    [{ expr: "W[i,k]*x[k]", wrt: "x" }, "jacobian: W"],
    [{ expr: "W[i,k]*x[k]", wrt: "W" }, "tensor i,j,l: x[l]*delta(i,j)"],
    [{ expr: "x[i]*x[i]", wrt: "x" }, "gradient: 2*x"],
    [{ expr: "x[i]*A[i,j]*x[j]", wrt: "x" }, "gradient: (A + A')*x"],
    [{ expr: "inv(X)[i,j]", wrt: "X" }, "tensor i,j,k,l: -inv(X)[i,k]*inv(X)[l,j]"],
    [{ expr: "delta(i,j)*x[i]*y[j]", wrt: "x" }, "gradient: y"],
    [{ expr: "[i==j]*x[i]*y[j]", wrt: "x" }, "gradient: y"],
    [{ expr: "x[i]*delta(i,j)", wrt: "x" }, "jacobian: eye(n)"],
    [{ expr: "x[i]*y[j]", wrt: "x", free: ["j", "i"] }, "tensor j,i,k: y[j]*delta(i,k)"],
    [{ expr: "sum(i, a[i]*x[i] + b[i]*x[i])", wrt: "x" }, "gradient: a + b"],
    [{ expr: "sum(i, (a[i]*x[i] + b[i]*x[i])*c[i])", wrt: "x" }, "gradient: c.*(a + b)"],
    [{ expr: "x[i]^2", wrt: "x", free: ["i"] }, "jacobian: 2*diag(x)"],
    [{ expr: "exp(x[i])/sum(k, exp(x[k]))*y[i]", wrt: "y" }, "gradient: softmax(x)"],
  ];
  it.each(rows)("%j", (problem, expected) => {
    expect(shown(answerTo(problem))).toBe(expected);
  });

  it("may use a letter for two sizes in two sums", () => {
    const vars = { A: ["n", "m"], x: ["m"], B: ["n", "p"], y: ["p"] };
    const expr = "A[i,k]*x[k] + B[i,k]*y[k]";
    expect(shown(answerTo({ expr, vars, wrt: "x" }))).toBe("jacobian: A");
    expect(shown(answerTo({ expr, vars, wrt: "y" }))).toBe("jacobian: B");
    const nested = { expr: "sum(k, x[k]*sum(k, y[k]^2))", vars, wrt: "y" };
    expect(shown(answerTo(nested))).toBe("gradient: 2*sum(x)*y");
  });

  it("counts a sum whose letter cancels", () => {
    const problem = { expr: "a*sum(k, exp(x[k] - x[k]))", wrt: "a", vars: { x: ["n"], a: [] } };
    expect(shown(answerTo(problem))).toBe("plain: n");
  });

  it("says the sums that were understood", () => {
    expect(answerTo({ expr: "W[i,k]*x[k]", wrt: "x" }).reading).toBe("sum(k, W[i,k]*x[k])");
  });

  it("can be told step by step", () => {
    const { derivation } = answerTo({ expr: "W[i,k]*x[k]", wrt: "x" }, { steps: "indices" });
    expect(derivation?.steps.length).toBeGreaterThan(2);
    expect(derivation?.checkedLines).toBeGreaterThan(0);
  });

  it("lends its free letters to the answer, and no bound one", () => {
    const { indices } = answerTo({ expr: "A[p,q]*B[q,r]", wrt: "B", free: ["p", "r"] });
    expect(indices?.slice(0, 2)).toEqual(["p", "r"]);
    expect(indices).not.toContain("q");
  });
});

describe("numbered entries", () => {
  const rows: readonly Row[] = [
    [{ expr: "X[1,2]", wrt: "X" }, "tensor i,j: delta(i,1)*delta(j,2)"],
    [{ expr: "X[1,2]^2*x'*x", wrt: "x" }, "gradient: 2*X[1,2]^2*x"],
    [{ expr: "X[1,2]*x", wrt: "x" }, "jacobian: X[1,2]*eye(p)"],
    [{ expr: "x[1]^3", wrt: "x" }, "tensor i: 3*x[1]^2*delta(i,1)"],
    [{ expr: "x[10]", wrt: "x" }, "tensor i: delta(i,10)"],
    [{ expr: "delta(i,1)*x[i]", wrt: "x" }, "tensor j: delta(j,1)"],
    [{ expr: "(A*x)[2]", wrt: "x" }, "tensor i: A[2,i]"],
    [{ expr: "x[1] - x[1]", wrt: "x" }, "gradient: zeros(n)"],
    [{ expr: "delta(i,1)*delta(i,2)*x[i]", wrt: "x" }, "gradient: zeros(n)"],
    [{ expr: "delta(i,1)*delta(i,1)*x[i]", wrt: "x" }, "tensor j: delta(j,1)"],
    [{ expr: "sum(i, delta(i,1)*y[i]^0)*x'*x", wrt: "x" }, "gradient: 2*x"],
    [{ expr: "x[1]^2", wrt: "x", order: 2 }, "tensor i,j: 2*delta(i,1)*delta(j,1)"],
    [{ expr: "delta(1,2)*x'*x", wrt: "x" }, "gradient: zeros(n)"],
    [{ expr: "x[2]*y[3]", wrt: "x", wrt2: "y" }, "tensor i,j: delta(i,2)*delta(j,3)"],
  ];
  it.each(rows)("%j", (problem, expected) => {
    expect(shown(answerTo(problem))).toBe(expected);
  });

  it("are tried at sizes at which they exist", () => {
    const tried = sizesTried(answerTo({ expr: "x[7]^2", wrt: "x" }));
    expect(tried.length).toBeGreaterThan(0);
    for (const sizes of tried) expect(sizes.n).toBeGreaterThanOrEqual(7);
  });
});

describe("arrays of three axes and more", () => {
  const rows: readonly Row[] = [
    [{ expr: "T[i,j,k]*x[i]*y[j]*z[k]", wrt: "T" }, "tensor l,q,r: x[l]*y[q]*z[r]"],
    [
      { expr: "sum(i,j,k, T[i,j,k]^2)", wrt: "T", declare: ["T: tensor(n,m,p)"] },
      "tensor l,q,r: 2*T[l,q,r]",
    ],
    [{ expr: "T[i,j,k]*x[k]", wrt: "x", free: ["j", "i"] }, "tensor j,i,l: T[i,j,l]"],
    [{ expr: "exp(T[i,j,k])*x[k]", wrt: "x" }, "tensor i,j,l: exp(T[i,j,l])"],
    [{ expr: "T[1,2,3]*x'*x", wrt: "x" }, "tensor i: 2*x[i]*T[1,2,3]"],
    [
      { expr: "2*T + 1", wrt: "T", vars: { T: ["n", "m", "p"] } },
      "tensor i,j,k,l,q,r: 2*delta(i,l)*delta(j,q)*delta(k,r)",
    ],
  ];
  it.each(rows)("%j", (problem, expected) => {
    expect(shown(answerTo(problem))).toBe(expected);
  });

  it("contract with vectors", () => {
    const { plain, shape } = answerTo({ expr: "T[i,j,k]*x[i]*y[j]*z[k]", wrt: "x" });
    expect(plain).toBe("sum(q, sum(r, T[l,q,r]*y[q]*z[r]))");
    expect(shape).toEqual(["n"]);
  });

  it("keep declared axes of size 1", () => {
    const problem = { expr: "sum(i,j,k, T[i,j,k]^2*x[k])", wrt: "T", vars: { T: ["n", 1, "p"] } };
    expect(shown(answerTo(problem))).toBe("tensor l,q,r: 2*T[l,1,r]*x[r]");
  });
});
