import { describe, expect, it } from "vitest";
import { answerBatchLine } from "../../src/answers/batch.ts";
import { derive, deriveAll } from "../../src/answers/derive.ts";
import type { DerivativeProblem, NoAnswer } from "../../src/answers/answer.ts";

/** `at`: where the mistake is in `expr`; none where it is in another field. */
type Mistake = readonly [
  fields: Readonly<Record<string, unknown>>,
  code: string,
  at?: readonly [from: number, to: number],
];

/** Mistakes in the text of the expression, differentiated by x unless said otherwise. */
const IN_TEXT: readonly Mistake[] = [
  [{ expr: "" }, "empty-expression", [0, 0]],
  [{ expr: "   " }, "empty-expression", [0, 3]],
  [{ expr: "(x" }, "unbalanced", [2, 2]],
  [{ expr: "x)" }, "unbalanced", [1, 2]],
  [{ expr: "x[i" }, "unbalanced", [3, 3]],
  [{ expr: "((x)" }, "unbalanced", [4, 4]],
  [{ expr: "[x]" }, "unexpected-token", [2, 3]],
  [{ expr: "x'*" }, "missing-operand", [3, 3]],
  [{ expr: "*x" }, "missing-operand", [0, 1]],
  [{ expr: "x - " }, "missing-operand", [4, 4]],
  [{ expr: "x*)" }, "missing-operand", [2, 3]],
  [{ expr: "()" }, "missing-operand", [1, 2]],
  [{ expr: "x^" }, "missing-operand", [2, 2]],
  [{ expr: "2 3" }, "missing-operator", [2, 3]],
  [{ expr: "sin x" }, "missing-parentheses", [0, 3]],
  [{ expr: "sin()" }, "missing-argument", [0, 3]],
  [{ expr: "tr()" }, "missing-argument", [0, 2]],
  [{ expr: "foo(x)" }, "unknown-function", [0, 3]],
  [{ expr: "trcae(X)" }, "unknown-function", [0, 5]],
  [{ expr: "toString(x)" }, "unknown-function", [0, 8]],
  [{ expr: "f.(x)" }, "unknown-function", [0, 1]],
  [{ expr: "x$y" }, "unexpected-character", [1, 2]],
  [{ expr: "x < y" }, "unexpected-character", [2, 3]],
  [{ expr: "|x|", from: "plain" }, "unexpected-character", [0, 1]],
  [{ expr: "x @ y" }, "unexpected-character", [2, 3]],
  [{ expr: "x; y" }, "several-expressions", [3, 4]],
  [{ expr: "_x" }, "unexpected-character", [0, 1]],
  [{ expr: "__proto__" }, "unexpected-character", [0, 1]],
  [{ expr: "x\u0000y" }, "invisible-character", [1, 2]],
  [{ expr: "x\u200by" }, "invisible-character", [1, 2]],
  [{ expr: "x\u0007" }, "invisible-character", [1, 2]],
  [{ expr: "x = y" }, "equation", [0, 5]],
  [{ expr: "a/2b", wrt: "a" }, "ambiguous-division", [2, 4]],
  [{ expr: "x**2**3" }, "chained-power", [4, 6]],
  [{ expr: "1e99999*x" }, "number-out-of-range", [0, 7]],
  [{ expr: "x[0]" }, "not-an-index", [2, 3]],
  [{ expr: "x[-1]" }, "not-an-index", [2, 3]],
  [{ expr: "x[1.5]" }, "not-an-index", [2, 5]],
  [{ expr: "x[i][j]" }, "indexed-twice", [4, 7]],
  [{ expr: "sum(k,k,x[k])" }, "repeated-index", [6, 7]],
  [{ expr: "(".repeat(100_000) }, "missing-operand", [100_000, 100_000]],
  [{ expr: "x".repeat(2_000_000) }, "text-too-long"],
];

const NM = { A: ["n", "m"] };
const SQUARES = { A: ["n", "n"], B: ["n", "n"] };

