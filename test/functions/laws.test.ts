import { describe, expect, it } from "vitest";
import { arrayOver, evaluate, type Point } from "../../src/evaluation/evaluate.ts";
import { formula } from "../../src/notations/formulas.ts";
import { scalarFormula } from "../../src/evaluation/scalar-formula.ts";
import { duals, floats, residues } from "../../src/evaluation/systems.ts";
import type {
  DefinedOverload,
  EntrywiseOverload,
  FunctionDefinition,
  PrimitiveOverload,
} from "../../src/functions/definition.ts";
import { members } from "../../src/functions/members.ts";
import { parseSignature, type Parameter } from "../../src/functions/signature.ts";
import { rational } from "../../src/numbers/rational.ts";
import { randomFrom } from "../../src/numbers/random.ts";
import { PRIMES } from "../../src/numbers/residues.ts";
import type { Tensor } from "../../src/numbers/system.ts";
import * as build from "../../src/syntax/build.ts";

const functions: readonly FunctionDefinition[] = members;

const entrywise = functions.flatMap((definition) =>
  definition.overloads
    .filter((overload) => overload.kind === "entrywise")
    .map((overload): [string, EntrywiseOverload] => [definition.name, overload]),
);
const primitives = functions.flatMap((definition) =>
  definition.overloads
    .filter((overload) => overload.kind === "primitive")
    .map((overload): [string, PrimitiveOverload] => [
      `${definition.name} ${overload.signature}`,
      overload,
    ]),
);
const defined = functions.flatMap((definition) =>
  definition.overloads
    .filter((overload) => overload.kind === "defined")
    .map((overload): [string, DefinedOverload] => [
      `${definition.name} ${overload.signature}`,
      overload,
    ]),
);

const DOMAINS = {
  real: [-1.7, -0.4, 0.3, 1.1, 2.6],
  positive: [0.2, 0.9, 1.6, 3.5],
  nonzero: [-2.1, -0.6, 0.7, 1.9],
  "between-minus-one-and-one": [-0.8, -0.3, 0.2, 0.7],
} as const;

const nameOf = (label: string): string => label.split(" ")[0]!;

function slopeOf(f: (x: number) => number, x: number): number {
  const h = 1e-4;
  return (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h);
}

describe("every function", () => {
  it.each(functions.map((definition) => [definition.name, definition] as const))(
    "%s has a summary, a spelling in LaTeX, and names of its own",
    (name, definition) => {
      expect(definition.summary.length).toBeGreaterThan(10);
      expect(definition.latex ?? definition.operator).toBeDefined();
      const spellings = functions.flatMap((other) => [other.name, ...(other.aliases ?? [])]);
      for (const spelling of [name, ...(definition.aliases ?? [])]) {
        expect(spellings.filter((other) => other === spelling)).toHaveLength(1);
      }
    },
  );
});

