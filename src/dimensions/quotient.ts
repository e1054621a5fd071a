import { type Dimension, dimension } from "./dimension.ts";

/** `whole / part` where that is a dimension again, else undefined (`n*m / m` is `n`; `n / 2` is none). */
export function divideDimensions(whole: Dimension, part: Dimension): Dimension | undefined {
  if (whole.coefficient % part.coefficient !== 0) return undefined;
  const rest = [...whole.symbols];
  for (const symbol of part.symbols) {
    const at = rest.indexOf(symbol);
    if (at < 0) return undefined;
    rest.splice(at, 1);
  }
  return dimension(whole.coefficient / part.coefficient, rest);
}

/** The dimension whose `degree`-th power is `d`, if there is one (`n*n` of degree 2 gives `n`). */
export function rootOfDimension(d: Dimension, degree: number): Dimension | undefined {
  const coefficient = Math.round(d.coefficient ** (1 / degree));
  if (coefficient ** degree !== d.coefficient) return undefined;
  const symbols: string[] = [];
  // Equal symbols are neighbours, for they are sorted.
  for (let at = 0; at < d.symbols.length; at += degree) {
    const symbol = d.symbols[at]!;
    if (d.symbols.slice(at, at + degree).some((s) => s !== symbol)) return undefined;
    if (at + degree > d.symbols.length) return undefined;
    symbols.push(symbol);
  }
  return dimension(coefficient, symbols);
}
