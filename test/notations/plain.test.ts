import { describe, expect, test } from "vitest";
import { LONGEST_TEXT, type ReadingContext } from "../../src/notations/notation.ts";
import { plain } from "../../src/notations/plain.ts";
import * as build from "../../src/syntax/build.ts";
import { foldLiterals, sameExpression } from "../../src/syntax/equality.ts";
import { type Expression, postorder } from "../../src/syntax/expression.ts";
import type { Problem } from "../../src/text/problem.ts";
import { corpusTexts } from "./corpora.ts";

const CONTEXT: ReadingContext = {
  variables: new Set(["v", "λ", "Delta"]),
  functions: new Set(["f"]),
};

function read(text: string, context = CONTEXT): Expression {
  const result = plain.read(text, context);
  if (!result.ok) throw new Error(`${text}: ${result.problem.message}`);
  return result.value;
}

function problemOf(text: string, context = CONTEXT): Problem {
  const result = plain.read(text, context);
  if (result.ok) throw new Error(`${text} was read as ${plain.write(result.value)}`);
  return result.problem;
}

/** The tree with parentheses about every operation. */
function bracketed(text: string, context = CONTEXT): string {
  const texts = new Map<Expression, string>();
  for (const node of postorder(read(text, context))) {
    const of = (part: Expression): string => texts.get(part)!;
    texts.set(
      node,
      node.kind === "binary"
        ? `(${of(node.left)} ${node.operator} ${of(node.right)})`
        : node.kind === "negate"
          ? `(minus ${of(node.operand)})`
          : node.kind === "transpose"
            ? `${of(node.operand)}'`
            : node.kind === "entry"
              ? `${of(node.operand)}[${node.indices.join(",")}]`
              : node.kind === "call"
                ? `${node.callee}(${node.arguments.map(of).join(", ")})`
                : node.kind === "sum"
                  ? `SUM ${node.indices.join(" ")}: ${of(node.body)}`
                  : plain.write(node),
    );
  }
  return [...texts.values()].pop()!;
}

