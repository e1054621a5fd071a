import { alongStructure } from "../calculus/structure.ts";
import { differentiate } from "../calculus/differentiate.ts";
import { CannotLower, deltasBetween } from "../graph/lower.ts";
import { type NodeId, parts as partsOf, type Reference, type Term } from "../graph/node.ts";
import { replaceNodes } from "../graph/rebuild.ts";
import type { Store } from "../graph/store.ts";
import * as V from "../graph/value.ts";
import * as Q from "../numbers/rational.ts";
import * as B from "../syntax/build.ts";
import { withParts } from "../syntax/equality.ts";
import { type Expression, fold, postorder } from "../syntax/expression.ts";
import { type Applied, lettersOf, referenceOf, rootName, type RuleContext } from "./context.ts";
import { definitionByEntries } from "./definition.ts";
import type { RuleLine, RuleName } from "./rule.ts";

// What the rules do to a line, shared by their files.

/** The line means the same; nothing under the sign changes. */
export function sameValue({ before }: RuleLine): Applied {
  return { kind: "line", line: before };
}

/** Whether a node is `∂u_p/∂x_j`: a name or an entry of one under the sign. */
export function isSymbol(node: Expression): boolean {
  return node.kind === "derivative" && rootName(node.body) !== undefined;
}

export function isDerivative(node: Expression): boolean {
  return node.kind === "derivative";
}

export function isDelta(node: Expression): boolean {
  return node.kind === "delta";
}

/** Every product under the sign ∂, carried out down to symbols, where the rule of that name is the one to use. */
export function carryOut(
  name: RuleName,
  line: RuleLine,
  context: RuleContext,
): Applied | undefined {
  if (context.setting.method === "identities") return chained(line, context);
  if (name !== localRule(line, context)) return undefined;
  const value = context.lowered(line.before, "carried-out", line.labels);
  return { kind: "value", value };
}

/** Which rule the terms under the sign ask for: the same choice as that of the narrator. */
function localRule({ before, labels }: RuleLine, context: RuleContext): RuleName {
  const { store } = context;
  const terms = postorder(before).flatMap((node) =>
    node.kind === "derivative" ? termsUnder(context.body(node, labels), store) : [],
  );
  return ruleForTerms(store, terms, (id) => context.isLive(id));
}

function termsUnder(reference: Reference, store: Store): Term[] {
  const node = store.node(reference.node);
  return node.kind === "poly"
    ? node.terms.map((term) => store.instantiate(node, term, reference.indices))
    : [{ coefficient: Q.ONE, factors: [store.factor(reference)] }];
}

/** The rule by which terms are differentiated: what the hardest of them needs. */
export function ruleForTerms(
  store: Store,
  terms: readonly Term[],
  isLive: (id: NodeId) => boolean,
): "product-rule" | "function-rule" | "chain-rule" | "constant-rule" {
  const live = terms.map(({ factors }) => factors.filter(({ node }) => isLive(node)));
  if (live.some((factors) => factors.length > 1)) return "product-rule";
  const all = live.flat();
  const isFunction = (id: NodeId): boolean => ["map", "apply"].includes(store.node(id).kind);
  if (all.some(({ node }) => isFunction(node))) return "function-rule";
  return all.some(({ exponent }) => !Q.isOne(exponent)) ? "chain-rule" : "constant-rule";
}

/** ∂f/∂u by all parts that hold u, or ∂u/∂x by all that u is made of, with their derivatives as symbols. */
function chained({ left }: RuleLine, context: RuleContext): Applied | undefined {
  if (left?.kind !== "derivative") return undefined;
  if (left.body.kind === "call") return vecDerivative(context);
  const { store, setting } = context;
  const [of, by] = [rootName(left.body), rootName(left.by)];
  if (of === undefined || by === undefined) return undefined;
  const whole = context.functionPart.meaning;
  const isNumber = store.node(whole.node).axes.length === 0;
  if (isNumber && of === setting.functionName) return inwards(by, context);
  const part = context.part(of);
  if (!part || by !== setting.wrt) return undefined;
  const outputs = store.labelsFor(part.meaning.node);
  const last = store.labelsFor(symbolNamed(by, context).node);
  const terms = context.symbols.flatMap(({ name, value }) => {
    if (!holds(store, part.meaning.node, value.node)) return [];
    const slope = differentiate(store, part.meaning.node, value.node);
    const inner = store.labelsFor(value.node);
    const factors = [store.factor({ node: slope, indices: [...outputs, ...inner] })];
    if (name === by) factors.push(...deltasBetween(store, inner, last));
    else {
      const { node } = context.derivativeSymbol(name, by);
      factors.push(store.factor({ node, indices: [...inner, ...last] }));
    }
    return [{ coefficient: Q.ONE, factors }];
  });
  return { kind: "axes", node: store.poly([...outputs, ...last], terms) };
}