describe("an entrywise function", () => {
  it.each(entrywise)("%s has the derivatives that its value shows", (name, overload) => {
    for (const x of DOMAINS[overload.domain ?? "real"]) {
      overload.parameters.forEach((_, position) => {
        const at = (y: number): number[] =>
          overload.parameters.map((_, k) => (k === position ? y : 1.3));
        const value = (y: number): number => floats.apply(name, at(y));
        const lifted = at(x).map((y, k) => ({ value: y, tangent: k === position ? 1 : 0 }));
        const dual = duals(floats).apply(name, lifted);
        const slope = slopeOf(value, x);
        expect(dual.value).toBe(value(x));
        expect(Math.abs(dual.tangent - slope)).toBeLessThan(1e-9 * Math.max(1, Math.abs(slope)));
      });
    }
  });

  it.each(entrywise)("%s has second derivatives that differences show", (name, overload) => {
    for (const x of DOMAINS[overload.domain ?? "real"]) {
      // Along the diagonal, so that mixed derivatives take part.
      const slope = (at: number): number =>
        duals(floats).apply(
          name,
          overload.parameters.map(() => ({ value: at, tangent: 1 })),
        ).tangent;
      const nested = duals(duals(floats)).apply(
        name,
        overload.parameters.map(() => ({
          value: { value: x, tangent: 1 },
          tangent: { value: 1, tangent: 0 },
        })),
      );
      const second = slopeOf(slope, x);
      expect(Math.abs(nested.tangent.tangent - second)).toBeLessThan(
        1e-8 * Math.max(1, Math.abs(second)),
      );
    }
  });

  it.each(entrywise)("%s has its known values, in doubles and mod p", (name, overload) => {
    const exact = residues(PRIMES[0]!, 5);
    for (const [at, value] of overload.knownValues ?? []) {
      const argument = scalarFormula(at, []);
      const result = scalarFormula(value, []);
      expect(floats.apply(name, [argument(floats, [])])).toBeCloseTo(result(floats, []), 14);
      expect(exact.apply(name, [argument(exact, [])])).toBe(result(exact, []));
    }
  });

  it.each(entrywise)("%s undoes what it says it undoes", (name, overload) => {
    for (const inner of overload.undoes ?? []) {
      const [, other] = entrywise.find(([candidate]) => candidate === inner)!;
      for (const x of DOMAINS[other.domain ?? "real"]) {
        expect(floats.apply(name, [floats.apply(inner, [x])])).toBeCloseTo(x, 12);
      }
      const exact = residues(PRIMES[1]!, 3);
      expect(exact.apply(name, [exact.apply(inner, [1234])])).toBe(1234);
    }
  });

  const withMeaning = entrywise.filter(([, { meaning, exactMeaning }]) => meaning ?? exactMeaning);
  it.each(withMeaning)("%s equals its meaning", (name, overload) => {
    const text = (overload.meaning ?? overload.exactMeaning)!;
    const meaning = scalarFormula(text, overload.parameters);
    for (const x of DOMAINS[overload.domain ?? "real"]) {
      const args = overload.parameters.map((_, k) => x + 0.3 * k);
      const value = floats.apply(name, args);
      const difference = Math.abs(value - meaning(floats, args));
      expect(difference).toBeLessThan(1e-14 * Math.max(1, Math.abs(value)));
    }
  });

  const even = entrywise.filter(([, { evenPowersDropIt }]) => evenPowersDropIt);
  it.each(even)("%s drops out of even powers", (name, overload) => {
    const exact = residues(PRIMES[2]!, 1);
    for (const x of DOMAINS[overload.domain ?? "real"]) {
      expect(floats.apply(name, [x]) ** 2).toBe(x ** 2);
      const residue = exact.fromRational(rational(Math.round(10 * x)));
      const value = exact.apply(name, [residue]);
      expect(exact.multiply(value, value)).toBe(exact.multiply(residue, residue));
    }
  });

  const accompanied = entrywise.filter(([, { signCompanion }]) => signCompanion);
  it.each(accompanied)("%s times its companion is the argument", (name, overload) => {
    for (const x of DOMAINS[overload.domain ?? "real"]) {
      const product = floats.apply(overload.signCompanion!, [x]) * floats.apply(name, [x]);
      expect(product).toBeCloseTo(x, 14);
    }
  });

  it("takes 0 at kinks", () => {
    for (const name of ["sign", "step"]) expect(floats.apply(name, [0])).toBe(0);
    for (const name of ["abs", "relu"]) {
      expect(duals(floats).apply(name, [{ value: 0, tangent: 1 }])).toEqual({
        value: 0,
        tangent: 0,
      });
    }
  });

  it("erf is right to the last digits", () => {
    // As the C library has them.
    const known = [
      [1e-9, 1.1283791670955127e-9],
      [0.5, 0.5204998778130465],
      [1, 0.8427007929497149],
      [2, 0.9953222650189527],
      [2.9, 0.9999589021219005],
      [3.1, 0.9999883513426328],
      [5, 0.9999999999984626],
    ] as const;
    for (const [x, value] of known) {
      expect(Math.abs(floats.apply("erf", [x]) / value - 1)).toBeLessThan(1e-15);
      expect(floats.apply("erf", [-x])).toBe(-floats.apply("erf", [x]));
    }
  });
});

/** Random arguments of distinct sizes for the parameters of a signature. */
function argumentsFor(
  signature: string,
  seed: number,
): { readonly values: Map<string, Tensor<number>>; readonly sizes: Map<string, number> } {
  const random = randomFrom(seed);
  const sizes = new Map<string, number>();
  const values = new Map<string, Tensor<number>>();
  let next = 2 + (seed % 2);
  for (const { name, kind, sizes: letters } of parseSignature(signature).parameters) {
    for (const letter of letters) {
      if (!sizes.has(letter)) sizes.set(letter, next++);
    }
    if (kind === "dimension") continue;
    if (kind === "whole") {
      values.set(name, { shape: [], data: [2 + random.below(4)] });
      continue;
    }
    const shape = letters.map((letter) => sizes.get(letter)!);
    const length = shape.reduce((a, b) => a * b, 1);
    const data = Array.from({ length }, () => 0.3 + 1.4 * random.next());
    values.set(name, { shape, data });
  }
  return { values, sizes };
}

function callOf(label: string, parameters: readonly Parameter[]): ReturnType<typeof build.call> {
  return build.call(
    nameOf(label),
    ...parameters.map(({ name, sizes, kind }) =>
      build.name(kind === "dimension" ? sizes[0]! : name),
    ),
  );
}

/** By central differences: entries of the value, then entries of the argument. */
function differences(label: string, signature: string, by: string, point: Point<number>): number[] {
  const call = callOf(label, parseSignature(signature).parameters);
  const argument = point.values.get(by)!;
  const h = 1e-4;
  const moved = (k: number, step: number): readonly number[] => {
    const data = argument.data.map((x, at) => (at === k ? x + step : x));
    const values = new Map(point.values).set(by, { shape: argument.shape, data });
    return evaluate(call, { ...point, values }, floats).data;
  };
  const columns = argument.data.map((_, k) => {
    const [near, far] = [moved(k, h), moved(k, 2 * h)];
    const [nearBack, farBack] = [moved(k, -h), moved(k, -2 * h)];
    return near.map((x, i) => (8 * (x - nearBack[i]!) - (far[i]! - farBack[i]!)) / (12 * h));
  });
  return columns[0]!.flatMap((_, i) => columns.map((column) => column[i]!));
}

