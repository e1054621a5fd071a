import { describe, expect, it } from "vitest";
import type { CheckedAnswer, CheckProblem } from "../../src/answers/check.ts";
import { check } from "../../src/answers/check.ts";
import { derive } from "../../src/answers/derive.ts";
import { corpusLines, judged, PROBLEM_CORPORA } from "./judging.ts";
import type { DerivativeProblem } from "../../src/answers/answer.ts";

const problems = new Map<string, DerivativeProblem>();
for (const name of PROBLEM_CORPORA) {
  for (const { expected: _expected, ...problem } of corpusLines(name)) {
    problems.set(String(problem.id), problem as unknown as DerivativeProblem);
  }
}

function verdictOn(problem: CheckProblem): CheckedAnswer {
  const result = check(problem);
  if (result.status !== "ok") throw new Error(`${result.status}: ${result.problem.message}`);
  return result;
}

function diagnosisOf(problem: CheckProblem): string {
  const { verdict, diagnosis } = verdictOn(problem);
  return diagnosis ? `${verdict}: ${diagnosis.kind}` : verdict;
}

describe("the verdicts of the corpora", () => {
  const lines = corpusLines("verdicts");

  it.each(lines)("$id: $answer is $verdict", (line) => {
    const result = judged(problems.get(String(line.id))!, line);
    expect(result).toMatchObject({ status: "ok", verdict: line.verdict });
  });
});

describe("plausible wrong answers", () => {
  /** Where another kind says as much as the label: all numbers transposed, or vec by rows. */
  const AS_GOOD: Readonly<Record<string, readonly string[]>> = {
    "symmetric-assumed": ["transposed"],
    "wrong-layout": ["row-major-vec"],
  };

  it.each(corpusLines("wrong-answers"))("$id: $answer ($what_is_wrong)", (line) => {
    const result = judged(problems.get(String(line.id))!, line) as CheckedAnswer;
    expect(["wrong", "transposed"]).toContain(result.verdict);
    const label = String(line.what_is_wrong);
    expect([label, ...(AS_GOOD[label] ?? [])]).toContain(result.diagnosis?.kind);
  });
});

describe("right answers in another form", () => {
  it.each(corpusLines("right-answers"))("$id: $answer", (line) => {
    expect(judged(problems.get(String(line.id))!, line)).toMatchObject({ verdict: "right" });
  });
});

describe("our own entry, typed back without a word about its letters, is right", () => {
  const asked: readonly DerivativeProblem[] = [
    { expr: "diag(a)", vars: { a: ["n"] }, wrt: "a" },
    { expr: "colsum(X)", vars: { X: ["m", "n"] }, wrt: "X" },
    { expr: "det(A)", vars: { A: ["m", "m"] }, wrt: "A", order: 2 },
    { expr: "sin(colsum(X)*(x.^2)')", vars: { X: ["m", "n"], x: ["p"] }, wrt: "x", order: 2 },
    { expr: "y_i = sum(k, W[i,k]*x[k]^2)", wrt: "x" },
    ...[...problems.values()].filter((_, k) => k % 12 === 0),
  ];

  it.each(asked)("$expr by $wrt", (problem) => {
    const asTensor = { ...problem, form: "tensor" };
    const answer = derive(asTensor);
    if (answer.status !== "ok") throw new Error(answer.problem.message);
    const { plain, let: bound = [] } = answer;
    expect(verdictOn({ ...asTensor, answer: { plain, let: bound } }).verdict).toBe("right");
  });
});

describe("a size typed as a power", () => {
  it("is the same size", () => {
    const asked = { expr: "x", vars: { x: ["n*n"] }, wrt: "x", form: "jacobian" };
    expect(verdictOn({ ...asked, answer: "eye(n^2)" }).verdict).toBe("right");
  });
});

