import { describe, expect, it } from "vitest";
import type { DerivativeProblem } from "../../src/answers/answer.ts";
import { derive, deriveAll } from "../../src/answers/derive.ts";
import { lowerProblem, withDerivatives } from "../../src/answers/derivative.ts";
import { readProblem } from "../../src/answers/read-any.ts";
import { checkDerivative } from "../../src/evaluation/check-derivative.ts";
import { plain } from "../../src/notations/plain.ts";
import type { Expression } from "../../src/syntax/expression.ts";
import { answerTo, shown, sizesTried } from "./support.ts";

type Row = readonly [problem: DerivativeProblem, expected: string, shape: string];

describe("every form", () => {
  const rows: readonly Row[] = [
    [{ expr: "x'*A*x", wrt: "x" }, "gradient: (A + A')*x", "n"],
    [{ expr: "x'*A*x", wrt: "x", form: "row" }, "row: x'*(A + A')", "1,n"],
    [{ expr: "x'*A*x", wrt: "x", form: "jacobian" }, "jacobian: x'*(A + A')", "1,n"],
    [{ expr: "A*x", wrt: "x", form: "tensor" }, "tensor i,j: A[i,j]", "n,m"],
    [{ expr: "A*x", wrt: "x", form: "kron" }, "kron: A", "n,m"],
    [{ expr: "A*X*B", wrt: "X", form: "kron" }, "kron: kron(B', A)", "q*n,p*m"],
    [{ expr: "X'", wrt: "X", form: "kron" }, "kron: commutation(n,m)", "n*m,m*n"],
    [{ expr: "a*X", wrt: "a" }, "plain: X", "n,m"],
    [{ expr: "tr(X*X)", wrt: "X", order: 2 }, "hessian: 2*commutation(n,n)", "n*n,n*n"],
    [{ expr: "pi*a^2", wrt: "a" }, "plain: 2*pi*a", ""],
    [{ expr: "sum(x)/n", wrt: "x", vars: { x: ["n"] } }, "gradient: ones(n)/n", "n"],
  ];
  it.each(rows)("%j", (problem, expected, shape) => {
    const answer = answerTo(problem);
    expect(shown(answer)).toBe(expected);
    expect(answer.shape.join()).toBe(shape);
    expect(answer.note).toBeUndefined();
  });

  it("that does not exist gives way, and it is said", () => {
    const answer = answerTo({ expr: "A*X", wrt: "X", form: "gradient" });
    expect(answer.form).toBe("tensor");
    expect(answer.note).toContain("gradient does not exist");
  });

  it("an axis of a product of sizes has no letter, so a matrix form takes the place of a tensor", () => {
    const answer = answerTo({ expr: "kron(x,y)", wrt: "x", form: "tensor" });
    expect(shown(answer)).toBe("jacobian: kron(eye(n), y)");
    expect(answer.note).toContain("product");
  });

  it("says whose convention it is", () => {
    expect(answerTo({ expr: "x'*x", wrt: "x" }).layoutNote).toContain("PyTorch");
    expect(answerTo({ expr: "A*x", wrt: "x" }).layoutNote).toContain("numerator layout");
    expect(answerTo({ expr: "A*X", wrt: "X", form: "kron" }).layoutNote).toContain("Magnus");
    expect(answerTo({ expr: "tr(X*Y)", wrt: "X", structure: "symmetric" }).layoutNote).toContain(
      "Cookbook",
    );
  });
});

