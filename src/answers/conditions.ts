import type { Overload } from "../functions/definition.ts";
import { parseSignature } from "../functions/signature.ts";
import { functionNamed } from "../functions/table.ts";
import { type Factor, type NodeId, parts, type Term } from "../graph/node.ts";
import type { Store } from "../graph/store.ts";
import { plain } from "../notations/plain.ts";
import { TooLong } from "../notations/notation.ts";
import * as Q from "../numbers/rational.ts";
import { NoMatrixForm } from "../recovery/monomial.ts";
import type { Recovery } from "../recovery/recover.ts";
import type { Expression } from "../syntax/expression.ts";

/** More conditions than this are summed up in one. */
const MOST = 8;
/** A condition on a longer expression helps nobody. */
const LONGEST = 120;

/**
 * What must hold for these values to exist: arguments of functions inside their domains, divisors
 * not zero, matrices invertible. Conditions that always hold are left out.
 * @param differentiated the one of them whose derivative must exist too, away from kinks. In a
 *   derivative there is none to avoid: that of abs is sign, whose value exists everywhere.
 * @param by the variable: what does not depend on it has no derivative that must exist.
 */
export function conditionsOf(
  recovery: Recovery,
  nodes: readonly NodeId[],
  differentiated?: NodeId,
  by?: string,
): string[] {
  const found = new Set<string>();
  const { store } = recovery;
  const moving =
    differentiated === undefined || by === undefined
      ? undefined
      : dependingOn(store, differentiated, by);
  for (const root of nodes) {
    for (const id of store.reachable(root, parts)) {
      const node = store.node(id);
      if (node.kind === "poly") {
        for (const { factors } of node.terms) {
          for (const factor of factors) addPowerCondition(recovery, factor, found);
        }
      } else if (node.kind === "map" || node.kind === "apply") {
        const definition = functionNamed(node.function);
        const overload = definition?.overloads[node.kind === "apply" ? node.overload : 0];
        const hasSlope = root === differentiated && (moving?.has(id) ?? true);
        const kinks = hasSlope ? (definition?.kinks ?? []) : [];
        for (const condition of [...(definition?.conditions ?? []), ...kinks]) {
          const { place, name, isWhole } = subjectOf(condition, overload);
          // What makes k an exponent of the function makes k - 1 one of its derivative.
          if (isWhole && differentiated !== undefined && root !== differentiated) continue;
          const argument = node.arguments[place]!.node;
          const form = formOf(recovery, argument);
          // Of a matrix and its transpose both are invertible or neither is.
          const isTurned = form?.kind === "transpose" && condition.endsWith(" invertible");
          const text = form && written(isTurned ? form.operand : form);
          if (text === undefined || isAlwaysPositive(store, argument)) continue;
          found.add(condition.replace(new RegExp(`\\b${name}\\b`), () => text));
        }
      }
    }
  }
  const all = [...found].filter((condition) => !isImplied(condition, found));
  return all.length > MOST
    ? [...all.slice(0, MOST), `and ${all.length - MOST} more of this kind`]
    : all;
}

/** The parameter that a condition is about: the first unless it names another. */
function subjectOf(
  condition: string,
  overload: Overload | undefined,
): { readonly place: number; readonly name: string; readonly isWhole: boolean } {
  if (!overload || overload.kind === "entrywise") {
    return { place: 0, name: overload?.parameters[0] ?? "x", isWhole: false };
  }
  const { parameters } = parseSignature(overload.signature);
  const named = parameters.findIndex(({ name }) => new RegExp(`\\b${name}\\b`).test(condition));
  const place = Math.max(named, 0);
  const { name, kind } = parameters[place]!;
  return { place, name, isWhole: kind === "whole" };
}

function dependingOn(store: Store, root: NodeId, by: string): ReadonlySet<NodeId> {
  const found = new Set<NodeId>();
  for (const id of store.reachable(root, parts).reverse()) {
    const node = store.node(id);
    const isVariable = node.kind === "variable" && node.name === by;
    if (isVariable || parts(node).some((part) => found.has(part))) found.add(id);
  }
  return found;
}

/** Whether another condition says it: u != 0 beside u > 0, X invertible beside det(X) > 0. */
function isImplied(condition: string, all: ReadonlySet<string>): boolean {
  const [, divisor] = /^(.*) != 0$/.exec(condition) ?? [];
  const [, matrix] = /^(.*) invertible$/.exec(condition) ?? [];
  return (
    (divisor !== undefined && all.has(`${divisor} > 0`)) ||
    (matrix !== undefined && all.has(`det(${matrix}) > 0`))
  );
}

function addPowerCondition(recovery: Recovery, factor: Factor, found: Set<string>): void {
  const { exponent } = factor;
  const isFractional = !Q.isInteger(exponent);
  if (!isFractional && !Q.isNegative(exponent)) return;
  if (isAlwaysPositive(recovery.store, factor.node)) return;
  const { kind } = recovery.store.node(factor.node);
  if (kind === "dimension" || kind === "constant") return;
  const form = formOf(recovery, factor.node);
  const vector = form && squaredVector(form);
  const text = vector ? written(vector) : form && written(form);
  if (text === undefined) return;
  if (vector || !isFractional) found.add(`${text} != 0`);
  else found.add(`${text} > 0`);
}

/** x of x'*x or norm2(x)^2, which vanishes only where x does. */
function squaredVector(form: Expression): Expression | undefined {
  if (form.kind !== "binary") return undefined;
  const { operator, left, right } = form;
  if (operator === "multiply" && left.kind === "transpose" && left.operand === right) return right;
  const isNorm = left.kind === "call" && ["norm2", "normF"].includes(left.callee);
  return operator === "power" && isNorm ? left.arguments[0] : undefined;
}

/** Sums and products of things that are positive by their nature, as 1 + exp(x). */
function isAlwaysPositive(store: Store, id: NodeId): boolean {
  const node = store.node(id);
  switch (node.kind) {
    case "dimension":
    case "constant":
      return true;
    case "variable":
    case "delta":
    case "unit":
      return false;
    case "map":
    case "apply":
      return functionNamed(node.function)?.isPositive === true;
    case "poly":
      return (
        node.terms.length > 0 &&
        node.terms.some((term) => isPositiveTerm(store, term)) &&
        node.terms.every((term) => isPositiveTerm(store, term) || isSquare(term))
      );
  }
}

function isPositiveTerm(store: Store, term: Term): boolean {
  return (
    !Q.isNegative(term.coefficient) &&
    term.factors.every(
      (factor) => store.node(factor.node).kind !== "poly" && isAlwaysPositive(store, factor.node),
    )
  );
}

function isSquare(term: Term): boolean {
  return (
    !Q.isNegative(term.coefficient) &&
    term.factors.every(({ exponent }) => Q.isEvenInteger(exponent))
  );
}

function formOf(recovery: Recovery, id: NodeId): Expression | undefined {
  try {
    return recovery.form(id);
  } catch (error) {
    if (error instanceof NoMatrixForm) return undefined;
    throw error;
  }
}

function written(form: Expression): string | undefined {
  try {
    return plain.write(form, { limit: LONGEST });
  } catch (error) {
    if (error instanceof TooLong) return undefined;
    throw error;
  }
}
