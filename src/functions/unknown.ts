/**
 * Functions of which nothing is known but the name. Their derivatives are functions again, named
 * after them: `f'`, `f''` for one argument; `f'1`, `f'2`, `f'1'2` for several, by position.
 */
const DERIVATIVE_NAME = /^(.*?)((?:'\d*)*)$/s;

export interface UnknownFunction {
  /** The name that was declared. */
  readonly stem: string;
  /** The positions, from 1, that it was differentiated by, ascending; all 1 for one argument. */
  readonly positions: readonly number[];
  /** Whether the positions are told, as they are for functions of several arguments. */
  readonly isNumbered: boolean;
}

/** `f'1'2` taken apart. */
export function unknownFunction(name: string): UnknownFunction {
  const [, stem = name, primes = ""] = DERIVATIVE_NAME.exec(name) ?? [];
  const positions = [...primes.matchAll(/'(\d*)/g)].map(([, digits]) =>
    digits === "" ? 1 : Number(digits),
  );
  return { stem, positions, isNumbered: /\d/.test(primes) };
}

/**
 * The name of the derivative by the argument at `position` (from 0). The order of differentiation
 * does not matter (Schwarz), so the positions are sorted.
 */
export function derivativeName(name: string, position: number, arity: number): string {
  const { stem, positions } = unknownFunction(name);
  const all = [...positions, position + 1].sort((a, b) => a - b);
  return stem + all.map((at) => (arity === 1 ? "'" : `'${at}`)).join("");
}