function inwards(by: string, context: RuleContext): Applied {
  const { store } = context;
  const inner = symbolNamed(by, context);
  const labels = store.labelsFor(inner.node);
  const terms = context.parts.flatMap(({ name, meaning, symbol }) => {
    if (!holds(store, meaning.node, inner.node)) return [];
    const slope = differentiate(store, meaning.node, inner.node);
    const axes = store.labelsFor(meaning.node);
    const factors = [store.factor({ node: slope, indices: [...axes, ...labels] })];
    if (symbol) {
      const { node } = context.derivativeSymbol(context.setting.functionName, name);
      factors.push(store.factor({ node, indices: axes }));
    }
    return [{ coefficient: Q.ONE, factors }];
  });
  return { kind: "axes", node: store.poly(labels, terms) };
}

/** d vec(f) / d vec(x)': both in column-major order. */
function vecDerivative(context: RuleContext): Applied {
  const { store } = context;
  const { meaning } = context.functionPart;
  const by = symbolNamed(context.setting.wrt, context);
  const slope = differentiate(store, meaning.node, by.node);
  const { length } = store.node(meaning.node).axes;
  const order = [
    ...meaning.columns,
    ...meaning.rows,
    ...[...by.columns, ...by.rows].map((axis) => length + axis),
  ];
  return { kind: "axes", node: store.permute(slope, order) };
}

function holds(store: Store, whole: NodeId, part: NodeId): boolean {
  return store.reachable(whole, partsOf).includes(part);
}

function symbolNamed(name: string, context: RuleContext): V.Value {
  const found = context.symbols.find((symbol) => symbol.name === name);
  if (!found) throw new CannotLower(`the name ${name} has no meaning here`);
  return found.value;
}

/** ∂x_p/∂x_j as a product of deltas, a letter of the one against a letter of the other. */
function asDeltas(node: Expression): Expression {
  if (node.kind !== "derivative") return node;
  const by = lettersOf(node.by);
  const deltas = lettersOf(node.body).map((letter, k) => B.delta(letter, by[k]!));
  return (
    deltas.reduce<Expression | undefined>(
      (product, delta) => (product ? B.binary("multiply", product, delta) : delta),
      undefined,
    ) ?? B.number(1)
  );
}

/** A line with what `takes` picks replaced. */
function replaced(
  line: Expression,
  picks: (node: Expression) => boolean,
  by: (node: Expression) => Expression,
): Expression {
  return fold<Expression>(line, (node, parts) => {
    const own = withParts(node, parts);
    return picks(node) ? by(own) : own;
  });
}

/** The deltas of a line summed out, each in its own term. */
function summedOut({ before, deltas }: RuleLine): Expression | undefined {
  let terms: readonly Expression[] = addendsOf(before);
  for (const { summed, becomes, term } of deltas) {
    if (term === undefined && terms.length > 1) return undefined;
    const at = (term ?? 1) - 1;
    const own = terms[at];
    const without = own && withoutDelta(own, summed, becomes);
    if (!without) return undefined;
    terms = terms.map((other, k) => (k === at ? without : other));
  }
  return terms.reduce((sum, term) => B.binary("add", sum, term));
}

/** The summands of a line, left to right, with their signs. */
function addendsOf(line: Expression): Expression[] {
  const addends: Expression[] = [];
  let rest = line;
  while (rest.kind === "binary" && (rest.operator === "add" || rest.operator === "subtract")) {
    addends.push(rest.operator === "add" ? rest.right : B.negate(rest.right));
    rest = rest.left;
  }
  addends.push(rest);
  return addends.reverse();
}

function withoutDelta(term: Expression, summed: string, becomes: string): Expression | undefined {
  let isGone = false;
  let isSummed = false;
  const rename = <T>(index: T | string): T | string => (index === summed ? becomes : index);
  const result = fold<Expression>(term, (node, parts) => {
    if (node.kind === "delta") {
      const both = [node.left, node.right];
      if (!isGone && both.includes(summed) && both.includes(becomes)) {
        isGone = true;
        return B.number(1);
      }
      return B.delta(rename(node.left), rename(node.right));
    }
    if (node.kind === "entry") return B.entry(parts[0]!, node.indices.map(rename));
    if (node.kind === "sum" && node.indices.includes(summed)) {
      isSummed = true;
      return B.sum(
        node.indices.filter((index) => index !== summed),
        parts[0]!,
      );
    }
    return withParts(node, parts);
  });
  return isGone && isSummed ? result : undefined;
}

