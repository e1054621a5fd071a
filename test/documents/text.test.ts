import { describe, expect, test } from "vitest";
import type { DerivativeAnswer } from "../../src/answers/answer.ts";
import { writeText } from "../../src/documents/text.ts";

const both = (plain: string, unicode: string) => ({ plain, unicode, latex: "", spoken: "" });

/** Made by hand, so that the page is judged and not the derivation. */
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
    checkedLines: 2,
    wanted: "∂f/∂x_j for every entry of x.",
    names: [{ name: "v", means: both("A'*y", "Aᵀ y") }],
    steps: [
      {
        rule: "entry-form",
        title: "One entry of f",
        left: both("f", "f"),
        right: both("sum(p, v[p]*x[p])", "Σ_p v_p x_p"),
        reason: "p only counts.",
      },
      {
        rule: "kronecker-delta",
        title: "The delta appears",
        left: both("d(f)/d(x[j])", "∂f/∂x_j"),
        right: both("sum(p, v[p]*delta(j,p))", "Σ_p v_p δ_jp"),
        reason: "Either the same, or not.",
      },
      {
        rule: "delta-sum",
        title: "Sum out the delta",
        right: both("v[j]", "v_j"),
        reason: "Only one term is left.",
        deltas: [{ summed: "p", becomes: "j" }],
      },
    ],
  },
  ms: 1,
};

const OPTIONS = { colour: false, width: 60, unicode: true };

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
             δ_jp ends Σ_p: p = j
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
          (sizes n=2 m=4; n=5 m=3). A wrong answer would
          pass with probability at most 1e-21. 1 point in
          floating-point numbers agrees besides.
          2 of the 3 lines of the derivation were compared
          with it, too, at a random point.
`);
  });

  test("in ASCII", () => {
    const text = writeText(ANSWER, { ...OPTIONS, unicode: false });
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
    expect(text).toContain("   d(f)/d(x[j]) = sum(p, v[p]*delta(j,p))\n");
    expect(text).toContain("delta(j,p) ends the sum over p: p = j\n");
    expect(text).toContain("Wanted    df/dx_j for every entry of x.\n");
  });

  test("an answer without steps, as an entry, with names", () => {
    const { derivation: _derivation, twin: _twin, note: _note, ...rest } = ANSWER;
    const text = writeText(
      {
        ...rest,
        form: "tensor",
        plain: "u1[i,k]*delta(j,l)",
        indices: ["i", "j", "k", "l"],
        shape: ["n", "p", "m", "p"],
        let: [
          ["u1", "A*B"],
          ["u2", "u1*C"],
        ],
        derivationNote: "The derivation is too long to be read.",
        conditions: ["x != 0", "y > 0"],
        evidence: { kind: "numeric", points: 6, sizes: [], error: 2.4e-14 },
      },
      OPTIONS,
    );
    expect(text).toContain("Steps     The derivation is too long to be read.\n");
    expect(text).toContain("With      u1 = A*B\n          u2 = u1*C\n");
    expect(text).toContain("Entry     D[i,j,k,l] = u1[i,k]*delta(j,l)   n x p x m x p\n");
    expect(text).toContain("Where     x != 0\n          y > 0\n");
    expect(text).toContain("largest relative difference is 2e-14.");
    expect(text).not.toContain("Derivation by indices");
    expect(text.match(/^Entry/gm)).toHaveLength(1);
  });

  test("no line is longer than the page where words and formulas can be broken", () => {
    const [first, ...steps] = ANSWER.derivation!.steps;
    const long = Array.from({ length: 30 }, (_, k) => `a_${k} b_${k}`).join(" + ");
    const wide = { ...first!, left: both(long, long), right: both(long, long), reason: long };
    const text = writeText(
      { ...ANSWER, plain: long, derivation: { ...ANSWER.derivation!, steps: [wide, ...steps] } },
      OPTIONS,
    );
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(60);
  });
});
