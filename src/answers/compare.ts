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
  /** The known derivatives that its lines quote: "the linear form", "the rule of log". */
  readonly quoted: readonly string[];
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
    reasonWords(shortest.method, told),
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
      return `${all} end in the same derivative.`;
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

/** Why the shortest may be short: what it quotes, and what the indices quote. */
function reasonWords(shortest: WrittenDerivation["method"], told: readonly Told[]): string {
  const quotedBy = (method: WrittenDerivation["method"]): readonly string[] | undefined =>
    told.find(({ written }) => written.method === method)?.quoted;
  const own = quotedBy(shortest) ?? [];
  const quotes = own.length === 0 ? "It quotes no known derivative" : `It quotes ${list(own)}`;
  switch (shortest) {
    case "indices":
      return `${quotes}.`;
    case "differentials":
      return "It varies whole matrices, so that no entry is written out.";
    case "identities": {
      const others = quotedBy("indices");
      if (own.length === 0 || !others) return `${quotes}.`;
      const isSame = others.length === own.length && others.every((each) => own.includes(each));
      const quoted = isSame ? "the same" : list(others);
      const rest = others.length === 0 ? "start from nothing known" : `quote ${quoted}`;
      return `${quotes}; the indices ${rest}.`;
    }
  }
}

function list(items: readonly string[]): string {
  if (items.length <= 1) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]!}`;
}