/** Expressions that are well-formed and do not fit. */
const IN_SHAPES: readonly Mistake[] = [
  [{ expr: "A*x", vars: { ...NM, x: ["n"] } }, "shape-clash", [0, 3]],
  [{ expr: "A+B", wrt: "A", vars: { ...NM, B: ["m", "n"] } }, "shape-clash", [0, 3]],
  [{ expr: "x.*y", vars: { x: ["n"], y: ["m"] } }, "shape-clash", [0, 4]],
  [{ expr: "x.^A", vars: { x: ["n"], A: ["n", "n"] } }, "shape-clash", [0, 4]],
  [{ expr: "x'*y + x", vars: { x: ["n"], y: ["m"] } }, "shape-clash", [0, 4]],
  [{ expr: "x + y", vars: { x: [3], y: [4] } }, "shape-clash", [0, 5]],
  [{ expr: "W[i,k]*x[k]", vars: { W: ["n", "m"], x: ["p"] } }, "shape-clash", [0, 11]],
  [{ expr: "inv(A)", wrt: "A", vars: NM }, "not-square", [0, 6]],
  [{ expr: "tr(A)", wrt: "A", vars: NM }, "not-square", [0, 5]],
  [{ expr: "A^2", wrt: "A", vars: NM }, "not-square", [0, 3]],
  [{ expr: "det(x)", vars: { x: ["n"] } }, "not-square", [0, 6]],
  [
    { expr: "logdet(A*B)", wrt: "A", vars: { A: ["n", "m"], B: ["m", "p"] } },
    "not-square",
    [0, 11],
  ],
  [{ expr: "sin(x,y)" }, "argument-count", [0, 8]],
  [{ expr: "inv(X,Y)", wrt: "X" }, "argument-count", [0, 8]],
  [{ expr: "kron(A)", wrt: "A" }, "argument-count", [0, 7]],
  [{ expr: "sum(T)", wrt: "T", vars: { T: ["n", "m", "p"] } }, "argument-shape", [0, 6]],
  [{ expr: "T'", wrt: "T", vars: { T: ["n", "m", "p"] } }, "argument-shape", [0, 2]],
  [{ expr: "f(x)", declare: ["f: function", "x: vector(n)"] }, "argument-shape", [0, 4]],
  [{ expr: "ones(0)*x" }, "argument-shape", [5, 6]],
  [{ expr: "ones(-1)*x" }, "argument-shape", [5, 7]],
  [{ expr: "eye(2.5)*x" }, "argument-shape", [4, 7]],
  [{ expr: "A^0.5", wrt: "A", vars: SQUARES }, "matrix-power", [0, 5]],
  [{ expr: "x^2", vars: { x: ["n"] } }, "matrix-power", [0, 3]],
  [{ expr: "A/B", wrt: "A", vars: SQUARES }, "divisor-not-scalar", [0, 3]],
  [{ expr: "x[7]", vars: { x: [3] } }, "index-out-of-range", [0, 4]],
  [{ expr: "A[i]", wrt: "A", vars: NM }, "index-count", [0, 4]],
  [{ expr: "x[i,j]", vars: { x: ["n"] } }, "index-count", [0, 6]],
  [{ expr: "x[i]+y[j]" }, "free-indices-differ", [0, 4]],
  [{ expr: "x[i]+x[i]*x[i]" }, "ambiguous-index", [5, 14]],
  [{ expr: "i*x[i]" }, "index-as-number", [0, 1]],
  [{ expr: "x[i]*y", vars: { y: ["n"] } }, "mixed-notation", [0, 6]],
  [{ expr: "sum(k, x)" }, "unknown-size", [0, 9]],
  [{ expr: "sum(k, x[j])" }, "unknown-size", [0, 12]],
  [{ expr: "delta(i,j)", vars: { x: ["n"] } }, "unknown-size", [0, 10]],
  [{ expr: "eye(x)", vars: { x: ["n"] } }, "name-clash", [4, 5]],
];

