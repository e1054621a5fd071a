import { describe, expect, it } from "vitest";
import { derive, replay, type WrittenDerivation } from "../../src/index.ts";
import { randomProblem } from "./run.ts";

const SEEDS = Array.from({ length: 80 }, (_, k) => 4_000 + k);

const told: { readonly expr: string; readonly replays: boolean; readonly method: string }[] = [];

describe("a derivation of a random expression", () => {
  it.each(SEEDS)("holds in every line: %i", (seed) => {
    const { problem } = randomProblem(seed, { composite: 0 });
    const result = derive(problem, { steps: "all" });
    if (result.status !== "ok") return;
    expect(result.derivationNote ?? "").not.toContain("could not be confirmed");
    const all: readonly (WrittenDerivation | undefined)[] = [
      result.derivation,
      ...(result.otherDerivations ?? []),
    ];
    for (const derivation of all) {
      if (!derivation) continue;
      const { replays } = replay(problem, derivation);
      told.push({ expr: problem.expr, method: derivation.method, replays });
    }
  });

  it("replays, but where equal values are no equal nodes", () => {
    expect(told.length).toBeGreaterThan(SEEDS.length);
    const failed = told.filter(({ replays }) => !replays);
    expect(failed.length, JSON.stringify(failed)).toBeLessThanOrEqual(0.03 * told.length);
  });
});
