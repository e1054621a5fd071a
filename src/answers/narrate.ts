import { deriveByIndices } from "../derivations/by-indices.ts";
import { verifyLines } from "../derivations/verify-lines.ts";
import type { NodeId } from "../graph/node.ts";
import { BudgetExceeded } from "../graph/node.ts";
import { expand } from "../graph/rebuild.ts";
import type { Store } from "../graph/store.ts";
import { latex } from "../notations/latex.ts";
import { plain } from "../notations/plain.ts";
import { unicode } from "../notations/unicode.ts";
import type { Expression } from "../syntax/expression.ts";
import type { WrittenDerivation, Written } from "./answer.ts";
import type { ReadProblem } from "./read-problem.ts";

/** A function and its derivative before any fact about values is used. */
export interface GeneralDerivative {
  readonly store: Store;
  readonly f: NodeId;
  readonly d: NodeId;
  /** The facts that the answer uses after the last differentiation, a sentence each. */
  readonly facts: readonly string[];
}

/**
 * The derivation by indices, written out, or a note why there is none. It is shown only where every
 * line agrees with the definition at a random point.
 */
export function narrate(
  problem: ReadProblem,
  { store, f, d, facts }: GeneralDerivative,
  answer: Expression | undefined,
  names: readonly string[],
): { derivation: WrittenDerivation } | { derivationNote: string } {
  const { elaboration, wrt, order, structure } = problem;
  if (order !== 1) return { derivationNote: "Steps are given for first derivatives so far." };
  if (structure) return { derivationNote: "Steps along a structured matrix are not built yet." };
  const shape = elaboration.variables.get(wrt)!;
  const by = store.variable(
    wrt,
    shape.groups.flat().filter((size) => size.key !== "1"),
  );
  const fName = names.includes("f") ? (names.includes("L") ? "y" : "L") : "f";
  let narrated: ReturnType<typeof deriveByIndices>;
  try {
    narrated = deriveByIndices({
      store,
      f,
      fName,
      typed: problem.typed,
      by,
      byName: wrt,
      variables: elaboration.variables,
      names,
      reserved: elaboration.dimensionNames,
      answer,
      facts,
    });
  } catch (error) {
    if (error instanceof BudgetExceeded)
      return { derivationNote: "The derivation is too long to be read." };
    throw error;
  }
  if (!narrated)
    return { derivationNote: "The derivation is too long to be read; the answer stands." };
  const { derivation, result } = narrated;
  const lines = verifyLines(derivation, {
    f: elaboration.expression,
    fName,
    wrt,
    variables: elaboration.variables,
    properties: problem.properties,
    pinnedSizes: problem.pinnedSizes,
  });
  const isReconciled = isSame(store, result, d) || lines.checked > 0;
  if (lines.failed !== undefined || !isReconciled) {
    return {
      derivationNote:
        "A line of the derivation could not be confirmed, which is a fault of this program; it is left out, and the answer stands.",
    };
  }
  return {
    derivation: {
      method: derivation.method,
      function: derivation.function,
      checkedLines: lines.checked,
      wanted: derivation.wanted,
      names: derivation.names.map(({ name, means }) => ({ name, means: written(means) })),
      steps: derivation.steps.map(({ rule, title, left, right, reason, deltas }) => ({
        rule,
        title,
        ...(left && { left: written(left) }),
        right: written(right),
        reason,
        ...(deltas && { deltas }),
      })),
    },
  };
}

function isSame(store: Store, a: NodeId, b: NodeId): boolean {
  return a === b || expand(store, store, a) === expand(store, store, b);
}

function written(e: Expression): Written {
  return { plain: plain.write(e), latex: latex.write(e), unicode: unicode.write(e) };
}
