import type { Dimension } from "../dimensions/dimension.ts";
import { checkDerivative, type DerivativeClaim } from "../evaluation/check-derivative.ts";
import { type Evidence, farthestEntry } from "../evaluation/checking.ts";
import { plain } from "../notations/plain.ts";
import type { Expression } from "../syntax/expression.ts";
import { failure, type Problem, type Result, success } from "../text/problem.ts";
import type { Differentiated } from "./derivative.ts";
import type { ReadProblem } from "./read-problem.ts";
import { ScaleDown } from "./scale-down.ts";
import { type Shown, takenNames, type Texts } from "./show.ts";

/**
 * Reads the printed answer back and compares it with the definition of the derivative. What cannot
 * be confirmed is not given as an answer.
 */
export function verify(
  problem: ReadProblem,
  { axes }: Differentiated,
  { form, indices }: Shown,
  texts: Texts,
): Result<Evidence> {
  const { elaboration, functions, free, wrt, wrt2, order, structure } = problem;
  const names = new Set([...elaboration.variables.keys(), ...texts.let.map(([name]) => name)]);
  const read = (text: string): Result<Expression> =>
    plain.read(text, { variables: names, functions });
  const bound: [string, Expression][] = [];
  for (const [name, text] of texts.let) {
    const means = read(text);
    if (!means.ok) return unreadable(text, means.problem);
    bound.push([name, means.value]);
  }
  const readBack = read(texts.plain);
  if (!readBack.ok) return unreadable(texts.plain, readBack.problem);
  const claim: DerivativeClaim = {
    f: elaboration.expression,
    ...(free.length > 0 && {
      free,
      letterDimensions: new Map(free.map((letter, k) => [letter, axes[k]!.size])),
    }),
    wrt,
    ...(wrt2 !== undefined && { wrt2 }),
    order,
    ...(structure && { structure }),
    variables: elaboration.variables,
    properties: problem.properties,
    pinnedSizes: problem.pinnedSizes,
    answer: {
      expression: readBack.value,
      form,
      ...(indices && { indices }),
      ...(bound.length > 0 && { let: bound }),
    },
  };
  const volume = volumeOf(problem, axes);
  if (volume > LARGEST_AS_IT_IS) {
    const small = scaledDown(claim, takenNames(problem));
    const judgement = small && checkDerivative(small);
    if (judgement?.verdict === "agrees") return success(judgement.evidence);
    if (volume > LARGEST) {
      return failure({
        code: "not-verified",
        message:
          "An answer was found, but the arrays are too large to verify it at these sizes, and it could not be verified at smaller ones.",
        remedy: "Use letters for the sizes, as in x: vector(n).",
      });
    }
  }
  const farthest = farthestEntry([claim.f, readBack.value]);
  if (farthest > FARTHEST_ENTRY) {
    return failure({
      code: "not-verified",
      message: `An answer was found, but an entry numbered ${farthest} is too far out to verify it.`,
      remedy: "Use a smaller number, or a letter.",
    });
  }
  const judgement = checkDerivative(claim);
  if (judgement.verdict === "agrees") return success(judgement.evidence);
  if (judgement.verdict === "undecided") {
    return failure({
      code: "not-verified",
      message: `An answer was found, but it could not be verified: ${judgement.why}.`,
    });
  }
  return failure({
    code: "failed-check",
    message: `An answer was found, but it failed its check, which is a fault of this program: ${judgement.message}`,
  });
}

/** Arrays with more entries in all are tried at smaller sizes first. */
export const LARGEST_AS_IT_IS = 2_000;
/** Arrays with more are never tried as they are. */
const LARGEST = 500_000;
/** Numbered entries beyond this would need arrays too large to try. */
const FARTHEST_ENTRY = 400;
/** About the size at which a symbol is tried. */
const USUAL_SIZE = 4;

/** How many entries the variables and D have, symbols counting as small sizes. */
function volumeOf({ elaboration, pinnedSizes }: ReadProblem, axes: Differentiated["axes"]): number {
  const length = ({ coefficient, symbols }: Dimension): number =>
    symbols.reduce((product, name) => product * (pinnedSizes.get(name) ?? USUAL_SIZE), coefficient);
  const entries = (sizes: readonly Dimension[]): number =>
    sizes.reduce((product, size) => product * length(size), 1);
  const arrays = [...elaboration.variables.values()].map((shape) => entries(shape.axes));
  return arrays.reduce((sum, count) => sum + count, entries(axes.map(({ size }) => size)));
}

/** The same claim with letters for its large sizes; undefined where none is large. */
export function scaledDown(
  claim: DerivativeClaim,
  taken: ReadonlySet<string>,
): DerivativeClaim | undefined {
  const scale = new ScaleDown(taken);
  const { answer, letterDimensions, pinnedSizes = new Map() } = claim;
  const pins = [...pinnedSizes].filter(([, size]) => size <= 2 * USUAL_SIZE);
  const small: DerivativeClaim = {
    ...claim,
    f: scale.expression(claim.f),
    variables: scale.variables(claim.variables),
    pinnedSizes: new Map(pins),
    ...(letterDimensions && {
      letterDimensions: new Map(
        [...letterDimensions].map(([letter, size]) => [letter, scale.size(size)]),
      ),
    }),
    answer: {
      ...answer,
      expression: scale.expression(answer.expression),
      ...(answer.let && {
        let: answer.let.map(([name, means]) => [name, scale.expression(means)] as const),
      }),
    },
  };
  return scale.isNeeded || pins.length < pinnedSizes.size ? small : undefined;
}

function unreadable(text: string, { message }: Problem): Result<never> {
  return failure({
    code: "failed-check",
    message: `The answer could not be read back, which is a fault of this program: ${message} (${text.slice(0, 80)})`,
  });
}