describe("second and higher derivatives", () => {
  const rows: readonly Row[] = [
    [{ expr: "x'*A*y", wrt: "x", wrt2: "y" }, "hessian: A", "n,m"],
    [{ expr: "x'*A*y", wrt: "A", wrt2: "y" }, "hessian: kron(eye(m), x)", "m*n,m"],
    [{ expr: "a*x'*x", wrt: "x", wrt2: "a" }, "hessian: 2*x", "n"],
    [{ expr: "a*x'*x", wrt: "a", wrt2: "x" }, "hessian: 2*x'", "1,n"],
    [{ expr: "a^2*x", wrt: "a", order: 2 }, "plain: 2*x", "n"],
    [{ expr: "a^2*x", wrt: "x", wrt2: "a" }, "plain: 2*a*eye(n)", "n,n"],
    [{ expr: "x.^3", wrt: "x", order: 2 }, "tensor i,j,k: 6*x[i]*delta(i,j)*delta(i,k)", "n,n,n"],
    [{ expr: "a^5", wrt: "a", order: 3 }, "plain: 60*a^2", ""],
    [{ expr: "exp(a*b)", wrt: "a", order: 4 }, "plain: b^4*exp(a*b)", ""],
    [
      { expr: "sum(x.^4)", wrt: "x", order: 3 },
      "tensor i,j,k: 24*x[i]*delta(i,j)*delta(i,k)",
      "n,n,n",
    ],
    [{ expr: "x'*A*x", wrt: "x", order: 3 }, "tensor i,j,k: 0", "n,n,n"],
    [{ expr: "a^3*x", wrt: "a", order: 3 }, "plain: 6*x", "n"],
  ];
  it.each(rows)("%j", (problem, expected, shape) => {
    const answer = answerTo(problem);
    expect(shown(answer)).toBe(expected);
    expect(answer.shape.join()).toBe(shape);
  });
});

describe("axes of size 1", () => {
  const rows: readonly Row[] = [
    [{ expr: "x'*A*x", wrt: "x", vars: { x: ["n", 1] } }, "gradient: (A + A')*x", "n,1"],
    [{ expr: "x*A*x'", wrt: "x", vars: { x: [1, "n"] } }, "gradient: x*(A + A')", "1,n"],
    [{ expr: "exp(x)", wrt: "x", vars: { x: [1, "n"] } }, "jacobian: diag(exp(vec(x)))", "n,n"],
    [{ expr: "A*x", wrt: "x", vars: { A: [1, "n"], x: ["n"] } }, "gradient: A'", "n"],
    [{ expr: "A*x", wrt: "A", vars: { A: [1, "n"], x: ["n"] } }, "gradient: x'", "1,n"],
    [
      { expr: "A*x", wrt: "A", vars: { x: ["n", 1] } },
      "tensor i,j,k,l: x[l,1]*delta(i,k)",
      "m,1,m,n",
    ],
    [{ expr: "exp(X)", wrt: "X", vars: { X: [1, 1] } }, "tensor i,j,k,l: exp(X[1,1])", "1,1,1,1"],
  ];
  it.each(rows)("%j", (problem, expected, shape) => {
    const answer = answerTo(problem);
    expect(shown(answer)).toBe(expected);
    expect(answer.shape.join()).toBe(shape);
  });
});

describe("structure", () => {
  it("makes an undeclared matrix square", () => {
    const answer = answerTo({ expr: "tr(X*Y)", wrt: "X", structure: "symmetric" });
    expect(answer.plain).toBe("Y + Y' - diag(diag(Y))");
    const diagonal = answerTo({ expr: "tr(X*Y)", wrt: "X", structure: "diagonal" });
    expect(diagonal.plain).toBe("diag(diag(Y))");
  });

  it("of a Toeplitz matrix is summed over diagonals, at the size that is given", () => {
    const T = ["n", "n"];
    const linear = { expr: "tr(A*T)", vars: { A: T, T }, wrt: "T", structure: "toeplitz" };
    expect(answerTo({ ...linear, dims: { n: 2 } }).plain).toBe("A' + diag(tr(A) - diag(A))");
    for (const structure of ["toeplitz", "symmetric-toeplitz"]) {
      for (const n of [1, 2, 3, 4, 6]) {
        for (const expr of ["tr(A*T)", "logdet(T)", "a'*T*a", "T*a"]) {
          const problem = { expr, vars: { A: T, T, a: ["n"] }, dims: { n }, wrt: "T", structure };
          expect(answerTo(problem).evidence.kind).not.toBe("numeric");
        }
      }
    }
    const large = derive({ ...linear, dims: { n: 7 } });
    expect(large).toMatchObject({ status: "refused", problem: { code: "not-supported" } });
  });

  it("of anything but a square matrix is a mistake", () => {
    const result = derive({ expr: "x'*x", wrt: "x", structure: "symmetric" });
    expect(result).toMatchObject({ status: "error", problem: { code: "not-square" } });
  });
});

