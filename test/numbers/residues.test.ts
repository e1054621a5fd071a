import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Q from "../../src/numbers/rational.ts";
import { legendreSymbol, powerModulo, PRIMES, residues } from "../../src/numbers/residues.ts";
import { NoValue } from "../../src/numbers/system.ts";

const prime = PRIMES[0]!;
const f = residues(prime, 42);
const residue = fc.integer({ min: 0, max: prime - 1 });
const nonzero = fc.integer({ min: 1, max: prime - 1 });
const square = nonzero.map((x) => f.multiply(x, x));

function isPrime(n: number): boolean {
  for (let k = 2; k * k <= n; k++) if (n % k === 0) return false;
  return n > 1;
}

describe("the primes", () => {
  it.each(PRIMES)(
    "%i is below 2^26, prime, with half of it prime and small primes as squares",
    (p) => {
      expect(p).toBeLessThan(2 ** 26);
      expect(isPrime(p)).toBe(true);
      expect(isPrime((p - 1) / 2)).toBe(true);
      for (const small of [2, 3, 5, 7, 11, 13]) expect(legendreSymbol(small, p)).toBe(1);
      expect(legendreSymbol(p - 1, p)).toBe(-1);
    },
  );
});

describe("residues", () => {
  it("form a field", () => {
    fc.assert(
      fc.property(residue, residue, residue, (a, b, c) => {
        expect(f.add(a, b)).toBe(f.add(b, a));
        expect(f.add(f.add(a, b), c)).toBe(f.add(a, f.add(b, c)));
        expect(f.multiply(a, b)).toBe(f.multiply(b, a));
        expect(f.multiply(f.multiply(a, b), c)).toBe(f.multiply(a, f.multiply(b, c)));
        expect(f.multiply(a, f.add(b, c))).toBe(f.add(f.multiply(a, b), f.multiply(a, c)));
        expect(f.add(a, f.negate(a))).toBe(f.zero);
        expect(f.subtract(a, b)).toBe(f.add(a, f.negate(b)));
        expect(f.multiply(a, f.one)).toBe(a);
      }),
    );
  });

  it("multiply exactly, as big integers do", () => {
    fc.assert(
      fc.property(residue, residue, (a, b) => {
        expect(f.multiply(a, b)).toBe(Number((BigInt(a) * BigInt(b)) % BigInt(prime)));
      }),
    );
  });

  it("divide by all but zero", () => {
    fc.assert(
      fc.property(residue, nonzero, (a, b) => {
        expect(f.multiply(f.divide(a, b), b)).toBe(a);
      }),
    );
    expect(() => f.divide(1, 0)).toThrow(NoValue);
  });

  it("keep the arithmetic of fractions", () => {
    const fraction = fc
      .tuple(
        fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
        fc.bigInt({ min: 1n, max: 10n ** 6n }),
      )
      .map(([n, d]) => Q.rational(n, d));
    fc.assert(
      fc.property(fraction, fraction, (a, b) => {
        expect(f.fromRational(Q.add(a, b))).toBe(f.add(f.fromRational(a), f.fromRational(b)));
        expect(f.fromRational(Q.multiply(a, b))).toBe(
          f.multiply(f.fromRational(a), f.fromRational(b)),
        );
      }),
    );
  });

  it("obey the laws of powers on squares, with every fraction as exponent", () => {
    const exponent = fc
      .tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 30 }))
      .map(([n, d]) => Q.rational(n, d));
    fc.assert(
      fc.property(square, square, exponent, exponent, (x, y, a, b) => {
        expect(f.power(x, Q.add(a, b))).toBe(f.multiply(f.power(x, a), f.power(x, b)));
        expect(f.power(f.power(x, a), b)).toBe(f.power(x, Q.multiply(a, b)));
        expect(f.power(f.multiply(x, y), a)).toBe(f.multiply(f.power(x, a), f.power(y, a)));
      }),
    );
  });

  it("take integer powers of everything and fractional ones of squares only", () => {
    fc.assert(
      fc.property(nonzero, fc.integer({ min: -20, max: 20 }), (x, n) => {
        let product = 1;
        for (let k = 0; k < Math.abs(n); k++) product = f.multiply(product, x);
        expect(f.power(x, Q.rational(n))).toBe(n < 0 ? f.divide(1, product) : product);
      }),
    );
    const noSquare = prime - 4;
    expect(() => f.power(noSquare, Q.HALF)).toThrow(NoValue);
    expect(() => f.power(0, Q.rational(-1))).toThrow(NoValue);
    expect(f.power(0, Q.HALF)).toBe(0);
    expect(f.power(4, Q.HALF)).toBe(2);
  });

  it("give opaque functions one value at one argument, and other values elsewhere", () => {
    expect(f.apply("f", [12, 5])).toBe(f.apply("f", [12, 5]));
    const values = new Set<number>();
    for (let x = 0; x < 200; x++) for (const name of ["f", "g"]) values.add(f.apply(name, [x]));
    expect(values.size).toBeGreaterThan(395);
    expect(residues(prime, 43).apply("f", [12])).not.toBe(f.apply("f", [12]));
  });
});

describe("the Legendre symbol", () => {
  it("is multiplicative and 1 on squares, as the sign of a real number", () => {
    fc.assert(
      fc.property(nonzero, nonzero, (a, b) => {
        const sign = (x: number): number => legendreSymbol(x, prime);
        expect(sign(f.multiply(a, b))).toBe(sign(a) * sign(b));
        expect(sign(f.multiply(a, a))).toBe(1);
        expect(sign(f.negate(a))).toBe(-sign(a));
      }),
    );
    expect(legendreSymbol(0, prime)).toBe(0);
    expect(powerModulo(3, 0, prime)).toBe(1);
  });
});
