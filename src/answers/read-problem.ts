import { type Dimension, symbol } from "../dimensions/dimension.ts";
import {
  type Elaboration,
  type ElaborationContext,
  elaborate,
  type LetterRange,
  type Spelling,
} from "../elaboration/elaborate.ts";
import { spell } from "../elaboration/spelling.ts";
import type { DerivativeForm } from "../evaluation/derivative-forms.ts";
import type { Structure } from "../evaluation/directional.ts";
import { withWholeNumbers } from "../evaluation/sample.ts";
import { isSquareProperty, readDimension } from "../notations/declarations.ts";
import type { Input } from "../notations/input.ts";
import type { Choice } from "../notations/notation.ts";
import { withParts } from "../syntax/equality.ts";
import { type Expression, fold, postorder } from "../syntax/expression.ts";
import { hasIndexLetters, resolveImplicitSums } from "../syntax/implicit-sums.ts";
import { canonicalName } from "../text/greek.ts";
import { failure, type Result, success } from "../text/problem.ts";
import type { DerivativeProblem } from "./answer.ts";
import { problemInFields } from "./fields.ts";
import {
  lettersDiffer,
  looseDelta,
  mixedNotations,
  problemOfLetters,
  problemOfOrder,
  problemOfWanted,
  tooManyOperations,
  tooManyParts,
  unfitProperty,
  variableAsSize,
} from "./problem-checks.ts";
import { type Declarations, readDeclarations } from "./read-declarations.ts";
import {
  spellingOf,
  wantedByText,
  withNamesOf,
  withPlainNames,
  withTextDeclarations,
  type ReadText,
} from "./read-input.ts";

/** A problem read, checked and elaborated. */
export interface ReadProblem {
  /** The notation of its text, where it was text. */
  readonly notation?: string;
  /** What the text calls the expression: `L` of `L(W) = ...`. */
  readonly name?: string;
  /** Places that could have been read in another way. */
  readonly choices: readonly Choice[];
  /** The expression with its sums written out, each part where it was typed. */
  readonly typed: Expression;
  readonly elaboration: Elaboration;
  /** The letters that number the entries of an index expression, in order; none for a whole array. */
  readonly free: readonly string[];
  /** Every index letter in the expression. */
  readonly letters: ReadonlySet<string>;
  /** Names of declared functions of which nothing else is known. */
  readonly functions: ReadonlySet<string>;
  readonly wrt: string;
  readonly wrt2: string | undefined;
  /** From 1. */
  readonly order: number;
  readonly form: DerivativeForm | undefined;
  readonly indices: readonly string[] | undefined;
  readonly structure: Structure | undefined;
  readonly properties: ReadonlyMap<string, readonly string[]>;
  readonly pinnedSizes: ReadonlyMap<string, number>;
}

/**
 * Reads a problem: its expression in its notation, its declarations, what to differentiate by. All
 * that is wrong with it comes back as a `Problem`; spans are in `expr`.
 *
 * `variables` takes the place of `wrt`: names that must all exist, the first of which is `wrt`.
 */
export function readProblemIn(
  readText: ReadText,
  asked: DerivativeProblem,
  variables?: readonly string[],
): Result<ReadProblem> {
  const malformed = problemInFields(asked);
  if (malformed) return failure(malformed);
  const problem = withPlainNames(asked, readText);
  const declared = readDeclarations(problem);
  if (!declared.ok) return declared;
  const input = readText(problem.expr, problem.from, declared.value);
  if (!input.ok) return input;
  const all = withTextDeclarations(declared.value, input.value, problem.expr);
  if (!all.ok) return all;
  const wanted = wantedByText(withNamesOf(input.value, problem, readText), input.value);
  if (!wanted.ok) return wanted;
  const spelling = spellingOf(input.value.notation, problem.expr);
  return readParsed(wanted.value.problem, input.value.expression, all.value, variables, {
    input: input.value,
    letters: wanted.value.letters,
    ...(spelling && { spelling }),
  });
}

