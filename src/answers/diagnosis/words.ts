import { type Dimension, multiplyDimensions, symbol } from "../../dimensions/dimension.ts";
import { TooLong } from "../../notations/notation.ts";
import { plain } from "../../notations/plain.ts";
import type { Shape } from "../../elaboration/shape.ts";
import type { DerivativeForm } from "../../evaluation/derivative-forms.ts";
import type { Expression } from "../../syntax/expression.ts";
import type { ReadProblem } from "../read-problem.ts";

/** A part as it stands in a sentence; `this part` where it is too long. */
export function spelled(part: Expression, limit = 60): string {
  try {
    return plain.write(part, { limit });
  } catch (error) {
    if (error instanceof TooLong) return "this part";
    throw error;
  }
}

/** `n x m`, `1 x n`, `n x 1`, `a single number`. */
export function shapeWords({ kind, axes }: Shape): string {
  const sizes = axes.map(({ key }) => key);
  switch (kind) {
    case "scalar":
      return "a single number";
    case "column":
      return `${sizes[0]} x 1`;
    case "row":
      return `1 x ${sizes[0]}`;
    case "matrix":
    case "tensor":
      return sizes.join(" x ");
  }
}

/** The shape that the derivative has in a form, in words, or undefined where that form is no matrix. */
export function wantedShape(form: DerivativeForm, problem: ReadProblem): string | undefined {
  const { elaboration, free, wrt, wrt2 = wrt, order } = problem;
  const sizes = (name: string): readonly Dimension[] => elaboration.variables.get(name)!.axes;
  const f =
    free.length > 0
      ? free.map((letter) => elaboration.entryIndices.get(letter) ?? symbol(letter))
      : elaboration.shape.axes;
  const names = Array.from({ length: order }, (_, k) => (k === 1 ? wrt2 : wrt));
  const variables = names.flatMap(sizes);
  const all = [...f, ...variables];
  const side = (axes: readonly Dimension[]): string => multiplyDimensions([...axes]).key;
  switch (form) {
    case "gradient":
    case "plain": {
      const axes = form === "gradient" ? variables : all;
      if (axes.length === 0) return "a single number";
      const words = axes.map(({ key }) => key);
      return words.length === 1 ? `${words[0]} x 1` : words.join(" x ");
    }
    case "row":
      return `1 x ${side(variables)}`;
    case "jacobian":
    case "kron":
      return `${side(f)} x ${side(variables)}`;
    case "hessian":
      return `${side(sizes(wrt))} x ${side(sizes(wrt2))}`;
    case "tensor":
      return undefined;
  }
}

/** How a form is called in a sentence. */
export function formWords(form: DerivativeForm): string {
  switch (form) {
    case "gradient":
      return "the gradient";
    case "row":
      return "the row";
    case "jacobian":
      return "the Jacobian";
    case "kron":
      return "the derivative of vec by vec";
    case "hessian":
      return "the Hessian";
    case "plain":
    case "tensor":
      return "the derivative";
  }
}

export function joined(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? "";
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
