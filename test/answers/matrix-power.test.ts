import { describe, expect, it } from "vitest";
import { check } from "../../src/answers/check.ts";
import { checkDerivation } from "../../src/answers/check-derivation.ts";
import { derive } from "../../src/answers/derive.ts";
import { equal } from "../../src/answers/equal.ts";
import { notationNamed, readNotationNames } from "../../src/notations/table.ts";
import { plain } from "../../src/notations/plain.ts";
import { judgeLines } from "../corpus/score.ts";
import { answerTo, shown } from "./support.ts";

/** Powers of matrices whose exponent is no constant number. */
const ANSWERS: readonly (readonly [expr: string, wrt: string, answer: string])[] = [
  ["tr(X^k)", "X", "gradient: k*X'^(k - 1)"],
  ["tr(X^(k + 1))", "X", "gradient: (k + 1)*X'^k"],
  ["tr(X^(2*k - 1))", "X", "gradient: (2*k - 1)*X'^(2*(k - 1))"],
  ["tr(X^n)", "X", "gradient: n*X'^(n - 1)"],
  ["c*tr(X^k)", "X", "gradient: c*k*X'^(k - 1)"],
  ["tr(X^k)^2", "X", "gradient: 2*k*tr(X^k)*X'^(k - 1)"],
  ["log(tr(X^k))", "X", "gradient: k*X'^(k - 1)/tr(X^k)"],
  ["tr((A*X)^k)", "X", "gradient: k*A'*(A*X)'^(k - 1)"],
  ["tr((A*X*B)^k)", "X", "gradient: k*A'*(A*X*B)'^(k - 1)*B'"],
  ["tr((X'*X)^k)", "X", "gradient: 2*k*X*(X'*X)^(k - 1)"],
  ["tr((A + X)^k)", "X", "gradient: k*(A + X)'^(k - 1)"],
  ["tr(X^k) + x'*x", "X", "gradient: k*X'^(k - 1)"],
  ["tr(X^k) + x'*x", "x", "gradient: 2*x"],
  ["tr(X^k + X)", "X", "gradient: k*X'^(k - 1) + eye(n)"],
  ["sum(i, (X^k)[i,i])", "X", "gradient: k*X'^(k - 1)"],
  ["tr(X^k*X)", "X", "gradient: (k + 1)*(X^k)'"],
  ["tr(X^-k)", "X", "gradient: -k*inv(X)'^(k + 1)"],
  ["a'*X^k*b", "a", "gradient: X^k*b"],
  ["X^k*a", "a", "jacobian: X^k"],
  ["tr(X^k*A)", "A", "gradient: (X^k)'"],
  ["tr(c*X^k)", "c", "plain: tr(X^k)"],
];

const VARIABLES = {
  X: ["n", "n"],
  A: ["n", "n"],
  B: ["n", "n"],
  a: ["n"],
  b: ["n"],
  x: ["m"],
  c: [],
  k: [],
};

function atThree(text: string): string {
  return text.replaceAll(/\bk\b/g, "3");
}

