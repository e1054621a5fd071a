import { describe, expect, it } from "vitest";
import {
  derive,
  type DerivativeProblem,
  replay,
  type WrittenDerivation,
  type WrittenStep,
} from "../../src/index.ts";
import { ruleNamed } from "../../src/rules/table.ts";
import { allSteps, CORPORA, corpusProblems } from "../derivations/support.ts";

function told(
  problem: DerivativeProblem,
  options: Parameters<typeof derive>[1] = { steps: "indices" },
): WrittenDerivation {
  const result = derive(problem, options);
  if (result.status !== "ok" || !result.derivation) throw new Error("no derivation");
  return result.derivation;
}

/** The same derivation with one step changed. */
function tampered(
  derivation: WrittenDerivation,
  number: number,
  change: Partial<WrittenStep>,
): WrittenDerivation {
  const steps = derivation.steps.map((step, k) =>
    k === number - 1 ? { ...step, ...change } : step,
  );
  return { ...derivation, steps };
}

const problem = { expr: "y'*A*x", wrt: "x" };
const derivation = told(problem);

function line(plain: string): WrittenStep["right"] {
  return { plain, latex: plain, unicode: plain, spoken: plain };
}

describe("replaying a derivation", () => {
  it("applies every rule again", () => {
    const result = replay(problem, derivation);
    expect(result.steps.filter(({ replays }) => !replays)).toEqual([]);
    expect(result.replays).toBe(true);
  });

  it("points to the derivative that becomes a delta, and to the delta that goes", () => {
    const [, , , delta, sum] = derivation.steps;
    const at = (text: string, places: WrittenStep["focus"]["before"]): string[] =>
      places.map(({ span }) => (span ? text.slice(...span) : ""));
    expect(at(delta!.before.plain, delta!.focus.before)).toEqual(["d(x[q])/d(x[j])"]);
    expect(at(delta!.right.plain, delta!.focus.after)).toEqual(["delta(q,j)"]);
    expect(at(sum!.before.plain, sum!.focus.before)).toEqual(["delta(q,j)"]);
    expect(at(sum!.right.plain, sum!.focus.after)).toEqual(["A[p,j]"]);
  });

  it.each([
    ["a factor", 1, { right: line("sum(p, sum(q, 2*y[p]*A[p,q]*x[q]))") }],
    ["a lost sign", 2, { right: line("sum(p, sum(q, y[p]*A[p,q]*x[q]))") }],
    ["a delta of other letters", 4, { right: line("sum(p, sum(q, y[p]*A[p,q]*delta(p,j)))") }],
    ["a delta that is gone too early", 4, { right: line("sum(p, y[p]*A[p,j])") }],
    ["a wrong letter", 5, { right: line("sum(p, y[p]*A[j,p])") }],
    ["another delta named", 5, { deltas: [{ summed: "p", becomes: "j" }] }],
    ["a transpose", 6, { right: line("(A*y)[j]") }],
    ["another rule", 3, { rule: "product-rule" }],
    ["a rule for another line", 5, { rule: "kronecker-delta" }],
    ["no such rule", 5, { rule: "magic" }],
    ["a start from another line", 4, { before: line("sum(p, y[p]*A[p,j])") }],
    ["a focus on something else", 4, { focus: { before: [{ path: [0, 0] }], after: [] } }],
    ["a line that is none", 3, { right: line("sum(p,") }],
  ] as const)("finds the step with %s", (_, number, change) => {
    const result = replay(problem, tampered(derivation, number, change));
    expect(result.replays).toBe(false);
    expect(result.steps[number - 1]?.replays).toBe(false);
    expect(result.steps[number - 1]?.why).toBeTruthy();
  });
});

