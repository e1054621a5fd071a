import type { DerivativeForm } from "../evaluation/derivative-forms.ts";
import type { NodeId } from "../graph/node.ts";
import { forPrint } from "../notations/for-print.ts";
import { writeLatex } from "../notations/latex-writer.ts";
import { TooLong } from "../notations/notation.ts";
import { plain } from "../notations/plain.ts";
import { writeUnicode } from "../notations/unicode-writer.ts";
import { entryForm } from "../recovery/entries.ts";
import { freshLetters, letterSource } from "../recovery/letters.ts";
import { NoMatrixForm } from "../recovery/monomial.ts";
import { costOfEntry, present, presentEntry } from "../recovery/present.ts";
import { recognised } from "../recovery/recognise.ts";
import { summedOut } from "../recovery/rearrange.ts";
import { Recovery } from "../recovery/recover.ts";
import * as B from "../syntax/build.ts";
import type { Expression } from "../syntax/expression.ts";
import type { Display } from "./answer.ts";
import { type Differentiated, hasCompositeAxis, lettersOnNode } from "./derivative.ts";
import { functionName } from "./function-name.ts";
import { layoutOf, MATRIX_FORMS, naturalForm } from "./layouts.ts";
import { type Binding, lengthOf, nameSharedParts, usedIn } from "./lets.ts";
import type { ReadProblem } from "./read-problem.ts";
import { withUnitAxes } from "./unit-axes.ts";
import { type ArrayFacts, type Writing, writtenAs, writtenIfShort } from "./written.ts";

/** A derivative as an expression in one form. */
export interface Shown {
  readonly form: DerivativeForm;
  readonly expression: Expression;
  /** For a tensor: a letter for each axis of D. */
  readonly indices?: readonly string[];
  /** Why it is not in the form asked for. */
  readonly note?: string;
}

/** All names that letters and names for parts must avoid. */
export function takenNames({ elaboration, letters, functions }: ReadProblem): Set<string> {
  return new Set([
    ...elaboration.variables.keys(),
    ...elaboration.dimensionNames,
    ...letters,
    ...functions,
    "pi",
    "I",
  ]);
}

/**
 * The derivative in the form asked for or, where that does not exist, as an entry, or, where an axis
 * has no letter of its own, in another matrix form.
 *
 * @throws NoMatrixForm where it cannot be written at all
 */
export function showDerivative(problem: ReadProblem, differentiated: Differentiated): Shown {
  const { store, d, layout, vocabulary } = differentiated;
  const { elaboration } = problem;
  const wanted = problem.form ?? naturalForm(layout);
  const obstacles: string[] = [];
  const inForm = (form: DerivativeForm): Expression | undefined => {
    const sides = layoutOf(form, layout);
    if (!sides) return undefined;
    try {
      return withUnitAxes(present(store, d, sides, vocabulary).expression, elaboration.variables);
    } catch (error) {
      if (!(error instanceof NoMatrixForm)) throw error;
      obstacles.push(`There is no matrix form (${error.message}).`);
      return undefined;
    }
  };
  if (wanted !== "tensor") {
    const expression = inForm(wanted);
    if (expression) return { form: wanted, expression };
    if (obstacles.length === 0) {
      obstacles.push(`The form ${wanted} does not exist for these shapes.`);
    }
  }
  if (hasCompositeAxis(differentiated)) {
    obstacles.push("An axis whose size is a product has no index letter of its own.");
  } else {
    try {
      return asEntry(problem, differentiated, obstacles);
    } catch (error) {
      if (!(error instanceof NoMatrixForm)) throw error;
      obstacles.push(`The entry has no form that can be written (${error.message}).`);
    }
  }
  for (const form of MATRIX_FORMS) {
    const expression = form === wanted ? undefined : inForm(form);
    if (!expression) continue;
    const note = `${obstacles[0]!} The derivative is given in the form ${form} instead.`;
    return { form, expression, note };
  }
  throw new NoMatrixForm(
    "an axis whose size is a product has no index letter, and no matrix form was found",
  );
}

