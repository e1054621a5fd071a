import type { DerivativeAnswer, NoAnswer, Written } from "../answers/answer.ts";
import { type Differentiated, differentiateLowered, lowerProblem } from "../answers/derivative.ts";
import { deriveRead } from "../answers/derive.ts";
import { functionName } from "../answers/function-name.ts";
import type { ReadProblem } from "../answers/read-problem.ts";
import { farthestEntry } from "../evaluation/checking.ts";
import type { Differentiation } from "../evaluation/directional.ts";
import { Unevaluable } from "../evaluation/layout.ts";
import { symbolsOf } from "../evaluation/sample.ts";
import { sizeOf } from "../dimensions/dimension.ts";
import { parts } from "../graph/node.ts";
import { plain } from "../notations/plain.ts";
import * as B from "../syntax/build.ts";
import { withParts } from "../syntax/equality.ts";
import { type Expression, fold } from "../syntax/expression.ts";
import { failure, type Problem, type Result, success } from "../text/problem.ts";
import { atEntry } from "../derivations/at-entry.ts";
import { entryLabel, sizesInWords } from "./labels.ts";
import { choicesOfSizes, entriesOf, fixedSizes } from "./sizes.ts";
import { type Structure, structureOf } from "./structure.ts";

/** What a picture is about: a problem with its derivative, at sizes at which it can be drawn. */
export interface Subject {
  readonly problem: ReadProblem;
  readonly differentiated: Differentiated;
  readonly differentiation: Differentiation;
  readonly fName: string;
  readonly sizes: ReadonlyMap<string, number>;
  readonly letterSizes: ReadonlyMap<string, number>;
  readonly structure: Structure;
  /** The entries of f and of the variable; those of a matrix column by column, as vec has them. */
  readonly outputs: readonly ArrayEntry[];
  readonly inputs: readonly ArrayEntry[];
  /** The entry of the derivative that is followed, by places in `outputs` and `inputs`. */
  readonly focus: Focus;
  /** The entry that was asked for, indices of f and then of the variable. */
  readonly asked: readonly number[] | undefined;
  /** One entry of the derivative as an expression, where it has one in index letters. */
  readonly entryAt: (output: ArrayEntry, input: ArrayEntry) => Expression | undefined;
}

export interface Focus {
  readonly output: number;
  readonly input: number;
}

export interface ArrayEntry {
  /** Counted from 1; none for a scalar. */
  readonly position: readonly number[];
  /** Where it stands in data with the last axis fastest. */
  readonly place: number;
  readonly label: Written;
}

export interface SubjectOptions {
  readonly sizes?: Readonly<Record<string, number>>;
  readonly entry?: readonly number[];
}

/** So many entries on a side are easily looked at, can be looked at, and are drawn at most. */
const TIERS = [12, 24, 48] as const;
const MOST = 48;

/** Everything that the pictures of a problem have in common. @throws CannotLower and the like */
export function subjectOf(
  problem: ReadProblem,
  options: SubjectOptions,
): Result<Subject> | NoAnswer {
  if (problem.order !== 1) {
    return failure({
      code: "not-supported",
      message: "Pictures are drawn of first derivatives so far.",
      remedy: "Leave the order out.",
    });
  }
  const answer = deriveRead({ ...problem, form: "tensor", indices: undefined }, {});
  if (answer.status !== "ok") return answer;
  const lowered = lowerProblem(problem);
  const derivative = differentiateLowered(problem, lowered);
  if (!derivative.ok) return derivative;
  const differentiated = derivative.value;
  const { elaboration, free, wrt, structure: parameters } = problem;
  const differentiation: Differentiation = {
    f: elaboration.expression,
    ...(free.length > 0 && { free }),
    wrt,
    order: 1,
    ...(parameters && { structure: parameters }),
  };
  const drawn = drawnAt(problem, differentiated, differentiation, options);
  if (!drawn.ok) return drawn;
  const { sizes, letterSizes, structure } = drawn.value;
  const fName = functionName([...elaboration.variables.keys()]);
  const outputs = arrayEntries(fName, structure.rows);
  const inputs = arrayEntries(wrt, structure.columns);
  const focus = focusOf(outputs, inputs, structure, options.entry);
  if (!focus.ok) return focus;
  return success({
    problem,
    differentiated,
    differentiation,
    fName,
    sizes,
    letterSizes,
    structure,
    outputs,
    inputs,
    focus: focus.value,
    asked: options.entry,
    entryAt: entriesFrom(problem, answer),
  });
}

/** Functions of more nodes are not taken apart: nobody could read the parts. */
const MOST_NODES = 300;

/** Whether a function can be told in steps and parts, which takes long for a large one. */
export function isOfHumanSize({ differentiated }: Subject): boolean {
  const { store, f } = differentiated.general;
  return store.reachable(f, parts).length <= MOST_NODES;
}

interface Drawn {
  readonly sizes: ReadonlyMap<string, number>;
  readonly letterSizes: ReadonlyMap<string, number>;
  readonly structure: Structure;
}

