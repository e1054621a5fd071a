import { describe, expect, it } from "vitest";
import { derive, equal, type WrittenOut } from "../../src/index.ts";
import { allSteps } from "./support.ts";

const PROBLEMS = [
  ["W*x", "x"],
  ["x'*A*x", "x"],
  ["y'*A*x - b'*x", "x"],
  ["A*X*B", "X"],
  ["tr(A*X*B)", "X"],
  ["-t'*log(softmax(W*x))", "W"],
  ["norm2(A*x - b)^2", "x"],
] as const;

describe.each(PROBLEMS)("the sums of %s by %s in numbers", (expr, wrt) => {
  const result = derive({ expr, wrt }, { steps: "indices", detail: "every" });
  if (result.status !== "ok" || !result.derivation) throw new Error("no derivation");
  const vars = Object.fromEntries(result.variables.map(({ name, shape }) => [name, shape]));
  const sizes = new Set(Object.values(vars).flat());
  const sums = allSteps(result.derivation).flatMap(({ writtenOut }) => writtenOut ?? []);
  const verdictOf = (left: string, right: string, { at }: WrittenOut): unknown => {
    const dims = Object.fromEntries(Object.entries(at).filter(([name]) => sizes.has(name)));
    const verdict = equal({ left, right, vars, dims });
    return verdict.status === "ok" ? verdict.verdict : verdict;
  };

  it("are there, and each is its terms, and these are what is left", () => {
    expect(sums.length).toBeGreaterThan(0);
    for (const sum of sums) {
      const { sum: whole, terms, result: rest } = sum;
      expect(verdictOf(whole.plain, terms.plain, sum)).toBe("equal");
      expect(verdictOf(terms.plain, rest.plain, sum)).toBe("equal");
      expect(terms.plain.match(/\*1\b/g)).toHaveLength(1);
      expect(terms.plain).toMatch(/\*0\b/);
    }
  });
});

it("are told once where not every step is", () => {
  for (const detail of ["outline", "standard"] as const) {
    const result = derive({ expr: "x'*A*x - b'*x", wrt: "x" }, { steps: "indices", detail });
    const steps = result.status === "ok" ? allSteps(result.derivation!) : [];
    expect(steps.filter(({ writtenOut }) => writtenOut)).toHaveLength(1);
  }
});
