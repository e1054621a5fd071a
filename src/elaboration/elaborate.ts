import { type Dimension, multiplyDimensions, symbol } from "../dimensions/dimension.ts";
import type { Axis } from "../dimensions/unification.ts";
import type { Overload } from "../functions/definition.ts";
import { overloadedSign } from "../functions/overloaded.ts";
import { functionNamed, functionSpellings, isNamedOfMatrix } from "../functions/table.ts";
import * as build from "../syntax/build.ts";
import { type Call, type Delta, type Expression, postorder } from "../syntax/expression.ts";
import { nearestName } from "../text/nearest.ts";
import { type Edit, failure, type Problem, type Result, success } from "../text/problem.ts";
import { type Attempt, attemptSizing, type ElaborationContext, typed } from "./attempt.ts";
import { kindByLetter, sizeNames } from "./letters.ts";
import { overloadsTaking, parameterCount, signatureOf } from "./overloads.ts";
import {
  findRedeclaration,
  findRepair,
  rebuild,
  type Redeclaration,
  type Repair,
} from "./repairs.ts";
import type { Shape, VariableShape } from "./shape.ts";
import { type Fault, Sizing, type Understood } from "./sizing.ts";
import type { Term } from "./terms.ts";
import { sizeExpression } from "./size-arguments.ts";
import { spell } from "./spelling.ts";
import { problemOf } from "./wording.ts";

export type { Declared, ElaborationContext, LetterRange, Spelling } from "./attempt.ts";

/** How a call was understood. */
export interface ElaboratedCall {
  readonly overload: Overload;
  /** Its place in the function's list. */
  readonly index: number;
  /**
   * What each size letter of the signature stands for: the axes it is made of, slow to fast. Letters
   * of sides that the arguments do not have are missing.
   */
  readonly sizes: ReadonlyMap<string, readonly Dimension[]>;
}

/** An expression of which every name and every part has a shape. */
export interface Elaboration {
  /**
   * The expression with `I` replaced by `eye(n)`, and sizes added to calls that leave them out
   * (`vector(c)` becomes `vector(c, n)`); all other parts are the same objects.
   */
  readonly expression: Expression;
  /** Those of the expression in order of appearance, then the others declared. */
  readonly variables: ReadonlyMap<string, VariableShape>;
  readonly shape: Shape;
  /** The shape of a part of `expression`, or of the expression before. */
  readonly shapeOf: (node: Expression) => Shape | undefined;
  /** For each axis of a part the axes it is made of, slow to fast; `[[n]]` nearly always. */
  readonly groupsOf: (node: Expression) => readonly (readonly Dimension[])[] | undefined;
  readonly callOf: (node: Expression) => ElaboratedCall | undefined;
  /** All size symbols, in order of appearance. */
  readonly dimensionNames: readonly string[];
  /** Scalars that stand in the exponents of matrices, and so must be whole numbers. */
  readonly wholeNumbers: ReadonlySet<string>;
  /** What signs mean whose meaning depends on shapes; empty where none was typed. */
  readonly meanings: ReadonlyMap<Expression, Understood>;
  /** What was assumed of undeclared names, a sentence each. */
  readonly assumptions: readonly string[];
  /** The size of each index letter that stands behind an array (its first use). */
  readonly entryIndices: ReadonlyMap<string, Dimension>;
  /**
   * The axes, slow to fast, that the indices of a delta run over; `[n]` nearly always, undefined
   * where no array tells.
   */
  readonly deltaSizes: (node: Delta) => readonly Dimension[] | undefined;
}

/**
 * Infers the kind and the sizes of every name and every part. Undeclared names follow their use
 * first, then matrixcalculus.org's letters; sizes that nothing tells get names of their own.
 *
 * Problems: `shape-clash`, `not-square`, `argument-count`, `argument-shape`, `matrix-power`,
 * `divisor-not-scalar`, `unsupported`, `grouping`, `unknown-function`, `unknown-name`,
 * `unknown-size`, `index-count`, `index-out-of-range`, `stopped`.
 */
export function elaborate(root: Expression, context: ElaborationContext): Result<Elaboration> {
  const order = postorder(root);
  const outcome = attemptSizing(order, context);
  if ("problem" in outcome) return failure(outcome.problem);
  const { attempt } = outcome;
  const missing = missingName(attempt);
  if (missing) return failure(missing);
  if (attempt.fault) {
    const problem = problemOf(attempt, attempt.fault);
    return failure({ ...problem, ...helpFor(attempt, attempt.fault) });
  }
  return finish(root, attempt);
}