describe("the corrected answer", () => {
  const rows: readonly (readonly [problem: CheckProblem, corrected: string])[] = [
    [{ expr: "W*x", wrt: "x", answer: "W'" }, "W"],
    [{ expr: "a'*x", wrt: "x", vars: { a: ["n"], x: ["n"] }, answer: "a'" }, "a"],
    [{ expr: "x'*x", wrt: "x", answer: "x" }, "2*x"],
    [{ expr: "x'*x", wrt: "x", answer: "-2*x" }, "2*x"],
    [{ expr: "normF(X*W - Y)^2", wrt: "W", answer: "2*(X*W - Y)*X'" }, "2*X'*(X*W - Y)"],
    [{ expr: "norm2(A*x - b)^2", wrt: "x", answer: "2*A'*A*x - b" }, "2*A'*(A*x - b)"],
    [{ expr: "a'*X^-1*b", wrt: "X", answer: "-X^-1*a*b'*X^-1" }, "-(X^-1)'*a*b'*(X^-1)'"],
    [{ expr: "sum(sin(2*x))", wrt: "x", answer: "cos(2*x)" }, "2*cos(2*x)"],
    [{ expr: "sum(tanh(x))", wrt: "x", answer: "1 + tanh(x).^2" }, "1 - tanh(x).^2"],
    [{ expr: "tr((X - I)*(X - I)')", wrt: "X", answer: "X - I" }, "2*(X - I)"],
    [{ expr: "sum((A*x).^2.*w)", wrt: "x", answer: "2*A'*(A*x)" }, "2*A'*(w.*(A*x))"],
    [
      {
        expr: "A*U*B",
        wrt: "U",
        form: "tensor",
        indices: ["i", "j", "k", "l"],
        answer: "A[k,i]*B[l,j]",
      },
      "A[i,k]*B[l,j]",
    ],
  ];
  it.each(rows)("of %j is %s, and is right", (problem, corrected) => {
    const { diagnosis } = verdictOn(problem);
    expect(diagnosis?.corrected).toBe(corrected);
    expect(verdictOn({ ...problem, answer: corrected }).verdict).toBe("right");
  });
});

