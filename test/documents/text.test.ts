import { describe, expect, test } from "vitest";
import type { DerivativeAnswer } from "../../src/answers/answer.ts";
import { derive } from "../../src/answers/derive.ts";
import { contentOfDerivative } from "../../src/documents/content/derivative.ts";
import { evidenceWords } from "../../src/documents/content/evidence.ts";
import type { DocumentOptions } from "../../src/documents/form.ts";
import { text } from "../../src/documents/text.ts";

const both = (plain: string, unicode: string) => ({ plain, unicode, latex: "", spoken: "" });

/** Made by hand, so that the page is judged and not the derivation. */
const WHOLE = { before: [{ path: [] }], after: [{ path: [] }] };

const ANSWER: DerivativeAnswer = {
  status: "ok",
  form: "gradient",
  plain: "A'*y",
  shape: ["m"],
  latex: "A^{\\top} y",
  unicode: "Aᵀ y",
  index: "sum(p, A[p,j]*y[p])",
  evidence: {
    kind: "mod-p",
    trials: 3,
    sizes: [
      { n: 2, m: 4 },
      { n: 2, m: 4 },
      { n: 5, m: 3 },
    ],
    failureProbability: 3.1e-22,
    points: 1,
  },
  functionShape: [],
  reading: "y'*A*x",
  wrt: "x",
  variables: [
    { name: "y", shape: ["n"], origin: "inferred" },
    { name: "A", shape: ["n", "m"], origin: "declared" },
    { name: "x", shape: ["m"], origin: "inferred" },
  ],
  assumed: ["y is a vector of size n (by its use)", "Something else was assumed"],
  conditions: ["A is mild"],
  layoutNote: "The gradient has the shape of x.",
  note: "There is a note.",
  twin: { ...both("y'*A", "yᵀ A"), form: "row", shape: ["1", "m"], why: "The same numbers." },
  derivation: {
    method: "indices",
    function: "f",
    wrt: "x",
    checkedLines: 2,
    wanted: "∂f/∂x_j for every entry of x.",
    names: [{ name: "v", means: both("A'*y", "Aᵀ y") }],
    steps: [
      {
        rule: "entry-form",
        title: "One entry of f",
        left: both("f", "f"),
        before: both("v'*x", "vᵀ x"),
        focus: WHOLE,
        right: both("sum(p, v[p]*x[p])", "Σ_p v_p x_p"),
        reason: "p only counts.",
      },
      {
        rule: "kronecker-delta",
        title: "The delta appears",
        left: both("d(f)/d(x[j])", "∂f/∂x_j"),
        before: both("d(f)/d(x[j])", "∂f/∂x_j"),
        focus: WHOLE,
        right: both("sum(p, v[p]*delta(j,p))", "Σ_p v_p δ_jp"),
        reason: "Either the same, or not.",
      },
      {
        rule: "delta-sum",
        title: "Sum out the delta",
        before: both("sum(p, v[p]*delta(j,p))", "Σ_p v_p δ_jp"),
        focus: WHOLE,
        right: both("v[j]", "v_j"),
        reason: "Only one term is left.",
        deltas: [{ summed: "p", becomes: "j" }],
      },
    ],
  },
  display: {
    function: both("y'*A*x", "yᵀ A x"),
    answer: both("A'*y", "Aᵀ y"),
    names: [],
    entry: both("sum(p, A[p,j]*y[p])", "Σ_p A_pj y_p"),
  },
  ms: 1,
};

const OPTIONS = { width: 60, unicode: true };

function writeText(answer: DerivativeAnswer, options: DocumentOptions): string {
  return text.write(contentOfDerivative(answer), options);
}

describe("the page of text", () => {
  test("of a whole answer", () => {
    expect(writeText(ANSWER, OPTIONS)).toBe(`Function  f = y'*A*x
By        x
Given     y   vector n       assumed, by its use
          A   matrix n x m   declared
          x   vector m       assumed
Assumed   Something else was assumed
Wanted    ∂f/∂x_j for every entry of x.
Names     v = Aᵀ y

Derivation by indices
─────────────────────

1. One entry of f
         f = Σ_p v_p x_p
   p only counts.

2. The delta appears  (Kronecker delta)
   ∂f/∂x_j = Σ_p v_p δ_jp
   Either the same, or not.

3. Sum out the delta  (sifting property)
           = v_j
             δ_jp ends the sum over p: p = j
   Only one term is left.

Answer
──────

Gradient  A'*y   m x 1
Row       y'*A   1 x m
          The same numbers.
Entry     sum(p, A[p,j]*y[p])
Where     A is mild
Note      There is a note.
Evidence  Compared exactly with the definition of the
          derivative, modulo a prime, at 3 random points
          (sizes n=2, m=4; n=5, m=3). A wrong answer would
          pass with probability at most 10^-21. 1 point in
          floating-point numbers agrees besides.
          2 of the 3 lines of the derivation were compared
          with it, too, at a random point.
`);
  });

  test("says where real numbers could not be compared", () => {
    const result = derive({ expr: "log(-x'*x)", wrt: "x" });
    const words = result.status === "ok" ? evidenceWords(result.evidence) : "";
    expect(words).toContain("No point was found at which real numbers could be compared");
  });

  test("in ASCII", () => {
    const page = writeText(ANSWER, { ...OPTIONS, unicode: false });
    expect(page).toMatch(/^[\x20-\x7e\n]*$/);
    expect(page).toContain("   d(f)/d(x[j]) = sum(p, v[p]*delta(j,p))\n");
    expect(page).toContain("delta(j,p) ends the sum over p: p = j\n");
    expect(page).toContain("Wanted    df/dx_j for every entry of x.\n");
  });

  test("an answer without steps, as an entry, with names", () => {
    const { derivation: _derivation, twin: _twin, note: _note, ...rest } = ANSWER;
    const page = writeText(
      {
        ...rest,
        form: "tensor",
        indices: ["i", "j", "k", "l"],
        shape: ["n", "p", "m", "p"],
        display: {
          answer: both("u1[i,k]*delta(j,l)", "u₁_ik δ_jl"),
          names: [
            { name: "u1", means: both("A*B", "A B") },
            { name: "u2", means: both("u1*C", "u₁ C") },
          ],
        },
        derivationNote: "The derivation is too long to be read.",
        conditions: ["x != 0", "y > 0"],
        evidence: { kind: "numeric", points: 6, sizes: [], error: 2.4e-14 },
      },
      OPTIONS,
    );
    expect(page).toContain("Function  y'*A*x\n");
    expect(page).toContain("Steps     The derivation is too long to be read.\n");
    expect(page).toContain("With      u1 = A*B\n          u2 = u1*C\n");
    expect(page).toContain("Entry     D[i,j,k,l] = u1[i,k]*delta(j,l)   n x p x m x p\n");
    expect(page).toContain("Where     x != 0\n          y > 0\n");
    expect(page).toContain("largest relative difference is 2e-14.");
    expect(page).not.toContain("Derivation by indices");
    expect(page.match(/^Entry/gm)).toHaveLength(1);
  });

  test("no line is longer than the page where words and formulas can be broken", () => {
    const [first, ...steps] = ANSWER.derivation!.steps;
    const long = Array.from({ length: 30 }, (_, k) => `a_${k} b_${k}`).join(" + ");
    const wide = { ...first!, left: both(long, long), right: both(long, long), reason: long };
    const page = writeText(
      { ...ANSWER, derivation: { ...ANSWER.derivation!, steps: [wide, ...steps] } },
      OPTIONS,
    );
    for (const line of page.split("\n")) expect(line.length).toBeLessThanOrEqual(60);
  });
});
