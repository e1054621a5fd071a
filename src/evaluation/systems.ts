import type { EntrywiseOverload, FunctionDefinition } from "../functions/definition.ts";
import { functionNamed, isUndone } from "../functions/table.ts";
import { derivativeName, unknownFunction } from "../functions/unknown.ts";
import * as D from "../numbers/duals.ts";
import * as F from "../numbers/floats.ts";
import { hashBelow } from "../numbers/hashing.ts";
import { isInteger, type Rational } from "../numbers/rational.ts";
import * as R from "../numbers/residues.ts";
import { NoValue, type NumberSystem } from "../numbers/system.ts";
import { type ScalarFormula, scalarFormula } from "./scalar-formula.ts";

/** Doubles with the values that the functions' files give. */
export const floats: NumberSystem<number> = F.floats((name, args) => {
  const facts = entrywiseFacts(name, args.length);
  if (facts?.meaning) return facts.meaning(floats, args);
  if (facts?.overload.value) return facts.overload.value(...args);
  if (name === "pi" && args.length === 0) return Math.PI;
  if (facts || functionNamed(name)) throw new NoValue(`no value of ${name} at one entry`);
  return unknownValue(name, args);
});

export interface ResidueWatch {
  /** The value of a real number would depend on a sign or be missing for some: a root, `abs`, `log`. */
  readonly onSign?: () => void;
  /** The sign of a residue is asked for: half of them have the one, half the other. */
  readonly onCoin?: () => void;
  /** A random value stands for one that is not known: of `exp` at most points, of pi. */
  readonly onOpaque?: () => void;
}

const NOTHING = (): void => undefined;

/**
 * Residues mod p with all that is exactly known of the functions: their values at special points,
 * what undoes what, and their meanings in simpler functions.
 * @param watch told where a residue tells less than exact arithmetic seems to
 */
export function residues(
  prime: number,
  seed: number,
  { onSign = NOTHING, onOpaque = NOTHING, onCoin = NOTHING }: ResidueWatch = {},
): NumberSystem<number> {
  /** By function: the argument behind each value met so far, for what undoes that function. */
  const met = new Map<string, Map<number, number>>();
  /** By function: the special points at which its value is known. */
  const special = new Map<EntrywiseFacts, ReadonlyMap<number, ScalarFormula>>();
  const specialValues = (facts: EntrywiseFacts): ReadonlyMap<number, ScalarFormula> => {
    let values = special.get(facts);
    if (!values) {
      values = new Map(facts.knownValues.map(({ at, value }) => [at(system, []), value]));
      special.set(facts, values);
    }
    return values;
  };
  const valueOf = (name: string, args: readonly number[]): number | undefined => {
    const facts = entrywiseFacts(name, args.length);
    if (facts && (facts.overload.domain ?? "real") !== "real") onSign();
    const [argument] = args;
    if (!facts || argument === undefined) {
      onOpaque();
      // A positive number has a root: so must the residue in its place.
      return name === "pi" ? hashBelow(prime, seed, name, []) ** 2 % prime : undefined;
    }
    const { overload } = facts;
    if (facts.meaning) return facts.meaning(system, args);
    const exact = specialValues(facts).get(argument);
    if (exact) return exact(system, []);
    if (overload.residue) {
      onCoin();
      return overload.residue(argument, prime);
    }
    for (const other of overload.undoes ?? []) {
      const original = met.get(other)?.get(argument);
      if (original !== undefined) return original;
    }
    if (facts.exactMeaning) return facts.exactMeaning(system, args);
    onOpaque();
    const value = hashBelow(prime, seed, name, args);
    if (isUndone(name)) {
      let values = met.get(name);
      if (!values) met.set(name, (values = new Map<number, number>()));
      values.set(value, argument);
    }
    return value;
  };
  /** The latest function of one argument: its slope is often told by its value, as that of tanh. */
  let [latest, latestArgument, latestValue]: [string, number, number | undefined] = ["", 0, 0];
  const bare = R.residues(prime, seed, (_, name, args) => {
    const [argument] = args;
    if (args.length !== 1 || argument === undefined) return valueOf(name, args);
    if (name !== latest || argument !== latestArgument) {
      const value = valueOf(name, args);
      [latest, latestArgument, latestValue] = [name, argument, value];
    }
    return latestValue;
  });
  const constants = new Map<Rational, number>();
  const system: NumberSystem<number> = {
    ...bare,
    fromRational(rational) {
      let value = constants.get(rational);
      if (value === undefined) {
        value = bare.fromRational(rational);
        constants.set(rational, value);
      }
      return value;
    },
    power(base, exponent) {
      if (!isInteger(exponent)) onSign();
      return bare.power(base, exponent);
    },
  };
  return system;
}