describe("reading", () => {
  test.each([
    ["1./x", "(1 entrywise-divide x)"],
    ["1.*x", "(1 hadamard x)"],
    ["x.^2.*y", "((x entrywise-power 2) hadamard y)"],
    ["2.^x", "(2 entrywise-power x)"],
    ["2. + x", "(2 add x)"],
    ["2.5x", "(5/2 multiply x)"],
    ["2e3x", "(2000 multiply x)"],
    ["2exp(x)", "(2 multiply exp(x))"],
    [".5*x", "(1/2 multiply x)"],
    ["X^2[k,i]", "(X power 2)[k,i]"],
    ["z.^2'", "(z entrywise-power 2)'"],
    ["-x^2", "(minus (x power 2))"],
    ["X^-1", "(X power (minus 1))"],
    ["x^--y", "(x power (minus (minus y)))"],
    ["x^-y'", "(x power (minus y))'"],
    ["x^+2", "(x power 2)"],
    ["x^y^z", "((x power y) power z)"],
    ["x[i]^y[i]", "(x[i] power y[i])"],
    ["x^(y)[i]", "(x power y)[i]"],
    ["x**2", "(x power 2)"],
    ["y' A x", "((y' multiply A) multiply x)"],
    ["2(x+y)(z)", "((2 multiply (x add y)) multiply z)"],
    ["a b*c d", "(((a multiply b) multiply c) multiply d)"],
    ["a*b/c", "((a multiply b) divide c)"],
    ["a/2*b", "((a divide 2) multiply b)"],
    ["(a/2)b", "((a divide 2) multiply b)"],
    ["a - b - c", "((a subtract b) subtract c)"],
    ["-A*B", "(minus (A multiply B))"],
    ["(-A)*B", "((minus A) multiply B)"],
    ["a*-b*c", "((a multiply (minus b)) multiply c)"],
    ["a - -b*c", "(a subtract (minus (b multiply c)))"],
    ["-a + b", "((minus a) add b)"],
    ["+a", "a"],
    ["X.T*y", "(X' multiply y)"],
    ["X.'", "X'"],
    ["X^T y", "(X' multiply y)"],
    ["X^T(y + z)", "(X' multiply (y add z))"],
    ["X^-T", "(X power (minus 1))'"],
    ["X^(T)", "(X power T)"],
    ["v(x + y)", "(v multiply (x add y))"],
    ["A (x + y)", "(A multiply (x add y))"],
    ["f(x)", "f(x)"],
    ["trace(X)", "tr(X)"],
    ["ln(x)", "log(x)"],
    ["exp.(x)", "exp(x)"],
    ["eye(n)", "eye(n)"],
    ["commutation(m,n)*vec(A)", "(commutation(m, n) multiply vec(A))"],
    ["vector(1) + matrix(0)", "(vector(1) add matrix(0))"],
    ["pi*I", "(pi multiply I)"],
    ["sum(x)", "sum(x)"],
    ["sum(k, W[i,k]*x[k])", "SUM k: (W[i,k] multiply x[k])"],
    ["sum(i, j, A[i,j])", "SUM i j: A[i,j]"],
    ["delta(i,j)*delta(1,k)", "(delta(i,j) multiply delta(1,k))"],
    ["x[i][i==j]", "(x[i] multiply delta(i,j))"],
    ["[i=j]", "delta(i,j)"],
    ["inv(X)[i,j]", "inv(X)[i,j]"],
    ["X[1,2]", "X[1,2]"],
    ["μ'*Σ*μ", "((mu' multiply Sigma) multiply mu)"],
    ["σ_x^2", "(sigma_x power 2)"],
    ["λI", "(lambda multiply I)"],
    ["x − y·z", "(x subtract (y multiply z))"],
    ["aᵀ⊙b", "(a' hadamard b)"],
    ["constructor + toString", "(constructor add toString)"],
    [" x\n\t+ y ", "(x add y)"],
  ])("%s", (text, tree) => {
    expect(bracketed(text)).toBe(tree);
  });

  test("what is declared decides what a name means", () => {
    const T = { variables: new Set(["T", "exp", "Δx"]) };
    expect(bracketed("X^T", T)).toBe("(X power T)");
    expect(bracketed("exp(x)", T)).toBe("(exp multiply x)");
    expect(bracketed("Δx'*Δx", T)).toBe("(Deltax' multiply Deltax)");
    // The delta of two indices is Kronecker's, whatever else is called delta.
    expect(bracketed("delta(i,j)", { variables: new Set(["delta"]) })).toBe("delta(i,j)");
    expect(bracketed("delta(x + y)", { variables: new Set(["delta"]) })).toBe(
      "(delta multiply (x add y))",
    );
  });

  test("an unknown function may be applied to each entry", () => {
    expect(read("f.(A*x)")).toMatchObject({ kind: "call", callee: "f", entrywise: true });
    expect(read("f(x)")).not.toHaveProperty("entrywise");
    expect(plain.write(read("f.(A*x)"))).toBe("f.(A*x)");
  });

  test("every part knows where it was typed", () => {
    const text = "2*(x + y') .* exp( -A[i,k]^3 ) z";
    const shown = postorder(read(text)).map((node) => {
      expect(node.span).toBeDefined();
      return text.slice(node.span!.from, node.span!.to);
    });
    expect(shown).toEqual([
      "2",
      "x",
      "y",
      "y'",
      "x + y'",
      "2*(x + y')",
      "A",
      "A[i,k]",
      "3",
      "A[i,k]^3",
      "-A[i,k]^3",
      "exp( -A[i,k]^3 )",
      "2*(x + y') .* exp( -A[i,k]^3 )",
      "z",
      text,
    ]);
    const nodes = postorder(read(text));
    const signs = nodes.flatMap((node) => (node.kind === "binary" ? [node.operatorSpan!] : []));
    expect(signs.map(({ from, to }) => text.slice(from, to))).toEqual(["+", "*", "^", ".*", " "]);
    const call = nodes.find((node) => node.kind === "call")!;
    expect(text.slice(call.calleeSpan!.from, call.calleeSpan!.to)).toBe("exp");
  });

  const many = 100_000;
  test.each([
    ["parentheses", "(".repeat(many) + "x" + ")".repeat(many)],
    ["calls", "exp(".repeat(many) + "x" + ")".repeat(many)],
    ["signs", "-".repeat(many) + "x"],
    ["transposes", "x" + "'".repeat(many)],
    ["powers", "x" + "^2".repeat(many)],
    ["exponents", "x^(".repeat(many) + "2" + ")".repeat(many)],
    ["terms", Array(many).fill("x").join(" + ")],
    ["factors", Array(many).fill("x").join(" ")],
  ])("a hundred thousand %s are read and written", (_, text) => {
    expect(plain.write(read(text)).length).toBeGreaterThan(0);
  });

  test("so are their faults", () => {
    expect(problemOf("(".repeat(many) + "x").code).toBe("unbalanced");
    expect(problemOf("x".repeat(LONGEST_TEXT + 1)).code).toBe("text-too-long");
  });
});

