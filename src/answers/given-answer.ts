import { elaborate } from "../elaboration/elaborate.ts";
import type { Shape } from "../elaboration/shape.ts";
import type { DerivativeForm } from "../evaluation/derivative-forms.ts";
import { readAs } from "../notations/table.ts";
import { plain } from "../notations/plain.ts";
import * as B from "../syntax/build.ts";
import { type Expression, fold, postorder } from "../syntax/expression.ts";
import { withParts } from "../syntax/equality.ts";
import { hasIndexLetters, resolveImplicitSums, unboundLetters } from "../syntax/implicit-sums.ts";
import { canonicalName } from "../text/greek.ts";
import { nearestName } from "../text/nearest.ts";
import { failure, type Problem, type Result, success } from "../text/problem.ts";
import { shapeWords, wantedShape } from "./diagnosis/words.ts";
import { DERIVATIVE_FORMS } from "./fields.ts";
import { freshLetters } from "../recovery/letters.ts";
import { naturalForm } from "./layouts.ts";
import { elaborateWith } from "./proof.ts";
import type { ReadProblem } from "./read-problem.ts";

/** Somebody's own answer, as text, with what it says of its layout. */
export interface GivenAnswer {
  readonly plain: string;
  /** Left out: the form that the problem asks for, else the natural one. `entry` is `tensor`. */
  readonly form?: string;
  /** For an entry: the free index letters in the order of D's axes. */
  readonly indices?: readonly string[];
  readonly let?: readonly (readonly [name: string, means: string])[];
}

/** An answer that could be read. */
export interface ReadAnswer {
  /** As typed, but for `I`, which is `eye(n)` here; sums over index letters are not written out. */
  readonly tree: Expression;
  readonly form: DerivativeForm;
  /** Of a tensor only: the free letters in the order of D's axes. */
  readonly indices: readonly string[] | undefined;
  /** Whether nobody said in which order the letters come. */
  readonly hasGuessedOrder: boolean;
  readonly let: readonly (readonly [name: string, means: Expression])[];
  /** The shape of a part of `tree`, where the sizes fit. */
  readonly shapeOf: (part: Expression) => Shape | undefined;
  /** Why the sizes do not fit, if they do not. */
  readonly misfit: Problem | undefined;
  /** A changed `tree` as it is typed: with `I` where `I` was. */
  readonly spelled: (tree: Expression) => Expression;
}

/**
 * Reads an answer with the names of its problem. What cannot be read, and a name that the problem
 * does not have, is a `Problem` with a span in the answer; sizes that clash are not (`misfit`).
 */
export function readAnswer(
  problem: ReadProblem,
  given: GivenAnswer,
  from: string | undefined,
): Result<ReadAnswer> {
  const names = new Set(problem.elaboration.variables.keys());
  const bound: (readonly [string, Expression])[] = [];
  for (const [spelled, text] of given.let ?? []) {
    const means = readText(text, from, names, problem.functions);
    if (!means.ok) return means;
    const name = canonicalName(spelled);
    bound.push([name, means.value]);
    names.add(name);
  }
  const read = readText(given.plain, from, names, problem.functions);
  if (!read.ok) return read;
  const typed = read.value;
  const unknown = unknownName([...bound.map(([, means]) => means), typed], names, problem);
  if (unknown) return failure(unknown);
  const layout = layoutOf(problem, given, typed);
  if (!layout.ok) return layout;
  const { form, indices, isGuessed = false } = layout.value;
  const hasGuessedOrder = isGuessed && indices !== undefined && indices.length > 1;
  const parts = sized(problem, withSizedIdentities(problem, typed, form), indices, bound);
  return success({ ...parts, form, indices, hasGuessedOrder, let: bound });
}

/** In the notation of the problem, or, as what we print ourselves, in plain notation. */
function readText(
  text: string,
  from: string | undefined,
  variables: ReadonlySet<string>,
  functions: ReadonlySet<string>,
): Result<Expression> {
  const read = readAs(text, from, { variables, functions });
  if (read.ok) return read;
  // What we print ourselves is plain.
  const asPlain = plain.read(text, { variables, functions });
  return asPlain.ok ? asPlain : read;
}

