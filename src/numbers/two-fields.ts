import { hashBelow } from "./hashing.ts";
import { type Rational, rational as integerOf } from "./rational.ts";
import { legendreSymbol, powerModulo, residues } from "./residues.ts";
import { NoValue, type NumberSystem } from "./system.ts";

/**
 * Three primes that belong together: `value` = 2*`exponent` + 1, and `angle` divides `value` + 1.
 * All are 3 mod 4, so that of the two square roots of a square one is a square again.
 */
export interface FieldPrimes {
  readonly value: number;
  readonly exponent: number;
  readonly angle: number;
}

/** p = 7 mod 8 below 2^26 with 2, 3, 5, 7 among its squares, found by search. */
export const FIELD_PRIMES: readonly FieldPrimes[] = [
  { value: 66464039, exponent: 33232019, angle: 553867 },
  { value: 66413639, exponent: 33206819, angle: 553447 },
  { value: 66357959, exponent: 33178979, angle: 552983 },
  { value: 66033959, exponent: 33016979, angle: 550283 },
  { value: 65882759, exponent: 32941379, angle: 549023 },
];

/**
 * What plays a real number x: a residue mod p for x as it stands, one mod q for x in the exponent of
 * an exponential, one mod r for x as an angle. The three are independent of one another, as x, exp(x)
 * and exp(i*x) are: no polynomial relation holds between them.
 */
export interface Split {
  readonly value: number;
  readonly exponent: number;
  readonly angle: number;
}

/** The functions that turn sums into products, exactly so in these fields. */
export interface Characters {
  readonly exponential: (x: Split) => Split;
  /** @throws NoValue where the value is no square: those play the positive numbers. */
  readonly logarithm: (x: Split) => Split;
  readonly cosine: (x: Split) => Split;
  readonly sine: (x: Split) => Split;
}

/**
 * Arithmetic in which exponentials and rotations are exact one level deep: exp(a + b) is exp(a)*exp(b),
 * cos^2 + sin^2 is 1. The exponential of x is a power of a generator g of the squares mod p, which
 * have the prime order q = (p - 1)/2; cosine and sine are the parts of a power of a rotation in
 * F_p[i], whose order r divides p + 1. All other functions, and exponents and angles that are
 * themselves exponentials or rotations, are random functions fixed by `seed`.
 *
 * The idea: G. Gonnet, Determining equivalence of expressions in random polynomial time (1984).
 */
export function twoFields(
  primes: FieldPrimes,
  seed: number,
  apply: (system: NumberSystem<Split>, name: string, args: readonly Split[]) => Split,
): { readonly system: NumberSystem<Split>; readonly characters: Characters } {
  const inValues = residues(primes.value, seed);
  const inExponents = residues(primes.exponent, seed);
  const inAngles = residues(primes.angle, seed);
  const same = (x: number): Split => ({ value: x, exponent: x, angle: x });
  const constants = new Map<Rational, Split>();
  const system: NumberSystem<Split> = {
    name: "two fields",
    zero: same(0),
    one: same(1),
    fromRational(rational) {
      let constant = constants.get(rational);
      if (!constant) {
        constant = {
          value: inValues.fromRational(rational),
          exponent: inExponents.fromRational(rational),
          angle: inAngles.fromRational(rational),
        };
        constants.set(rational, constant);
      }
      return constant;
    },
    add: (a, b) => ({
      value: inValues.add(a.value, b.value),
      exponent: inExponents.add(a.exponent, b.exponent),
      angle: inAngles.add(a.angle, b.angle),
    }),
    subtract: (a, b) => ({
      value: inValues.subtract(a.value, b.value),
      exponent: inExponents.subtract(a.exponent, b.exponent),
      angle: inAngles.subtract(a.angle, b.angle),
    }),
    multiply: (a, b) => ({
      value: inValues.multiply(a.value, b.value),
      exponent: inExponents.multiply(a.exponent, b.exponent),
      angle: inAngles.multiply(a.angle, b.angle),
    }),
    addProduct: (sum, a, b) => ({
      value: inValues.addProduct(sum.value, a.value, b.value),
      exponent: inExponents.addProduct(sum.exponent, a.exponent, b.exponent),
      angle: inAngles.addProduct(sum.angle, a.angle, b.angle),
    }),
    divide: (a, b) => ({
      value: inValues.divide(a.value, b.value),
      exponent: inExponents.divide(a.exponent, b.exponent),
      angle: inAngles.divide(a.angle, b.angle),
    }),
    negate: ({ value, exponent, angle }) => ({
      value: inValues.negate(value),
      exponent: inExponents.negate(exponent),
      angle: inAngles.negate(angle),
    }),
    isZero: ({ value, exponent, angle }) => value === 0 && exponent === 0 && angle === 0,
    pivotQuality: ({ value, exponent, angle }) =>
      value !== 0 && exponent !== 0 && angle !== 0 ? 1 : 0,
    power(base, rational) {
      const value = inValues.power(base.value, rational);
      const opaque = `power ${rational.numerator}/${rational.denominator}`;
      return {
        value,
        exponent:
          rootPower(base.exponent, rational, inExponents, primes.exponent) ??
          hashBelow(primes.exponent, seed, opaque, [base.value]),
        angle:
          rootPower(base.angle, rational, inAngles, primes.angle) ??
          hashBelow(primes.angle, seed + 1, opaque, [base.value]),
      };
    },
    wholeNumber({ value, exponent, angle }) {
      const whole = inValues.wholeNumber(value);
      const isSame =
        whole === inExponents.wholeNumber(exponent) &&
        (whole === undefined || inAngles.fromRational(integerOf(whole)) === angle);
      return isSame ? whole : undefined;
    },
    apply: (name, args) => apply(system, name, args),
  };
  const opaqueBeside = (value: number, name: string): Split => ({
    value,
    exponent: hashBelow(primes.exponent, seed, name, [value]),
    angle: hashBelow(primes.angle, seed + 1, name, [value]),
  });
  const generator = squareGenerator(primes.value, seed);
  const turn = rotation(primes, seed);
  const characters: Characters = {
    exponential: ({ exponent }) =>
      opaqueBeside(powerModulo(generator, exponent, primes.value), "exponential"),
    logarithm(x) {
      if (x.value === 0 || legendreSymbol(x.value, primes.value) !== 1) {
        throw new NoValue("the logarithm of a residue that is no square");
      }
      const opaque = opaqueBeside(
        hashBelow(primes.value, seed, "logarithm", [x.value]),
        "logarithm",
      );
      return { ...opaque, exponent: discreteLogarithm(x.value, generator, primes) };
    },
    cosine: ({ angle }) => opaqueBeside(complexPower(turn, angle, primes.value)[0], "cosine"),
    sine: ({ angle }) => opaqueBeside(complexPower(turn, angle, primes.value)[1], "sine"),
  };
  return { system, characters };
}

