import { describe, expect, it } from "vitest";
import { derive, replay } from "../../src/index.ts";
import { members } from "../../src/rules/members.ts";
import type { Rule } from "../../src/rules/rule.ts";
import { allSteps } from "../derivations/support.ts";

describe.each((members as readonly Rule[]).map((rule) => [rule.name, rule] as const))(
  "the page of %s",
  (name, rule) => {
    const { method, detail, ...problem } = rule.example;
    const result = derive(problem, { steps: method, ...(detail && { detail }) });
    const derivation = result.status === "ok" ? result.derivation : undefined;

    it("has an example whose derivation uses the rule", () => {
      expect(derivation && allSteps(derivation).map((step) => step.rule)).toContain(name);
    });

    it("has an example that is compared with the definition, and replays", () => {
      expect(derivation?.checkedLines).toBe(derivation?.steps.length);
      expect(derivation && replay(problem, derivation)).toMatchObject({ replays: true });
    });

    it("says what and why in whole sentences", () => {
      for (const text of [rule.says, rule.why]) expect(text).toMatch(/^\S.*\.$/s);
      expect(rule.label).not.toBe("");
    });
  },
);
