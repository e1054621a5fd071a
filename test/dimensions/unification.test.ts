import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Dimension,
  integer,
  multiplyDimensions,
  symbol,
} from "../../src/dimensions/dimension.ts";
import { divideDimensions, rootOfDimension } from "../../src/dimensions/quotient.ts";
import { Unifier } from "../../src/dimensions/unification.ts";

const [n, m] = [symbol("n"), symbol("m")];
const product = (...factors: Dimension[]): Dimension => multiplyDimensions(factors);

const someDimension = fc
  .record({
    coefficient: fc.integer({ min: 1, max: 12 }),
    symbols: fc.array(fc.constantFrom("n", "m", "p"), { maxLength: 3 }),
  })
  .map(({ coefficient, symbols }) => product(integer(coefficient), ...symbols.map(symbol)));

describe("quotients and roots", () => {
  it("undo products", () => {
    fc.assert(
      fc.property(someDimension, someDimension, (a, b) => {
        expect(divideDimensions(product(a, b), b)?.key).toBe(a.key);
      }),
    );
  });

  it("undo powers", () => {
    fc.assert(
      fc.property(someDimension, fc.integer({ min: 1, max: 4 }), (a, degree) => {
        const power = product(...Array.from({ length: degree }, () => a));
        expect(rootOfDimension(power, degree)?.key).toBe(a.key);
      }),
    );
  });

  it("are none where the result would be no size", () => {
    expect(divideDimensions(n, integer(2))).toBeUndefined();
    expect(divideDimensions(n, m)).toBeUndefined();
    expect(rootOfDimension(product(n, m), 2)).toBeUndefined();
    expect(rootOfDimension(n, 2)).toBeUndefined();
    expect(rootOfDimension(integer(8), 2)).toBeUndefined();
  });
});

describe("unification", () => {
  it("gives an unknown size the known one, from either side and through others", () => {
    const u = new Unifier<string>();
    const [a, b, c] = [u.axis(), u.axis(), u.axis(n)];
    expect(u.unify(a, b, "1")).toBeUndefined();
    expect(u.sizeOf(a)).toBeUndefined();
    expect(u.unify(c, b, "2")).toBeUndefined();
    expect(u.sizeOf(a)?.key).toBe("n");
    expect(u.find(a)).toBe(u.find(c));
  });

  it("never makes a symbol equal to another, or to a number", () => {
    const u = new Unifier<string>();
    expect(u.unify(u.axis(n), u.axis(m), "")?.kind).toBe("size");
    expect(u.unify(u.axis(n), u.axis(integer(3)), "")?.kind).toBe("size");
    expect(u.unify(u.axis(integer(2)), u.axis(integer(3)), "")?.kind).toBe("size");
    expect(u.unify(u.axis(product(n, m)), u.axis(product(m, n)), "")).toBeUndefined();
  });

  it("cancels common factors", () => {
    const u = new Unifier<string>();
    const a = u.axis();
    const whole = u.axis(product(integer(2), n, m));
    expect(u.unify(u.group([u.axis(integer(2)), u.axis(m), a]), whole, "")).toBeUndefined();
    expect(u.sizeOf(a)?.key).toBe("n");
    expect(u.leavesOf(whole).map((leaf) => u.sizeOf(leaf)?.key)).toEqual(["2", "m", "n"]);
  });

  it("takes roots where one unknown size stands several times", () => {
    const u = new Unifier<string>();
    const a = u.axis();
    expect(u.unify(u.group([a, a]), u.axis(product(n, n)), "")).toBeUndefined();
    expect(u.sizeOf(a)?.key).toBe("n");
    const b = u.axis();
    expect(u.unify(u.group([b, b]), u.axis(n), "")?.kind).toBe("size");
  });

  it("leaves a product of two unknown sizes undecided until one is known", () => {
    const u = new Unifier<string>();
    const [a, b] = [u.axis(), u.axis()];
    expect(u.unify(u.group([a, b]), u.axis(product(n, m)), "")).toBeUndefined();
    expect(u.undecided()).toHaveLength(2);
    expect(u.unify(a, u.axis(m), "")).toBeUndefined();
    expect(u.undecided()).toEqual([]);
    expect(u.sizeOf(b)?.key).toBe("n");
  });

  it("joins groups part by part, and tells a different order from a different size", () => {
    const u = new Unifier<string>();
    const a = u.axis();
    expect(u.unify(u.group([u.axis(n), a]), u.group([u.axis(n), u.axis(m)]), "")).toBeUndefined();
    expect(u.sizeOf(a)?.key).toBe("m");
    const group = u.group([u.axis(n), u.axis(m)]);
    expect(u.unify(group, u.group([u.axis(m), u.axis(n)]), "")?.kind).toBe("grouping");
    expect(u.unify(group, u.group([u.axis(m), u.axis(m)]), "")?.kind).toBe("size");
  });

  it("splits an axis where the other side has it in parts", () => {
    const u = new Unifier<string>();
    const a = u.axis();
    const left = u.group([u.axis(n), a]);
    const right = u.group([u.axis(n), u.axis(m), u.axis(symbol("p"))]);
    expect(u.unify(left, right, "")).toBeUndefined();
    expect(u.sizeOf(a)?.key).toBe("m*p");
    expect(u.leavesOf(left)).toHaveLength(3);
  });

  it("does not make an axis a part of itself", () => {
    const u = new Unifier<string>();
    const a = u.axis();
    expect(u.unify(u.group([a, u.axis(n)]), a, "")?.kind).toBe("size");
  });

  it("forgets what is undone", () => {
    const u = new Unifier<string>();
    const [a, b] = [u.axis(), u.axis(n)];
    const mark = u.mark();
    expect(u.unify(a, b, "")).toBeUndefined();
    u.undo(mark);
    expect(u.sizeOf(a)).toBeUndefined();
    expect(u.unify(a, u.axis(m), "")).toBeUndefined();
    expect(u.sizeOf(a)?.key).toBe("m");
    expect(u.sizeOf(b)?.key).toBe("n");
  });

  it("explains by the shortest chain of reasons", () => {
    const u = new Unifier<string>();
    const [a, b, c, d] = [u.axis(), u.axis(), u.axis(), u.axis(n)];
    u.unify(a, b, "ab");
    u.unify(b, c, "bc");
    u.unify(c, d, "cd");
    expect(u.explain(a, (axis) => axis === d)).toEqual({ source: d, reasons: ["ab", "bc", "cd"] });
    expect(u.explain(d, (axis) => axis === d)).toEqual({ source: d, reasons: [] });
    expect(u.explain(a, () => false)).toBeUndefined();
  });

  it("does not depend on the order of facts", () => {
    const pairs = fc.array(fc.tuple(fc.nat({ max: 7 }), fc.nat({ max: 7 })), { maxLength: 12 });
    fc.assert(
      fc.property(pairs, fc.nat(), (links, seed) => {
        const run = (order: readonly (readonly [number, number])[]): string[] | "clash" => {
          const u = new Unifier<string>();
          const axes = [u.axis(n), u.axis(m), ...Array.from({ length: 6 }, () => u.axis())];
          for (const [a, b] of order) if (u.unify(axes[a]!, axes[b]!, "")) return "clash";
          return axes.map((axis) => u.sizeOf(axis)?.key ?? "?");
        };
        const rotated = links.map((_, k) => links[(k + seed) % links.length]!);
        expect(run(rotated)).toEqual(run(links));
        expect(run(links.map(([a, b]) => [b, a] as const))).toEqual(run(links));
      }),
    );
  });
});