/** The first choice of sizes at which everything is small and f has a value. */
function drawnAt(
  problem: ReadProblem,
  { axes, rank }: Differentiated,
  differentiation: Differentiation,
  options: SubjectOptions,
): Result<Drawn> {
  const { elaboration, free } = problem;
  const all = [...elaboration.variables.values()].flatMap((variable) => variable.axes);
  const symbols = new Set(elaboration.dimensionNames);
  for (const name of symbolsOf([...all, ...axes.map(({ size }) => size)])) symbols.add(name);
  const fixed = fixedSizes(problem, [...symbols], options.sizes);
  if (!(fixed instanceof Map)) return failure(fixed as Problem);
  const smallest = Math.max(2, farthestEntry([elaboration.expression]));
  const choices = choicesOfSizes([...symbols], fixed, smallest).map((sizes) => {
    const side = (from: number, to?: number): number =>
      entriesOf(
        axes.slice(from, to).map(({ size }) => size),
        sizes,
      );
    return { sizes, largest: Math.max(side(0, rank), side(rank)) };
  });
  const tier = (largest: number): number => TIERS.findIndex((most) => largest <= most);
  const usable = choices
    .filter(({ largest }) => largest <= MOST)
    .sort((one, other) => tier(one.largest) - tier(other.largest));
  if (usable.length === 0) {
    const { largest } = choices[choices.length - 1]!;
    return failure({
      code: "too-large",
      message: `A picture would have ${largest} entries on one side; at most ${MOST} can be read.`,
      remedy:
        symbols.size > fixed.size
          ? "Give smaller sizes."
          : "Use letters for the sizes, as in x: vector(n).",
    });
  }
  for (const { sizes } of usable) {
    const letterSizes = new Map(
      free.map((letter, k) => [letter, sizeOf(axes[k]!.size, sizes)] as const),
    );
    try {
      const structure = structureOf(problem, differentiation, sizes, letterSizes);
      if (structure) return success({ sizes, letterSizes, structure });
    } catch (error) {
      if (!(error instanceof Unevaluable)) throw error;
    }
  }
  const where =
    usable[0]!.sizes.size === 0 ? "" : ` at sizes such as ${sizesInWords(usable[0]!.sizes)}`;
  return failure({
    code: "no-value",
    message: `No point was found${where} where the function has a derivative.`,
    remedy: "Give other sizes.",
  });
}

/** The entries of an array; of a matrix column by column. */
function arrayEntries(name: string, shape: readonly number[]): ArrayEntry[] {
  const count = shape.reduce((product, size) => product * size, 1);
  const entries = Array.from({ length: count }, (_, place): ArrayEntry => {
    const position: number[] = [];
    let rest = place;
    for (const size of [...shape].reverse()) {
      position.unshift((rest % size) + 1);
      rest = Math.floor(rest / size);
    }
    return { position, place, label: entryLabel(name, position) };
  });
  if (shape.length !== 2) return entries;
  return entries.sort((a, b) => a.position[1]! - b.position[1]! || a.place - b.place);
}

/** The entry asked for, or one that is not zero, near the second row and the third column. */
function focusOf(
  outputs: readonly ArrayEntry[],
  inputs: readonly ArrayEntry[],
  { states }: Structure,
  asked: readonly number[] | undefined,
): Result<Focus> {
  const pairs = outputs.flatMap((output, o) =>
    inputs.map((input, i) => ({
      focus: { output: o, input: i },
      position: [...output.position, ...input.position],
      isZero: states[output.place]![input.place] !== "nonzero",
    })),
  );
  const count = pairs[0]!.position.length;
  if (asked === undefined) {
    const distance = (position: readonly number[]): number =>
      position.reduce((sum, at, k) => sum + Math.abs(at - (k === count - 1 ? 3 : 2)), 0);
    const cost = (pair: (typeof pairs)[number]): number =>
      distance(pair.position) + (pair.isZero ? 1_000_000 : 0);
    return success(pairs.reduce((best, pair) => (cost(pair) < cost(best) ? pair : best)).focus);
  }
  const found = pairs.find(
    ({ position }) =>
      position.length === asked.length && position.every((at, k) => at === asked[k]),
  );
  if (found) return success(found.focus);
  const last = pairs[pairs.length - 1]!.position;
  return failure({
    code: "picture-entry",
    message:
      asked.length === count
        ? `There is no entry ${asked.join(",")}: the last one is ${last.join(",")}.`
        : `An entry of this derivative has ${count} ${count === 1 ? "index" : "indices"}, not ${asked.length}.`,
    remedy: "First the indices of the function, then those of the variable, counted from 1.",
  });
}

/** Reads the answer in index letters back and puts numbers in. */
function entriesFrom(
  problem: ReadProblem,
  answer: Omit<DerivativeAnswer, "ms">,
): Subject["entryAt"] {
  const { indices } = answer;
  if (answer.form !== "tensor" || !indices) return () => undefined;
  const names = new Map<string, Expression>();
  const read = (text: string): Expression | undefined => {
    const variables = new Set([...problem.elaboration.variables.keys(), ...names.keys()]);
    const result = plain.read(text, { variables, functions: problem.functions });
    return result.ok ? withNames(result.value, names) : undefined;
  };
  for (const [name, text] of answer.let ?? []) {
    const means = read(text);
    if (!means) return () => undefined;
    names.set(name, means);
  }
  const entry = read(answer.plain);
  if (!entry) return () => undefined;
  return (output, input) => {
    const at = [...output.position, ...input.position];
    if (at.length !== indices.length) return undefined;
    return atEntry(entry, new Map(indices.map((letter, k) => [letter, at[k]!])));
  };
}

function withNames(root: Expression, names: ReadonlyMap<string, Expression>): Expression {
  if (names.size === 0) return root;
  return fold<Expression>(root, (node, parts) =>
    node.kind === "name" ? (names.get(node.name) ?? B.name(node.name)) : withParts(node, parts),
  );
}