describe("a power of a matrix whose exponent is no constant", () => {
  it.each(ANSWERS)("%s by %s", (expr, wrt, wanted) => {
    const answer = answerTo({ expr, wrt, vars: VARIABLES });
    expect(shown(answer)).toBe(wanted);
    expect(answer.evidence.kind).toMatch(/^(proof|mod-p|numeric)$/);
  });

  it("agrees with the referee where the exponent is 3", () => {
    const problems = ANSWERS.map(([expr, wrt], k) => {
      const dims = expr.includes("^n") ? { n: 3 } : {};
      const power = atThree(expr).replaceAll("^n", "^3");
      return { id: `${k}`, expr: power, wrt, vars: VARIABLES, dims };
    });
    const answers = ANSWERS.map(([expr, wrt], k) => {
      const { form, plain: text } = answerTo({ expr, wrt, vars: VARIABLES });
      const power = atThree(text).replaceAll("^(n", "^(3");
      return { id: `${k}`, form, plain: power };
    });
    const lines = (all: readonly unknown[]): string[] => all.map((one) => JSON.stringify(one));
    const judged = judgeLines(lines(problems), lines(answers));
    expect(judged).toHaveLength(ANSWERS.length);
    for (const { id, verdict } of judged) {
      expect([ANSWERS[Number(id)], verdict]).toEqual([ANSWERS[Number(id)], "right"]);
    }
  });

  it.each(ANSWERS)("%s by %s is the answer to the constant exponent 3", (expr, wrt) => {
    const answer = answerTo({ expr, wrt, vars: VARIABLES });
    const result = check({
      expr: atThree(expr),
      wrt,
      vars: VARIABLES,
      form: answer.form,
      answer: atThree(answer.plain),
    });
    expect(result).toMatchObject({ verdict: "right" });
  });

  it("is found in a symmetric matrix, and along its parameters", () => {
    const symmetric = { expr: "tr(X^k)", wrt: "X", props: { X: ["symmetric"] } };
    expect(answerTo(symmetric).plain).toBe("k*X^(k - 1)");
    const diagonal = { expr: "tr(X^k)", wrt: "X", structure: "diagonal" };
    expect(answerTo(diagonal).plain).toBe("k*diag(diag(X^(k - 1)))");
  });

  it("leaves constant exponents as they are", () => {
    for (const expr of ["tr(X^3)", "tr(mpower(X, 3))", "tr(X^(k - k + 3))", "tr(X^2*X)"]) {
      expect(answerTo({ expr, wrt: "X", vars: { X: ["n", "n"], k: [] } }).plain).toBe("3*X'^2");
    }
  });

  it("says what it needs", () => {
    const conditions = (expr: string): readonly string[] | undefined =>
      answerTo({ expr, wrt: "X", vars: { X: ["n", "n"] } }).conditions;
    expect(conditions("tr(X^k)")).toEqual(["k a positive whole number"]);
    expect(conditions("tr(X^(k + 1))")).toEqual(["k + 1 a positive whole number"]);
    expect(conditions("tr(X^-k)")).toEqual(["k a positive whole number", "X invertible"]);
    expect(conditions("tr(X^n)")).toEqual([]);
  });
});

describe("what has no closed form", () => {
  const refused: readonly (readonly [expr: string, wrt: string, order: number])[] = [
    ["X^k", "X", 1],
    ["tr(A*X^k)", "X", 1],
    ["a'*X^k*b", "X", 1],
    ["sum(X^k)", "X", 1],
    ["det(X^k)", "X", 1],
    ["tr(X^k)", "X", 2],
  ];
  it.each(refused)("%s by %s, order %i, is refused with the reason", (expr, wrt, order) => {
    const result = derive({ expr, wrt, order });
    expect(result).toMatchObject({ status: "refused", problem: { code: "no-derivative" } });
    expect(JSON.stringify(result)).toContain("is a sum of k products");
  });

  it.each(["tr(X^k)", "a'*X^k*b"])("%s by the exponent needs a logarithm", (expr) => {
    const result = derive({ expr, wrt: "k" });
    expect(result).toMatchObject({ status: "refused", problem: { code: "no-derivative" } });
    expect(JSON.stringify(result)).toContain("the logarithm of the matrix");
  });

  it.each(["X^t*x", "X^H*x", "A^B"])(
    "%s is not taken for a power without a declaration",
    (expr) => {
      const code = (vars: Record<string, string[]>): string | undefined => {
        const result = derive({ expr: `sum(${expr})`, wrt: expr.at(-1)!, vars });
        return result.status === "ok" ? undefined : result.problem.code;
      };
      expect(code({})).toBe("unsupported");
      const exponent = expr[2]!;
      expect(code({ [exponent]: [] })).not.toBe("unsupported");
    },
  );

  it.each(["X^(k/2)", "X^(x'*x)", "X^pi", "X^(k + 0.5)", "X^exp(k)"])(
    "%s has no whole exponent",
    (expr) => {
      const result = derive({ expr: `tr(${expr})`, wrt: "X", vars: { X: ["n", "n"] } });
      expect(result).toMatchObject({ status: "refused", problem: { code: "unsupported" } });
    },
  );
});