/** Small changes that were tried on the whole expression: as a question, and as edits. */
function helpFor(attempt: Attempt, fault: Fault): Pick<Problem, "remedy" | "edits"> {
  const other = fault.code === "sign-without-meaning" ? otherSign(attempt, fault.node) : undefined;
  if (other) return other;
  const repair = findRepair(attempt, fault);
  const redeclared = findRedeclaration(attempt, fault);
  const declare = redeclared && `declare ${inWords(redeclared)}`;
  const change = repair && (rootOfMatrix(attempt, repair) ?? changeOf(attempt, repair));
  const span = fault.node.span;
  const text = repair && span && writtenIn(attempt, repair.place, 80);
  const edits: Edit[] = [];
  if (span && text !== undefined) edits.push({ kind: "text", span, text });
  if (redeclared) edits.push({ kind: "shape", ...redeclared });
  const letter = fault.code === "shape-clash" ? fault.about : undefined;
  const otherwise = declare ? `did you mean to ${declare}?` : plainRemedy(fault, letter);
  const remedy = change ? `${change}${declare ? ` Or ${declare}.` : ""}` : otherwise;
  return {
    ...(remedy !== undefined && { remedy }),
    ...(edits.length > 0 && { edits }),
  };
}

/** What may be meant in place of a sign that means nothing here. */
function otherSign(
  attempt: Attempt,
  node: Expression,
): Pick<Problem, "remedy" | "edits"> | undefined {
  const sign = node.kind === "call" ? overloadedSign(node.callee) : undefined;
  if (!sign?.instead || node.kind !== "call") return undefined;
  const text = writtenIn(attempt, sign.instead(node.arguments), 80);
  if (text === undefined) return undefined;
  return {
    remedy: `${sign.remedy} Did you mean ${text}?`,
    ...(node.span && { edits: [{ kind: "text", span: node.span, text }] }),
  };
}

/** `y in R^n`, `A in R^(n x m)` */
function inWords({ name, shape }: Redeclaration): string {
  const isAtom = shape.length === 1 && /^\w+$/.test(shape[0]!);
  return `${name} in R^${isAtom ? shape[0] : `(${shape.join(" x ")})`}`;
}

/** In the notation that was typed. */
function writtenIn({ context }: Attempt, e: Expression, limit = 48): string | undefined {
  return context.spelling ? context.spelling.written(e, limit) : spell(e, limit);
}

function plainRemedy({ code, node }: Fault, letter: string | undefined): string | undefined {
  if (code === "argument-count" && node.kind === "call") return remedyForCount(node.callee);
  if (code === "unknown-size")
    return "Write sum(k, x[k]) for a sum over an index, sum(X), rowsum(X) or colsum(X) for sums of entries.";
  if (code === "not-square") return "Write a square matrix there.";
  if (code === "index-count") return "Write an index for each axis, or none.";
  if (code === "sign-without-meaning" && node.kind === "call") {
    return overloadedSign(node.callee)?.remedy;
  }
  return letter === undefined ? undefined : `Let ${letter} run over one size, or use two letters.`;
}

/** Kinds of a function have names of their own here: norm1, normF. */
function remedyForCount(callee: string): string {
  const kinds = functionSpellings().filter(
    (name) => name.startsWith(callee) && name.length === callee.length + 1,
  );
  if (kinds.length > 0)
    return `Write ${[callee, ...kinds].join("(x), ")}(x): each is one function.`;
  const [first] = functionNamed(callee)?.overloads ?? [];
  const count = first ? parameterCount(first) : 1;
  return `Write ${callee}(${["x", "y", "z"].slice(0, count).join(", ")}).`;
}

/** `A^{1/2}`: what is offered is another thing than the root of A. */
function rootOfMatrix(attempt: Attempt, { before, after }: Repair): string | undefined {
  if (before.kind !== "binary" || before.operator !== "power") return undefined;
  const isMatrix = attempt.sizing.terms.get(before.left)?.kind === "matrix";
  const isEach = after.kind === "binary" && after.operator === "entrywise-power";
  const text = isMatrix && isEach ? writtenIn(attempt, after) : undefined;
  return (
    text && `The root of a matrix is not known here; did you mean the power of each entry, ${text}?`
  );
}

function changeOf(attempt: Attempt, repair: Repair): string | undefined {
  const place = writtenIn(attempt, repair.place, 80);
  if (place !== undefined) return `did you mean ${place}?`;
  const [before, after] = [typed(attempt, repair.before), writtenIn(attempt, repair.after)];
  return before && after && `did you mean ${after} in place of ${before}?`;
}