function unknownName(
  roots: readonly Expression[],
  names: ReadonlySet<string>,
  { elaboration }: ReadProblem,
): Problem | undefined {
  const sizes = elaboration.dimensionNames;
  const known = new Set([...names, ...sizes, "pi", "I"]);
  for (const node of roots.flatMap((root) => postorder(root))) {
    if (node.kind !== "name" || known.has(node.name)) continue;
    const near = nearestName(node.name, [...names, ...sizes]);
    return {
      code: "unknown-name",
      message: `${node.name} is not among the names of the problem.`,
      ...(node.span && { span: node.span }),
      facts: [{ text: `The names are ${[...names, ...sizes].join(", ")}.` }],
      remedy: near ? `did you mean ${near}?` : `Declare it, as in ${node.name}: scalar.`,
    };
  }
  return undefined;
}

interface ChosenLayout {
  readonly form: DerivativeForm;
  readonly indices: readonly string[] | undefined;
  readonly isGuessed?: boolean;
}

function layoutOf(
  problem: ReadProblem,
  given: GivenAnswer,
  typed: Expression,
): Result<ChosenLayout> {
  const asked = given.form === "entry" ? "tensor" : given.form;
  const form = DERIVATIVE_FORMS.find((known) => known === asked);
  if (asked !== undefined && form === undefined) {
    const near = nearestName(asked, DERIVATIVE_FORMS);
    return failure({
      code: "unknown-form",
      message: `There is no form named ${asked}.`,
      remedy: near ? `did you mean ${near}?` : `The forms are ${DERIVATIVE_FORMS.join(", ")}.`,
    });
  }
  const hasLetters = hasIndexLetters(typed);
  const isEntry = (form ?? problem.form) === "tensor" && isSingle(problem, typed);
  if (hasLetters || form === "tensor" || isEntry) {
    const count = axesOf(problem).length;
    const said = given.indices ?? (problem.indices?.length === count ? problem.indices : undefined);
    const indices = said?.map(canonicalName);
    if (indices) return success({ form: "tensor", indices });
    if (isEntry && !hasLetters) {
      const taken = new Set([...names(problem), ...problem.letters]);
      return success({ form: "tensor", indices: freshLetters(count, taken) });
    }
    if (!hasLetters && count > 0 && count <= 2)
      return success({ form: "plain", indices: undefined });
    const found = resolveImplicitSums(typed);
    const own = ownLetters(problem, typed, count);
    const isOurs = own && (!found.ok || found.value.free.length !== count);
    const hasAll = own && found.ok && own.every((letter) => found.value.free.includes(letter));
    if (isOurs || hasAll) return success({ form: "tensor", indices: own });
    if (!found.ok) return found;
    const { free } = found.value;
    const ofF = problem.free.filter((letter) => free.includes(letter));
    const others = free.filter((letter) => !ofF.includes(letter));
    return success({ form: "tensor", indices: [...ofF, ...others], isGuessed: true });
  }
  if (form !== undefined) return success({ form, indices: undefined });
  const wanted = problem.form ?? naturalMatrixForm(problem);
  return success({
    form: wanted === "tensor" ? matrixFormOf(problem) : wanted,
    indices: undefined,
  });
}

/**
 * The letters that an answer of ours would have, where the typed one uses no other: in
 * `delta(i,j)*delta(i,k)` nothing tells that i is not summed over but the number of axes.
 */
function ownLetters(
  problem: ReadProblem,
  typed: Expression,
  count: number,
): readonly string[] | undefined {
  const { free } = problem;
  const taken = new Set([...names(problem), ...problem.letters]);
  const letters = [...free, ...freshLetters(count - free.length, taken)];
  return [...unboundLetters(typed)].every((letter) => letters.includes(letter))
    ? letters
    : undefined;
}

/** Whether an answer is one number, the same for all entries: `0`, `det(X)`. */
function isSingle(problem: ReadProblem, typed: Expression): boolean {
  return elaborateWith(problem, typed)?.elaboration.shape.kind === "scalar";
}

function names({ elaboration }: ReadProblem): string[] {
  return [...elaboration.variables.keys(), ...elaboration.dimensionNames];
}

/** The sizes of D: of f, then of each variable. */
function axesOf({ elaboration, free, wrt, wrt2 = wrt, order }: ReadProblem): readonly string[] {
  const { variables, shape, entryIndices } = elaboration;
  const ofF = free.length > 0 ? free.map((letter) => entryIndices.get(letter)) : shape.axes;
  const names = Array.from({ length: order }, (_, k) => (k === 1 ? wrt2 : wrt));
  return [...ofF, ...names.flatMap((name) => variables.get(name)!.axes)].map(
    (axis) => axis?.key ?? "?",
  );
}