/** A value that is fixed by its arguments and the name, and by nothing else. */
export function opaqueSplit(
  primes: FieldPrimes,
  seed: number,
  name: string,
  args: readonly Split[],
): Split {
  const values = args.map(({ value }) => value);
  return {
    value: hashBelow(primes.value, seed, name, values),
    exponent: hashBelow(primes.exponent, seed, name, values),
    angle: hashBelow(primes.angle, seed + 1, name, values),
  };
}

/** A rational power in a field where roots are unique among the squares; null where there is none. */
function rootPower(
  base: number,
  rational: Rational,
  field: NumberSystem<number>,
  prime: number,
): number | null {
  if (rational.denominator === 1n) return field.power(base, rational);
  const half = BigInt((prime - 1) / 2);
  if (base === 0 || legendreSymbol(base, prime) !== 1) return null;
  const inverse = inverseModulo(rational.denominator % half, half);
  if (inverse === null) return null;
  const exponent = (((rational.numerator * inverse) % half) + half) % half;
  return powerModulo(base, Number(exponent), prime);
}

function inverseModulo(a: bigint, modulus: bigint): bigint | null {
  let [r, nextR, t, nextT] = [modulus, a, 0n, 1n];
  while (nextR !== 0n) {
    const quotient = r / nextR;
    [r, nextR] = [nextR, r - quotient * nextR];
    [t, nextT] = [nextT, t - quotient * nextT];
  }
  return r === 1n ? (t + modulus) % modulus : null;
}

/** Any square but 1 generates the squares, whose number is a prime. */
function squareGenerator(prime: number, seed: number): number {
  const root = 2 + hashBelow(prime - 3, seed, "generator", []);
  return (root * root) % prime;
}

type Complex = readonly [real: number, imaginary: number];

function multiplyComplex([a, b]: Complex, [c, d]: Complex, prime: number): Complex {
  const real = ((a * c) % prime) - ((b * d) % prime);
  return [real < 0 ? real + prime : real, (((a * d) % prime) + ((b * c) % prime)) % prime];
}

function complexPower(base: Complex, exponent: number, prime: number): Complex {
  let result: Complex = [1, 0];
  let square = base;
  for (let k = exponent; k > 0; k = Math.floor(k / 2)) {
    if (k % 2 === 1) result = multiplyComplex(result, square, prime);
    square = multiplyComplex(square, square, prime);
  }
  return result;
}

/** An element of F_p[i] of norm 1 and of the prime order `angle`. */
function rotation({ value: prime, angle }: FieldPrimes, seed: number): Complex {
  for (let tries = 0; ; tries++) {
    const z: Complex = [
      1 + hashBelow(prime - 1, seed, "real part", [tries]),
      1 + hashBelow(prime - 1, seed, "imaginary part", [tries]),
    ];
    // z^(p-1) is the conjugate of z divided by z, which has norm 1.
    const turn = complexPower(complexPower(z, prime - 1, prime), (prime + 1) / angle, prime);
    if (turn[0] !== 1 || turn[1] !== 0) return turn;
  }
}

/** By generator: the table of small steps. */
const steps = new Map<string, ReadonlyMap<number, number>>();
const MOST_TABLES = 8;

/** The exponent of a square to the base g, by baby steps and giant steps (D. Shanks). */
function discreteLogarithm(x: number, generator: number, primes: FieldPrimes): number {
  const { value: prime, exponent: order } = primes;
  const width = Math.ceil(Math.sqrt(order));
  const key = `${prime} ${generator}`;
  let table = steps.get(key);
  if (!table) {
    const powers = new Map<number, number>();
    for (let k = 0, power = 1; k < width; k++, power = (power * generator) % prime) {
      powers.set(power, k);
    }
    table = powers;
    if (steps.size >= MOST_TABLES) steps.clear();
    steps.set(key, table);
  }
  const giant = powerModulo(generator, order - width, prime);
  for (let k = 0, power = x; k <= width; k++, power = (power * giant) % prime) {
    const small = table.get(power);
    if (small !== undefined) return (k * width + small) % order;
  }
  throw new NoValue("the logarithm of a residue that is no square");
}