function missingName(attempt: Attempt): Problem | undefined {
  const name = attempt.context.wanted?.find((wanted) => !attempt.variables.has(wanted));
  if (name === undefined) return undefined;
  if (attempt.sizeSymbols.has(name)) {
    return {
      code: "unknown-name",
      message: `${name} is a size, not a variable.`,
      remedy: `Declare it, as in ${name}: scalar.`,
    };
  }
  const known = [...attempt.variables.keys()];
  const near = nearestName(name, known);
  return {
    code: "unknown-name",
    message: `${name} is neither in the expression nor declared.`,
    ...(known.length > 0 && { facts: [{ text: `The variables are ${known.join(", ")}.` }] }),
    remedy: near ? `did you mean ${near}?` : `Declare it, as in ${name}: vector(n).`,
  };
}

function finish(root: Expression, attempt: Attempt): Result<Elaboration> {
  const { unifier } = attempt;
  const undecided = unifier.undecided();
  if (undecided.length > 0) return failure(undecidedSizes(attempt, undecided));
  nameSizes(attempt);
  const completed = complete(root, attempt);
  if ("problem" in completed) return failure(completed.problem);
  const { expression, sizing } = completed;
  const termOf = (node: Expression): Term | undefined =>
    sizing.terms.get(node) ?? attempt.sizing.terms.get(node);
  const sizeOf = (axis: Axis): Dimension => unifier.sizeOf(axis)!;
  const leaves = (axis: Axis): Dimension[] => unifier.leavesOf(axis).map(sizeOf);
  const shapes = new Map<Term, Shape>();
  const shapeOf = (node: Expression): Shape | undefined => {
    const term = termOf(node);
    if (!term) return undefined;
    const known = shapes.get(term);
    if (known) return known;
    const shape: Shape = { kind: term.kind, axes: term.axes.map(sizeOf) };
    shapes.set(term, shape);
    return shape;
  };
  const variables = variableShapes(attempt, leaves);
  return success({
    expression,
    variables,
    shape: shapeOf(expression)!,
    shapeOf,
    groupsOf: (node) => termOf(node)?.axes.map(leaves),
    callOf: (node) => {
      if (node.kind !== "call") return undefined;
      const call = sizing.calls.get(node) ?? attempt.sizing.calls.get(node);
      return (
        call && {
          overload: call.overload,
          index: call.index,
          sizes: new Map([...call.sizes].map(([letter, axis]) => [letter, leaves(axis)])),
        }
      );
    },
    dimensionNames: dimensionNames(attempt, variables),
    wholeNumbers: attempt.sizing.wholeNumbers,
    meanings: attempt.sizing.meanings,
    assumptions: assumptionsOf(attempt, variables),
    entryIndices: new Map(
      [...sizing.scopes.letters].flatMap(([letter, axis]) => {
        const size = unifier.sizeOf(axis);
        return size ? [[letter, size] as const] : [];
      }),
    ),
    deltaSizes: (node) => {
      const axis = sizing.scopes.deltas.get(node) ?? attempt.sizing.scopes.deltas.get(node);
      return axis === undefined || !unifier.sizeOf(axis) ? undefined : leaves(axis);
    },
  });
}

/** Writes out the sizes that were left to be told: `I` becomes `eye(n)`. */
function complete(
  root: Expression,
  { unifier, sizing, sizingContext, order }: Attempt,
): { readonly expression: Expression; readonly sizing: Sizing } | { readonly problem: Problem } {
  const edits = new Map<Expression, (rebuilt: Expression) => Expression>();
  const sizeArguments = new Map(sizingContext.sizeArguments);
  const argumentOf = (size: Dimension): Expression => {
    const argument = sizeExpression(size);
    sizeArguments.set(argument, size);
    return argument;
  };
  for (const node of sizing.identities) {
    const size = unifier.sizeOf(sizing.terms.get(node)!.axes[0]!);
    if (!size) return { problem: untoldSize(node, "write eye(n) instead") };
    const eye = located(build.call("eye", argumentOf(size)), node);
    edits.set(node, () => eye);
  }
  for (const [node, { untold, sizes }] of sizing.calls) {
    if (untold.length === 0) continue;
    const more: Expression[] = [];
    for (const letter of untold) {
      const size = unifier.sizeOf(sizes.get(letter)!);
      if (!size) return { problem: untoldSize(node, "write ones(n) or ones(n,m) instead") };
      more.push(argumentOf(size));
    }
    if (!takesSizes(node, more.length)) continue;
    edits.set(node, (rebuilt) =>
      rebuilt.kind === "call"
        ? { ...rebuilt, arguments: [...rebuilt.arguments, ...more] }
        : rebuilt,
    );
  }
  for (const node of order) {
    if (node.kind !== "call" || !isNamedOfMatrix(node.callee)) continue;
    if (node.isNamed || sizing.terms.get(node)?.kind !== "matrix") continue;
    edits.set(node, (rebuilt) =>
      rebuilt.kind === "call" ? { ...rebuilt, isNamed: true } : rebuilt,
    );
  }
  for (const [node, { of }] of sizing.meanings) {
    edits.set(node, (rebuilt) =>
      rebuilt.kind === "call" ? located(of(rebuilt.arguments), node) : rebuilt,
    );
  }
  if (edits.size === 0) return { expression: root, sizing };
  const made = rebuild(order, (node, rebuilt) => edits.get(node)?.(rebuilt) ?? rebuilt);
  const expression = made.get(root)!;
  // The same unifier: what was found out stays, and the new parts find their place in it.
  const again = new Sizing({ ...sizingContext, sizeArguments });
  const fault = again.run(postorder(expression));
  if (fault) throw new Error(`a completed expression does not fit: ${fault.code}`);
  return { expression, sizing: again };
}

