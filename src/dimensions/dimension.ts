/**
 * The size of an axis: a product of dimension symbols and a positive integer (`n`, `3`, `2*n*m`).
 * Equal dimensions have equal `key`s.
 */
export interface Dimension {
  readonly coefficient: number;
  /** Sorted. */
  readonly symbols: readonly string[];
  /** The canonical spelling: `n`, `3`, `2*m*n`. */
  readonly key: string;
}

export function dimension(coefficient: number, symbols: readonly string[]): Dimension {
  const sorted = [...symbols].sort();
  const parts = coefficient === 1 && sorted.length > 0 ? sorted : [String(coefficient), ...sorted];
  return { coefficient, symbols: sorted, key: parts.join("*") };
}

export const UNIT: Dimension = dimension(1, []);

export function symbol(name: string): Dimension {
  return dimension(1, [name]);
}

export function integer(value: number): Dimension {
  return dimension(value, []);
}

export function multiplyDimensions(factors: readonly Dimension[]): Dimension {
  if (factors.length === 1) return factors[0]!;
  return dimension(
    factors.reduce((product, factor) => product * factor.coefficient, 1),
    factors.flatMap((factor) => factor.symbols),
  );
}

export function isUnit(d: Dimension): boolean {
  return d.coefficient === 1 && d.symbols.length === 0;
}

/** The size of `d` where every symbol has the given size. @throws RangeError for an unknown symbol. */
export function sizeOf(d: Dimension, sizes: ReadonlyMap<string, number>): number {
  let size = d.coefficient;
  for (const name of d.symbols) {
    const value = sizes.get(name);
    if (value === undefined) throw new RangeError(`no size for the dimension ${name}`);
    size *= value;
  }
  return size;
}
