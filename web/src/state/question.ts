import type { DerivativeProblem, Edit } from "indicial";

/** What the page asks: one derivative, as the user put it. Left out is what the library may choose. */
export interface Question {
  readonly expr: string;
  readonly wrt?: string;
  /** The variable of the second differentiation, where it is another. */
  readonly wrt2?: string;
  readonly order: number;
  readonly form?: string;
  /** Shapes that the user gave: `{ A: ["n", "m"], c: [] }`. */
  readonly shapes: Readonly<Record<string, readonly string[]>>;
  /** Facts about values: `{ A: ["symmetric"] }`. */
  readonly facts: Readonly<Record<string, readonly string[]>>;
}

export function question(expr: string, more: Partial<Omit<Question, "expr">> = {}): Question {
  return { expr, order: 1, shapes: {}, facts: {}, ...more };
}

/** The question as the library takes it. */
export function problemOf(asked: Question): DerivativeProblem {
  const { expr, wrt, wrt2, order, form, shapes, facts } = asked;
  return {
    expr,
    vars: shapes,
    props: facts,
    ...(wrt !== undefined && { wrt }),
    ...(wrt2 !== undefined && order === 2 && { wrt2 }),
    ...(order !== 1 && { order }),
    ...(form !== undefined && { form }),
  };
}

export function sameQuestion(a: Question, b: Question): boolean {
  return JSON.stringify(problemOf(a)) === JSON.stringify(problemOf(b));
}

/** The question with a shape of its own for one name; undefined takes it back. */
export function withShape(
  asked: Question,
  name: string,
  shape: readonly string[] | undefined,
): Question {
  return { ...asked, shapes: withEntry(asked.shapes, name, shape) };
}

export function withFacts(asked: Question, name: string, facts: readonly string[]): Question {
  return { ...asked, facts: withEntry(asked.facts, name, facts.length > 0 ? facts : undefined) };
}

/** The question with one of the changes that would mend it. */
export function edited(asked: Question, edit: Edit): Question {
  if (edit.kind === "shape") {
    const expr = redeclared(asked.expr, edit.name, edit.shape);
    return expr === undefined ? withShape(asked, edit.name, edit.shape) : { ...asked, expr };
  }
  const { from, to } = edit.span;
  return { ...asked, expr: asked.expr.slice(0, from) + edit.text + asked.expr.slice(to) };
}

/** The text with another shape in its declaration of a name; undefined where it declares none. */
function redeclared(text: string, name: string, shape: readonly string[]): string | undefined {
  const [times, open, close] = text.includes("\\in") ? [" \\times ", "{", "}"] : [" x ", "(", ")"];
  const kind = ["scalar", "vector", "matrix"][shape.length];
  if (kind === undefined || shape.length === 0) return undefined;
  const own = `(?<![A-Za-z\\\\])\\\\?${name}(?![A-Za-z0-9_])\\s*`;
  const patterns: readonly (readonly [string, string])[] = [
    [
      `(${own}(?:\\\\in|∈|in)\\s*(?:\\\\math(?:bb|ds)\\{?R\\}?|ℝ|R)\\s*\\^)(?:\\{[^{}]*\\}|\\([^()]*\\)|\\w)`,
      `$1${open}${shape.join(times)}${close}`,
    ],
    [`(${own}:\\s*)(?:vector|matrix)\\([^()]*\\)`, `$1${kind}(${shape.join(",")})`],
  ];
  for (const [pattern, instead] of patterns) {
    const changed = text.replace(new RegExp(pattern), instead);
    if (changed !== text) return changed;
  }
  return undefined;
}

function withEntry<T>(
  record: Readonly<Record<string, T>>,
  name: string,
  value: T | undefined,
): Record<string, T> {
  const rest = Object.entries(record).filter(([key]) => key !== name);
  return Object.fromEntries(value === undefined ? rest : [...rest, [name, value]]);
}
