import type { Declared, Spelling } from "../elaboration/elaborate.ts";
import type { By, Input, KnownNames } from "../notations/input.ts";
import { type Notation, TooLong } from "../notations/notation.ts";
import { withUsualMeanings } from "../notations/usual.ts";
import { type Expression, postorder } from "../syntax/expression.ts";
import { canonicalName } from "../text/greek.ts";
import { failure, type Problem, type Result, success } from "../text/problem.ts";
import type { Span } from "../text/span.ts";
import type { DerivativeProblem } from "./answer.ts";
import type { Declarations } from "./read-declarations.ts";

/** Reads a text, in the notation asked for or in the one that it has, with what is declared. */
export type ReadText = (
  text: string,
  from: string | undefined,
  declared: Declarations,
) => Result<Input>;

/** What is known of the names of a problem before its text is read. */
export function knownNames({ declarations, functions }: Declarations): KnownNames {
  const known = [...declarations].map(
    ([name, { axes }]) => [name, axes.map(({ key }) => key)] as const,
  );
  const sizes = new Set<string>();
  for (const { axes } of declarations.values()) {
    for (const { symbols } of axes) for (const symbol of symbols) sizes.add(symbol);
  }
  return { variables: new Map(known), functions, sizes };
}

/** The declarations of the problem and those that its text holds. */
export function withTextDeclarations(
  known: Declarations,
  input: Pick<Input, "declarations" | "properties">,
  text: string,
): Result<Declarations> {
  if (input.declarations.length === 0 && input.properties.length === 0) return success(known);
  const declarations = new Map<string, Declared>(known.declarations);
  const functions = new Set(known.functions);
  const properties = new Map(known.properties);
  const add = (name: string, more: readonly string[]): void => {
    if (more.length > 0) properties.set(name, [...(properties.get(name) ?? []), ...more]);
  };
  for (const { name, axes, isFunction, span, properties: own } of input.declarations) {
    const before = declarations.get(name);
    const isSame =
      before?.axes.length === axes.length &&
      before.axes.every(({ key }, k) => key === axes[k]!.key);
    if (before && !isSame) {
      const facts =
        before.said === undefined ? [] : [{ text: `It is declared as ${before.said}.` }];
      return failure({
        code: "declared-twice",
        message: `${name} is declared twice.`,
        span,
        facts,
        remedy: "Keep one of the two declarations.",
      });
    }
    if (isFunction) functions.add(name);
    else if (!before) {
      const said = text.slice(span.from, span.to).trim();
      declarations.set(name, { axes, span, said });
    }
    add(name, own);
  }
  for (const [name, property] of input.properties) add(name, [property]);
  return success({ declarations, functions, properties });
}

/** The problem with names that are typed as in LaTeX, `\\mathbf{w}`, by their plain ones. */
export function withPlainNames(problem: DerivativeProblem, readText: ReadText): DerivativeProblem {
  return renamed(problem, (name) =>
    name.includes("\\") ? nameIn(name, "latex", readText) : undefined,
  );
}

/** The same with `W_1` for what the notation of the expression makes of it. */
export function withNamesOf(
  { expression, notation }: Pick<Input, "expression" | "notation">,
  problem: DerivativeProblem,
  readText: ReadText,
): DerivativeProblem {
  return renamed(problem, (name) => {
    if (mentions(expression, canonicalName(name))) return undefined;
    const other = nameIn(name, notation.name, readText);
    return other !== undefined && mentions(expression, other) ? other : undefined;
  });
}

function renamed(
  problem: DerivativeProblem,
  rename: (name: string) => string | undefined,
): DerivativeProblem {
  const { wrt, wrt2 } = problem;
  const other = (name: unknown): string | undefined =>
    typeof name === "string" ? rename(name) : undefined;
  const [first, second] = [other(wrt), other(wrt2)];
  if (first === undefined && second === undefined) return problem;
  return {
    ...problem,
    ...(first !== undefined && { wrt: first }),
    ...(second !== undefined && { wrt2: second }),
  };
}

/** The name that a text is in a notation: of `W_1`, W1. */
function nameIn(text: string, from: string, readText: ReadText): string | undefined {
  const read = readText(text, from, NOTHING_KNOWN);
  if (!read.ok) return undefined;
  const { expression } = read.value;
  if (expression.kind === "name") return expression.name;
  if (expression.kind !== "entry" || expression.operand.kind !== "name") return undefined;
  const [only, ...others] = expression.indices;
  return typeof only === "number" && others.length === 0
    ? `${expression.operand.name}${only}`
    : undefined;
}

