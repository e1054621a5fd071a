import { differentiate } from "../calculus/differentiate.ts";
import type { Dimension } from "../dimensions/dimension.ts";
import { checkEquality, type EqualityClaim } from "../evaluation/check-equality.ts";
import type { Structure } from "../evaluation/directional.ts";
import { CannotLower, lower, type Lowered, type Scope } from "../graph/lower.ts";
import { BudgetExceeded, type NodeId, parts as partsOf, type Reference } from "../graph/node.ts";
import { copyInto, expand, replaceNodes } from "../graph/rebuild.ts";
import type { Store } from "../graph/store.ts";
import * as V from "../graph/value.ts";
import * as Q from "../numbers/rational.ts";
import * as B from "../syntax/build.ts";
import { withParts } from "../syntax/equality.ts";
import {
  children,
  type Derivative,
  type Expression,
  fold,
  postorder,
} from "../syntax/expression.ts";

/** What a rule gives: a line, or its value over labels or axes. */
export type Applied =
  | { readonly kind: "line"; readonly line: Expression }
  | { readonly kind: "value"; readonly value: Lowered }
  /** An array over axes in this order, whichever of them run down. */
  | { readonly kind: "axes"; readonly node: NodeId };

/** How the sign ∂ is read in a line. */
export type SignReading =
  /** `∂u_p/∂x_j` is a symbol of its own; nothing else may stand under the sign. */
  | "symbol"
  /** Every ∂(...)/∂x_j is a mark beside the terms that depend on x. */
  | "mark"
  /** ∂(...)/∂x_j is carried out, down to symbols. */
  | "carried-out";

/** What a derivation is about. */
export interface Setting {
  readonly store: Store;
  readonly arrays: ReadonlyMap<string, V.Value>;
  readonly sizes: ReadonlyMap<string, readonly Dimension[]>;
  readonly method: "indices" | "identities" | "differentials";
  readonly functionName: string;
  readonly wrt: string;
  /** How many axes of the function run down. */
  readonly fRows: number;
  /** The function, its axes in reading order. */
  readonly f: NodeId;
  readonly structure: Structure | undefined;
  /** The size of the variable, where it is known as a number. */
  readonly wrtSize: number | undefined;
  readonly symmetric: ReadonlySet<string>;
  /** What is known of the variables where values are compared. */
  readonly claim: Omit<EqualityClaim, "left" | "right">;
}

interface Part {
  readonly name: string;
  /** What it stands for, in terms of the parts before it. */
  readonly means: Expression;
  readonly meaning: V.Value;
  /** The variable that stands for it; absent for the function itself. */
  readonly symbol?: V.Value;
}

/**
 * The names of a derivation and what they stand for: where its lines are read as values, so that a
 * rule can be applied again and the outcome compared.
 */
export class RuleContext {
  readonly setting: Setting;
  readonly store: Store;
  readonly #names = new Map<string, Lowered>();
  readonly #parts = new Map<string, Part>();
  /** By the symbol of a part: what it stands for. */
  readonly #meanings = new Map<NodeId, NodeId>();
  readonly #liveness = new Map<NodeId, boolean>();
  #letters: ReadonlyMap<string, Dimension[]> = new Map();
  #told: string | undefined;
  #keepsProducts = false;

  constructor(setting: Setting) {
    this.setting = setting;
    this.store = setting.store;
    for (const [name, value] of setting.arrays) this.#names.set(name, { kind: "array", value });
    if (setting.method === "differentials") this.#defineDifferential(setting.wrt, this.#by());
  }

  /** A named part, in terms of the parts before it. */
  definePart(name: string, means: Expression): void {
    const value = this.array(means);
    const order = V.sidesOf(value).flat();
    const node = this.store.permute(value.node, order);
    const meaning = V.withSides(
      node,
      [value.rows.length, value.columns.length].filter((count) => count > 0),
    );
    const { axes } = this.store.node(node);
    const symbol = { ...meaning, node: this.store.variable(name, axes) };
    this.#names.set(name, { kind: "array", value: symbol });
    this.#parts.set(name, { name, means, meaning, symbol });
    this.#meanings.set(symbol.node, node);
    if (this.setting.method === "differentials") this.#defineDifferential(name, symbol);
  }

