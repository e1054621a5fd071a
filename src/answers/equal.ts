import { type Elaboration, elaborate, type ElaborationContext } from "../elaboration/elaborate.ts";
import { checkEquality } from "../evaluation/check-equality.ts";
import type { Evidence, Proof } from "../evaluation/checking.ts";
import { arrayOver, evaluate, type Point } from "../evaluation/evaluate.ts";
import { sides } from "../evaluation/layout.ts";
import { withWholeNumbers } from "../evaluation/sample.ts";
import { floats } from "../evaluation/systems.ts";
import { CannotLower } from "../graph/lower.ts";
import { BudgetExceeded, type NodeId } from "../graph/node.ts";
import { Store } from "../graph/store.ts";
import * as V from "../graph/value.ts";
import { TooLong } from "../notations/notation.ts";
import { plain } from "../notations/plain.ts";
import { readAs } from "../notations/table.ts";
import type { Tensor } from "../numbers/system.ts";
import { Recovery } from "../recovery/recover.ts";
import { Notes } from "../recovery/vocabulary.ts";
import * as B from "../syntax/build.ts";
import type { Expression } from "../syntax/expression.ts";
import { resolveImplicitSums } from "../syntax/implicit-sums.ts";
import { canonicalName } from "../text/greek.ts";
import type { Problem } from "../text/problem.ts";
import type { DerivativeProblem, NoAnswer } from "./answer.ts";
import { conditionsOf } from "./conditions.ts";
import { type Counterexample, nested, smallestPoint } from "./counterexample.ts";
import { symmetricNames } from "./read-problem.ts";
import { attempt } from "./diagnosis/probe.ts";
import { squareMatrices } from "./diagnosis/symmetric-assumed.ts";
import { joined, shapeWords } from "./diagnosis/words.ts";
import { problemInFields } from "./fields.ts";
import { attemptProof, isSameNode, lowerInto } from "./proof.ts";
import { readDeclarations } from "./read-declarations.ts";

/** Two expressions, and what is known of their names. */
export interface EqualProblem
  extends Pick<DerivativeProblem, "id" | "from" | "vars" | "declare" | "props" | "dims" | "free"> {
  readonly left: string;
  readonly right: string;
}

export interface EqualAnswer {
  readonly id?: string | number | null;
  readonly status: "ok";
  readonly verdict: "equal" | "different" | "undecided";
  /** Both sides as they were understood, in plain notation. */
  readonly left: string;
  readonly right: string;
  readonly evidence?: Evidence;
  /** What must hold for both sides to exist, as "X invertible". */
  readonly conditions: readonly string[];
  /** What was assumed of undeclared names. */
  readonly assumed: readonly string[];
  /** In a sentence: how the sides differ, or why nothing could be decided. */
  readonly message?: string;
  readonly counterexample?: Omit<Counterexample, "yours" | "right"> & {
    readonly left: Counterexample["right"];
    readonly right: Counterexample["yours"];
  };
  /** What would make the sides equal, as "A is symmetric". */
  readonly assumption?: string;
  readonly ms: number;
}

/** What is wrong with one of the two expressions, and which one it is. */
export interface NotComparable extends NoAnswer {
  readonly side?: "left" | "right";
}

/**
 * Whether two expressions are equal, as arrays: the same shape and the same entries wherever both
 * exist. A mistake in one of them comes back as `status: "error"`, with spans in that one.
 */
export function equal(problem: EqualProblem): EqualAnswer | NotComparable {
  const start = Date.now();
  const id = problem.id === undefined ? {} : { id: problem.id };
  const read = readSides(problem);
  if (!read.ok) return { ...id, status: "error", ...read.problem };
  return { ...id, status: "ok", ...compare(read.value), ms: Date.now() - start };
}

interface Sides {
  readonly left: Expression;
  readonly right: Expression;
  readonly free: readonly string[];
  readonly elaboration: Elaboration;
  readonly functions: ReadonlySet<string>;
  readonly properties: ReadonlyMap<string, readonly string[]>;
  readonly pinnedSizes: ReadonlyMap<string, number>;
  /** Why the shapes differ, if they do. */
  readonly misfit?: string;
}

type Read<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly problem: { readonly problem: Problem; readonly side?: "left" | "right" };
    };