/** What was found before, and the names, put into a line. */
export function putIn(line: RuleLine, context: RuleContext): Applied | undefined {
  const { store } = context;
  const { before, after, uses, names, labels } = line;
  if (uses.length === 0 && names.length === 0) return undefined;
  const replacements = new Map<NodeId, NodeId>();
  for (const { left, right } of uses) {
    const found =
      left && context.within([left, right], undefined, () => foundValue(left, right, context));
    if (!found) return undefined;
    replacements.set(found.symbol, found.node);
    // What was found must be gone.
    if (mentions(after, left)) return undefined;
  }
  for (const name of names) {
    const part = context.part(name);
    if (!part?.symbol || mentions(after, B.name(name))) return undefined;
    replacements.set(part.symbol.node, context.writtenOut(part.symbol.node));
  }
  const lowered = context.lowered(before, "symbol", labels);
  const put = (id: NodeId): NodeId => replaceNodes(store, id, replacements);
  const value =
    lowered.kind === "entry"
      ? {
          kind: "entry" as const,
          reference: { ...lowered.reference, node: put(lowered.reference.node) },
        }
      : { kind: "array" as const, value: { ...lowered.value, node: put(lowered.value.node) } };
  return { kind: "value", value };
}

function foundValue(
  left: Expression,
  right: Expression,
  context: RuleContext,
): { symbol: NodeId; node: NodeId } | undefined {
  const { store } = context;
  if (left.kind === "name") {
    const name = left.name.replace(/^d/, "");
    const { node: symbol } = context.differentialOf(name);
    return sameAxes(store, symbol, flat(store, context.array(right)));
  }
  if (left.kind !== "derivative") return undefined;
  const [of, by] = [rootName(left.body), rootName(left.by)];
  if (of === undefined || by === undefined) return undefined;
  const { node: symbol } = context.derivativeSymbol(of, by);
  const letters = [...lettersOf(left.body), ...lettersOf(left.by)];
  if (letters.length === 0) return sameAxes(store, symbol, flat(store, context.array(right)));
  const labels = new Map<string, readonly number[]>();
  const own = context.lowered(left, "symbol", labels);
  const found = context.lowered(right, "symbol", labels);
  if (own.kind !== "entry") return undefined;
  const reference = referenceOf(store, found);
  const axes = store.node(symbol).axes.length;
  if (own.reference.indices.length !== axes) return undefined;
  return {
    symbol,
    node: store.poly(own.reference.indices, [
      { coefficient: Q.ONE, factors: [store.factor(reference)] },
    ]),
  };
}

/** What takes the place of a symbol has its axes. */
function sameAxes(
  store: Store,
  symbol: NodeId,
  node: NodeId,
): { symbol: NodeId; node: NodeId } | undefined {
  const [own, others] = [symbol, node].map((id) => store.node(id).axes.map(({ key }) => key));
  return own!.join() === others!.join() ? { symbol, node } : undefined;
}

export function flat(store: Store, value: V.Value): NodeId {
  return store.permute(value.node, V.sidesOf(value).flat());
}

/** Whether a line holds the symbol of a derivative, or a name. */
function mentions(line: Expression, symbol: Expression): boolean {
  const name = symbol.kind === "derivative" ? rootName(symbol.body) : rootName(symbol);
  const by = symbol.kind === "derivative" ? rootName(symbol.by) : undefined;
  return postorder(line).some((node) =>
    symbol.kind === "derivative"
      ? node.kind === "derivative" && rootName(node.body) === name && rootName(node.by) === by
      : node.kind === "name" && node.name === name,
  );
}

function isZero(e: Expression): boolean {
  return e.kind === "number" && Q.isZero(e.value);
}

/** The entry that was found, against the same entry of the whole array. */
export function assembled(
  { before, after, letters, labels }: RuleLine,
  context: RuleContext,
): Applied | undefined {
  const { store } = context;
  const value = context.array(after);
  const sides = V.sidesOf(value).filter((side) => side.length > 0);
  // Of several letters on one side, nothing but zeros is told.
  if (sides.length < letters.length && isZero(before)) {
    return { kind: "axes", node: store.poly(store.labelsFor(flat(store, value)), []) };
  }
  if (sides.length !== letters.length) return undefined;
  const { axes } = store.node(value.node);
  // A letter that only deltas hold runs over the side that it counts.
  sides.forEach((side, k) => {
    labels.set(
      letters[k]!,
      side.map((axis) => store.label(axes[axis]!)),
    );
  });
  const reference = referenceOf(store, context.lowered(before, "symbol", labels));
  const order = letters.flatMap((letter) => labels.get(letter)!);
  return {
    kind: "axes",
    node: store.poly(order, [{ coefficient: Q.ONE, factors: [store.factor(reference)] }]),
  };
}