describe("the same in every notation", () => {
  it.each(readNotationNames())("%s", (name) => {
    const notation = notationNamed(name)!;
    for (const text of ["tr(X^k)", "k*X'^(k - 1)", "k*(X^(k - 1))'", "(k + 1)*(A*X)^k"]) {
      const read = plain.read(text);
      if (!read.ok) throw new Error(read.problem.message);
      const again = notation.read(notation.write(read.value), {
        variables: new Set(["X", "A", "k"]),
      });
      if (!again.ok) throw new Error(again.problem.message);
      expect(plain.write(again.value)).toBe(plain.write(read.value));
    }
  });

  it.each([
    ["\\operatorname{tr}(X^{k})", "k*X'^(k - 1)"],
    ["\\operatorname{tr}\\left(X^{k - 1}\\right)", "(k - 1)*X'^(k - 2)"],
    ["\\frac{\\partial}{\\partial X}\\operatorname{tr}(X^k)", "k*X'^(k - 1)"],
    ["tr(Xᵏ)", "k*X'^(k - 1)"],
  ])("%s is read", (expr, wanted) => {
    expect(answerTo({ expr, wrt: "X" }).plain).toBe(wanted);
  });

  it("is set in LaTeX with braces", () => {
    const { latex } = answerTo({ expr: "tr(X^k)", wrt: "X", props: { X: ["symmetric"] } });
    expect(latex).toBe("k X^{k - 1}");
  });
});

describe("the evidence", () => {
  const verdicts: readonly (readonly [answer: string, verdict: string])[] = [
    ["k*(X^(k - 1))'", "right"],
    ["k*(X')^(k - 1)", "right"],
    ["k*X^(k - 1)", "transposed"],
    ["k*(X^k)'", "wrong"],
    ["(X^(k - 1))'", "wrong"],
    ["(k - 1)*(X^(k - 1))'", "wrong"],
    ["k*(X^(k - 2))'", "wrong"],
    ["2*X'", "wrong"],
  ];
  it.each(verdicts)("%s is %s", (answer, verdict) => {
    expect(check({ expr: "tr(X^k)", wrt: "X", answer })).toMatchObject({ verdict });
  });

  const pairs: readonly (readonly [left: string, right: string, verdict: string])[] = [
    ["tr(X^k*X)", "tr(X^(k + 1))", "equal"],
    ["(X')^k", "(X^k)'", "equal"],
    ["X^k*X^m", "X^(k + m)", "equal"],
    ["(X^2)^k", "X^(2*k)", "equal"],
    ["tr((A*B)^k)", "tr((B*A)^k)", "equal"],
    ["X^-k", "inv(X^k)", "equal"],
    ["X^k", "X^2", "different"],
    ["X^k*Y^k", "(X*Y)^k", "different"],
    ["X^n", "X^3", "different"],
  ];
  it.each(pairs)("%s and %s are %s", (left, right, verdict) => {
    expect(equal({ left, right, vars: { X: ["n", "n"] } })).toMatchObject({ verdict });
  });

  it("judges lines of a derivation", () => {
    const verdictOf = (indices: string): unknown =>
      checkDerivation({
        lines: [`d(tr(X^k))/d(X[i,j]) = k*(X^(k - 1))[${indices}]`],
        vars: { X: ["n", "n"], k: [] },
      });
    expect(verdictOf("j,i")).toMatchObject({ verdict: "right" });
    expect(verdictOf("i,j")).toMatchObject({ verdict: "wrong" });
  });
});

describe("the derivation", () => {
  it.each(["indices", "identities", "differentials"] as const)("by %s cites the rule", (steps) => {
    for (const expr of ["tr(X^k)", "tr((A*X)^k)", "log(tr(X^k))"]) {
      const { derivation } = answerTo({ expr, wrt: "X" }, { steps });
      const text = JSON.stringify(derivation);
      expect(text).toContain("Matrix Cookbook, eq. (121)");
      expect(text).toContain("tr(X^k)");
      expect(text).not.toContain("trpower");
    }
  });

  it("is left out where a part has no derivative of its own", () => {
    const { derivation, derivationNote } = answerTo(
      { expr: "tr(X^k + X)", wrt: "X" },
      { steps: "indices" },
    );
    expect(derivation).toBeUndefined();
    expect(derivationNote).toContain("stops at a part that has no derivative of its own");
  });
});