function asEntry(problem: ReadProblem, differentiated: Differentiated, obstacles: string[]): Shown {
  const { store, d, axes, vocabulary } = differentiated;
  const taken = takenNames(problem);
  const given = problem.indices;
  const isGiven = given !== undefined && given.length === axes.length;
  const indices = isGiven ? given : axisLetters(problem, differentiated);
  const entry = presentEntry(store, d, lettersOnNode(differentiated, indices), vocabulary, () =>
    letterSource(new Set([...taken, ...indices])),
  );
  const expression = withUnitAxes(entry, problem.elaboration.variables);
  if (obstacles.length > 0) obstacles.push("The entry is given instead.");
  if (given && !isGiven) {
    obstacles.push(
      `The derivative has ${axes.length} axes, and ${given.length} index letters were given.`,
    );
  }
  return {
    form: "tensor",
    expression,
    indices,
    ...(obstacles.length > 0 && { note: obstacles.join(" ") }),
  };
}

/** A letter for each axis of D: those of an index expression are the user's. */
function axisLetters(problem: ReadProblem, { axes }: Differentiated): readonly string[] {
  const { free } = problem;
  const count = axes.length - free.length;
  return [...free, ...freshLetters(count, takenNames(problem))];
}

/** An answer as text, with the names that its parts go by. */
export interface Texts {
  readonly plain: string;
  readonly latex: string;
  readonly unicode: string;
  readonly let: readonly (readonly [name: string, means: string])[];
  readonly bindings: readonly Binding[];
  /** One entry in index notation; empty where there is none that can be read. */
  readonly index: string;
  /** In terms of the names. */
  readonly expression: Expression;
  readonly entry?: Expression;
  /** What the entry is one of, as ∂f_i/∂x_j; of first derivatives. */
  readonly entryOf?: Expression;
}

/** Index notation longer than this is left out. */
const LONGEST_INDEX = 20_000;

/**
 * The answer in the notations that we write. What a long answer uses more than once gets a name,
 * the user's own part where there is one; the same names serve all notations.
 */
export function writeAnswer(
  problem: ReadProblem,
  differentiated: Differentiated,
  shown: Shown,
): Texts {
  const entryOf = signOfEntry(problem, differentiated, shown);
  const taken = new Set([...takenNames(problem), ...(shown.indices ?? [])]);
  const typed = problem.elaboration.expression;
  const alone = isTooLongForEntry(shown.expression)
    ? nameSharedParts([shown.expression], taken, typed)
    : undefined;
  const hasEntry = !alone || !isTooLongForEntry(alone.expressions[0]!);
  const entry = hasEntry ? writtenOut(problem, differentiated, shown) : undefined;
  const { expressions, bindings } =
    alone && !entry
      ? alone
      : nameSharedParts(entry ? [shown.expression, entry] : [shown.expression], taken, typed);
  const [main, index] = expressions;
  return {
    plain: plain.write(main!),
    latex: withMeanings(
      main!,
      bindings,
      writeLatex,
      (text, means) => `${text} \\quad \\text{where } ${means.join(",\\; ")}`,
    ),
    unicode: withMeanings(
      main!,
      bindings,
      writeUnicode,
      (text, means) => `${text}, where ${means.join(", ")}`,
    ),
    let: bindings.map(([name, means]) => [name, plain.write(means)] as const),
    bindings,
    index: index ? shortText(index) : "",
    expression: main!,
    ...(index && { entry: index }),
    ...(entryOf && { entryOf }),
  };
}

/** Whether an answer has more symbols than its entry may have letters: it has one to each. */
function isTooLongForEntry(answer: Expression): boolean {
  return lengthOf(answer) > LONGEST_INDEX;
}

