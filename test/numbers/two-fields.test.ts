import { describe, expect, it } from "vitest";
import { rational } from "../../src/numbers/rational.ts";
import { FIELD_PRIMES, opaqueSplit, type Split, twoFields } from "../../src/numbers/two-fields.ts";

function isPrime(n: number): boolean {
  for (let d = 2; d * d <= n; d++) if (n % d === 0) return false;
  return n > 1;
}

describe("the primes", () => {
  it.each(FIELD_PRIMES)("$value fit together", ({ value, exponent, angle }) => {
    expect([value, exponent, angle].every(isPrime)).toBe(true);
    expect(value).toBe(2 * exponent + 1);
    expect((value + 1) % angle).toBe(0);
    expect([value % 4, exponent % 4, angle % 4]).toEqual([3, 3, 3]);
    expect(value).toBeLessThan(2 ** 26);
  });
});

describe.each(FIELD_PRIMES)("two fields over $value", (primes) => {
  const { system, characters } = twoFields(primes, 17, (_, name, args) =>
    opaqueSplit(primes, 17, name, args),
  );
  const x: Split = { value: 12_345, exponent: 678_901, angle: 23_456 };
  const y: Split = { value: 98_765, exponent: 432_109, angle: 87_654 };

  it("turn sums into products", () => {
    const sum = characters.exponential(system.add(x, y));
    const product = system.multiply(characters.exponential(x), characters.exponential(y));
    expect(sum.value).toBe(product.value);
    expect(characters.exponential(system.zero).value).toBe(1);
  });

  it("turn", () => {
    const [c, s] = [characters.cosine(x), characters.sine(x)];
    const one = system.add(system.multiply(c, c), system.multiply(s, s));
    expect(one.value).toBe(1);
    const double = characters.sine(system.add(x, x));
    const product = system.multiply(system.fromRational(rational(2)), system.multiply(s, c));
    expect(double.value).toBe(product.value);
    expect(characters.cosine(system.negate(x)).value).toBe(c.value);
  });

  it("know exponentials from rotations and from their argument", () => {
    const [e, c] = [characters.exponential(x), characters.cosine(x)];
    expect(new Set([x.value, e.value, c.value]).size).toBe(3);
  });

  it("undo an exponential in an exponent", () => {
    const back = characters.logarithm(characters.exponential(x));
    expect(back.exponent).toBe(x.exponent);
  });

  it("halve an exponent by the root", () => {
    const half = rational(1, 2);
    const root = system.power(characters.exponential(x), half);
    const halved = characters.exponential(system.multiply(system.fromRational(half), x));
    expect(root.value).toBe(halved.value);
  });
});
