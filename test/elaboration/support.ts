import { type Dimension, dimension } from "../../src/dimensions/dimension.ts";
import {
  type Declared,
  elaborate,
  type Elaboration,
  type ElaborationContext,
} from "../../src/elaboration/elaborate.ts";
import type { Shape } from "../../src/elaboration/shape.ts";
import { plain } from "../../src/notations/plain.ts";
import type { Expression } from "../../src/syntax/expression.ts";
import type { Problem, Result } from "../../src/text/problem.ts";

export type Sizes = Readonly<Record<string, readonly (string | number)[]>>;

export function size(text: string | number): Dimension {
  const factors = String(text).split("*");
  const numbers = factors.filter((factor) => /^\d+$/.test(factor)).map(Number);
  return dimension(
    numbers.reduce((a, b) => a * b, 1),
    factors.filter((factor) => !/^\d+$/.test(factor)),
  );
}

export function declare(variables: Sizes): Map<string, Declared> {
  return new Map(Object.entries(variables).map(([name, axes]) => [name, { axes: axes.map(size) }]));
}

export function parse(text: string, variables: Sizes = {}): Expression {
  const read = plain.read(text, { variables: new Set(Object.keys(variables)) });
  if (!read.ok) throw new Error(`${text}: ${read.problem.message}`);
  return read.value;
}

export function attempt(
  text: string,
  variables: Sizes = {},
  more: Partial<ElaborationContext> = {},
): Result<Elaboration> {
  return elaborate(parse(text, variables), { declarations: declare(variables), ...more });
}

export function elaborated(
  text: string,
  variables: Sizes = {},
  more: Partial<ElaborationContext> = {},
): Elaboration {
  const result = attempt(text, variables, more);
  if (!result.ok) throw new Error(`${text}: ${JSON.stringify(result.problem)}`);
  return result.value;
}

export function problem(
  text: string,
  variables: Sizes = {},
  more: Partial<ElaborationContext> = {},
): Problem {
  const result = attempt(text, variables, more);
  if (result.ok) throw new Error(`${text} was elaborated`);
  return result.problem;
}

/** `column n`, `matrix n x m`, `scalar`. */
export function words({ kind, axes }: Shape): string {
  return [kind, axes.map(({ key }) => key).join(" x ")].filter((part) => part !== "").join(" ");
}

/** `y: n; A: n x m; c:` for the variables in order. */
export function variablesOf(e: Elaboration): string {
  return [...e.variables.values()]
    .map(({ name, axes }) => `${name}: ${axes.map(({ key }) => key).join(" x ")}`.trim())
    .join("; ");
}