  /** The function itself, in terms of the parts. */
  defineFunction(body: Expression): void {
    const { functionName, fRows, f } = this.setting;
    const { length } = this.store.node(f).axes;
    const lowered = this.lowered(body, "symbol");
    // An index expression has its letters in the order of the axes of f already.
    const node = lowered.kind === "array" ? this.#ordered(lowered.value) : f;
    const meaning = V.ordered(node, fRows, length - fRows);
    this.#parts.set(functionName, { name: functionName, means: body, meaning });
    if (this.setting.method === "differentials") this.#defineDifferential(functionName, meaning);
  }

  #ordered(value: V.Value): NodeId {
    return this.store.permute(value.node, V.sidesOf(value).flat());
  }

  #by(): V.Value {
    return this.setting.arrays.get(this.setting.wrt)!;
  }

  #defineDifferential(name: string, value: V.Value): void {
    const { axes } = this.store.node(value.node);
    const node = this.store.variable(`d${name}`, axes);
    this.#names.set(`d${name}`, { kind: "array", value: { ...value, node } });
  }

  get functionPart(): Part {
    return this.#parts.get(this.setting.functionName)!;
  }

  part(name: string): Part | undefined {
    return this.#parts.get(name);
  }

  /** The function, and every named part. */
  get parts(): readonly Part[] {
    return [...this.#parts.values()];
  }

  /** The variable and the parts that are shorthand: what the sign ∂ may stand before. */
  get symbols(): readonly { readonly name: string; readonly value: V.Value }[] {
    const named = this.parts.flatMap(({ name, symbol }) =>
      symbol ? [{ name, value: symbol }] : [],
    );
    return [{ name: this.setting.wrt, value: this.#by() }, ...named];
  }

  differentialOf(name: string): V.Value {
    const known = this.#names.get(`d${name}`);
    if (known?.kind !== "array") throw new CannotLower(`d${name} has no meaning here`);
    return known.value;
  }

  /** ∂of/∂by as a variable over the axes of both. */
  derivativeSymbol(of: string, by: string): V.Value {
    const ofValue = this.#valueNamed(of);
    const byValue = this.#valueNamed(by);
    const sides = [...V.sidesOf(ofValue), ...V.sidesOf(byValue)].filter(({ length }) => length > 0);
    const { store } = this;
    const axes = [...store.node(ofValue.node).axes, ...store.node(byValue.node).axes];
    const node = store.variable(`∂${of}/∂${by}`, axes);
    return V.withSides(
      node,
      sides.map(({ length }) => length),
    );
  }

  #valueNamed(name: string): V.Value {
    const part = this.#parts.get(name);
    if (part) return part.symbol ?? part.meaning;
    const known = this.setting.arrays.get(name);
    if (!known) throw new CannotLower(`the name ${name} has no meaning here`);
    return known;
  }

  /**
   * Runs with the letters of these lines, whose sizes are then known where only deltas hold them;
   * `told` is the part that the lines are about.
   */
  within<T>(lines: readonly Expression[], told: string | undefined, run: () => T): T {
    const before = { letters: this.#letters, told: this.#told };
    this.#letters = this.#letterSizes(lines, this.#names);
    this.#told = told;
    try {
      return run();
    } finally {
      this.#letters = before.letters;
      this.#told = before.told;
    }
  }

  /**
   * Whether something holds with n*m read as two axes, as in a Kronecker product, or as one: a line
   * alone does not tell what `eye(n*m)` stands beside.
   */
  withEitherSizes(holds: () => boolean): boolean {
    if (holds()) return true;
    this.#keepsProducts = true;
    try {
      return holds();
    } finally {
      this.#keepsProducts = false;
    }
  }

  array(e: Expression): V.Value {
    const lowered = this.lowered(e, "symbol");
    if (lowered.kind !== "array") throw new CannotLower("an entry where an array is due");
    return lowered.value;
  }

  /** A line as a value; letters that several lines share are shared by `letters`. */
  lowered(
    root: Expression,
    reading: SignReading,
    letters: Map<string, readonly number[]> = new Map(),
  ): Lowered {
    const names = new Map(this.#names);
    const rewritten = new Map<Expression, Expression>();
    const scope: Scope = {
      names,
      sizes: this.setting.sizes,
      letters,
      keepsProducts: this.#keepsProducts,
      deltaSizes: (delta) =>
        letterSizes.get(String(delta.left)) ?? letterSizes.get(String(delta.right)),
    };
    const letterSizes = new Map([...this.#letters, ...this.#letterSizes([root], names)]);
    for (const node of postorder(root)) {
      if (node.kind === "derivative") {
        const inner: Derivative = { ...node, body: rewritten.get(node.body)! };
        const name = `∂#${names.size}`;
        names.set(name, this.#sign(inner, reading, scope));
        rewritten.set(node, B.name(name));
      } else {
        const own = children(node).map((part) => rewritten.get(part)!);
        rewritten.set(node, withParts(node, own));
      }
    }
    return lower(this.store, rewritten.get(root)!, scope);
  }

  /** The sizes of index letters, by the arrays that they stand in; deltas pass them on. */
  #letterSizes(
    lines: readonly Expression[],
    names: ReadonlyMap<string, Lowered>,
  ): Map<string, Dimension[]> {
    const sizes = new Map<string, Dimension[]>();
    const order = lines.flatMap((line) => postorder(line));
    for (const node of order) {
      if (node.kind !== "entry") continue;
      const value = this.#shapeOf(node.operand, names);
      if (!value) continue;
      const { axes } = this.store.node(value.node);
      const full = V.sidesOf(value).filter((side) => side.length > 0);
      // A side made of several axes has a letter for each where the function is told by its entries.
      const isByAxes = node.indices.length === axes.length;
      const sides = isByAxes ? full.flat().map((axis) => [axis]) : full;
      node.indices.forEach((index, k) => {
        const isWhole = node.indices.length >= 2 && !isByAxes;
        const side = isWhole ? V.sidesOf(value)[k] : sides[k];
        if (side)
          sizes.set(
            String(index),
            side.map((axis) => axes[axis]!),
          );
      });
    }
    for (let pass = 0; pass < 2; pass++) {
      for (const node of order) {
        if (node.kind !== "delta") continue;
        const [a, b] = [String(node.left), String(node.right)];
        const known = sizes.get(a) ?? sizes.get(b);
        if (known) for (const letter of [a, b]) if (!sizes.has(letter)) sizes.set(letter, known);
      }
    }
    return sizes;
  }

  #shapeOf(operand: Expression, names: ReadonlyMap<string, Lowered>): V.Value | undefined {
    if (operand.kind === "name") {
      const known = names.get(operand.name);
      if (known?.kind === "array") return known.value;
      const part = this.#parts.get(operand.name);
      return part?.symbol ?? part?.meaning;
    }
    try {
      const lowered = this.lowered(operand, "symbol");
      return lowered.kind === "array" ? lowered.value : undefined;
    } catch (error) {
      if (error instanceof CannotLower) return undefined;
      throw error;
    }
  }

  #sign({ body, by }: Derivative, reading: SignReading, scope: Scope): Lowered {
    const [of, byName] = [rootName(body), rootName(by)];
    const ofLetters = lettersOf(body);
    const byLetters = lettersOf(by);
    const isSymbol = of !== undefined && this.#isLiveName(of);
    if (byName === undefined) throw new CannotLower("a derivative by no variable");
    // What is carried out is the derivative of the part that the line is about, or of a product.
    const isKept = reading === "symbol" || (reading === "carried-out" && of !== this.#told);
    if (isSymbol && isKept) {
      const symbol = this.derivativeSymbol(of, byName);
      return this.#at(symbol, [...ofLetters, ...byLetters], scope);
    }
    const reference =
      isSymbol && reading === "carried-out"
        ? this.entryOfPart(of, ofLetters, scope.letters)
        : referenceOf(this.store, lower(this.store, body, scope));
    if (reading === "mark") return this.#marked(reference, by, scope);
    if (reading === "symbol") throw new CannotLower("a product under the sign ∂");
    return this.#carriedOut(reference, byName, byLetters, scope);
  }

  /** What stands under a sign ∂, a part as what it stands for. */
  body({ body }: Derivative, letters: Map<string, readonly number[]>): Reference {
    const name = rootName(body);
    return name !== undefined && name === this.#told && this.#parts.has(name)
      ? this.entryOfPart(name, lettersOf(body), letters)
      : referenceOf(this.store, this.lowered(body, "symbol", letters));
  }

  /** `s_p` as the entry of what s stands for, a letter for each of its axes. */
  entryOfPart(
    name: string,
    letters: readonly string[],
    labels: Map<string, readonly number[]>,
  ): Reference {
    const part = this.#parts.get(name);
    if (!part) throw new CannotLower(`the name ${name} has no meaning here`);
    const { node } = part.meaning;
    const { axes } = this.store.node(node);
    if (axes.length !== letters.length) throw new CannotLower("an entry with other letters");
    const indices = letters.map((letter, k) => {
      const known = labels.get(letter);
      const size = axes[k]!;
      if (known?.length === 1 && this.store.sizeOfLabel(known[0]!).key === size.key)
        return known[0]!;
      const label = this.store.label(size);
      labels.set(letter, [label]);
      return label;
    });
    return { node, indices };
  }

  #isLiveName(name: string): boolean {
    return name === this.setting.wrt || this.#parts.has(name);
  }

  #at(value: V.Value, letters: readonly string[], scope: Scope): Lowered {
    if (letters.length === 0) return { kind: "array", value };
    const names = new Map([...scope.names, ["∂", { kind: "array" as const, value }]]);
    return lower(this.store, B.entry(B.name("∂"), letters), { ...scope, names });
  }

  /** Only what depends on the variable, beside a mark for the sign. */
  #marked(reference: Reference, by: Expression, scope: Scope): Lowered {
    const { store } = this;
    const node = store.node(reference.node);
    const terms =
      node.kind === "poly"
        ? node.terms.map((term) => store.instantiate(node, term, reference.indices))
        : [{ coefficient: Q.ONE, factors: [store.factor(reference)] }];
    const live = terms.filter(({ factors }) => factors.some((factor) => this.isLive(factor.node)));
    const value = this.#by();
    const mark = { ...value, node: store.variable("∂", store.node(value.node).axes) };
    const at = referenceOf(store, this.#at(mark, lettersOf(by), scope));
    const labels = [...new Set([...reference.indices, ...at.indices])];
    return {
      kind: "entry",
      reference: store.reference(
        labels,
        live.map((term) => ({ ...term, factors: [...term.factors, store.factor(at)] })),
      ),
    };
  }

  #carriedOut(
    reference: Reference,
    byName: string,
    byLetters: readonly string[],
    scope: Scope,
  ): Lowered {
    const { store } = this;
    const terms = this.symbols.flatMap(({ name, value }) => {
      if (!store.reachable(reference.node, partsOf).includes(value.node)) return [];
      const slope = differentiate(store, reference.node, value.node);
      const inner = store.labelsFor(value.node);
      const symbol = this.derivativeSymbol(name, byName);
      const by = byLetters.length === 0 ? [] : this.#labelsOfBy(byLetters, scope);
      return [
        {
          coefficient: Q.ONE,
          factors: [
            store.factor({ node: slope, indices: [...reference.indices, ...inner] }),
            store.factor({ node: symbol.node, indices: [...inner, ...by] }),
          ],
        },
      ];
    });
    const by = byLetters.length === 0 ? [] : this.#labelsOfBy(byLetters, scope);
    return { kind: "entry", reference: store.reference([...reference.indices, ...by], terms) };
  }

  #labelsOfBy(letters: readonly string[], scope: Scope): readonly number[] {
    const value = this.#by();
    const lowered = this.#at(value, letters, scope);
    return lowered.kind === "entry" ? lowered.reference.indices : [];
  }

  isLive(id: NodeId): boolean {
    let known = this.#liveness.get(id);
    if (known === undefined) {
      const live = new Set(this.symbols.map(({ value }) => value.node));
      known = this.store.reachable(id, partsOf).some((part) => live.has(part));
      this.#liveness.set(id, known);
    }
    return known;
  }

  /** Whether two values are the same, as polynomials and, if need be, with the names written out. */
  isSame(a: Reference, b: Reference): boolean {
    const labels = [...new Set([...a.indices, ...b.indices])].sort((x, y) => x - y);
    const over = (reference: Reference): NodeId =>
      this.store.poly(labels, [{ coefficient: Q.ONE, factors: [this.store.factor(reference)] }]);
    const left = over(a);
    const right = over(b);
    return (
      left === right ||
      this.#expanded(left) === this.#expanded(right) ||
      this.#expanded(this.writtenOut(left)) === this.#expanded(this.writtenOut(right))
    );
  }

  /** Whether two whole arrays agree at random points, names written out, in exact arithmetic where there is one. */
  sameValues(before: Expression, after: Expression): boolean {
    const means = new Map(
      this.parts.flatMap(({ name, means: own, symbol }) => (symbol ? [[name, own] as const] : [])),
    );
    const written = (line: Expression): Expression => {
      let whole = line;
      for (const [name, own] of [...means].reverse()) {
        whole = fold<Expression>(whole, (node, parts) =>
          node.kind === "name" && node.name === name ? own : withParts(node, parts),
        );
      }
      return whole;
    };
    const [left, right] = [written(before), written(after)];
    // The Jacobian of a number is a row; its entries are those of the gradient.
    const turned =
      isRow(this.array(left)) === isRow(this.array(right)) ? right : B.transpose(right);
    return checkEquality({ ...this.setting.claim, left, right: turned }).verdict === "agrees";
  }

  /** With every named part replaced by what it stands for. */
  writtenOut(id: NodeId): NodeId {
    let whole = id;
    const inward = [...this.#meanings].reverse();
    for (const [symbol, meaning] of inward) {
      whole = replaceNodes(this.store, whole, new Map([[symbol, meaning]]));
    }
    return whole;
  }

  #expanded(id: NodeId): NodeId {
    try {
      return expand(this.store, this.store, id);
    } catch (error) {
      if (error instanceof BudgetExceeded) return id;
      throw error;
    }
  }

  /** The same with what is known of the values taken into account. */
  withFacts(id: NodeId, target: Store): NodeId {
    return expand(target, target, copyInto(target, this.store, id));
  }
}

function isRow(value: V.Value): boolean {
  return V.kindOf(value) === "row";
}

export function referenceOf(store: Store, lowered: Lowered): Reference {
  if (lowered.kind === "entry") return lowered.reference;
  const { node } = lowered.value;
  return { node, indices: store.node(node).axes.length === 0 ? [] : store.labelsFor(node) };
}

/** u of `u` and of `u_p`; undefined for anything else. */
export function rootName(e: Expression): string | undefined {
  const base = e.kind === "entry" ? e.operand : e;
  return base.kind === "name" ? base.name : undefined;
}

export function lettersOf(e: Expression): string[] {
  return e.kind === "entry" ? e.indices.map(String) : [];
}