describe.each(CORPORA)("over the corpus %s", (name) => {
  const problems = corpusProblems(name);
  const results = problems.flatMap((own) => {
    const result = derive(own, { steps: "all" });
    return result.status === "ok" && result.derivation ? [{ own, result }] : [];
  });
  const derivations = results.flatMap(({ own, result }) =>
    [result.derivation!, ...(result.otherDerivations ?? [])].map((each) => ({ own, each })),
  );

  it("every derivation replays, and one with a factor 2 in a line does not", () => {
    const failed: string[] = [];
    const unseen: string[] = [];
    for (const [k, { own, each }] of derivations.entries()) {
      const result = replay(own, each);
      if (!result.replays) failed.push(`${own.id} ${each.method}`);
      const number = 1 + (k % each.steps.length);
      const step = each.steps[number - 1]!;
      // Twice nothing is nothing.
      const end = each.steps.at(-1)!.right.plain;
      if (step.right.plain === "0" || end === "0" || end.startsWith("zeros(")) continue;
      const wrong = tampered(each, number, { right: line(`2*(${step.right.plain})`) });
      if (replay(own, wrong).steps[number - 1]?.replays)
        unseen.push(`${own.id} ${each.method} ${number}`);
    }
    expect(failed).toEqual([]);
    expect(unseen).toEqual([]);
    // Three methods; a few lines are refused, or told by fewer.
    expect(derivations.length).toBeGreaterThan(2.8 * problems.length);
  });

  it("no derivation shows more than 40 lines, and folded ones say so", () => {
    for (const { each } of derivations) {
      expect(each.steps.length).toBeLessThanOrEqual(40);
      const isFolded = each.steps.some(({ rule }) => rule === "part");
      expect(each.omitted?.includes("folded") ?? false).toBe(isFolded);
    }
  });

  it("every rule that is cited has a page", () => {
    const cited = new Set(
      derivations.flatMap(({ each }) => allSteps(each)).map(({ rule }) => rule),
    );
    expect([...cited].filter((rule) => !ruleNamed(rule))).toEqual([]);
  });

  it("the derivations of a problem end in the same derivative", () => {
    const several = results.filter(({ result }) => result.otherDerivations);
    for (const { result } of several) {
      expect(result.compared?.lines).toHaveLength(1 + result.otherDerivations!.length);
    }
    const open = several.filter(({ result }) => result.compared?.agreement === "numeric");
    expect(open.map(({ own }) => own.id)).toEqual([]);
  });
});

describe("the detail of a derivation", () => {
  const shown = { expr: "-t'*log(softmax(W*x))", wrt: "W" };
  const lengths = (["outline", "standard", "every"] as const).map(
    (detail) => told(shown, { steps: "indices", detail }).steps.length,
  );

  it("grows from the outline to every step", () => {
    expect(lengths[0]).toBeLessThan(lengths[1]!);
    expect(lengths[1]).toBeLessThan(lengths[2]!);
  });

  it("of an outline keeps the steps within, and what it folds ends as they do", () => {
    const { steps } = told(shown, { steps: "indices", detail: "outline" });
    const groups = steps.filter(({ rule }) => rule === "part");
    expect(groups.length).toBeGreaterThan(2);
    expect(groups.map(({ substeps }) => substeps?.at(-1)?.right)).toEqual(
      groups.map(({ right }) => right),
    );
  });

  it("of every step replays too", () => {
    const every = told(shown, { steps: "indices", detail: "every" });
    expect(replay(shown, every).steps.filter(({ replays }) => !replays)).toEqual([]);
    expect(every.steps.every(({ substeps }) => substeps === undefined)).toBe(true);
  });
});

describe("a deep network", () => {
  const depth = 20;
  const layers = Array.from({ length: depth }, (_, k) => `W${k + 1}`);
  const deep = {
    expr: `sum(${layers.reduce((inner, weight) => `tanh(${weight}*${inner})`, "x")})`,
    wrt: "W1",
    vars: { x: ["n"], ...Object.fromEntries(layers.map((name) => [name, ["n", "n"]])) },
  };

  it.each(["indices", "identities", "differentials"] as const)(
    "by %s has a line for each part, and says what it left out",
    (steps) => {
      const derivation = told(deep, { steps });
      expect(derivation.steps.length).toBeLessThanOrEqual(40);
      expect(derivation.names).toHaveLength(depth);
      expect(derivation.omitted).toContain("left as a symbol");
      expect(replay(deep, derivation).replays).toBe(true);
    },
  );
});