/** Dual numbers over any system, with the derivatives that the functions' files give. */
export function duals<T>(base: NumberSystem<T>): NumberSystem<D.Dual<T>> {
  const byDerivatives = D.duals(base, (name, args, position) => {
    const facts = entrywiseFacts(name, args.length);
    const slope = facts?.derivatives[position];
    if (slope) return slope(base, args);
    if (facts || functionNamed(name)) throw new NoValue(`no derivative of ${name} at one entry`);
    return base.apply(derivativeName(name, position, args.length), args);
  });
  const system: NumberSystem<D.Dual<T>> = {
    ...byDerivatives,
    apply(name, args) {
      const meaning = entrywiseFacts(name, args.length)?.meaning;
      return meaning ? meaning(system, args) : byDerivatives.apply(name, args);
    },
  };
  return system;
}

export interface EntrywiseFacts {
  readonly overload: EntrywiseOverload;
  readonly meaning: ScalarFormula | undefined;
  readonly exactMeaning: ScalarFormula | undefined;
  readonly derivatives: readonly ScalarFormula[];
  readonly knownValues: readonly { readonly at: ScalarFormula; readonly value: ScalarFormula }[];
}

/** By function name, then by the number of arguments. */
const factsByName = new Map<string, (EntrywiseFacts | undefined)[]>();

/** The formulas of the overload of that many arguments that acts on entries, compiled. */
export function entrywiseFacts(name: string, arity: number): EntrywiseFacts | undefined {
  const known = factsByName.get(name);
  if (known && arity in known) return known[arity];
  const definition = functionNamed(name);
  if (!definition) return undefined;
  const facts = compiledFacts(definition, arity);
  const byArity = known ?? [];
  byArity[arity] = facts;
  factsByName.set(name, byArity);
  return facts;
}

function compiledFacts(
  { overloads }: FunctionDefinition,
  arity: number,
): EntrywiseFacts | undefined {
  const overload = overloads.find(
    (candidate) => candidate.kind === "entrywise" && candidate.parameters.length === arity,
  );
  if (overload?.kind !== "entrywise") return undefined;
  const { parameters, meaning, exactMeaning, derivatives = [], knownValues = [] } = overload;
  const compile = (text: string): ScalarFormula => scalarFormula(text, parameters);
  return {
    overload,
    meaning: meaning === undefined ? undefined : compile(meaning),
    exactMeaning: exactMeaning === undefined ? undefined : compile(exactMeaning),
    derivatives: derivatives.map(compile),
    knownValues: knownValues.map(([at, value]) => ({ at: compile(at), value: compile(value) })),
  };
}

/**
 * A smooth function fixed by its name, for a function of which nothing is known; a name made by
 * `derivativeName` is the derivative of the function before it.
 */
function unknownValue(name: string, args: readonly number[]): number {
  const { stem, positions } = unknownFunction(name);
  let total = 0;
  for (let wave = 0; wave < 3; wave++) {
    const weight = (kind: string, k: number): number =>
      0.3 + hashBelow(1000, wave, `${stem} ${kind}`, [k]) / 1000;
    const phase = args.reduce(
      (sum, x, k) => sum + weight("frequency", k) * x,
      6 * weight("phase", 0),
    );
    const slope = positions.reduce((factor, k) => factor * weight("frequency", k - 1), 1);
    total += weight("height", 0) * slope * Math.sin(phase + (positions.length * Math.PI) / 2);
  }
  return total;
}
