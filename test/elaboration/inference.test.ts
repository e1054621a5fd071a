import { describe, expect, it } from "vitest";
import { elaborate } from "../../src/elaboration/elaborate.ts";
import { declare, elaborated, parse, problem, variablesOf, words } from "./support.ts";

describe("kinds and sizes of undeclared names", () => {
  it.each([
    ["y'*A*x", "scalar", "y: n; A: n x m; x: m"],
    ["norm2(A*x - b)^2", "scalar", "A: n x m; x: m; b: n"],
    ["a'*x", "scalar", "a: n; x: n"],
    ["x'*A*x", "scalar", "x: n; A: n x n"],
    ["W*x", "column n", "W: n x m; x: m"],
    ["tr(X'*A*X*B)", "scalar", "X: n x m; A: n x n; B: m x m"],
    ["-t'*log(softmax(W*x))", "scalar", "t: n; W: n x m; x: m"],
    ["c*X", "matrix n x m", "c:; X: n x m"],
    ["(A*B + C)*v", "column n", "A: n x m; B: m x p; C: n x p; v: p"],
    ["inv(S)*(x - mu)", "column n", "S: n x n; x: n; mu: n"],
    ["det(A - x*B)", "scalar", "A: n x n; x:; B: n x n"],
    ["norm2(a - b)", "scalar", "a: n; b: n"],
    ["tr(a)", "scalar", "a: n x n"],
    ["a.*x.*b", "column n", "a: n; x: n; b: n"],
    ["(X*b + c)'*D*(X*b + c)", "scalar", "X: n x m; b: m; c: n; D: n x n"],
    ["lambda*x'*x", "scalar", "lambda:; x: n"],
    ["x^2 + c", "scalar", "x:; c:"],
    ["sum(x)/k", "scalar", "x: n; k:"],
    ["x - mean(x)", "column n", "x: n"],
    ["tanh(W2*tanh(W1*x + b1) + b2)", "column n", "W2: n x m; W1: m x p; x: p; b1: m; b2: n"],
  ])("%s is a %s with %s", (text, shape, variables) => {
    const e = elaborated(text);
    expect(words(e.shape)).toBe(shape);
    expect(variablesOf(e)).toBe(variables);
  });

  it("does not name a size like anything that the user named", () => {
    const e = elaborated("n'*A*x + ones(m)'*y");
    expect(variablesOf(e)).toBe("n: p; A: p x q; x: q; y: m");
    expect(e.dimensionNames).toEqual(["p", "q", "m"]);
  });

  it("takes declared sizes over and names only the others", () => {
    const e = elaborated("A*x + W*z", { A: ["n", 3] });
    expect(variablesOf(e)).toBe("A: n x 3; x: 3; W: n x m; z: m");
  });

  it("takes an unusual reading back where its sizes do not fit", () => {
    const e = elaborated("A - x'*x", { A: ["n", "m"] });
    expect(variablesOf(e)).toBe("A: n x m; x: p");
    expect(variablesOf(elaborated("A - x'*x", { A: ["n", "n"] }))).toBe("A: n x n; x: m x n");
  });

  it("does not turn a mistake into an unusual reading", () => {
    expect(problem("(A*x)'*x", { A: ["n", "m"] }).code).toBe("shape-clash");
  });

  it("says what it assumed, and why", () => {
    expect(elaborated("c*norm2(A*x - b)", { A: ["n", "m"] }).assumptions).toEqual([
      "c is a scalar (by its letter)",
      "x is a vector of size m (by its letter)",
      "b is a vector of size n (by its use)",
    ]);
  });

  it("reads a size symbol as a number", () => {
    expect(words(elaborated("sum(x)/n", { x: ["n"] }).shape)).toBe("scalar");
    expect(variablesOf(elaborated("(x'*ones(n))/n"))).toBe("x: n");
  });

  it("takes the rank of an array from its indices", () => {
    const e = elaborated("T[i,j,k]*a[k]");
    expect(variablesOf(e)).toBe("T: n x m x p; a: p");
    expect([...e.entryIndices].map(([letter, { key }]) => `${letter}: ${key}`)).toEqual([
      "i: n",
      "j: m",
      "k: p",
    ]);
  });
});

