import { greekLetterNamed } from "../text/greek.ts";

/** The kinds that an undeclared name may turn out to have. */
export type NameKind = "scalar" | "vector" | "matrix";

/**
 * What a name stands for if nothing else tells: matrixcalculus.org's letters. `a`-`g` and Greek
 * names are scalars, `h`-`z` and longer names vectors, capitals matrices; `W1`, `b_2` and `x_train`
 * go by what stands before the digits or the underscore.
 */
export function kindByLetter(name: string): NameKind {
  const stem = /^[^_\d]+/.exec(name)?.[0] ?? name;
  if (/^[A-Z]/.test(stem)) return "matrix";
  if (greekLetterNamed(stem) !== undefined) return "scalar";
  return stem.length === 1 && stem >= "a" && stem <= "g" ? "scalar" : "vector";
}

/** The number of axes that goes with the letter. */
export function rankByLetter(name: string): number {
  return { scalar: 0, vector: 1, matrix: 2 }[kindByLetter(name)];
}

/** The names for sizes that were not given, in the order in which they are handed out. */
export function* sizeNames(taken: ReadonlySet<string>): Generator<string, never> {
  const letters = ["n", "m", "p", "q", "r", "k", "s", "t", "l", "d"];
  for (let round = 0; ; round++) {
    for (const letter of letters) {
      const name = round === 0 ? letter : `${letter}${round}`;
      if (!taken.has(name)) yield name;
    }
  }
}
