import { describe, expect, it } from "vitest";
import { type Dual, duals } from "../../src/numbers/duals.ts";
import { floats } from "../../src/numbers/floats.ts";
import { HALF, rational } from "../../src/numbers/rational.ts";
import { NoValue, type NumberSystem } from "../../src/numbers/system.ts";

const real = floats((name, [x]) => (name === "exp" ? Math.exp(x!) : Math.log(x!)));
const first = duals(real, (name, [x]) => (name === "exp" ? Math.exp(x!) : 1 / x!));
const second = duals(first, (name, [x]) =>
  name === "exp" ? first.apply("exp", [x!]) : first.divide(first.one, x!),
);

/** x^2 * exp(x) / (x + 3) + x^(1/2) - log(x) */
function sample<T>(s: NumberSystem<T>, x: T): T {
  const top = s.multiply(s.power(x, rational(2)), s.apply("exp", [x]));
  const fraction = s.divide(top, s.add(x, s.fromRational(rational(3))));
  return s.subtract(s.add(fraction, s.power(x, HALF)), s.apply("log", [x]));
}

describe("duals", () => {
  it("carry the derivative along", () => {
    for (const x of [0.4, 1.1, 2.3]) {
      const { value, tangent } = sample(first, { value: x, tangent: 2 });
      const h = 1e-5;
      const slope = (sample(real, x + h) - sample(real, x - h)) / (2 * h);
      expect(value).toBeCloseTo(sample(real, x), 13);
      expect(tangent).toBeCloseTo(2 * slope, 7);
    }
  });

  it("nest to second derivatives without confusing the levels", () => {
    const x: Dual<Dual<number>> = {
      value: { value: 1.3, tangent: 1 },
      tangent: { value: 1, tangent: 0 },
    };
    const h = 1e-4;
    const around = [1.3 - h, 1.3, 1.3 + h].map((at) => sample(real, at)) as [
      number,
      number,
      number,
    ];
    const curvature = (around[0] - 2 * around[1] + around[2]) / (h * h);
    expect(sample(second, x).tangent.tangent).toBeCloseTo(curvature, 5);
    // d/dx (x * d/dy (x + y)) = 1, where mixing up the two infinitesimals gives 2.
    const inner = second.add(
      { value: { value: 5, tangent: 1 }, tangent: first.zero },
      { value: { value: 7, tangent: 0 }, tangent: first.one },
    );
    expect(inner.tangent).toEqual({ value: 1, tangent: 0 });
    expect(first.multiply({ value: 5, tangent: 1 }, inner.tangent).tangent).toBe(1);
  });

  it("need no derivative where the argument is constant", () => {
    const constant: Dual<number> = { value: 0, tangent: 0 };
    expect(first.power(constant, HALF)).toEqual(constant);
    expect(() => first.power({ value: 0, tangent: 1 }, HALF)).toThrow(NoValue);
    expect(first.power({ value: 0, tangent: 1 }, rational(2))).toEqual(constant);
  });

  it("are zero only where value and tangent are", () => {
    expect(first.isZero({ value: 0, tangent: 1 })).toBe(false);
    expect(first.isZero(first.zero)).toBe(true);
    expect(first.pivotQuality({ value: 0, tangent: 1 })).toBe(0);
  });
});

describe("floats", () => {
  it("have no value that is not finite", () => {
    expect(() => real.divide(1, 0)).toThrow(NoValue);
    expect(() => real.power(-1, HALF)).toThrow(NoValue);
    expect(() => real.multiply(1e200, 1e200)).toThrow(NoValue);
    expect(() => real.apply("log", [-1])).toThrow(NoValue);
    expect(real.power(-2, rational(3))).toBe(-8);
  });
});