/** How a text was read, besides its expression. */
interface Reading {
  readonly input: Input;
  /** Letters for the last axes of the derivative. */
  readonly letters: readonly string[];
  readonly spelling?: Spelling;
}

/** The same for an expression that is a tree already. */
export function readParsed(
  problem: Omit<DerivativeProblem, "expr">,
  parsed: Expression,
  { declarations, functions, properties }: Declarations,
  variables?: readonly string[],
  reading?: Reading,
): Result<ReadProblem> {
  const overflow = tooManyParts(parsed);
  if (overflow) return failure(overflow);
  const known = new Set(declarations.keys());
  const inTurn = resolveIndices(parsed, problem.free, known);
  if (!inTurn.ok) return inTurn;
  const resolved = inOrderOfLeftSide(parsed, problem.free, inTurn.value, reading, known);
  if (!resolved.ok) return resolved;
  const { typed, free, letters } = resolved.value;
  const asked = variables ?? (problem.wrt === undefined ? [] : [problem.wrt]);
  const wanted = [...asked, ...(problem.wrt2 === undefined ? [] : [problem.wrt2])];
  const misnamed = problemOfWanted(wanted, functions) ?? problemOfLetters(problem, declarations);
  if (misnamed) return failure(misnamed);
  const ranges = reading?.input.ranges.flatMap(({ letter, size, span }): LetterRange[] => {
    const dimension = readDimension(canonicalName(size));
    return dimension.ok ? [{ letter, size: dimension.value, span }] : [];
  });
  const context = {
    declarations,
    functions,
    free,
    wanted: wanted.map(canonicalName),
    ...(ranges && { ranges }),
    ...(reading?.spelling && { spelling: reading.spelling }),
  };
  const square = new Set([
    ...squareNames(properties),
    ...(problem.structure ? context.wanted : []),
  ]);
  const elaborated = elaborateSquare(typed, context, square);
  if (!elaborated.ok) return elaborated;
  const elaboration = elaborated.value;
  const mismatch =
    tooManyOperations(elaboration) ??
    looseDelta(elaboration) ??
    mixedNotations(elaboration, free, letters) ??
    variableAsSize(elaboration) ??
    unfitProperty(elaboration, properties);
  if (mismatch) return failure(mismatch);
  const wrt = asked[0] === undefined ? onlyVariable(elaboration) : success(canonicalName(asked[0]));
  if (!wrt.ok) return wrt;
  const wrt2 = problem.wrt2 === undefined ? undefined : canonicalName(problem.wrt2);
  const times = problem.order ?? (wrt2 !== undefined || problem.form === "hessian" ? 2 : 1);
  const disorder = problemOfOrder(times, wrt2);
  if (disorder) return failure(disorder);
  const axes = lettersOfAxes(problem, reading, free, letters);
  return success({
    typed: withMeanings(typed, elaboration),
    ...(reading && { notation: reading.input.notation.name }),
    ...(reading?.input.name !== undefined && { name: reading.input.name }),
    choices: [
      ...(reading?.input.choices ?? []),
      ...choicesOf(elaboration, context.spelling),
      ...mapsOfMatrices(typed, elaboration, context.spelling),
    ],
    elaboration,
    free,
    letters,
    functions,
    wrt: wrt.value,
    wrt2,
    order: times,
    form: (problem.form as DerivativeForm | undefined) ?? (axes && "tensor"),
    indices: problem.indices ?? axes,
    structure: problem.structure as Structure | undefined,
    properties: withWholeNumbers(properties, elaboration.wholeNumbers),
    pinnedSizes: new Map(Object.entries(problem.dims ?? {})),
  });
}

