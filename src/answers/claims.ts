import type { Dimension } from "../dimensions/dimension.ts";
import type { DerivativeClaim } from "../evaluation/check-derivative.ts";
import type { DerivativeForm } from "../evaluation/derivative-forms.ts";
import type { Expression } from "../syntax/expression.ts";
import type { ReadProblem } from "./read-problem.ts";

/** An expression put forward as the derivative, its sums over index letters written out. */
export interface Candidate {
  readonly expression: Expression;
  readonly form: DerivativeForm;
  readonly indices?: readonly string[] | undefined;
  readonly let?: readonly (readonly [name: string, means: Expression])[];
}

/** The question of a problem, without an answer. */
export type Question = Omit<DerivativeClaim, "answer">;

/** What a problem asks, as the evaluation takes it. */
export function questionOf(problem: ReadProblem): Question {
  const { elaboration, free, wrt, wrt2, order, structure, properties, pinnedSizes } = problem;
  const letterDimensions = new Map<string, Dimension>(
    free.flatMap((letter) => {
      const size = elaboration.entryIndices.get(letter);
      return size ? [[letter, size] as const] : [];
    }),
  );
  return {
    f: elaboration.expression,
    ...(free.length > 0 && { free, letterDimensions }),
    wrt,
    ...(wrt2 !== undefined && { wrt2 }),
    order,
    ...(structure && { structure }),
    variables: elaboration.variables,
    properties,
    pinnedSizes,
  };
}

export function claimOf(question: Question, candidate: Candidate): DerivativeClaim {
  const { expression, form, indices, let: bound = [] } = candidate;
  return {
    ...question,
    answer: {
      expression,
      form,
      ...(indices && { indices }),
      ...(bound.length > 0 && { let: bound }),
    },
  };
}

/** About the size at which a symbol is tried. */
const USUAL_SIZE = 4;

/** How many entries the variables have in all, symbols counting as small sizes. */
export function entriesOf({ variables, pinnedSizes }: Question): number {
  const length = ({ coefficient, symbols }: Dimension): number =>
    symbols.reduce(
      (product, name) => product * (pinnedSizes?.get(name) ?? USUAL_SIZE),
      coefficient,
    );
  return [...variables.values()].reduce(
    (sum, { axes }) => sum + axes.reduce((product, size) => product * length(size), 1),
    0,
  );
}