/** New symbols for the sizes that nothing tells, in order of the variables' appearance. */
function nameSizes({ unifier, variables, sizeSymbols, order }: Attempt): void {
  const taken = new Set([...variables.keys(), ...sizeSymbols]);
  for (const node of order) if (node.kind === "name") taken.add(node.name);
  const names = sizeNames(taken);
  for (const { axes } of variables.values()) {
    for (const axis of axes) {
      for (const leaf of unifier.leavesOf(axis)) {
        if (!unifier.sizeOf(leaf)) unifier.assign(leaf, symbol(names.next().value));
      }
    }
  }
}

function takesSizes(node: Call, more: number): boolean {
  const definition = functionNamed(node.callee);
  const count = node.arguments.length;
  return (
    definition !== undefined &&
    overloadsTaking(definition, count + more).some((overload) =>
      signatureOf(overload)
        ?.parameters.slice(count)
        .every(({ kind }) => kind === "dimension"),
    )
  );
}

function variableShapes(
  { variables, context }: Attempt,
  leaves: (axis: Axis) => Dimension[],
): Map<string, VariableShape> {
  const shapes = new Map<string, VariableShape>();
  for (const [name, { axes }] of variables) {
    const groups = axes.map(leaves);
    const declared = context.declarations.get(name);
    shapes.set(name, {
      name,
      axes: declared?.axes ?? groups.map(multiplyDimensions),
      groups,
      origin: declared ? "declared" : "inferred",
    });
  }
  return shapes;
}

function dimensionNames(
  { sizeSymbols }: Attempt,
  variables: ReadonlyMap<string, VariableShape>,
): string[] {
  const names = new Set<string>();
  for (const { groups } of variables.values()) {
    for (const { symbols } of groups.flat()) for (const name of symbols) names.add(name);
  }
  for (const name of sizeSymbols) names.add(name);
  return [...names];
}

function assumptionsOf(
  { context }: Attempt,
  variables: ReadonlyMap<string, VariableShape>,
): string[] {
  const sentences: string[] = [];
  for (const { name, axes, origin } of variables.values()) {
    if (origin === "declared" || context.declarations.has(name)) continue;
    const kinds = ["scalar", "vector", "matrix"] as const;
    const kind = kinds[axes.length];
    const sizes = axes.map(({ key }) => key).join(" x ");
    const what =
      axes.length === 0 ? "a scalar" : `${kind ? `a ${kind}` : "an array"} of size ${sizes}`;
    const why = kind === kindByLetter(name) ? "by its letter" : "by its use";
    sentences.push(`${name} is ${what} (${why})`);
  }
  return sentences;
}

function untoldSize(node: Expression, remedy: string): Problem {
  return {
    code: "unknown-size",
    message: `The size of ${spell(node) ?? "this"} cannot be told from the expression.`,
    ...(node.span && { span: node.span }),
    remedy,
  };
}

function undecidedSizes({ unifier, variables }: Attempt, undecided: readonly Axis[]): Problem {
  const roots = new Set(undecided);
  const names = [...variables]
    .filter(([, { axes }]) =>
      axes.some((axis) => unifier.leavesOf(axis).some((leaf) => roots.has(leaf))),
    )
    .map(([name]) => name);
  return {
    code: "unknown-size",
    message: `The sizes of ${names.join(", ")} cannot be told: only their product is known.`,
    remedy: `Declare ${names[0] ?? "one of them"}, as in ${names[0] ?? "A"}: matrix(n,m).`,
  };
}

function located(e: Expression, like: Expression): Expression {
  return like.span ? { ...e, span: like.span } : e;
}
