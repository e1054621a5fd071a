import type { Overload } from "../functions/definition.ts";
import { parseSignature } from "../functions/signature.ts";
import { functionNamed } from "../functions/table.ts";
import { type Factor, type NodeId, parts } from "../graph/node.ts";
import type { Store } from "../graph/store.ts";
import { plain } from "../notations/plain.ts";
import { TooLong } from "../notations/notation.ts";
import * as Q from "../numbers/rational.ts";
import { NoMatrixForm } from "../recovery/monomial.ts";
import type { Forms } from "../recovery/forms.ts";
import type { Recovery } from "../recovery/recover.ts";
import { signOf } from "./signs.ts";
import { isTypedTurned, type Turns, type TypedParts } from "../recovery/vocabulary.ts";
import type { Call, Expression } from "../syntax/expression.ts";

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
 * @param typed the parts that were typed, of which some may have cancelled: inv(S)*S*x is x, and yet
 *   S must be invertible. Their values must exist, no more.
 */
export function conditionsOf(
  recovery: Recovery,
  nodes: readonly NodeId[],
  differentiated?: NodeId,
  by?: string,
  typed: TypedParts = { nodes: [], turns: new Map() },
): string[] {
  const found = new Set<string>();
  const { store } = recovery;
  const seen = new Set<NodeId>();
  const moving =
    differentiated === undefined || by === undefined
      ? undefined
      : dependingOn(store, differentiated, by);
  for (const root of nodes) {
    for (const id of store.reachable(root, parts)) {
      seen.add(id);
      const hasSlope = root === differentiated && (moving?.has(id) ?? true);
      const isDerivative = differentiated !== undefined && root !== differentiated;
      addConditions(
        recovery,
        id,
        { hasSlope, isDerivative, mayVanish: isDerivative },
        typed.turns,
        found,
      );
    }
  }
  for (const id of reachableBesides(store, typed.nodes, seen)) {
    addConditions(
      recovery,
      id,
      { hasSlope: false, isDerivative: false, mayVanish: true },
      typed.turns,
      found,
    );
  }
  const all = [...found].filter((condition) => !isImplied(condition, found));
  return all.length > MOST
    ? [...all.slice(0, MOST), `and ${all.length - MOST} more of this kind`]
    : all;
}

/** What must exist of a node. */
interface Asked {
  /** Its derivative too. */
  readonly hasSlope: boolean;
  /** It belongs to the derivative, and not to what is differentiated. */
  readonly isDerivative: boolean;
  /** A root may be taken of 0: nothing is differentiated. */
  readonly mayVanish: boolean;
}

/** Adds what must hold for one node to have a value, its parts apart. */
function addConditions(
  recovery: Recovery,
  id: NodeId,
  { hasSlope, isDerivative, mayVanish }: Asked,
  turns: Turns,
  found: Set<string>,
): void {
  const { store } = recovery;
  const node = store.node(id);
  if (node.kind === "poly") {
    for (const { factors } of node.terms) {
      for (const factor of factors) addPowerCondition(recovery, factor, mayVanish, turns, found);
    }
    return;
  }
  if (node.kind !== "map" && node.kind !== "apply") return;
  const definition = functionNamed(node.function);
  const overload = definition?.overloads[node.kind === "apply" ? node.overload : 0];
  const kinks = hasSlope ? (definition?.kinks ?? []) : [];
  for (const condition of [...(definition?.conditions ?? []), ...kinks]) {
    const { place, name, isWhole } = subjectOf(condition, overload);
    // What makes k an exponent of the function makes k - 1 one of its derivative.
    if (isWhole && isDerivative) continue;
    const argument = node.arguments[place]!.node;
    const form = formOf(recovery, argument, turns);
    // Of a matrix and its transpose both are invertible or neither is.
    const isTurned = form?.kind === "transpose" && condition.endsWith(" invertible");
    const text = form && written(isTurned ? form.operand : form);
    if (text === undefined || signOf(store, argument) === "positive") continue;
    const size = condition === `${name} > 0` ? absoluteOf(form) : undefined;
    if (size) {
      const inner = written(size);
      if (inner !== undefined) found.add(`${inner} != 0`);
    } else found.add(condition.replace(new RegExp(`\\b${name}\\b`), () => text));
  }
}

