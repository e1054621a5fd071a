import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toAscii } from "../../src/documents/typesetting/ascii.ts";
import { cellsOf, wrapFormula, wrapProse } from "../../src/documents/typesetting/wrap.ts";

describe("formulas", () => {
  test("break before the outermost plus or minus", () => {
    expect(wrapFormula("(a + b)*c + (d + e)*f - g", 20)).toEqual(["(a + b)*c", "+ (d + e)*f - g"]);
    expect(wrapFormula("f(aaaa, bbbb, cccc)", 12)).toEqual(["f(aaaa,", "bbbb, cccc)"]);
    expect(wrapFormula("aaaa*bbbb*cccc", 10)).toEqual(["aaaa*bbbb*", "cccc"]);
  });

  test("lose nothing but spaces, and fit where there is a place to break", () => {
    const piece = fc.constantFrom("x", " + ", " - ", "*", "(", ")", ", ", "W_ij ", "'");
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 80 }),
        fc.integer({ min: 10, max: 40 }),
        (pieces, width) => {
          const text = pieces.join("");
          const lines = wrapFormula(text, width);
          const bare = (part: string): string => part.replaceAll(" ", "");
          expect(bare(lines.join(""))).toBe(bare(text));
          for (const line of lines.filter(({ length }) => length > width)) {
            expect(line.trim()).not.toMatch(/ [+-] |\*(?!\*)./);
          }
        },
      ),
    );
  });

  test("a long formula is no matter of its square", () => {
    const text = "x*".repeat(200_000);
    expect(wrapFormula(text, 70).join("")).toBe(text);
    const solid = "x".repeat(400_000);
    expect(wrapFormula(solid, 70)).toEqual([solid]);
  });
});

test("prose keeps its words and its width", () => {
  const words = fc.array(fc.stringMatching(/^[a-zδ∂]{1,12}$/u), { maxLength: 40 });
  fc.assert(
    fc.property(words, fc.integer({ min: 12, max: 60 }), (list, width) => {
      const lines = wrapProse(list.join(" "), width);
      expect(lines.join(" ")).toBe(list.join(" "));
      for (const line of lines) expect(cellsOf(line)).toBeLessThanOrEqual(width);
    }),
  );
});

test("signs have an ASCII spelling", () => {
  expect(toAscii("∂f/∂x_i ≠ 0: n × m, x², 10⁻³, μ, Σ_p δ_pj → …")).toBe(
    "df/dx_i != 0: n x m, x^2, 10^-3, mu, sum_p delta_pj -> ...",
  );
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(toAscii(text)).toMatch(/^\p{ASCII}*$/u);
    }),
  );
});