describe("slips that have a sentence of their own", () => {
  const rows: readonly (readonly [problem: CheckProblem, kind: string, words: RegExp])[] = [
    [
      { expr: "y'*A*x", wrt: "x", answer: "y'*A" },
      "transposed: wrong-layout",
      /you gave 1 x m, and the gradient is its transpose, m x 1/,
    ],
    [
      { expr: "x'*A*x", wrt: "x", answer: "2*A*x" },
      "wrong: symmetric-assumed",
      /^Right if A is symmetric/,
    ],
    [{ expr: "x'*A*x", wrt: "x", answer: "A*x" }, "wrong: missing-term", /x stands in 2 places/],
    [
      {
        expr: "norm2(w.*(A*x))^2",
        vars: { w: ["m"], A: ["m", "n"], x: ["n"] },
        wrt: "x",
        answer: "2*A'*(w.*(A*x))",
      },
      "wrong: missing-term",
      /factor w is lost/,
    ],
    [
      { expr: "-t'*log(softmax(W*x))", wrt: "W", answer: "(softmax(W*x) - t)*x'" },
      "wrong: other",
      /entries of t sum to 1/,
    ],
    [
      { expr: "sum(exp(A*x))", wrt: "x", answer: "A'*ones(m)", vars: { A: ["m", "n"], x: ["n"] } },
      "wrong: missing-term",
      /inner derivative is missing.*exp\(A\*x\)/,
    ],
    [
      { expr: "inv(X)", wrt: "X", form: "kron", answer: "kron(inv(X)', inv(X))" },
      "wrong: sign",
      /derivative of an inverse brings a minus/,
    ],
    [{ expr: "x'*A*x", wrt: "x", answer: "x'*A*x" }, "wrong: shape", /function itself/],
    [
      { expr: "a^2*b", vars: { a: [], b: [] }, wrt: "a", answer: "a^2*b" },
      "wrong: other",
      /^This is the function itself/,
    ],
    [
      { expr: "A*X*B", wrt: "X", form: "kron", answer: "kron(A, B')" },
      "wrong: row-major-vec",
      /vec was taken row by row/,
    ],
    [
      { expr: "x'*y", wrt: "x", answer: "x", vars: { x: ["n"], y: ["n"] } },
      "wrong: other",
      /derivative by y/,
    ],
    [
      { expr: "tr(A*X)", wrt: "X", structure: "symmetric", answer: "A'" },
      "wrong: other",
      /independent entries/,
    ],
    [
      { expr: "det(X)", wrt: "X", answer: "inv(X)'" },
      "wrong: factor",
      /factor det\(X\) is missing/,
    ],
    [
      { expr: "sum(x)/n", vars: { x: ["n"] }, wrt: "x", answer: "ones(n)" },
      "wrong: factor",
      /divided by n/,
    ],
    [
      { expr: "abs(x'*y)", wrt: "x", answer: "y" },
      "wrong: sign",
      /Right only where x'\*y is positive/,
    ],
    [
      {
        expr: "x'*A*x + c*x'*x",
        vars: { c: [], x: ["n"], A: ["n", "n"] },
        wrt: "x",
        answer: "(A + A')*x + c*x",
      },
      "wrong: missing-term",
      /x stands in 4 places/,
    ],
    [
      { expr: "x'*x - 3*x'*a", vars: { a: ["n"], x: ["n"] }, wrt: "x", answer: "2*x - a" },
      "wrong: factor",
      /multiply a by 3/,
    ],
    [
      {
        expr: "tr(A*X*X') - 3*tr(B*X)",
        wrt: "X",
        vars: { X: ["n", "m"], A: ["n", "n"], B: ["m", "n"] },
        answer: "A*X + A'*X - 2*B'",
      },
      "wrong: factor",
      /multiply 2\*B' by 3\/2/,
    ],
    [
      { expr: "tr(A)", wrt: "A", answer: "zeros(n,n)", vars: { A: ["n", "n"] } },
      "wrong: missing-term",
      /zero everywhere/,
    ],
  ];
  it.each(rows)("%j", (problem, kind, words) => {
    expect(diagnosisOf(problem)).toBe(kind);
    expect(verdictOn(problem).diagnosis?.message).toMatch(words);
  });
});

describe("the counterexample", () => {
  it("is a small point of whole numbers at which both sides differ", () => {
    const { diagnosis } = verdictOn({ expr: "x'*A*x", wrt: "x", answer: "2*A*x" });
    const { sizes, values, yours, right } = diagnosis!.counterexample!;
    expect(sizes).toEqual({ n: 2 });
    const A = values.A as number[][];
    const x = values.x as number[];
    const product = (row: number): number => A[row]![0]! * x[0]! + A[row]![1]! * x[1]!;
    const turned = (row: number): number => A[0]![row]! * x[0]! + A[1]![row]! * x[1]!;
    expect(yours).toEqual([0, 1].map((row) => [2 * product(row)]));
    expect(right).toEqual([0, 1].map((row) => [product(row) + turned(row)]));
    expect(yours).not.toEqual(right);
  });

  it("has size 3 where 2 shows nothing", () => {
    const { diagnosis } = verdictOn({
      expr: "det(X)",
      wrt: "X",
      answer: "(tr(X)*eye(n) - X)'",
      vars: { X: ["n", "n"] },
    });
    expect(diagnosis?.counterexample?.sizes).toEqual({ n: 3 });
  });
});