/** The letters of `\\partial x_j`, behind those that are free, where nothing else says the form. */
function lettersOfAxes(
  { form, indices }: Pick<DerivativeProblem, "form" | "indices">,
  reading: Reading | undefined,
  free: readonly string[],
  letters: ReadonlySet<string>,
): readonly string[] | undefined {
  const own = reading?.letters ?? [];
  const isTaken = own.some((letter, k) => letters.has(letter) || own.indexOf(letter) !== k);
  if (own.length === 0 || form !== undefined || indices !== undefined || isTaken) return undefined;
  return [...free, ...own];
}

/** The expression with what its overloaded signs were found to mean. */
function withMeanings(typed: Expression, { meanings }: Elaboration): Expression {
  if (meanings.size === 0) return typed;
  return fold<Expression>(typed, (node, parts) => {
    const rebuilt = withParts(node, parts);
    const meaning = meanings.get(node);
    if (!meaning || rebuilt.kind !== "call") return rebuilt;
    return { ...meaning.of(rebuilt.arguments), ...(node.span && { span: node.span }) };
  });
}

/** In papers exp(A) may be the matrix exponential; where notation says no more it is of each entry. */
function mapsOfMatrices(
  typed: Expression,
  { shapeOf }: Elaboration,
  spelling: Spelling | undefined,
): Choice[] {
  if (!spelling) return [];
  return postorder(typed).flatMap((node): Choice[] => {
    if (node.kind !== "call" || !/^(exp|log|sqrt)$/.test(node.callee) || !node.span) return [];
    if (shapeOf(node.arguments[0]!)?.kind !== "matrix") return [];
    const text = spelling.typed(node, 40) ?? node.callee;
    return [
      { span: node.span, reading: `${text} is taken of each entry, not of the whole matrix` },
    ];
  });
}

/** The signs that could have meant something else. */
function choicesOf({ meanings }: Elaboration, spelling: Spelling | undefined): Choice[] {
  return [...meanings].flatMap(([node, { expression, because, otherwise }]): Choice[] => {
    if (because === undefined || !node.span) return [];
    const text = (e: Expression): string => spelling?.typed(e, 40) ?? "this";
    const reading = `${text(node)} is ${spell(expression, 60) ?? "read so"}: ${because}`;
    return [
      {
        span: node.span,
        reading,
        ...(otherwise && {
          otherwise: `${otherwise.latex} for ${spell(otherwise.expression, 60) ?? "the other"}`,
        }),
      },
    ];
  });
}

/** The names that have a property of square matrices. */
function squareNames(properties: Declarations["properties"]): string[] {
  return [...properties].flatMap(([name, list]) => (list.some(isSquareProperty) ? [name] : []));
}

/** Undeclared matrices that must be square are taken to be so, where their use leaves it open. */
function elaborateSquare(
  typed: Expression,
  context: ElaborationContext,
  names: ReadonlySet<string>,
): Result<Elaboration> {
  const first = elaborate(typed, context);
  if (!first.ok) return first;
  const declarations = new Map(context.declarations);
  for (const name of names) {
    const axes = first.value.variables.get(name)?.axes ?? [];
    const [rows, columns] = axes;
    if (axes.length !== 2 || rows!.key === columns!.key || declarations.has(name)) continue;
    declarations.set(name, { axes: [rows!, rows!], said: `${name}: a square matrix` });
  }
  if (declarations.size === context.declarations.size) return first;
  return elaborate(typed, { ...context, declarations });
}

interface Resolved {
  readonly typed: Expression;
  readonly free: readonly string[];
  readonly letters: ReadonlySet<string>;
}