function readSides(problem: EqualProblem): Read<Sides> {
  const fault = (own: Problem, side?: "left" | "right"): Read<never> => ({
    ok: false,
    problem: { problem: own, ...(side && { side }) },
  });
  for (const side of ["left", "right"] as const) {
    const malformed = problemInFields({ ...problem, expr: problem[side] });
    if (malformed) {
      const message = malformed.message.replace("The field expr", `The field ${side}`);
      return fault({ ...malformed, message });
    }
  }
  const declared = readDeclarations({ ...problem, expr: problem.left });
  if (!declared.ok) return fault(declared.problem);
  const { declarations, functions, properties } = declared.value;
  const names = {
    variables: new Set(declarations.keys()),
    functions,
    ranks: new Map([...declarations].map(([name, { axes }]) => [name, axes.length])),
  };
  const left = readAs(problem.left, problem.from, names);
  if (!left.ok) return fault(left.problem, "left");
  const right = readAs(problem.right, problem.from, names);
  if (!right.ok) return fault(right.problem, "right");
  const wanted = problem.free?.map(canonicalName);
  const first = resolveImplicitSums(left.value, wanted);
  if (!first.ok) return fault(first.problem, "left");
  const { free } = first.value;
  const second = resolveImplicitSums(right.value, free.length > 0 ? free : wanted);
  if (!second.ok) return fault(second.problem, "right");
  const common = {
    free,
    functions,
    properties,
    pinnedSizes: new Map(Object.entries(problem.dims ?? {})),
  };
  const context = { declarations, functions, free };
  // Together, so that one side tells the shapes of the names of the other.
  const both = elaborate(
    B.binary("subtract", first.value.expression, second.value.expression),
    context,
  );
  const alone = elaborate(first.value.expression, context);
  const known = new Map([...declarations, ...(alone.ok ? alone.value.variables : [])]);
  const other = elaborate(second.value.expression, { ...context, declarations: known });
  const isForced =
    both.ok &&
    alone.ok &&
    other.ok &&
    changesRanks(both.value, alone.value, second.value.expression, context);
  if (both.ok && !isForced && both.value.expression.kind === "binary") {
    const { left: l, right: r } = both.value.expression;
    const own = withWholeNumbers(properties, both.value.wholeNumbers);
    const value = { ...common, properties: own, left: l, right: r, elaboration: both.value };
    return { ok: true, value };
  }
  if (!alone.ok) return fault(alone.problem, "left");
  if (!other.ok) return fault(other.problem, "right");
  const misfit = `The left side is ${shapeWords(alone.value.shape)}, the right side ${shapeWords(other.value.shape)}.`;
  const value = { ...common, left: alone.value.expression, right: other.value.expression, misfit };
  return { ok: true, value: { ...value, elaboration: other.value } };
}

/**
 * Whether the names of both sides agree about what they are, and are only read otherwise so that the
 * sides can be compared: x and x' are a column and a row, not two matrices.
 */
function changesRanks(
  together: Elaboration,
  left: Elaboration,
  right: Expression,
  context: ElaborationContext,
): boolean {
  const other = elaborate(right, context);
  if (!other.ok) return false;
  const rank = ({ variables }: Elaboration, name: string) => variables.get(name)?.axes.length;
  return [...left.variables.keys()].some((name) => {
    const own = rank(left, name);
    return own === rank(other.value, name) && own !== rank(together, name);
  });
}

function compare(read: Sides): Omit<EqualAnswer, "id" | "status" | "ms"> {
  const { left, right, elaboration, properties, pinnedSizes, misfit } = read;
  const about = {
    left: written(left),
    right: written(right),
    conditions: conditionsFor(read),
    assumed: elaboration.assumptions,
  };
  if (misfit !== undefined) return { verdict: "different", ...about, message: misfit };
  const { variables, entryIndices } = elaboration;
  const claim = {
    left,
    right,
    variables,
    properties,
    pinnedSizes,
    letterDimensions: entryIndices,
  };
  const judgement = checkEquality(claim);
  if (judgement.verdict !== "disagrees") {
    const proof = provesEqual(read);
    if (proof) return { verdict: "equal", ...about, evidence: proof };
    return judgement.verdict === "agrees"
      ? { verdict: "equal", ...about, evidence: judgement.evidence }
      : { verdict: "undecided", ...about, message: `Nothing could be decided: ${judgement.why}.` };
  }
  if (judgement.reason === "shape") {
    return { verdict: "different", ...about, message: `The shapes differ: ${judgement.message}.` };
  }
  // In doubles tanh(20 + c) is 1 for every positive c: what they cannot tell apart may differ.
  let isSure = false as boolean;
  const assumption = assumptionFor(read, (more) => {
    const assumed = checkEquality({ ...claim, properties: more });
    isSure = assumed.verdict === "agrees" && assumed.evidence.kind !== "numeric";
    return assumed.verdict === "agrees";
  });
  const found = smallestPoint(claim, [left, right], (point) => {
    const truth = attempt(() => arrayAt(left, point));
    const claimed = attempt(() => arrayAt(right, point)) ?? null;
    return truth && { truth, claimed, lay: nested };
  });
  return {
    verdict: "different",
    ...about,
    message:
      assumption === undefined
        ? "The two sides differ."
        : isSure
          ? `The two sides differ; they are equal if ${assumption}.`
          : `The two sides differ; floating-point numbers cannot tell them apart if ${assumption}.`,
    ...(found && {
      counterexample: {
        sizes: found.sizes,
        values: found.values,
        left: found.right,
        right: found.yours,
      },
    }),
    ...(isSure && assumption !== undefined && { assumption }),
  };
}