describe("sizes that are numbers", () => {
  it("may be large: the answer is proved at small ones", () => {
    const vars = { W: [10, 784], x: [784] };
    const tried = sizesTried(answerTo({ expr: "sum(tanh(W*x))", vars, wrt: "W" }));
    expect(tried.length).toBeGreaterThan(0);
    for (const sizes of tried) expect(Math.max(...Object.values(sizes))).toBeLessThan(20);
    expect(answerTo({ expr: "logdet(A)", vars: { A: [500, 500] }, wrt: "A" }).plain).toBe(
      "inv(A)'",
    );
    const pinned = { expr: "logdet(A)", vars: { A: ["n", "n"] }, dims: { n: 500 }, wrt: "A" };
    expect(answerTo(pinned).plain).toBe("inv(A)'");
  });

  it("are used where the formula needs them", () => {
    const mean = { expr: "mean(x.^2)", vars: { x: [784] }, wrt: "x" };
    expect(answerTo(mean).plain).toBe("x/392");
  });
});

describe("several variables", () => {
  const problem = { expr: "norm2(A*x - b)^2", vars: { b: ["m"] } };

  it("are answered as each by itself", () => {
    const strip = (result: ReturnType<typeof derive>): object => ({ ...result, ms: 0 });
    const all = deriveAll(problem, ["x", "A", "b"]);
    const each = ["x", "A", "b"].map((wrt) => derive({ ...problem, wrt }));
    expect(all.map(strip)).toEqual(each.map(strip));
  });

  it("cost one sweep more than one of them, however many they are", () => {
    const made = (names: readonly string[]): number => {
      const read = readProblem(chain(40), names);
      if (!read.ok) throw new Error(read.problem.message);
      const { store } = withDerivatives(lowerProblem(read.value), names);
      return store.nodes.length;
    };
    const weights = Array.from({ length: 40 }, (_, k) => `W${k + 1}`);
    expect(made(weights)).toBeLessThan(1.3 * made(["W1"]));
  });

  it("are all there are where none is named", () => {
    const all = deriveAll(problem);
    expect(all.map((each) => each.status === "ok" && each.wrt)).toEqual(["A", "x", "b"]);
    expect(deriveAll({ expr: "x'*x" })).toHaveLength(1);
    expect(deriveAll({ expr: "x'*x", wrt: "x" })).toHaveLength(1);
  });

  it("fail together where the expression does", () => {
    expect(deriveAll({ expr: "x'*" }, ["x", "y"])).toMatchObject([{ status: "error" }]);
    expect(deriveAll({ expr: "x'*x" }, ["y"])).toMatchObject([
      { status: "error", problem: { code: "unknown-name" } },
    ]);
  });
});

/** A chain of layers, each with a weight of its own. */
function chain(layers: number): DerivativeProblem {
  let expr = "x";
  for (let k = 1; k <= layers; k++) expr = `tanh(W${k}*${expr})`;
  return { expr: `sum(${expr})` };
}

function readPlain(text: string): Expression {
  const read = plain.read(text);
  if (!read.ok) throw new Error(read.problem.message);
  return read.value;
}

describe("mixed derivatives", () => {
  it.each(["x'*A*y", "sum(exp(x).*y)", "norm2(x - y)^2*a", "(x'*y)^3", "log(1 + (x'*y)^2*a)"])(
    "of %s are each other's transpose",
    (expr) => {
      const sizes = expr.includes("A") ? { y: ["m"], A: ["n", "m"] } : { y: ["n"] };
      const vars = { x: ["n"], a: [], ...sizes };
      const indices = ["i", "j"];
      const there = answerTo({ expr, vars, wrt: "x", wrt2: "y", form: "tensor", indices });
      const read = readProblem({ expr, vars, wrt: "y", wrt2: "x" });
      if (!read.ok) throw new Error(read.problem.message);
      const { elaboration } = read.value;
      const judgement = checkDerivative({
        f: elaboration.expression,
        wrt: "y",
        wrt2: "x",
        order: 2,
        variables: elaboration.variables,
        answer: {
          expression: readPlain(there.plain),
          form: "tensor",
          indices: ["j", "i"],
          let: (there.let ?? []).map(([name, means]) => [name, readPlain(means)] as const),
        },
      });
      expect(judgement.verdict).toBe("agrees");
    },
  );
});