/** Mistakes in the other fields. */
const IN_FIELDS: readonly Mistake[] = [
  [{ expr: "x'*A*x", wrt: "z" }, "unknown-name"],
  [{ expr: "x'*A*x", wrt: "" }, "bad-name"],
  [{ expr: "x'*x", wrt: "x y" }, "bad-name"],
  [{ expr: "x'*x", wrt: "y".repeat(100_000) }, "bad-name"],
  [{ expr: "x'*x", wrt: "__proto__" }, "bad-name"],
  [{ expr: "x'*x", wrt: "constructor" }, "unknown-name"],
  [{ expr: "x'*A*x", wrt: undefined }, "which-variable"],
  [{ expr: "3", wrt: undefined }, "no-variable"],
  [{ expr: "x'*x", wrt: ["x"] }, "bad-field"],
  [{ expr: "x'*x", wrt: null }, "bad-field"],
  [{ expr: 5 }, "bad-field"],
  [{}, "bad-field"],
  [{ expr: "x", vars: { "1x": ["n"] } }, "bad-name"],
  [{ expr: "x", vars: { x: ["n"], "": ["n"] } }, "bad-name"],
  [{ expr: "x", vars: JSON.parse('{"__proto__": ["n"]}') }, "bad-name"],
  [{ expr: "x", vars: { x: [0] } }, "bad-field"],
  [{ expr: "x", vars: { x: [-3] } }, "bad-field"],
  [{ expr: "x", vars: { x: [2.5] } }, "bad-field"],
  [{ expr: "x", vars: { x: "n" } }, "bad-field"],
  [{ expr: "x", vars: { x: [null] } }, "bad-field"],
  [{ expr: "x", vars: [1] }, "bad-field"],
  [{ expr: "x", vars: { x: ["0"] } }, "size-out-of-range"],
  [{ expr: "x", vars: { x: ["n+1"] } }, "declaration"],
  [{ expr: "x", vars: { n: [], x: ["n"] } }, "name-clash"],
  [{ expr: "x", vars: { mu: ["n"], μ: ["m"] } }, "declared-twice"],
  [{ expr: "A*x", props: { A: "symetric" } }, "unknown-property"],
  [{ expr: "x", vars: { x: ["n"] }, props: { x: "symmetric" } }, "not-square"],
  [{ expr: "A*x", vars: NM, props: { A: "symmetric" } }, "not-square"],
  [{ expr: "A*x", props: { B: "symmetric" } }, "unknown-name"],
  [{ expr: "A*x", props: { A: 3 } }, "bad-field"],
  [{ expr: "A*x", props: "symmetric" }, "bad-field"],
  [{ expr: "x", dims: { n: 0 } }, "bad-field"],
  [{ expr: "x", dims: { n: -1 } }, "bad-field"],
  [{ expr: "x", dims: { n: "3" } }, "bad-field"],
  [{ expr: "x", dims: 3 }, "bad-field"],
  [{ expr: "x'*x", form: "gradinet" }, "unknown-form"],
  [{ expr: "x'*x", form: 7 }, "bad-field"],
  [{ expr: "x'*x", order: 0 }, "bad-field"],
  [{ expr: "x'*x", order: 1.5 }, "bad-field"],
  [{ expr: "x'*x", order: "2" }, "bad-field"],
  [{ expr: "x'*x", order: 1, wrt2: "x" }, "bad-field"],
  [{ expr: "x'*x", wrt2: "y" }, "unknown-name"],
  [{ expr: "x'*x", structure: "symmetric" }, "not-square"],
  [{ expr: "tr(X)", wrt: "X", structure: "circulant" }, "unknown-structure"],
  [{ expr: "x'*x", from: "klingon" }, "unknown-notation"],
  [{ expr: "x'*x", indices: "i" }, "bad-field"],
  [{ expr: "A*x", indices: ["i", "i"], form: "tensor" }, "repeated-index"],
  [{ expr: "A*x", indices: ["1", "j"], form: "tensor" }, "bad-name"],
  [{ expr: "A*x", indices: ["x", "j"], form: "tensor", vars: { x: ["n"] } }, "name-clash"],
  [{ expr: "x'*x", free: ["i"] }, "free-without-indices"],
  [{ expr: "x[i]", free: ["i", "i"] }, "repeated-index"],
  [{ expr: "x[i]", free: ["j"] }, "unknown-index"],
  [{ expr: "x", declare: ["x: vectr(n)"] }, "unknown-shape"],
  [{ expr: "x", declare: ["x: vector(n,m)"] }, "declaration"],
  [{ expr: "x", declare: ["x"] }, "declaration"],
  [{ expr: "x", declare: [7] }, "bad-field"],
  [{ expr: "x", declare: ["x: vector(n)", "x: matrix(n,n)"] }, "declared-twice"],
  [{ expr: "x", vars: { x: ["n"] }, declare: ["x: vector(m)"] }, "declared-twice"],
  [{ expr: "x", declare: ["f: function", "f: vector(n)"] }, "declared-twice"],
  [{ expr: "exp(x)", declare: ["exp: function"] }, "name-clash"],
  [{ expr: "f(x)", wrt: "f", declare: ["f: function"] }, "function-as-variable"],
];

/** What is no mistake but cannot be done. */
const REFUSED: readonly Mistake[] = [
  [{ expr: "A^(a/2)", wrt: "A", vars: { A: ["n", "n"], a: [] } }, "unsupported", [0, 7]],
  [{ expr: "A^a", wrt: "a", vars: { A: ["n", "n"], a: [] } }, "no-derivative"],
  [{ expr: "A^a", wrt: "A", vars: { A: ["n", "n"], a: [] } }, "no-derivative"],
  [{ expr: "x'*x", order: 100 }, "not-supported"],
  [{ expr: "tr(X)", wrt: "X", structure: "toeplitz" }, "not-supported"],
  [{ expr: "x[100000]" }, "not-verified"],
  [{ expr: "x+1/0" }, "not-verified"],
  [{ expr: "sqrt(-1)*x" }, "not-verified"],
];

const STOPPED: readonly Mistake[] = [
  [{ expr: "X^1000000", wrt: "X" }, "stopped"],
  [{ expr: Array.from({ length: 100_000 }, (_, k) => `x^${k + 2}`).join("+") }, "stopped"],
];

function resultOf(fields: Mistake[0]): NoAnswer {
  const result = derive({ wrt: "x", ...fields } as unknown as DerivativeProblem);
  if (result.status === "ok") throw new Error(`an answer: ${result.plain}`);
  return result;
}

