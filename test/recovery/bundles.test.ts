import { describe, expect, it } from "vitest";
import type { DerivativeProblem } from "../../src/answers/answer.ts";
import { derive } from "../../src/answers/derive.ts";
import { plain } from "../../src/notations/plain.ts";
import { present } from "../../src/recovery/present.ts";
import { onlyNames } from "../../src/recovery/vocabulary.ts";
import { Recovery } from "../../src/recovery/recover.ts";
import { together } from "../../src/recovery/sides.ts";
import { lowered } from "../graph/support.ts";

const VARS = {
  A: ["m", "n"],
  B: ["p", "q"],
  X: ["m", "n"],
  S: ["n*m", "n*m"],
  W: ["p", "n*m"],
  M: ["m", "m"],
  N: ["n", "n"],
  x: ["n*q"],
  b: ["m*p"],
  z: ["n*m"],
  u: ["n"],
  v: ["m"],
};

/** The text of the answer; `derive` has checked it against the definition. */
function answerTo(expr: string, wrt: string, more: Partial<DerivativeProblem> = {}): string {
  const names = new Set(expr.match(/[A-Za-z]+/g));
  const vars = Object.fromEntries(Object.entries(VARS).filter(([name]) => names.has(name)));
  const answer = derive({ expr, vars, wrt, ...more });
  if (answer.status !== "ok") throw new Error(`${expr}: ${answer.problem.message}`);
  return answer.plain;
}

describe("variables whose size is a product", () => {
  it("meet Kronecker products and vecs as whole vectors", () => {
    expect(answerTo("kron(A,B)*x", "x")).toBe("kron(A,B)");
    expect(answerTo("norm2(kron(A,B)*x - b)^2", "x")).toBe("2*kron(A,B)'*(kron(A,B)*x - b)");
    expect(answerTo("tanh(kron(A,B)*x)", "x")).toBe("diag(1 - tanh(kron(A,B)*x).^2)*kron(A,B)");
    expect(answerTo("vec(X)'*z", "z")).toBe("vec(X)");
    expect(answerTo("kron(u,v)'*z", "z")).toBe("kron(u,v)");
    expect(answerTo("z'*kron(u,v)*sum(X)", "X")).toContain("ones(m,n)");
    expect(answerTo("W*vec(X)", "X", { form: "kron" })).toBe("W");
    expect(answerTo("vec(X)'*S*vec(X)", "X", { form: "kron" })).toBe("vec(X)'*(S + S')");
    expect(answerTo("sum(tanh(W*vec(X)))", "W")).toBe("(1 - tanh(W*vec(X)).^2)*vec(X)'");
  });

  it("are brought into a shape of their own where the derivative has another", () => {
    for (const [expr, wrt] of [
      ["vec(X)'*z", "X"],
      ["vec(X)'*S*vec(X)", "X"],
      ["sum(tanh(W*vec(X)))", "X"],
      ["norm2(kron(A,B)*x - b)^2", "A"],
      ["z'*kron(u,v)", "u"],
      ["z'*kron(u,v)", "v"],
      ["tr(S*kron(N,M))", "M"],
      ["logdet(kron(N,M))", "N"],
      ["z'*inv(kron(N,M))*z", "N"],
      ["logsumexp(kron(u,v) + z)", "u"],
    ] as const) {
      expect(answerTo(expr, wrt), expr).not.toBe("");
    }
  });

  it("fall back to another form where entries have no letters", () => {
    const { X, W } = VARS;
    const answer = derive({ expr: "W*vec(X)", vars: { X, W }, wrt: "X" });
    expect(answer).toMatchObject({ status: "ok", form: "kron", plain: "W" });
    expect(answer.status === "ok" && answer.note).toContain("kron");
  });

  it("say of a node which of its axes go together", () => {
    const { store, f, arrays } = lowered({ expr: "kron(A,B)*x - b", vars: VARS, wrt: "x" });
    const recovery = new Recovery(store, [...arrays.keys()]);
    expect(recovery.sides(f)).toEqual([[0, 1]]);
    expect(recovery.isPlain(f)).toBe(false);
    expect(recovery.sides(arrays.get("x")!.node)).toEqual([[0, 1]]);
    expect(recovery.sides(arrays.get("A")!.node)).toEqual([[0], [1]]);
    const form = present(store, f, { rows: [0, 1], columns: [] }, onlyNames([...arrays.keys()]));
    expect(plain.write(form.expression)).toBe("kron(A,B)*x - b");
  });
});

describe("together", () => {
  it("keeps claims that do not meet, and passes over the others", () => {
    expect(together(3, [])).toEqual([[0], [1], [2]]);
    expect(
      together(4, [
        [1, 0],
        [2, 3],
      ]),
    ).toEqual([
      [1, 0],
      [2, 3],
    ]);
    expect(together(3, [[0, 1], [1, 2], [2], [0, 0]])).toEqual([[0, 1], [2]]);
    expect(together(2, [[0, 5]])).toEqual([[0], [1]]);
  });
});

describe("derivatives of Kronecker products", () => {
  it("are products with commutation matrices", () => {
    // Magnus and Neudecker, Matrix Differential Calculus, section 3.7.
    expect(answerTo("kron(A,B)", "A", { form: "kron" })).toBe(
      "kron(eye(n*q), commutation(m,p))*kron(kron(eye(n), vec(B)), eye(m))",
    );
    expect(answerTo("kron(A,B)", "B", { form: "kron" })).toBe(
      "kron(kron(eye(n), commutation(q,m)), eye(p))*kron(kron(vec(A), eye(q)), eye(p))",
    );
    expect(answerTo("kron(u,v)", "u")).toBe("kron(eye(n), v)");
    expect(answerTo("kron(u,v)", "v")).toBe("kron(u, eye(m))");
    expect(answerTo("kron(u', eye(m))", "u")).toBe("kron(eye(n), vec(eye(m)))");
  });
});