describe("what is accepted", () => {
  const rows: readonly CheckProblem[] = [
    { expr: "y'*A*x", wrt: "x", answer: { plain: "y'*A", form: "row" } },
    {
      expr: "W*x",
      wrt: "W",
      answer: { plain: "kron(x', eye(n))", form: "kron" },
      vars: { W: ["n", "m"], x: ["m"] },
    },
    { expr: "W*x", wrt: "W", answer: "kron(x', I)" },
    {
      expr: "W*x",
      wrt: "W",
      answer: { plain: "delta(a,b)*x[c]", form: "entry", indices: ["a", "b", "c"] },
    },
    { expr: "A*X*B", wrt: "X", answer: "A[i,k]*B[l,j]" },
    { expr: "A[i,k]*x[k]", wrt: "x", answer: "A[i,j]" },
    { expr: "sum(exp(2*x))", wrt: "x", answer: "2*exp(x).*exp(x)" },
    { expr: "norm2(x)", wrt: "x", answer: "x/sqrt(x'*x)" },
    { expr: "μ'*x", vars: { mu: ["n"], x: ["n"] }, wrt: "x", answer: "mu" },
    { expr: "f(x)", declare: ["f: function", "x: scalar"], wrt: "x", answer: "f'(x)" },
    {
      expr: "sum(tanh(W*x))",
      vars: { W: [10, 784], x: [784] },
      wrt: "W",
      answer: "(1 - tanh(W*x).^2)*x'",
    },
    { expr: "norm2(A*x)^2", wrt: "x", answer: { plain: "2*A'*u", let: [["u", "A*x"]] } },
  ];
  it.each(rows)("%j", (problem) => {
    expect(verdictOn(problem).verdict).toBe("right");
  });
});

describe("how a right answer is known", () => {
  const rows: readonly (readonly [answer: string, expr: string, kind: string])[] = [
    ["(A + A')*x", "x'*A*x", "proof"],
    ["adj(X)'", "det(X)", "mod-p"],
    ["sin(2*x)", "sum(sin(x).^2)", "two-field"],
    ["sinh(2*x)", "sum(cosh(x).^2)", "two-field"],
    ["sigmoid(x)", "sum(log(1 + exp(x)))", "two-field"],
    ["a*x.^a./x", "sum(x.^a)", "two-field"],
    ["cos(atan(x)).^2", "sum(atan(x))", "numeric"],
  ];
  it.each(rows)("%s of %s: %s", (answer, expr, kind) => {
    const wrt = expr.includes("X") ? "X" : "x";
    expect(verdictOn({ expr, wrt, answer }).evidence?.kind).toBe(kind);
  });
});

describe("what cannot be judged", () => {
  it("is unparsable, never wrong, with a place in the answer", () => {
    const unclosed = verdictOn({ expr: "x'*x", wrt: "x", answer: "2*(x" });
    expect(unclosed).toMatchObject({ verdict: "unparsable", problem: { code: "unbalanced" } });
    const unknown = verdictOn({ expr: "y'*A*x", wrt: "x", answer: "A'*z" });
    expect(unknown).toMatchObject({
      verdict: "unparsable",
      problem: { code: "unknown-name", span: { from: 3, to: 4 } },
    });
    expect(verdictOn({ expr: "x'*x", wrt: "x", answer: "" }).verdict).toBe("unparsable");
  });

  it("is undecided where no point has a value", () => {
    const problem = { expr: "log(-x^2)", vars: { x: [] }, wrt: "x", answer: "x" };
    expect(verdictOn(problem)).toMatchObject({
      verdict: "undecided",
      why: "no point was found where the true side has a value",
    });
  });

  it("is an error where the problem itself is at fault", () => {
    expect(check({ expr: "x'*", wrt: "x", answer: "x" })).toMatchObject({ status: "error" });
    expect(check({ expr: "x'*x", wrt: "z", answer: "x" })).toMatchObject({ status: "error" });
    const answer = 7 as unknown as string;
    expect(check({ expr: "x'*x", wrt: "x", answer })).toMatchObject({
      status: "error",
      problem: { code: "bad-field" },
    });
  });
});