/** The largest difference, relative to the largest entry where that is above 1. */
function relativeError(actual: readonly number[], wanted: readonly number[]): number {
  if (actual.length !== wanted.length) return Number.POSITIVE_INFINITY;
  const scale = Math.max(1, ...wanted.map(Math.abs));
  return Math.max(...actual.map((x, k) => Math.abs(x - wanted[k]!))) / scale;
}

describe("a primitive", () => {
  it.each(primitives)("%s has the derivative that differences show", (label, overload) => {
    for (const seed of [1, 2, 3]) {
      const { values, sizes } = argumentsFor(overload.signature, seed);
      const value = evaluate(
        callOf(label, parseSignature(overload.signature).parameters),
        { values, sizes },
        floats,
      );
      for (const [by, { output, input, formula: text }] of Object.entries(overload.derivatives)) {
        const letters = [...output, ...input];
        const lengths = [...value.shape, ...values.get(by)!.shape];
        const letterSizes = new Map(letters.map((letter, k) => [letter, lengths[k]!]));
        const entry = evaluate(formula(text), { values, sizes, letterSizes }, floats);
        const array = arrayOver(entry, letters, lengths).data;
        expect(
          relativeError(array, differences(label, overload.signature, by, { values, sizes })),
        ).toBeLessThan(1e-7);
      }
    }
  });

  it.each(primitives)(
    "%s names every parameter's derivative, or why it has none",
    (_, overload) => {
      const parameters = parseSignature(overload.signature).parameters.map(({ name }) => name);
      const named = [
        ...Object.keys(overload.derivatives),
        ...Object.keys(overload.underivable ?? {}),
      ];
      expect(named).toEqual(parameters);
      for (const why of Object.values(overload.underivable ?? {}))
        expect(why).toMatch(/^[A-Z].*\.$/s);
    },
  );

  const traced = primitives.filter(([, { trace }]) => trace !== undefined);
  it.each(traced)("%s has the trace that it names", (label, overload) => {
    const { parameters } = parseSignature(overload.signature);
    for (const seed of [1, 2, 3]) {
      const point = argumentsFor(overload.signature, seed);
      const value = callOf(label, parameters);
      const named = callOf(overload.trace!, parameters);
      const [trace] = evaluate(build.call("tr", value), point, floats).data;
      expect(evaluate(named, point, floats).data[0]).toBeCloseTo(trace!, 12);
    }
  });

  const spelled = primitives.flatMap(([label, { signature }]) => {
    const { writtenAs, operator } = functions.find(({ name }) => name === nameOf(label))!;
    const [left, right] = parseSignature(signature).parameters.map(({ name }) => build.name(name));
    const written = operator ? build.binary(operator, left!, right!) : undefined;
    const spelling = writtenAs === undefined ? written : formula(writtenAs);
    return spelling ? [[label, signature, spelling] as const] : [];
  });
  it.each(spelled)("%s means what it is written as", (label, signature, spelling) => {
    for (const seed of [1, 2, 3]) {
      const point = argumentsFor(signature, seed);
      const value = evaluate(callOf(label, parseSignature(signature).parameters), point, floats);
      const written = evaluate(spelling, point, floats);
      expect(written.shape).toEqual(value.shape);
      expect(relativeError(written.data, value.data)).toBeLessThan(1e-13);
    }
  });
});

const closed = defined.filter(([, { signature }]) => {
  const { parameters, result } = parseSignature(signature);
  const told = parameters.flatMap(({ sizes }) => sizes);
  return [...result.rows, ...result.columns].every((letter) => told.includes(letter));
});

describe("a defined function", () => {
  it.each(closed.filter(([, { signature }]) => !signature.includes("dimension")))(
    "%s has the duals that differences show",
    (label, { signature }) => {
      const { parameters } = parseSignature(signature);
      const { values, sizes } = argumentsFor(signature, 4);
      for (const { name: by } of parameters) {
        const columns = values.get(by)!.data.map((_, at) => {
          const lifted = new Map(
            [...values].map(([name, { shape, data }]) => [
              name,
              {
                shape,
                data: data.map((value, k) => ({ value, tangent: name === by && k === at ? 1 : 0 })),
              },
            ]),
          );
          return evaluate(callOf(label, parameters), { values: lifted, sizes }, duals(floats)).data;
        });
        const array = columns[0]!.flatMap((_, i) => columns.map((column) => column[i]!.tangent));
        const wanted = differences(label, signature, by, { values, sizes });
        expect(relativeError(array, wanted)).toBeLessThan(1e-7);
      }
    },
  );

  it.each(defined.filter((one) => !closed.includes(one)))(
    "%s has no value before its sizes are told",
    (label, { signature }) => {
      const point = argumentsFor(signature, 4);
      const call = callOf(label, parseSignature(signature).parameters);
      expect(() => evaluate(call, point, floats)).toThrow(/sizes/);
    },
  );
});
