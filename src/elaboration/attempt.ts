import type { Dimension } from "../dimensions/dimension.ts";
import { type Axis, Unifier } from "../dimensions/unification.ts";
import { functionNamed } from "../functions/table.ts";
import { unknownFunction } from "../functions/unknown.ts";
import { type Expression, postorder } from "../syntax/expression.ts";
import type { Problem } from "../text/problem.ts";
import type { Span } from "../text/span.ts";
import { type Bans, type Choice, chooseKinds, type Ranks } from "./kinds.ts";
import { rankByLetter } from "./letters.ts";
import { isSizePosition } from "./overloads.ts";
import { arrayReading, MATRIX, type Reading, ROW, SCALAR } from "./reading.ts";
import { type Fault, Sizing, type SizingContext } from "./sizing.ts";
import { arrayTerm, type Term } from "./terms.ts";
import { sizeMeant } from "./size-arguments.ts";
import { spell } from "./spelling.ts";

/** A variable as it was declared. */
export interface Declared {
  readonly axes: readonly Dimension[];
  readonly span?: Span;
  /** How it was said, for messages: `W: matrix(p,n)`. */
  readonly said?: string;
}

export interface ElaborationContext {
  readonly declarations: ReadonlyMap<string, Declared>;
  /** Names that must exist, such as those to differentiate by. */
  readonly wanted?: readonly string[];
  /** Index letters that are free however often they occur. */
  readonly free?: readonly string[];
  /** Names of unknown functions that were declared; they act on each entry. */
  readonly functions?: ReadonlySet<string>;
  /** How messages spell parts of the expression; left out: in plain notation. */
  readonly spelling?: Spelling;
  /** Index letters whose sums were given an end, `n` of a sum from 1 to n. */
  readonly ranges?: readonly LetterRange[];
}

/** The notation that the user types. */
export interface Spelling {
  /** A part as it was typed; undefined where it is longer than `limit` characters. */
  readonly typed: (e: Expression, limit: number) => string | undefined;
  /** An expression that was never typed. */
  readonly written: (e: Expression, limit: number) => string | undefined;
}

export interface LetterRange {
  readonly letter: string;
  readonly size: Dimension;
  readonly span: Span;
}

/** A part as its user typed it, or undefined where it is too long to stand in a sentence. */
export function typed(
  { context }: Pick<Attempt, "context">,
  e: Expression,
  limit = 48,
): string | undefined {
  return context.spelling ? context.spelling.typed(e, limit) : spell(e, limit);
}

/** Everything that one run found out, whether it ended well or not. */
export interface Attempt {
  readonly context: ElaborationContext;
  readonly order: readonly Expression[];
  readonly unifier: Unifier<Expression>;
  readonly sizing: Sizing;
  readonly sizingContext: SizingContext;
  /** Every variable: those of the expression in order of appearance, then the others declared. */
  readonly variables: ReadonlyMap<string, Term>;
  /** The variable that each axis of a variable belongs to. */
  readonly owners: ReadonlyMap<Axis, string>;
  /** Names that stand for sizes, in order of appearance. */
  readonly sizeSymbols: ReadonlySet<string>;
  readonly fault?: Fault;
}

type Outcome = { readonly attempt: Attempt } | { readonly problem: Problem };