/** Writes the sums of an index expression out; letters are no numbers and no variables. */
function resolveIndices(
  parsed: Expression,
  wanted: readonly string[] | undefined,
  declared: ReadonlySet<string>,
): Result<Resolved> {
  const free = wanted?.map(canonicalName);
  if (!hasIndexLetters(parsed) && postorder(parsed).every(({ kind }) => kind !== "sum")) {
    if (!free || free.length === 0) {
      return success({ typed: parsed, free: [], letters: new Set() });
    }
    return failure({
      code: "free-without-indices",
      message: `The free indices ${free.join(", ")} are named, but the expression has no index letters.`,
      remedy: "Leave free out, or write entries, as in sum(k, W[i,k]*x[k]).",
    });
  }
  const explicit = resolveImplicitSums(parsed, free);
  if (!explicit.ok) return explicit;
  const order = postorder(explicit.value.expression);
  const letters = new Set<string>(explicit.value.free);
  for (const node of order) {
    const own =
      node.kind === "entry"
        ? node.indices
        : node.kind === "delta"
          ? [node.left, node.right]
          : node.kind === "sum"
            ? node.indices
            : [];
    for (const index of own) if (typeof index === "string") letters.add(index);
  }
  const used = order.find((node) => node.kind === "name" && letters.has(node.name));
  const clash = used?.kind === "name" && !declared.has(used.name) ? used : undefined;
  if (clash) {
    return failure({
      code: "index-as-number",
      message: `${clash.name} is an index letter here and cannot be used as a number too.`,
      ...(clash.span && { span: clash.span }),
      remedy: `Use another letter for the index, or declare ${clash.name} as a variable.`,
    });
  }
  const missing = free?.find((letter) => !occursFree(order, letter));
  if (missing !== undefined) {
    return failure({
      code: "unknown-index",
      message: `The free index ${missing} does not occur in the expression.`,
      remedy: "Leave it out of free, or use it as the index of an array.",
    });
  }
  return success({ typed: explicit.value.expression, free: explicit.value.free, letters });
}

/** `y_{ji} = A_{ij}` says the order of the letters; a letter too many on the right is a slip. */
function inOrderOfLeftSide(
  parsed: Expression,
  wanted: readonly string[] | undefined,
  resolved: Resolved,
  reading: Reading | undefined,
  declared: ReadonlySet<string>,
): Result<Resolved> {
  const left = reading?.input.leftLetters ?? [];
  const { free } = resolved;
  const isIndexed = left.length > 0 && left.every((letter) => resolved.letters.has(letter));
  if (wanted || free.length === 0 || !isIndexed) return success(resolved);
  const extra = free.filter((letter) => !left.includes(letter));
  if (extra.length > 0) return failure(lettersDiffer(left, extra, free));
  return free.join() === left.join() ? success(resolved) : resolveIndices(parsed, left, declared);
}

function occursFree(order: readonly Expression[], letter: string): boolean {
  return order.some(
    (node) =>
      (node.kind === "entry" && node.indices.includes(letter)) ||
      (node.kind === "delta" && (node.left === letter || node.right === letter)),
  );
}

function onlyVariable({ variables }: Elaboration): Result<string> {
  const names = [...variables.keys()];
  if (names.length === 1) return success(names[0]!);
  if (names.length === 0) {
    return failure({
      code: "no-variable",
      message: "There is no variable to differentiate by.",
      remedy: "Name one and declare it, as in x: vector(n).",
    });
  }
  return failure({
    code: "which-variable",
    message: `Which variable to differentiate by: ${names.join(", ")}?`,
    facts: names.map((name) => ({ text: name })),
    remedy: `Say it, as in wrt ${names[names.length - 1]}.`,
  });
}

/** The scope sizes of an elaboration: every size symbol stands for itself. */
export function sizeScope({ dimensionNames }: Elaboration): Map<string, readonly Dimension[]> {
  return new Map(dimensionNames.map((name) => [name, [symbol(name)]]));
}

const SYMMETRIC_PROPERTIES: ReadonlySet<string> = new Set([
  "symmetric",
  "spd",
  "diagonal",
  "posdiag",
]);

/** Names whose values are symmetric, by what was declared of them. */
export function symmetricNames(properties: ReadonlyMap<string, readonly string[]>): Set<string> {
  const names = new Set<string>();
  for (const [name, list] of properties) {
    if (list.some((property) => SYMMETRIC_PROPERTIES.has(property))) names.add(name);
  }
  return names;
}
