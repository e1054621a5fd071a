import type { NumberSystem, Tensor } from "../numbers/system.ts";
import type { Expression } from "../syntax/expression.ts";
import {
  type ClaimContext,
  Disagreement,
  farthestEntry,
  type Judgement,
  judge,
  largest,
} from "./checking.ts";
import { effortOf } from "./effort.ts";
import { arrayOver, type Evaluated, evaluate, type Point } from "./evaluate.ts";
import { describe, type Form, sides } from "./layout.ts";
import { floats } from "./systems.ts";

/** A claim that two expressions are equal. Sums in index notation are explicit. */
export interface EqualityClaim extends ClaimContext {
  readonly left: Expression;
  readonly right: Expression;
  readonly found?: FoundValues;
}

/** Names in the two sides that stand for values found anew at each point, as a derivative is. */
export interface FoundValues {
  readonly names: readonly string[];
  /** What the values are made of; names in it that have no other meaning are dimension symbols. */
  readonly expressions: readonly Expression[];
  readonly at: <T>(point: Point<T>, system: NumberSystem<T>) => ReadonlyMap<string, Evaluated<T>>;
}

/**
 * Whether two expressions are equal as arrays: the same rows and columns (a column is an n x 1
 * matrix, a row is no column), the same free index letters, the same entries; see `judge`. The left
 * side counts as the true one.
 */
export function checkEquality(claim: EqualityClaim): Judgement {
  const { left, right, found } = claim;
  return judge({
    context: claim,
    expressions: [left, right, ...(found?.expressions ?? [])],
    boundNames: found?.names ?? [],
    smallestSize: Math.max(2, farthestEntry([left, right])),
    effort: (sizes) =>
      effortOf([{ expression: left }, { expression: right }], claim.variables, sizes),
    compare(point, { system }) {
      const [truth, claimed] = bothSides(claim, point, system);
      return { truth: truth.data, claimed: claimed.data, terms: claimed.data.map((x) => [x]) };
    },
    // What cancels leaves rounding of about this size, times the tolerance.
    floor: (point) =>
      1e-6 * largest([1, ...[...point.values.values()].flatMap(({ data }) => data)]),
    truth(point) {
      const { letterSizes, shape, data } = evaluate(left, extended(claim, point, floats), floats);
      return { shape: [...letterSizes, ...shape], data };
    },
    claimed: (point) => bothSides(claim, point, floats)[1],
  });
}

function bothSides<T>(
  claim: EqualityClaim,
  bare: Point<T>,
  system: NumberSystem<T>,
): readonly [Tensor<T>, Tensor<T>] {
  const point = extended(claim, bare, system);
  const a = evaluate(claim.left, point, system);
  const b = evaluate(claim.right, point, system);
  if (!sameSides(a, b)) {
    throw new Disagreement("shape", `${describe(a)} on the left, ${describe(b)} on the right`);
  }
  const letters = [...new Set([...a.letters, ...b.letters])];
  const letterSizes = letters.map((letter) => {
    const sizes = [a, b].flatMap((side) => {
      const at = side.letters.indexOf(letter);
      return at < 0 ? [] : [side.letterSizes[at]!];
    });
    if (sizes.length === 2 && sizes[0] !== sizes[1]) {
      throw new Disagreement("shape", `the index ${letter} runs over different axes`);
    }
    return sizes[0]!;
  });
  return [arrayOver(a, letters, letterSizes), arrayOver(b, letters, letterSizes)];
}

function extended<T>({ found }: EqualityClaim, point: Point<T>, system: NumberSystem<T>): Point<T> {
  return found ? { ...point, bindings: found.at(point, system) } : point;
}

function sameSides(a: Form, b: Form): boolean {
  if (a.kind === "tensor" || b.kind === "tensor") return a.shape.join() === b.shape.join();
  return sides(a).join() === sides(b).join();
}