function arrayAt(expression: Expression, point: Point<number>): Tensor<number> {
  const value = evaluate(expression, point, floats);
  if (value.letters.length > 0 || value.kind === "scalar") {
    return arrayOver(value, value.letters, value.letterSizes);
  }
  return { shape: value.kind === "tensor" ? value.shape : sides(value), data: value.data };
}

/** Facts that are tried one name at a time, after symmetry. */
const PROPERTIES: readonly { readonly property: string; readonly axes: number }[] = [
  { property: "orthogonal", axes: 2 },
  { property: "diagonal", axes: 2 },
  { property: "skew", axes: 2 },
  { property: "unit", axes: 1 },
];

/** A fact about the values under which both sides are equal. */
function assumptionFor(
  { elaboration, properties }: Sides,
  holds: (properties: ReadonlyMap<string, readonly string[]>) => boolean,
): string | undefined {
  const { variables } = elaboration;
  const having = (names: readonly string[], property: string) => {
    const more = new Map(properties);
    for (const name of names) more.set(name, [...(more.get(name) ?? []), property]);
    return more;
  };
  const square = squareMatrices({ variables, properties });
  const choices = square.map((name) => [name]);
  if (square.length > 1) choices.push([...square]);
  for (const names of choices) {
    if (!holds(having(names, "symmetric"))) continue;
    return `${joined(names)} ${names.length === 1 ? "is" : "are"} symmetric`;
  }
  for (const { property, axes } of PROPERTIES) {
    for (const [name, shape] of variables) {
      const isSquare = axes !== 2 || shape.axes[0]?.key === shape.axes[1]?.key;
      if (shape.axes.length !== axes || !isSquare) continue;
      if (holds(having([name], property)))
        return property === "unit" ? `${name} is a unit vector` : `${name} is ${property}`;
    }
  }
  for (const name of variables.keys()) {
    if (holds(having([name], "positive"))) return `${name} is positive`;
  }
  return undefined;
}

/** Both sides in one graph, each as an array of its rows, then its columns, or of its letters. */
function loweredSides(
  store: Store,
  { left, right, elaboration, functions, free }: Sides,
  notes?: Notes,
): readonly (readonly [node: NodeId, rows: number])[] {
  return [left, right].map((expression) => {
    const own = { expression, elaboration };
    const { lowered, letters } = lowerInto(store, { elaboration, functions }, own, notes?.record);
    if (lowered.kind === "entry") {
      const labels = free.flatMap((letter) => letters.get(letter) ?? []);
      return [V.gather(store, lowered.reference, labels).node, labels.length] as const;
    }
    const { value } = lowered;
    return [store.permute(value.node, V.sidesOf(value).flat()), value.rows.length] as const;
  });
}

function provesEqual(read: Sides): Proof | undefined {
  return attemptProof(() => {
    const store = new Store(symmetricNames(read.properties));
    const [left, right] = loweredSides(store, read);
    return left![1] === right![1] && isSameNode(store, left![0], right![0]);
  });
}

function conditionsFor(read: Sides): string[] {
  try {
    const store = new Store();
    const notes = new Notes();
    const nodes = loweredSides(store, read, notes).map(([node]) => node);
    const recovery = new Recovery(store, [...read.elaboration.variables.keys()]);
    return conditionsOf(recovery, nodes, undefined, undefined, notes.typed(store));
  } catch (error) {
    if (error instanceof CannotLower || error instanceof BudgetExceeded) return [];
    throw error;
  }
}

function written(expression: Expression): string {
  try {
    return plain.write(expression, { limit: 20_000 });
  } catch (error) {
    if (error instanceof TooLong) return "";
    throw error;
  }
}
