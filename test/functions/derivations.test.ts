import { describe, expect, it } from "vitest";
import type { FunctionDefinition } from "../../src/functions/definition.ts";
import { members } from "../../src/functions/members.ts";
import { checkDerivation } from "../../src/index.ts";

const told = (members as readonly FunctionDefinition[]).filter(({ derivation }) => derivation);

describe.each(told.map((definition) => [definition.name, definition.derivation!] as const))(
  "where the derivative of %s comes from",
  (_, { sizes, lines }) => {
    it.each(lines.map(({ equation }) => equation))("%s", (equation) => {
      const result = checkDerivation({ lines: [equation], vars: sizes });
      expect(result).toMatchObject({ status: "ok", verdict: "right" });
    });

    it("gives a reason for every line", () => {
      for (const { why } of lines) expect(why).toMatch(/^[A-Z].*\.$/s);
    });
  },
);

describe("the equations", () => {
  it("are found out where they are false", () => {
    const wrong = "d(inv(X)[i,j])/d(X[k,l]) = -inv(X)[i,l]*inv(X)[k,j]";
    const result = checkDerivation({ lines: [wrong], vars: { X: ["n", "n"] } });
    expect(result).toMatchObject({ verdict: "wrong" });
  });

  it("are there for all functions that the textbook derives", () => {
    const names = told.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["inv", "det", "logdet", "softmax", "norm2"]));
  });
});
