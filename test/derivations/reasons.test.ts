import { describe, expect, it } from "vitest";
import { derive, type WrittenDerivation, type WrittenStep } from "../../src/index.ts";
import { allSteps, corpusProblems } from "./support.ts";

const METHODS = ["indices", "identities", "differentials"] as const;

/** Every derivation of some corpora, by every method, with the problem that it is of. */
const derivations = (["seed", "wikipedia"] as const)
  .flatMap((corpus) => corpusProblems(corpus))
  .flatMap((problem) =>
    METHODS.flatMap((method) => {
      const result = derive(problem, { steps: method, detail: "every" });
      if (result.status !== "ok" || !result.derivation) return [];
      return [{ name: `${problem.expr} by ${method}`, derivation: result.derivation }];
    }),
  );

/** The steps that break a law, each with its problem. */
function breaking(isBroken: (step: WrittenStep) => boolean): string[] {
  return derivations.flatMap(({ name, derivation }) =>
    allSteps(derivation)
      .filter(isBroken)
      .map(({ title, reason, right }) => `${name}: ${title}: ${right.plain} (${reason})`),
  );
}

function reasonsOf(expr: string, wrt: string, method: (typeof METHODS)[number]): string[] {
  const result = derive({ expr, wrt }, { steps: method });
  if (result.status !== "ok" || !result.derivation) throw new Error(expr);
  return result.derivation.steps.map(({ reason }) => reason);
}

describe("the reasons of every step", () => {
  it("are those of a step that does something", () => {
    const isIdle = ({ left, before, right }: WrittenStep): boolean =>
      (left === undefined && before.plain === right.plain) || left?.plain === right.plain;
    expect(derivations.length).toBeGreaterThan(100);
    expect(breaking(isIdle)).toEqual([]);
  });

  it("claim a transpose only where the line has one", () => {
    const isUntrue = ({ rule, reason, right }: WrittenStep): boolean =>
      rule === "recognise" && /transpos/.test(reason) && !right.plain.includes("'");
    expect(breaking(isUntrue)).toEqual([]);
  });

  it("say that the order stays only where it does", () => {
    const claimed = derivations.filter(({ derivation }) =>
      allSteps(derivation).some(({ reason }) => reason.includes("the order of the factors stays")),
    );
    expect(claimed.length).toBeGreaterThan(0);
    const [cycled] = reasonsOf("tr(X'*A*X*B)", "X", "differentials");
    expect(cycled).not.toContain("stays");
  });

  it("name what the reading of entry-by-entry products and sums of rows does", () => {
    const reasons = reasonsOf("sum(G.*(softmax(x*w')*V))", "x", "indices");
    expect(reasons).toContain(
      "r is summed and V stands transposed: G*V'. s and G*V' have the same letters: entry by entry, s.*(G*V'). q is summed: (s.*(G*V'))*w.",
    );
  });

  it("call a quotient by its rule, and a square without a power by its two terms", () => {
    expect(reasonsOf("x'*A*x/(x'*x)", "x", "indices")).toContain(
      "The derivative of u/v is that of u over v, minus u times that of v over v^2.",
    );
    expect(reasonsOf("x'*x", "x", "differentials")[0]).toBe(
      "dx'*x and x'*dx are the same number: together twice one of them.",
    );
  });
});

describe("what is compared", () => {
  const compared = (expr: string, wrt: string): string | undefined => {
    const result = derive({ expr, wrt }, { steps: "all" });
    return result.status === "ok" ? result.compared?.text : undefined;
  };

  it("names what each way quotes", () => {
    expect(compared("logdet(A*X*B)", "X")).toContain(
      "It quotes the rule of logdet and the identity trace linear; the indices quote the rule of logdet.",
    );
    expect(compared("y'*A*x", "x")).toContain("the indices start from nothing known.");
  });

  it("says which method is missing", () => {
    const result = derive({ expr: "inv(A*B)", wrt: "A" }, { steps: "all" });
    const methods = (derivation: WrittenDerivation): string => derivation.method;
    if (result.status !== "ok") throw new Error("no answer");
    expect([result.derivation!, ...result.otherDerivations!].map(methods)).not.toContain(
      "identities",
    );
    expect(result.derivationNote).toContain("no derivation by identities");
  });
});