function naturalMatrixForm(problem: ReadProblem): DerivativeForm {
  const { elaboration, free, wrt, wrt2 = wrt, order } = problem;
  const ranked = (rank: number) => ({ rows: [], columns: [], rank, declared: rank });
  const rankOf = (name: string) => ranked(elaboration.variables.get(name)!.axes.length);
  const f = ranked(free.length > 0 ? free.length : elaboration.shape.axes.length);
  const first = rankOf(wrt);
  const more = Array.from({ length: Math.max(0, order - 2) }, () => first);
  return naturalForm(order === 1 ? { f, first } : { f, first, second: rankOf(wrt2), more });
}

/** A whole array where an entry is natural: D itself while it is a matrix, else by vec. */
function matrixFormOf(problem: ReadProblem): DerivativeForm {
  if (axesOf(problem).length <= 2) return "plain";
  return problem.order === 1 ? "kron" : "hessian";
}

type Sized = Pick<ReadAnswer, "tree" | "shapeOf" | "misfit" | "spelled">;

function sized(
  problem: ReadProblem,
  typed: Expression,
  indices: readonly string[] | undefined,
  bound: ReadAnswer["let"],
): Sized {
  const plainly: Sized = {
    tree: typed,
    shapeOf: () => undefined,
    misfit: undefined,
    spelled: (tree) => tree,
  };
  if (bound.length > 0) return plainly;
  const explicit = evaluable(typed, indices);
  if (!explicit) return plainly;
  const { variables } = problem.elaboration;
  const elaborated = elaborate(explicit, {
    declarations: new Map([...variables].map(([name, { axes }]) => [name, { axes }])),
    functions: problem.functions,
    ...(indices && { free: indices }),
  });
  if (!elaborated.ok) {
    const isMisfit = MISFITS.has(elaborated.problem.code);
    return { ...plainly, misfit: isMisfit ? elaborated.problem : undefined };
  }
  const { expression, shapeOf } = elaborated.value;
  if (indices) return { ...plainly, shapeOf };
  // Only an identity that was typed as I is one character long.
  const spelled = (tree: Expression): Expression =>
    fold<Expression>(tree, (node, parts) =>
      node.kind === "call" &&
      node.callee === "eye" &&
      node.span &&
      node.span.to - node.span.from === 1
        ? { kind: "name", name: "I", span: node.span }
        : withParts(node, parts),
    );
  return { tree: expression, shapeOf, misfit: undefined, spelled };
}

/**
 * The answer with `eye(n)` for every `I` whose size only the wanted shape tells, as in
 * `kron(x', I)`: of the sizes of the problem the first that gives that shape.
 */
function withSizedIdentities(
  problem: ReadProblem,
  typed: Expression,
  form: DerivativeForm,
): Expression {
  const { variables, dimensionNames } = problem.elaboration;
  const identities = postorder(typed).filter((e) => e.kind === "name" && e.name === "I");
  if (identities.length === 0 || variables.has("I") || elaborateWith(problem, typed)) return typed;
  const wanted = wantedShape(form, problem);
  for (const size of dimensionNames) {
    const sizes = new Map(
      identities.map((node): [Expression, Expression] => [
        node,
        { ...B.call("eye", B.name(size)), ...(node.span && { span: node.span }) },
      ]),
    );
    const tree = fold<Expression>(
      typed,
      (node, parts) => sizes.get(node) ?? withParts(node, parts),
    );
    const shape = elaborateWith(problem, tree)?.elaboration.shape;
    if (shape && shapeWords(shape) === wanted) return tree;
  }
  return typed;
}

/** Problems of an expression whose parts do not fit together, whatever they stand for. */
const MISFITS: ReadonlySet<string> = new Set([
  "shape-clash",
  "not-square",
  "argument-count",
  "argument-shape",
  "matrix-power",
  "divisor-not-scalar",
  "index-count",
  "index-out-of-range",
]);

/** A tree with the sums over index letters written out, or undefined where they make no sense. */
export function evaluable(
  tree: Expression,
  indices: readonly string[] | undefined,
): Expression | undefined {
  if (indices === undefined) return tree;
  const explicit = resolveImplicitSums(tree, indices);
  return explicit.ok ? explicit.value.expression : undefined;
}
