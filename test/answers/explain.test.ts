import { describe, expect, it } from "vitest";
import { explain, explainable } from "../../src/index.ts";

describe("explaining what a derivation cites", () => {
  it.each(explainable())("%s: says it, and derives it", (name) => {
    const found = explain(name);
    const steps = found.ok ? stepsIn(found.value) : 0;
    expect(steps).toBeGreaterThan(0);
  });

  it("knows a name that is nearly right", () => {
    const found = explain("delta-sums");
    expect(found).toMatchObject({ ok: false, problem: { remedy: "Did you mean delta-sum?" } });
  });
});

function stepsIn(found: Extract<ReturnType<typeof explain>, { ok: true }>["value"]): number {
  return found.kind === "function" ? found.lines.length : found.derivation.steps.length;
}
