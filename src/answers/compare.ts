import { checkEquality, type EqualityClaim } from "../evaluation/check-equality.ts";
import { BudgetExceeded, type NodeId } from "../graph/node.ts";
import { expand } from "../graph/rebuild.ts";
import type { Store } from "../graph/store.ts";
import type { Expression } from "../syntax/expression.ts";
import type { Comparison, WrittenDerivation } from "./answer.ts";

type Agreement = Comparison["agreement"];

/** A derivation, and what it ends in. */
export interface Told {
  readonly written: WrittenDerivation;
  /** The derivative, its names put back. */
  readonly result?: NodeId;
  /** Its last line. */
  readonly last?: Expression;
}

/** In what sense several derivations have one result, and which of them is the shortest. */
export function compare(
  store: Store,
  told: readonly Told[],
  context: Omit<EqualityClaim, "left" | "right">,
): Comparison {
  const [first, ...rest] = told;
  const each = rest.map((other): Agreement => {
    const known = agreementOf(store, first!.result, other.result);
    const isWhole = first!.result !== undefined && other.result !== undefined;
    return known === "numeric" && isWhole
      ? agreementOfLines(first!.last, other.last, context)
      : known;
  });
  const agreement = (["numeric", "exact", "proof", "node"] as const).find((kind) =>
    each.includes(kind),
  )!;
  const lines = told.map(({ written: { method, steps } }) => ({ method, steps: steps.length }));
  const shortest = lines.reduce((best, own) => (own.steps < best.steps ? own : best));
  const text = [
    agreementWords(agreement, told.length),
    shortestWords(shortest, lines),
    REASONS[shortest.method],
  ].join(" ");
  return { agreement, lines, shortest: shortest.method, text };
}

/** The last lines compared at random points, in exact arithmetic where there is one. */
function agreementOfLines(
  left: Expression | undefined,
  right: Expression | undefined,
  context: Omit<EqualityClaim, "left" | "right">,
): Agreement {
  if (!left || !right) return "numeric";
  const judgement = checkEquality({ ...context, left, right });
  const isExact = judgement.verdict === "agrees" && judgement.evidence.kind !== "numeric";
  return isExact ? "exact" : "numeric";
}

/** `numeric` where only the check of every line tells. */
export function agreementOf(store: Store, a: NodeId | undefined, b: NodeId | undefined): Agreement {
  if (a === undefined || b === undefined) return "numeric";
  if (a === b) return "node";
  try {
    return expand(store, store, a) === expand(store, store, b) ? "proof" : "numeric";
  } catch (error) {
    if (error instanceof BudgetExceeded) return "numeric";
    throw error;
  }
}

function agreementWords(agreement: Agreement, count: number): string {
  const all = count === 2 ? "Both" : `All ${count === 3 ? "three" : String(count)}`;
  switch (agreement) {
    case "node":
      return `${all} end in the same polynomial of entries.`;
    case "proof":
      return `${all} end in the same derivative: multiplied out, the entries are the same.`;
    case "exact":
      return `${all} end in the same derivative: the results agree in exact arithmetic at random points.`;
    case "numeric":
      return `${all} agree with the definition at a random point.`;
  }
}

function shortestWords(shortest: Comparison["lines"][number], lines: Comparison["lines"]): string {
  const steps = (count: number): string => (count === 1 ? "one step" : `${count} steps`);
  const others = lines
    .filter(({ method }) => method !== shortest.method)
    .map(({ method, steps: count }) => `${count} by ${method}`);
  return `The shortest is by ${shortest.method}, ${steps(shortest.steps)} against ${others.join(" and ")}.`;
}

/** What each method rests on: why it may be short. */
const REASONS: Readonly<Record<WrittenDerivation["method"], string>> = {
  indices: "It needs nothing but the delta.",
  identities: "It rests on derivatives that were found before; the indices start from nothing.",
  differentials: "It varies whole matrices, so that no entry is written out.",
};