/** u of |u|, which is positive where u is not zero. */
function absoluteOf(form: Expression | undefined): Expression | undefined {
  return form?.kind === "call" && form.callee === "abs" ? form.arguments[0] : undefined;
}

/** The nodes below several roots that are not among those seen, each once. */
function reachableBesides(
  store: Store,
  roots: readonly NodeId[],
  seen: Set<NodeId>,
): readonly NodeId[] {
  const pending = [...roots];
  const found: NodeId[] = [];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    found.push(id);
    pending.push(...parts(store.node(id)));
  }
  return found;
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

/** Whether another condition says it: u != 0 beside u > 0, det(X) != 0 beside X invertible. */
function isImplied(condition: string, all: ReadonlySet<string>): boolean {
  const [, divisor] = /^(.*) != 0$/.exec(condition) ?? [];
  const [, singular] = /^det\((.*)\) != 0$/.exec(condition) ?? [];
  const [, matrix] = /^(.*) invertible$/.exec(condition) ?? [];
  return (
    (divisor !== undefined && all.has(`${divisor} > 0`)) ||
    (singular !== undefined && all.has(`${singular} invertible`)) ||
    (matrix !== undefined && all.has(`det(${matrix}) > 0`))
  );
}

function addPowerCondition(
  recovery: Recovery,
  factor: Factor,
  mayVanish: boolean,
  turns: Turns,
  found: Set<string>,
): void {
  const { exponent } = factor;
  const isFractional = !Q.isInteger(exponent);
  if (!isFractional && !Q.isNegative(exponent)) return;
  const sign = signOf(recovery.store, factor.node);
  const isNeverBelow = sign !== undefined;
  // (x'*x)^(3/2) has a derivative at 0 too; what it lacks is told by the powers in that.
  const isRoot = isFractional && !Q.isNegative(exponent);
  const isSmooth = isRoot && Q.compare(exponent, Q.ONE) > 0;
  if (isNeverBelow && (isSmooth || (mayVanish && isRoot))) return;
  if (sign === "positive") return;
  const { kind } = recovery.store.node(factor.node);
  if (kind === "dimension" || kind === "constant") return;
  const form = formOf(recovery, factor.node, turns);
  if (!form) return;
  if (isFractional && !isNeverBelow) {
    const text = written(form);
    if (text !== undefined) found.add(`${text} > 0`);
    return;
  }
  for (const base of basesOf(recovery.forms, form)) {
    const text = written(base);
    if (text !== undefined) found.add(`${text} != 0`);
  }
}

/** What vanishes where a product of numbers does: c and x of c^2*(x'*x). */
function basesOf(forms: Forms, form: Expression): readonly Expression[] {
  const bases: Expression[] = [];
  const pending = [form];
  for (let e = pending.pop(); e; e = pending.pop()) {
    if (e.kind === "number") continue;
    const vector = e.kind === "call" ? measured(e) : squaredVector(e);
    if (vector) bases.push(vector);
    else if (e.kind !== "binary") bases.push(e);
    else if (e.operator === "power" && e.right.kind === "number") pending.push(e.left);
    else if (e.operator === "multiply" && forms.isScalar(e.left) && forms.isScalar(e.right)) {
      pending.push(e.right, e.left);
    } else bases.push(e);
  }
  return bases;
}

/** x of x'*x or norm2(x)^2, which vanishes only where x does. */
function squaredVector(form: Expression): Expression | undefined {
  if (form.kind !== "binary") return undefined;
  const { operator, left, right } = form;
  if (operator === "multiply" && left.kind === "transpose" && left.operand === right) return right;
  return operator === "power" && left.kind === "call" ? measured(left) : undefined;
}

/** x of norm2(x). */
function measured({ callee, arguments: [vector] }: Call): Expression | undefined {
  return ["norm2", "normF"].includes(callee) ? vector : undefined;
}

/** The form of a node, the way up that it was typed. */
function formOf(recovery: Recovery, id: NodeId, turns: Turns = new Map()): Expression | undefined {
  try {
    return isTypedTurned(recovery.store, id, turns) ? recovery.turnedForm(id) : recovery.form(id);
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