/** ∂f_i/∂x_j at the letters of the entry; of first derivatives whose axes have a letter each. */
function signOfEntry(
  problem: ReadProblem,
  differentiated: Differentiated,
  { indices }: Shown,
): Expression | undefined {
  const { wrt, order, structure, elaboration } = problem;
  if (order !== 1 || structure || hasCompositeAxis(differentiated)) return undefined;
  const letters = lettersOnNode(differentiated, indices ?? axisLetters(problem, differentiated));
  const { store, f, d } = differentiated;
  const rank = store.node(f).axes.length;
  if (letters.length !== store.node(d).axes.length) return undefined;
  const name = functionName([...elaboration.variables.keys(), ...elaboration.dimensionNames]);
  const sign: Expression = {
    kind: "derivative",
    body: B.entry(B.name(name), letters.slice(0, rank)),
    by: B.entry(B.name(wrt), letters.slice(rank)),
  };
  return withUnitAxes(sign, elaboration.variables);
}

/** The formulas of an answer on their own. */
export function displayOf(
  { elaboration }: ReadProblem,
  { expression, bindings, entry, entryOf, index }: Texts,
  writing: Writing,
  arrays?: ArrayFacts,
): Display {
  const ofAnswer = { ...writing, ...(arrays && { arrays: arrays.answer }) };
  const ofFunction = { ...writing, ...(arrays && { arrays: arrays.function }) };
  const read = writtenIfShort(elaboration.expression, ofFunction);
  const entryText = entry && index !== "" ? writtenIfShort(entry, writing) : undefined;
  const ofPart = arrays
    ? { ...writing, arrays: { ...arrays.answer, letters: arrays.function.letters } }
    : writing;
  return {
    ...(read && { function: read }),
    answer: writtenAs(expression, ofAnswer),
    names: usedIn(entryText ? [expression, entry!] : [expression], bindings).map(
      ([name, means]) => ({ name, means: writtenAs(means, ofPart) }),
    ),
    ...(entryText && { entry: entryText }),
    ...(entryOf && { entryOf: writtenAs(entryOf, writing) }),
  };
}

type Writer = (expression: Expression) => string;

function withMeanings(
  main: Expression,
  bindings: readonly Binding[],
  write: Writer,
  join: (text: string, means: readonly string[]) => string,
): string {
  const text = write(forPrint(main));
  const used = usedIn([main], bindings);
  if (used.length === 0) return text;
  return join(
    text,
    used.map(([name, means]) => `${write({ kind: "name", name })} = ${write(forPrint(means))}`),
  );
}

function shortText(index: Expression): string {
  try {
    return plain.write(index, { limit: LONGEST_INDEX });
  } catch (error) {
    if (error instanceof TooLong) return "";
    throw error;
  }
}

/** One entry with its sums written out, or undefined where an axis has no letter. */
function writtenOut(
  problem: ReadProblem,
  differentiated: Differentiated,
  { indices }: Shown,
): Expression | undefined {
  const { store, d } = differentiated;
  const letters = hasCompositeAxis(differentiated)
    ? freshLetters(store.node(d).axes.length, takenNames(problem))
    : lettersOnNode(differentiated, indices ?? axisLetters(problem, differentiated));
  const fresh = (): (() => string) => letterSource(new Set([...takenNames(problem), ...letters]));
  const names = [...problem.elaboration.variables.keys()];
  const recovery = new Recovery(store, names, { by: problem.wrt });
  try {
    const write = (id: NodeId): Expression =>
      entryForm(recovery, id, letters, fresh(), "written-out");
    const entry = write(d);
    const others = new Set([summedOut(store, d), recognised(store, d)]);
    others.delete(d);
    const shorter = [...others].map(write).reduce(cheaper, entry);
    return withUnitAxes(shorter, problem.elaboration.variables);
  } catch (error) {
    if (error instanceof NoMatrixForm) return undefined;
    throw error;
  }
}

function cheaper(a: Expression, b: Expression): Expression {
  return costOfEntry(b) < costOfEntry(a) ? b : a;
}

/** The expression as it was understood; what it uses more than once is named where it is long. */
export function readingOf({ elaboration }: ReadProblem, taken: ReadonlySet<string>): string {
  const { expression } = elaboration;
  try {
    return plain.write(expression);
  } catch (error) {
    if (!(error instanceof TooLong)) throw error;
  }
  const { expressions, bindings } = nameSharedParts([expression], taken);
  return [
    plain.write(expressions[0]!),
    ...bindings.map(([name, means]) => `${name} = ${plain.write(means)}`),
  ].join("; ");
}