describe("the identity", () => {
  it("gets its size from its use", () => {
    const e = elaborated("A - x*I + B*I", { A: ["n", "n"], B: ["n", "n"], x: [] });
    const other = elaborated("A - x*eye(n) + B*eye(n)", { A: ["n", "n"], B: ["n", "n"], x: [] });
    expect(strip(e.expression)).toEqual(strip(other.expression));
    expect(words(e.shapeOf(e.expression)!)).toBe("matrix n x n");
  });

  it("is a variable where it is declared", () => {
    expect(words(elaborated("I*x", { I: ["n", "m"], x: ["m"] }).shape)).toBe("column n");
  });

  it("is joined by constants whose size their use tells", () => {
    const e = elaborated("A*x + vector(2)", { A: ["n", "m"] });
    const other = elaborated("A*x + vector(2, n)", { A: ["n", "m"] });
    expect(strip(e.expression)).toEqual(strip(other.expression));
    expect(problem("sum(vector(2))").code).toBe("unknown-size");
  });

  it("is refused where its size cannot be told", () => {
    expect(problem("tr(I)")).toMatchObject({ code: "unknown-size", span: { from: 3, to: 4 } });
  });

  it("leaves every other part as it was", () => {
    const root = parse("x'*A + x'*I");
    const result = elaborate(root, { declarations: declare({ A: ["n", "n"] }) });
    if (!result.ok || root.kind !== "binary") throw new Error("not elaborated");
    const { expression, shapeOf } = result.value;
    expect(expression.kind === "binary" && expression.left).toBe(root.left);
    expect(words(shapeOf(root.right)!)).toBe("row n");
    expect(shapeOf(expression)).toEqual(shapeOf(root));
    const same = parse("x'*A");
    const untouched = elaborate(same, { declarations: new Map() });
    expect(untouched.ok && untouched.value.expression).toBe(same);
  });
});

describe("grouped axes", () => {
  const groups = (text: string, name: string, variables = {}): string =>
    elaborated(text, variables)
      .variables.get(name)!
      .groups.map((group) => group.map(({ key }) => key).join(" "))
      .join(" | ");

  it("are recorded slow to fast", () => {
    expect(groups("x'*vec(X)", "x", { X: ["n", "m"] })).toBe("m n");
    expect(groups("x'*kron(A,B)*x", "x", { x: ["n*p"], A: ["n", "n"], B: ["p", "p"] })).toBe("n p");
    expect(groups("W*vec(X)", "W", { X: ["n", "m"] })).toBe("p | m n");
    expect(groups("x'*x", "x", { x: ["n*p"] })).toBe("n*p");
  });

  it("give the vector its size", () => {
    expect(elaborated("x'*vec(X)", { X: ["n", "m"] }).variables.get("x")!.axes[0]!.key).toBe("m*n");
  });

  it("are refused where one axis would need two", () => {
    const variables = { A: ["m", "n"], x: ["n*m"] };
    expect(problem("vec(A)'*x + vec(A')'*x", variables).code).toBe("grouping");
  });

  it("are refused where only a product of two unknown sizes is known", () => {
    expect(problem("x'*kron(A,B)*x", { x: ["n*p"] }).code).toBe("unknown-size");
  });

  it("stop before they fill the memory", () => {
    const tower = "kron(".repeat(40) + "A" + ",A)".repeat(40);
    expect(words(elaborated("kron(A,A)", { A: ["n", "m"] }).shape)).toBe("matrix n*n x m*m");
    expect(elaborated(tower, { A: ["n", "m"] }).shape.axes[0]!.symbols).toHaveLength(41);
  });
});

function strip(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, part: unknown) =>
      key.toLowerCase().endsWith("span") ? undefined : typeof part === "bigint" ? `${part}` : part,
    ),
  );
}
