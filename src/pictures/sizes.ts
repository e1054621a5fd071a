import type { ReadProblem } from "../answers/read-problem.ts";
import { type Dimension, sizeOf } from "../dimensions/dimension.ts";
import { nearestName } from "../text/nearest.ts";
import type { Problem } from "../text/problem.ts";

/**
 * Sizes to draw with, the best first: small, and different for different letters, so that no two axes
 * are confused; the last ones repeat themselves, where only those are small enough.
 */
const PREFERRED: readonly (readonly number[])[] = [
  [3, 4, 2, 5, 6, 7],
  [4, 3, 2, 5, 6, 7],
  [2, 3, 4, 5, 6, 7],
  [3, 2, 4, 5, 6, 7],
  [2, 3],
  [3, 2],
  [2],
];

/** Every choice of sizes for the symbols, the best first; fixed ones stay as they are. */
export function choicesOfSizes(
  symbols: readonly string[],
  fixed: ReadonlyMap<string, number>,
  smallest: number,
): Map<string, number>[] {
  const taken = new Set(fixed.values());
  const choices = PREFERRED.map((preferred, k) => {
    const isDistinct = k < 4;
    const pool = preferred
      .map((size) => size + smallest - 2)
      .filter((size) => !isDistinct || !taken.has(size));
    let next = 0;
    const sizes = new Map<string, number>();
    for (const symbol of symbols) {
      const size = fixed.get(symbol) ?? pool[next++ % Math.max(1, pool.length)] ?? smallest;
      sizes.set(symbol, size);
    }
    return sizes;
  });
  const keys = new Set<string>();
  return choices.filter((sizes) => {
    const key = [...sizes.values()].join();
    return !keys.has(key) && keys.add(key);
  });
}

/** How many entries an array of these axes has. */
export function entriesOf(axes: readonly Dimension[], sizes: ReadonlyMap<string, number>): number {
  return axes.reduce((product, axis) => product * sizeOf(axis, sizes), 1);
}

const LARGEST_SIZE = 100;

/** The sizes asked for, together with those that the problem fixes; a `Problem` where they clash. */
export function fixedSizes(
  { pinnedSizes }: ReadProblem,
  symbols: readonly string[],
  asked: unknown,
): ReadonlyMap<string, number> | Problem {
  const fixed = new Map(pinnedSizes);
  if (asked === undefined) return fixed;
  if (typeof asked !== "object" || asked === null || Array.isArray(asked)) {
    return sizeProblem("The sizes of a picture are given by name, as in { n: 3, m: 4 }.");
  }
  for (const [name, size] of Object.entries(asked) as [string, unknown][]) {
    if (!symbols.includes(name)) {
      const near = nearestName(name, symbols);
      const known = symbols.length === 0 ? "Every size here is a number." : "";
      return sizeProblem(
        `There is no size named ${name}.`,
        near === undefined
          ? known || `The sizes are ${symbols.join(", ")}.`
          : `Did you mean ${near}?`,
      );
    }
    if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 1) {
      return sizeProblem(`The size ${name} is a whole number from 1, not ${String(size)}.`);
    }
    if (size > LARGEST_SIZE) {
      return sizeProblem(`A picture with ${name} = ${size} cannot be read.`, "Draw a small one.");
    }
    const pinned = pinnedSizes.get(name);
    if (pinned !== undefined && pinned !== size) {
      return sizeProblem(`The problem says that ${name} is ${pinned}, the picture ${size}.`);
    }
    fixed.set(name, size);
  }
  return fixed;
}

function sizeProblem(message: string, remedy?: string): Problem {
  return { code: "picture-size", message, ...(remedy !== undefined && { remedy }) };
}