describe("refusing, with what to type instead", () => {
  test.each<[text: string, code: string, marked: string, remedy: RegExp]>([
    ["", "empty-expression", "", /y'\*A\*x/],
    ["  ", "empty-expression", "  ", /y'\*A\*x/],
    ["a/2b", "ambiguous-division", "2b", /`\(a\/2\)\*b` or `a\/\(2\*b\)`/],
    ["1./2 x'", "ambiguous-division", "2 x'", /`\(1\.\/2\)\*x'` or `1\.\/\(2\*x'\)`/],
    ["x**2**3", "chained-power", "**", /\(x\*\*2\)/],
    ["g(x)", "unknown-function", "g", /`g\*\(x\)`.*`g: function`/],
    ["tanhh(x)", "unknown-function", "tanhh", /Did you mean `tanh`/],
    ["trase(X)", "unknown-function", "trase", /Did you mean `trace`/],
    ["exp x", "missing-parentheses", "exp", /`exp\(x\)`/],
    ["2*log (x", "unbalanced", "", /Add `\)`/],
    ["sin^2(x)", "missing-parentheses", "sin", /`sin\(x\)`/],
    ["f + 1", "missing-parentheses", "f", /`f\(x\)`/],
    ["tr.(X)", "not-entrywise", "tr", /`tr\(x\)`/],
    ["exp()", "missing-argument", "exp", /`exp\(x\)`/],
    ["x)", "unbalanced", ")", /Delete it/],
    ["A[i,k", "unbalanced", "", /Add `\]`/],
    ["x]", "unbalanced", "]", /Delete it/],
    ["x +", "missing-operand", "", /Complete/],
    ["x 2", "missing-operator", "2", /`\*2`/],
    ["y = x", "equation", "=", /one side/],
    ["(x, y)", "unexpected-token", ",", /Commas/],
    ["X[0,1]", "not-an-index", "0", /A\[1,2\]/],
    ["X[i+1]", "not-an-index", "+", /ranges/],
    ["x[]", "not-an-index", "]", /x\[i\]/],
    ["A[i][j]", "indexed-twice", "[j]", /A\[i,j\]/],
    ["[1,2]", "unexpected-token", ",", /Kronecker/],
    ["sum(x + 1, y)", "not-an-index", "x + 1", /sum\(k/],
    ["sum(i, i, x[i])", "repeated-index", "i", /another/],
    ["delta(x + 1)", "delta-arguments", "delta", /delta\(i,j\)/],
    ["1e500*x", "number-out-of-range", "1e500", /name/],
    ["λμ", "ambiguous-name", "λμ", /`λ\*μ`/],
    ["x @ y", "unexpected-character", "@", /A\*B/],
    ["|x|", "unexpected-character", "|", /abs\(x\)/],
    ["_x", "unexpected-character", "_", /x\[i\]/],
    ["x\u200b", "invisible-character", "\u200b", /Delete/],
    ["x\u0000", "invisible-character", "\u0000", /Delete/],
  ])("%s", (text, code, marked, remedy) => {
    const problem = problemOf(text);
    expect(problem.code).toBe(code);
    expect(text.slice(problem.span!.from, problem.span!.to)).toBe(marked);
    expect(problem.remedy).toMatch(remedy);
  });

  test("an astral character is marked whole", () => {
    expect(problemOf("x + 𝐱").span).toEqual({ from: 4, to: 6 });
  });

  test("an unclosed parenthesis shows where it was opened", () => {
    expect(problemOf("a*(b + c").facts).toEqual([
      { text: "`(` was opened here.", span: { from: 2, to: 3 } },
    ]);
  });

  test("the remedy for a missing multiplication sign fits", () => {
    expect(problemOf("g(x + (y))*2").remedy).toContain("`g*(x + (y))`");
  });
});

describe("writing", () => {
  test.each([
    ["(1/2)*x", "(1/2)*x"],
    ["0.5*x", "(1/2)*x"],
    ["0.3*x", "0.3*x"],
    ["0.001x", "0.001*x"],
    ["1e-30*x", "1e-30*x"],
    ["1e40*x", "1e40*x"],
    ["x^0.5", "x^(1/2)"],
    ["x^(-0.5)", "x^(-1/2)"],
    ["X^(-1)", "X^-1"],
    ["(X^2)[k,i]", "(X^2)[k,i]"],
    ["(X^2)'", "(X^2)'"],
    ["a*(-b)", "a*(-b)"],
    ["-(a + b)", "-(a + b)"],
    ["a - (b - c)", "a - (b - c)"],
    ["a*(b*c)", "a*(b*c)"],
    ["(a*b')*M", "a*b'*M"],
    ["a*b'.*M", "(a*b').*M"],
    ["2/c*X", "(2/c)*X"],
    ["kron( B' , eye( n ))", "kron(B', eye(n))"],
    ["ones(n, m)", "ones(n,m)"],
    ["sum(k,x[ k ])", "sum(k, x[k])"],
    ["μ'.*σ_1", "mu'.*sigma_1"],
  ])("%s", (text, canonical) => {
    expect(plain.write(read(text))).toBe(canonical);
  });

  test("a negative or fractional literal that a program made", () => {
    const x = build.name("x");
    const y = build.name("y");
    const minusTwo = build.number(-2);
    const product = build.binary("multiply", build.binary("multiply", minusTwo, x), y);
    expect(plain.write(product)).toBe("-2*x*y");
    expect(plain.write(build.binary("add", y, product))).toBe("y + (-2*x*y)");
    expect(plain.write(build.transpose(product))).toBe("(-2*x*y)'");
    expect(plain.write(build.binary("power", x, minusTwo))).toBe("x^-2");
    expect(plain.write(build.binary("power", minusTwo, x))).toBe("(-2)^x");
    expect(plain.write(build.binary("multiply", x, minusTwo))).toBe("x*(-2)");
  });

  test("every expression and answer of the corpora is read, written and read again", () => {
    const texts = corpusTexts();
    expect(texts.length).toBeGreaterThan(900);
    const damaged = texts.filter(({ text, variables }) => {
      const first = plain.read(text, { variables });
      if (!first.ok) return true;
      const again = plain.read(plain.write(first.value), { variables });
      return !again.ok || !sameExpression(foldLiterals(again.value), foldLiterals(first.value));
    });
    // The corpus of verdicts holds a broken answer on purpose.
    expect(damaged.map(({ text }) => text)).toEqual(["A*"]);
  });
});
