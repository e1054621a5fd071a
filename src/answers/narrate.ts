import { isUnit } from "../dimensions/dimension.ts";
import { deriveByDifferentials, differentialName } from "../derivations/by-differentials.ts";
import { deriveByIdentities } from "../derivations/by-identities.ts";
import { deriveByIndices } from "../derivations/by-indices.ts";
import type { Derivation } from "../derivations/step.ts";
import { verifyLines } from "../derivations/verify-lines.ts";
import type { NodeId } from "../graph/node.ts";
import { BudgetExceeded } from "../graph/node.ts";
import { expand } from "../graph/rebuild.ts";
import type { Store } from "../graph/store.ts";
import type { Notation } from "../notations/notation.ts";
import { NoMatrixForm } from "../recovery/monomial.ts";
import type { Expression } from "../syntax/expression.ts";
import type { WrittenDerivation, Written } from "./answer.ts";
import type { ReadProblem } from "./read-problem.ts";
import { type Writing, writtenAs } from "./written.ts";

/** A function and its derivative before any fact about values is used. */
export interface GeneralDerivative {
  readonly store: Store;
  readonly f: NodeId;
  readonly d: NodeId;
  /** How many axes of f run down; the others run across. */
  readonly fRows: number;
  /** The facts that the answer uses after the last differentiation, a sentence each. */
  readonly facts: readonly string[];
}

type Method = WrittenDerivation["method"];

const METHODS: readonly Method[] = ["indices", "identities", "differentials"];

type Narrated =
  | {
      derivation: WrittenDerivation;
      /** The same result on other ways, where all ways were asked for. */
      otherDerivations?: readonly WrittenDerivation[];
    }
  | { derivationNote: string };

/**
 * The derivations asked for, written out, or a note why there is none. One is shown only where every
 * line agrees with the definition of the derivative at a random point.
 */
export function narrate(
  problem: ReadProblem,
  general: GeneralDerivative,
  answer: Expression | undefined,
  names: readonly string[],
  method: Method | "all",
  notations: readonly Notation[],
): Narrated {
  if (problem.order !== 1) {
    return { derivationNote: "Steps are given for first derivatives so far." };
  }
  if (problem.structure) {
    return { derivationNote: "Steps along a structured matrix are not built yet." };
  }
  const methods = method === "all" ? METHODS : [method];
  const told: WrittenDerivation[] = [];
  const notes: string[] = [];
  for (const each of methods) {
    const result = narrateBy(each, problem, general, answer, names, notations);
    if (typeof result === "string") notes.push(result);
    else told.push(result);
  }
  const [first, ...rest] = told;
  if (!first) return { derivationNote: notes.join(" ") };
  return { derivation: first, ...(rest.length > 0 && { otherDerivations: rest }) };
}

function narrateBy(
  method: Method,
  problem: ReadProblem,
  general: GeneralDerivative,
  answer: Expression | undefined,
  names: readonly string[],
  notations: readonly Notation[],
): WrittenDerivation | string {
  const confirmed = confirmedDerivation(method, problem, general, answer, names);
  if (typeof confirmed === "string") return confirmed;
  return writtenDerivation(confirmed.derivation, confirmed.checkedLines, problem.wrt, notations);
}

/** The name that the function goes by: f, or a letter that the user has not taken. */
export function functionName(names: readonly string[]): string {
  return names.includes("f") ? (names.includes("L") ? "y" : "L") : "f";
}

/**
 * A derivation as expressions, every line of which agrees with the definition of the derivative at a
 * random point, or a sentence why there is none.
 */
export function confirmedDerivation(
  method: Method,
  problem: ReadProblem,
  { store, f, d, facts, fRows }: GeneralDerivative,
  answer: Expression | undefined,
  names: readonly string[],
): { readonly derivation: Derivation; readonly checkedLines: number } | string {
  const { elaboration, wrt } = problem;
  const sides = elaboration.variables
    .get(wrt)!
    .groups.map((group) => group.filter((size) => !isUnit(size)));
  const fName = functionName(names);
  const about = {
    store,
    f,
    fName,
    typed: problem.typed,
    by: store.variable(
      wrt,
      sides.flat(),
      sides.map((side) => side.length),
    ),
    byName: wrt,
    variables: elaboration.variables,
    names,
    reserved: elaboration.dimensionNames,
    answer,
    facts,
    fRows,
    byRows: sides[0]?.length ?? 0,
  };
  const tooLong = `The derivation by ${method} is too long to be read; the answer stands.`;
  let derivation: Derivation | undefined;
  let result: NodeId | undefined;
  try {
    if (method === "indices") ({ derivation, result } = deriveByIndices(about) ?? {});
    else if (method === "identities") derivation = deriveByIdentities(about);
    else derivation = deriveByDifferentials(about);
  } catch (error) {
    if (error instanceof BudgetExceeded) return tooLong;
    if (error instanceof NoMatrixForm) {
      return `The derivation by ${method} has a line that cannot be written (${error.message}); the answer stands.`;
    }
    throw error;
  }
  if (!derivation) return tooLong;
  const lines = verifyLines(derivation, {
    f: elaboration.expression,
    fName,
    wrt,
    variables: elaboration.variables,
    properties: problem.properties,
    pinnedSizes: problem.pinnedSizes,
  });
  const isReconciled = lines.checked > 0 || (result !== undefined && isSame(store, result, d));
  if (lines.failed !== undefined || !isReconciled) {
    return `A line of the derivation by ${method} could not be confirmed, which is a fault of this program; it is left out, and the answer stands.`;
  }
  return { derivation, checkedLines: lines.checked };
}

function writtenDerivation(
  derivation: Derivation,
  checkedLines: number,
  wrt: string,
  notations: readonly Notation[],
): WrittenDerivation {
  const varying = [derivation.function, wrt, ...derivation.names.map(({ name }) => name)];
  const writing: Writing = {
    notations,
    ...(derivation.method === "differentials" && {
      differentials: new Map(varying.map((name) => [differentialName(name), name])),
    }),
  };
  const write = (e: Expression): Written => writtenAs(e, writing);
  return {
    method: derivation.method,
    function: derivation.function,
    checkedLines,
    wanted: derivation.wanted,
    names: derivation.names.map(({ name, means }) => ({ name, means: write(means) })),
    steps: derivation.steps.map(({ rule, title, left, right, reason, deltas }) => ({
      rule,
      title,
      ...(left && { left: write(left) }),
      right: write(right),
      reason,
      ...(deltas && { deltas }),
    })),
  };
}

function isSame(store: Store, a: NodeId, b: NodeId): boolean {
  return a === b || expand(store, store, a) === expand(store, store, b);
}