/** d(part): every symbol in it varied, with its differential behind. */
export function differentialOfPart({ part }: RuleLine, context: RuleContext): Applied | undefined {
  const { store } = context;
  const own = part === undefined ? undefined : context.part(part);
  if (!own) return undefined;
  const outputs = store.labelsFor(own.meaning.node);
  const terms = context.symbols.flatMap(({ name, value }) => {
    if (!holds(store, own.meaning.node, value.node)) return [];
    const slope = differentiate(store, own.meaning.node, value.node);
    const inner = store.labelsFor(value.node);
    return [
      {
        coefficient: Q.ONE,
        factors: [
          store.factor({ node: slope, indices: [...outputs, ...inner] }),
          store.factor({ node: context.differentialOf(name).node, indices: inner }),
        ],
      },
    ];
  });
  return { kind: "axes", node: store.poly(outputs, terms) };
}

/** What stands in front of dx. */
export function inFrontOf({ before }: RuleLine, context: RuleContext): Applied {
  const { store, setting } = context;
  const line = flat(store, context.array(before));
  return {
    kind: "axes",
    node: differentiate(store, line, context.differentialOf(setting.wrt).node),
  };
}

/** The derivative by every entry, turned into the one along the parameters of the structure. */
export function projected({ before }: RuleLine, context: RuleContext): Applied | undefined {
  const { store, setting } = context;
  if (!setting.structure) return undefined;
  const node = flat(store, context.array(before));
  return { kind: "axes", node: alongStructure(store, node, setting.structure, setting.wrtSize) };
}

/** One entry of what the part stands for; a function that is defined by its entries, by those. */
export function asEntries(line: RuleLine, context: RuleContext): Applied | undefined {
  const { before } = line;
  if (line.part !== undefined && rootName(before) === line.part) {
    const reference = context.entryOfPart(line.part, lettersOf(before), line.labels);
    return { kind: "value", value: { kind: "entry", reference } };
  }
  const { operand, indices } =
    before.kind === "entry" ? before : { operand: before, indices: [] as const };
  const defined =
    operand.kind === "call"
      ? definitionByEntries(operand, indices.map(String), (letter) => `${letter} of the definition`)
      : undefined;
  return defined && postorder(line.after).some(({ kind }) => kind === "sum")
    ? { kind: "value", value: context.lowered(defined, "symbol", line.labels) }
    : sameValue(line);
}

/** Every term under a sign of its own. */
export function termByTerm(line: RuleLine): Applied | undefined {
  const bodies = postorder(line.after).flatMap((node) =>
    node.kind === "derivative" ? [node.body] : [],
  );
  const isSplit = bodies.every((body) => body.kind !== "sum" && addendsOf(body).length === 1);
  return bodies.length > 0 && isSplit ? sameValue(line) : undefined;
}

/** ∂x_p/∂x_j as deltas, wherever it stands. */
export function deltasAppear({ before }: RuleLine, context: RuleContext): Applied | undefined {
  const { wrt } = context.setting;
  const isOwn = (node: Expression): boolean =>
    node.kind === "derivative" && rootName(node.body) === wrt && rootName(node.by) === wrt;
  if (!postorder(before).some(isOwn)) return undefined;
  return { kind: "line", line: replaced(before, isOwn, asDeltas) };
}

export function deltasGo(line: RuleLine): Applied | undefined {
  const result = summedOut(line);
  return result && line.deltas.length > 0 ? { kind: "line", line: result } : undefined;
}

/** Whether a node is one of the things that are put in. */
export function isPutIn(node: Expression, { uses, names }: RuleLine): boolean {
  if (node.kind === "name") {
    return (
      names.includes(node.name) ||
      uses.some(({ left }) => left?.kind === "name" && left.name === node.name)
    );
  }
  return uses.some(
    ({ left }) =>
      node.kind === "derivative" &&
      left?.kind === "derivative" &&
      rootName(node.body) === rootName(left.body) &&
      rootName(node.by) === rootName(left.by),
  );
}

/** A group ends where its last line ends; its lines are applied again one by one. */
export function lastOfSubsteps({ substeps }: RuleLine): Applied | undefined {
  const last = substeps.at(-1);
  return last && { kind: "line", line: last.after };
}

export function stacked({ before }: RuleLine, context: RuleContext): Applied {
  const value = context.array(before);
  const order = [...value.columns, ...value.rows];
  return { kind: "axes", node: context.store.permute(value.node, order) };
}

/** The values are compared, in exact arithmetic where there is one. */
export function equalByValues(
  { before, after }: RuleLine,
  context: RuleContext,
): Applied | undefined {
  return context.sameValues(before, after) ? { kind: "line", line: after } : undefined;
}
