import { type FieldPrimes, opaqueSplit, type Split, twoFields } from "../numbers/two-fields.ts";
import { isUndone } from "../functions/table.ts";
import type { NumberSystem } from "../numbers/system.ts";
import { type EntrywiseFacts, entrywiseFacts } from "./systems.ts";

/**
 * What a logarithm is in an exponent: `discrete`, so that exp(k*log(x)) is x^k, but of squares only;
 * `opaque`, known by its argument alone, but of everything.
 */
export type Logarithms = "discrete" | "opaque";

/**
 * Two-field arithmetic with all that is exactly known of the functions: exponentials and rotations
 * as powers of generators, and what `residues` knows besides.
 */
export function characterSystem(
  primes: FieldPrimes,
  seed: number,
  logarithms: Logarithms,
): NumberSystem<Split> {
  /** By function: the argument behind each value met so far, for what undoes that function. */
  const met = new Map<string, Map<string, Split>>();
  const { system, characters } = twoFields(primes, seed, (fields, name, args) => {
    const facts = entrywiseFacts(name, args.length);
    const [argument] = args;
    if (!facts || argument === undefined) return unknownValue(fields, name, args);
    if (facts.meaning) return facts.meaning(fields, args);
    const exact = args.length === 1 ? knownValue(facts, fields, argument) : undefined;
    if (exact) return exact;
    const { overload } = facts;
    for (const other of overload.undoes ?? []) {
      const original = met.get(other)?.get(keyOf(argument));
      if (original) return original;
    }
    const value = valueOf(facts, fields, name, args, argument);
    if (isUndone(name)) {
      let values = met.get(name);
      if (!values) met.set(name, (values = new Map<string, Split>()));
      values.set(keyOf(value), argument);
    }
    return value;
  });

  const valueOf = (
    { overload, exactMeaning }: EntrywiseFacts,
    fields: NumberSystem<Split>,
    name: string,
    args: readonly Split[],
    argument: Split,
  ): Split => {
    const isOpaque = overload.character === "logarithm" && logarithms === "opaque";
    if (overload.character && !isOpaque) return characters[overload.character](argument);
    if (overload.residue) return lifted(overload.residue(argument.value, primes.value), fields);
    if (exactMeaning) return exactMeaning(fields, args);
    return opaqueSplit(primes, seed, name, args);
  };

  /** 0, 1 or -1 mod p as the same number in every field. */
  const lifted = (residue: number, fields: NumberSystem<Split>): Split =>
    residue === 0 ? fields.zero : residue === 1 ? fields.one : fields.negate(fields.one);

  const unknownValue = (
    fields: NumberSystem<Split>,
    name: string,
    args: readonly Split[],
  ): Split => {
    const value = opaqueSplit(primes, seed, name, args);
    // A positive number such as pi has a root: so must what is in its place.
    return args.length === 0 ? fields.multiply(value, value) : value;
  };
  return system;
}

function knownValue(
  { knownValues }: EntrywiseFacts,
  system: NumberSystem<Split>,
  argument: Split,
): Split | undefined {
  const key = keyOf(argument);
  return knownValues.find(({ at }) => keyOf(at(system, [])) === key)?.value(system, []);
}

function keyOf({ value, exponent, angle }: Split): string {
  return `${value} ${exponent} ${angle}`;
}