function label([fields, code]: Mistake): string {
  const text = JSON.stringify(fields);
  return `${code}: ${text.length > 70 ? `${text.slice(0, 70)}...` : text}`;
}

describe.each([
  ["the text", "error", IN_TEXT],
  ["the shapes", "error", IN_SHAPES],
  ["the fields", "error", IN_FIELDS],
  ["nothing, but it cannot be done:", "refused", REFUSED],
  ["nothing, but it is too large:", "stopped", STOPPED],
] as const)("a mistake in %s", (_, status, mistakes) => {
  it.each(mistakes.map((mistake) => [label(mistake), mistake] as const))(
    "%s",
    (_label, mistake) => {
      const [fields, code, at] = mistake;
      const { status: found, problem } = resultOf(fields);
      expect(`${found} ${problem.code}`).toBe(`${status} ${code}`);
      // A place that the table leaves out is whatever it is.
      const span = at ? { from: at[0], to: at[1] } : problem.span;
      expect(problem.span).toEqual(span);
      expect(problem.message).toMatch(/^\S.{15,}[.?!]$/s);
      expect(problem.message.length).toBeLessThan(1_000);
      expect(problem.message).not.toMatch(/undefined|\[object|NaN|\n\s+at /);
    },
  );

  it.each(mistakes.map((mistake) => [label(mistake), mistake] as const))(
    "in a batch file, %s",
    (_label, [fields]) => {
      const line = JSON.stringify({ id: "a", wrt: "x", ...fields });
      const answer = JSON.parse(answerBatchLine(line)) as Record<string, unknown>;
      expect(answer).toMatchObject({ id: "a" });
      expect(answer.status).not.toBe("ok");
      expect(JSON.stringify(answer)).not.toContain("internal-fault");
    },
  );
});

it("there are more than a hundred mistakes", () => {
  expect(IN_TEXT.length + IN_SHAPES.length + IN_FIELDS.length).toBeGreaterThan(100);
});

describe("a line of a batch file", () => {
  const rows: readonly (readonly [line: string, code: string])[] = [
    ["", "not-json"],
    ["{", "not-json"],
    ["{'expr': 'x'}", "not-json"],
    ['{"expr": "x"', "not-json"],
    ['{"expr": "x"} {}', "not-json"],
    ["x'*A*x", "not-json"],
    ["NaN", "not-json"],
    ["\u0000\u0001", "not-json"],
    ["[1, 2]", "not-a-problem"],
    ["null", "not-a-problem"],
    ["7", "not-a-problem"],
    ['"x"', "not-a-problem"],
    ["[".repeat(100_000), "not-json"],
    [`"${"x".repeat(10_000_000)}"`, "too-long"],
    ["{}", "bad-field"],
    ['{"expr": {"a": 1}}', "bad-field"],
  ];
  it.each(rows.map(([line, code]) => [line.slice(0, 40), line, code] as const))(
    "%j is answered by a problem",
    (_, line, code) => {
      const answer = JSON.parse(answerBatchLine(line, 3)) as Record<string, unknown>;
      expect(answer).toMatchObject({ id: null, status: "error", problem: { code } });
      // A line that is an object is known by its id.
      expect(answer.line).toBe(code === "bad-field" ? undefined : 3);
    },
  );

  it("says where JSON breaks off", () => {
    const answer: unknown = JSON.parse(
      answerBatchLine(`{"expr": "${"x+".repeat(40)}x" "wrt": "x"}`),
    );
    expect(answer).toMatchObject({ problem: { code: "not-json", span: [93, 94] } });
  });

  it("keeps an id that is a text or a number, and no other", () => {
    const idOf = (id: string): unknown =>
      (JSON.parse(answerBatchLine(`{"id": ${id}, "expr": "x'*x"}`)) as { id: unknown }).id;
    expect(idOf('"a"')).toBe("a");
    expect(idOf("7")).toBe(7);
    expect(idOf("[1]")).toBeNull();
    expect(idOf('{"__proto__": 1}')).toBeNull();
  });

  it("may have unusual names in unusual places", () => {
    const answer = answerBatchLine(
      '{"id": "__proto__", "expr": "constructor*x", "wrt": "x", "__proto__": {"expr": "y"}}',
    );
    expect(JSON.parse(answer)).toMatchObject({ id: "__proto__", status: "ok" });
  });
});

describe("what is no problem at all", () => {
  it.each([null, undefined, 7, "x", [], [{}]])("%j", (value) => {
    const result = derive(value as unknown as DerivativeProblem);
    expect(result).toMatchObject({ status: "error" });
    expect(deriveAll(value as unknown as DerivativeProblem)).toMatchObject([{ status: "error" }]);
  });
});