/** Chooses kinds for the undeclared names and unifies all sizes. */
export function attemptSizing(order: readonly Expression[], context: ElaborationContext): Outcome {
  const { declarations } = context;
  const sizeArguments = new Map<Expression, Dimension>();
  const sizeSymbols = new Set<string>();
  for (const { axes } of declarations.values()) {
    for (const axis of axes) for (const symbol of axis.symbols) sizeSymbols.add(symbol);
  }
  for (const { size } of context.ranges ?? []) {
    for (const symbol of size.symbols) sizeSymbols.add(symbol);
  }
  for (const node of order) {
    if (node.kind !== "call") continue;
    const definition = functionNamed(node.callee);
    if (!definition) continue;
    const count = node.arguments.length;
    for (const [at, argument] of node.arguments.entries()) {
      if (!isSizePosition(definition, count, at)) continue;
      const size = sizeMeant(argument);
      if ("problem" in size) return size;
      sizeArguments.set(argument, size.dimension);
      for (const symbol of size.symbols) sizeSymbols.add(symbol);
    }
  }
  const isNumber = (name: string): boolean =>
    !declarations.has(name) && (name === "pi" || sizeSymbols.has(name));
  const isIdentity = (name: string): boolean =>
    name === "I" && !declarations.has(name) && !sizeSymbols.has(name);
  const names = new Set<string>();
  for (const node of order) {
    if (node.kind === "name" && !isNumber(node.name) && !isIdentity(node.name)) {
      names.add(node.name);
    }
  }
  const settle = (ranks: Ranks): Attempt => {
    const unifier = new Unifier<Expression>();
    const variables = new Map<string, Term>();
    const owners = new Map<Axis, string>();
    for (const name of new Set([...names, ...declarations.keys()])) {
      const sizes: readonly (Dimension | undefined)[] =
        declarations.get(name)?.axes ??
        Array.from({ length: ranks.get(name) ?? 0 }, () => undefined);
      const axes = sizes.map((size) => unifier.axis(size));
      for (const axis of axes) owners.set(axis, name);
      variables.set(name, arrayTerm(axes));
    }
    const sizingContext: SizingContext = {
      unifier,
      variables,
      isNumber,
      isSize: (name) => isNumber(name) && sizeSymbols.has(name),
      isDeclared: (name) => declarations.has(name) || isNumber(name),
      isDeclaredFunction: (name) => context.functions?.has(unknownFunction(name).stem) ?? false,
      sizeArguments,
      free: new Set(context.free),
    };
    const sizing = new Sizing(sizingContext);
    const fault = sizing.run(order) ?? faultOfRanges(sizing, unifier, order, context);
    return {
      context,
      order,
      unifier,
      sizing,
      sizingContext,
      variables,
      owners,
      sizeSymbols,
      ...(fault && { fault }),
    };
  };
  const undeclared = [...names].filter((name) => !declarations.has(name));
  if (undeclared.length === 0) return { attempt: settle(new Map()) };
  const choose = (banned?: Bans): Choice =>
    chooseKinds(
      order,
      (name) => {
        if (isNumber(name)) return [SCALAR];
        if (isIdentity(name)) return [MATRIX];
        const declared = declarations.get(name);
        return declared && readingsOf(declared.axes);
      },
      banned,
    );
  const first = choose();
  if (first.stuckAt && first.incomplete) return { problem: tooManyNames(first.stuckAt) };
  const attempt = settle(first.ranks);
  return { attempt: (!first.stuckAt && secondThoughts(attempt, first, choose, settle)) || attempt };
}

/** Sums with an end run over sides of that size. */
function faultOfRanges(
  sizing: Sizing,
  unifier: Unifier<Expression>,
  order: readonly Expression[],
  { ranges = [] }: ElaborationContext,
): Fault | undefined {
  for (const { letter, size, span } of ranges) {
    const axis = sizing.scopes.letters.get(letter);
    const sum = order.find((e) => e.kind === "sum" && e.indices.includes(letter));
    if (axis === undefined || !sum) continue;
    const clash = unifier.unify(axis, unifier.axis(size), sum);
    if (clash) return { code: "shape-clash", node: { ...sum, span }, clash, about: letter };
  }
  return undefined;
}

/** How many names are tried the other way where the first choice does not fit. */
const SECOND_THOUGHTS = 8;

/**
 * Kinds are chosen without regard to sizes. Where a departure from the letters, made to avoid an odd
 * reading, leads to sizes that clash (`A - x'*x` with a square matrix x and A that is not square), it
 * is taken back. Never departs further from the letters: that would hide a mistake.
 */
function secondThoughts(
  { fault }: Attempt,
  first: Choice,
  choose: (banned: Bans) => Choice,
  settle: (ranks: Ranks) => Attempt,
): Attempt | undefined {
  if (!fault || first.departures === 0) return undefined;
  const departed = new Map<string, ReadonlySet<number>>();
  for (const node of postorder(fault.node)) {
    if (node.kind !== "name") continue;
    const rank = first.ranks.get(node.name);
    if (rank === undefined || rank === rankByLetter(node.name)) continue;
    departed.set(node.name, new Set([rank]));
    if (departed.size === SECOND_THOUGHTS) break;
  }
  const bans: Bans[] = [...departed].map((ban) => new Map([ban]));
  if (departed.size > 1) bans.push(departed);
  const choices = bans
    .map(choose)
    .filter(({ stuckAt, departures }) => !stuckAt && departures <= first.departures)
    .sort((a, b) => a.odd - b.odd || a.departures - b.departures);
  for (const { ranks } of choices) {
    const attempt = settle(ranks);
    if (!attempt.fault) return attempt;
  }
  return undefined;
}

/** The ways to read a declared variable: sides of size 1 may be left out. */
function readingsOf(axes: readonly Dimension[]): Reading[] {
  const readings = new Set([arrayReading(axes.length)]);
  const wide = axes.map(({ key }) => key !== "1");
  if (axes.length === 2 && !wide[1]) readings.add(arrayReading(1));
  if (axes.length === 2 && !wide[0]) readings.add(ROW);
  if (axes.length <= 2 && !wide.includes(true)) readings.add(SCALAR);
  return [...readings];
}

function tooManyNames(node: Expression): Problem {
  return {
    code: "stopped",
    message: "There are too many undeclared names to try every reading of them.",
    ...(node.span && { span: node.span }),
    remedy: "Declare some of them, as in W: matrix(n,m) and x: vector(m).",
  };
}