const NOTHING_KNOWN: Declarations = {
  declarations: new Map(),
  functions: new Set(),
  properties: new Map(),
};

/** What a text says of what is to be differentiated by, in the fields of a problem. */
export interface Wanted {
  readonly problem: DerivativeProblem;
  /** The letters of `\partial x_j`, to name the last axes of the derivative. */
  readonly letters: readonly string[];
}

export function wantedByText(
  problem: DerivativeProblem,
  { by, of, expression, name, whole }: Input,
): Result<Wanted> {
  const fixed = by.flatMap(({ indices, span }) =>
    indices.filter((index) => typeof index === "number").map(() => span),
  );
  if (fixed.length > 0) return failure(byOneEntry(fixed[0]));
  const letters = by.flatMap(({ indices }) => indices.filter((index) => typeof index === "string"));
  const isLeftSide =
    name !== undefined && problem.wrt !== undefined && name === canonicalName(problem.wrt);
  if (isLeftSide && !mentions(expression, name)) return failure(byLeftSide(name, whole));
  const [first, second] = by;
  if (!first) {
    const [only] = of;
    const isNamed = of.length === 1 && problem.wrt === undefined && mentions(expression, only!);
    return success({ problem: isNamed ? { ...problem, wrt: only! } : problem, letters });
  }
  const named = (given: string | undefined, sign: By): Problem | undefined =>
    given !== undefined && sign.name !== undefined && canonicalName(given) !== sign.name
      ? differs(given, sign)
      : undefined;
  const clash = named(problem.wrt, first) ?? (second && named(problem.wrt2, second));
  if (clash) return failure(clash);
  const wrt = problem.wrt ?? first.name;
  const wrt2 =
    problem.wrt2 ?? (by.length === 2 && second?.name !== first.name ? second?.name : undefined);
  const isMixed = by.length > 2 && by.some(({ name }) => name !== first.name);
  if (isMixed) return failure(mixedOrder(first));
  const order = problem.order ?? (by.length > 1 ? by.length : undefined);
  return success({
    problem: {
      ...problem,
      ...(wrt !== undefined && { wrt }),
      ...(wrt2 !== undefined && { wrt2 }),
      ...(order !== undefined && { order }),
    },
    letters,
  });
}

function mentions(e: Expression, name: string): boolean {
  return postorder(e).some((node) => node.kind === "name" && node.name === name);
}

function byLeftSide(name: string, span: Span): Problem {
  return {
    code: "equation",
    message: `An equation is not differentiated: ${name} = ... gives the right side a name.`,
    span,
    remedy: `Write the right side alone, or differentiate by a variable in it.`,
  };
}

function differs(given: string, { name, span }: By): Problem {
  return {
    code: "wrt-differs",
    message: `The sign of differentiation says ${name}, and ${given} was asked for.`,
    ...(span && { span }),
    remedy: "Leave one of the two out.",
  };
}

function byOneEntry(span: By["span"]): Problem {
  return {
    code: "not-supported",
    message: "One numbered entry is not differentiated by.",
    ...(span && { span }),
    remedy:
      "Differentiate by the whole array, or by an entry with a letter, and look at that entry.",
  };
}

function mixedOrder({ span }: By): Problem {
  return {
    code: "not-supported",
    message: "More than two different variables are not differentiated by at once.",
    ...(span && { span }),
    remedy: "Differentiate by two of them, and the answer by the third.",
  };
}

/** How messages spell parts of a text in that notation; undefined for plain notation's own way. */
export function spellingOf(notation: Notation, text: string): Spelling | undefined {
  if (!notation.input?.quotesSource) return undefined;
  const written = (e: Expression, limit: number): string | undefined => {
    try {
      return notation.write(withUsualMeanings(e), { limit });
    } catch (error) {
      if (error instanceof TooLong) return undefined;
      throw error;
    }
  };
  const typed = (e: Expression, limit: number): string | undefined => {
    if (!e.span) return written(e, limit);
    const source = text.slice(e.span.from, e.span.to).replace(/\s+/g, " ").trim();
    return source.length <= limit ? source : undefined;
  };
  return { typed, written };
}
