import { type Dimension, multiplyDimensions } from "../dimensions/dimension.ts";
import type { EntrywiseOverload, PrimitiveOverload } from "../functions/definition.ts";
import { entrywiseOverload, functionNamed } from "../functions/table.ts";
import * as Q from "../numbers/rational.ts";
import { canonicalFactors } from "./canonical.ts";
import { hashNumbers, hashRational, hashText, hashWord, mix } from "./hash.ts";
import { NODE_BUDGET, SUM_BARRIER } from "./limits.ts";
import { type NodeFactory, normalMonomial } from "./monomial.ts";
import type {
  ApplyNode,
  Factor,
  Grouped,
  MapNode,
  Node,
  NodeId,
  PolyNode,
  Reference,
  Term,
} from "./node.ts";
import { BudgetExceeded, soleMatrix } from "./node.ts";
import { collected, type HashedTerm, isSameWhole } from "./terms.ts";

/**
 * Interned, immutable nodes: equal contents are the same id, and a node's parts have smaller ids, so
 * every walk over the graph is a loop over ids. A store is disposable, one for each problem.
 *
 * While a term is being built its indices are **labels**, numbers handed out by `label`, each with a
 * size; `poly` names which of them are free and turns the rest into bound indices.
 */
export class Store implements NodeFactory {
  readonly nodes: Node[] = [];
  /** Leaves by what they say. */
  readonly #byKey = new Map<string, NodeId>();
  /** Deltas by the key of their size. */
  readonly #deltas = new Map<string, NodeId>();
  /** Plain numbers, by the objects that formulas hold again and again. */
  readonly #rationals = new Map<Q.Rational, NodeId>();
  /** The latest whole of a content hash; `#sameHash` leads from it to the others. */
  readonly #byHash = new Map<number, NodeId>();
  readonly #sameHash: (NodeId | undefined)[] = [];
  readonly #labelSizes: Dimension[] = [];
  readonly #symmetric = new Map<NodeId, boolean>();
  readonly #symmetricVariables: ReadonlySet<string>;

  /**
   * `symmetricVariables`: names whose entries are known to be symmetric. Only for a store in which
   * nothing is differentiated any more: with the fact used earlier, the second derivative of an
   * inverse of a symmetric X would be wrong.
   */
  constructor(symmetricVariables: ReadonlySet<string> = new Set()) {
    this.#symmetricVariables = symmetricVariables;
  }

  node(id: NodeId): Node {
    return this.nodes[id]!;
  }

  /** A fresh index of that size. */
  label(size: Dimension): number {
    return this.#labelSizes.push(size) - 1;
  }

  /** A fresh index for each axis of a node. */
  labelsFor(id: NodeId): number[] {
    return this.node(id).axes.map((axis) => this.label(axis));
  }

  sizeOfLabel(label: number): Dimension {
    return this.#labelSizes[label]!;
  }

  /** `sides` says how many of the axes make up each side, where that is more than one. */
  variable(name: string, axes: readonly Dimension[], sides?: readonly number[]): NodeId {
    const grouped = sides?.some((count) => count > 1) ? { sides } : {};
    const text = `${name} ${grouped.sides ? `${grouped.sides.join(".")} ` : ""}`;
    const hash = hashNumbers(hashText(`variable ${name}`), axes.map(hashOfDimension));
    return this.#intern(`v ${text}${axes.map((axis) => axis.key).join()}`, () => ({
      kind: "variable",
      name,
      axes,
      hash,
      ...grouped,
    }));
  }

  delta(size: Dimension): NodeId {
    let id = this.#deltas.get(size.key);
    if (id === undefined) {
      const hash = mix(DELTA_HASH, hashOfDimension(size));
      id = this.#append({ kind: "delta", axes: [size, size], hash });
      this.#deltas.set(size.key, id);
    }
    return id;
  }

  /** The unit vector at a position counted from 1: X[1,2] is e_1'*X*e_2. */
  unit(position: number, size: Dimension): NodeId {
    return this.#intern(`unit ${position} ${size.key}`, () => ({
      kind: "unit",
      position,
      axes: [size],
      hash: mix(hashText(`unit ${position}`), hashOfDimension(size)),
    }));
  }

  dimensionSymbol(symbol: string): NodeId {
    return this.#intern(`dimension ${symbol}`, () => ({
      kind: "dimension",
      symbol,
      axes: [],
      hash: hashText(`dimension ${symbol}`),
    }));
  }

  constant(name: string): NodeId {
    return this.#intern(`constant ${name}`, () => ({
      kind: "constant",
      name,
      axes: [],
      hash: hashText(`constant ${name}`),
    }));
  }

  rational(value: Q.Rational): NodeId {
    let id = this.#rationals.get(value);
    if (id === undefined) {
      id = this.poly([], [{ coefficient: value, factors: [] }]);
      this.#rationals.set(value, id);
    }
    return id;
  }

  /**
   * The sum of `terms`, whose indices are labels, as an array over `free` in that order; all other
   * labels are summed over. In normal form: products inlined up to the barrier, deltas summed out,
   * equal factors and equal terms collected. Nothing is expanded.
   */
  poly(free: readonly number[], terms: readonly Term[]): NodeId {
    const rank = free.length;
    const position = new Map<number, number>();
    for (let k = 0; k < rank; k++) position.set(free[k]!, k);
    const numbered: HashedTerm[] = [];
    for (const raw of terms) {
      const normal = normalMonomial(this, raw, position);
      if (!normal) continue;
      for (const term of this.#spread(normal, position)) {
        numbered.push(this.#number(term, position, rank));
      }
    }
    const kept = collected(numbered);
    const only = kept.length === 1 ? kept[0]!.term : undefined;
    if (only && Q.isOne(only.coefficient) && only.factors.length === 1) {
      const [factor] = only.factors;
      const plain = Q.isOne(factor!.exponent) && factor!.indices.every((index, k) => index === k);
      if (plain && factor!.indices.length === rank) return factor!.node;
    }
    const axes = free.map((label) => this.sizeOfLabel(label));
    let hash = mix(POLY_HASH, rank);
    for (const axis of axes) hash = mix(hash, hashOfDimension(axis));
    hash = mix(hash, 2 * kept.length);
    for (const { term, hash: own } of kept) {
      hash = mix(mix(hash, own), hashRational(term.coefficient));
    }
    return this.#internWhole(hash, {
      kind: "poly",
      axes,
      hash,
      terms: kept.map(({ term }) => term),
      weight: kept.reduce((sum, { term }) => sum + Math.max(1, term.factors.length), 0),
    });
  }

  zero(axes: readonly Dimension[]): NodeId {
    return this.poly(
      axes.map((axis) => this.label(axis)),
      [],
    );
  }

  isZero(id: NodeId): boolean {
    const node = this.node(id);
    return node.kind === "poly" && node.terms.length === 0;
  }

  /** The value of a node that is a plain number (the same in every entry), or undefined. */
  constantValue(id: NodeId): Q.Rational | undefined {
    const node = this.node(id);
    if (node.kind !== "poly") return undefined;
    if (node.terms.length === 0) return Q.ZERO;
    const [term] = node.terms;
    return node.terms.length === 1 && term!.factors.length === 0 ? term!.coefficient : undefined;
  }

  /** `reference` to the power 1, as a factor. */
  factor(reference: Reference, exponent: Q.Rational = Q.ONE): Factor {
    return { node: reference.node, indices: reference.indices, exponent };
  }

  /** A sum of terms in labels, as a reference over the given free labels. */
  reference(free: readonly number[], terms: readonly Term[]): Reference {
    return { node: this.poly(free, terms), indices: free };
  }

  /** An element-wise function of references; the result carries each of their labels once. */
  map(functionName: string, args: readonly Reference[]): Reference {
    const reduced = args.map((argument) => this.#reduce(argument));
    const overload = entrywiseOverload(functionName);
    const simple = overload && this.#simplifyMap(overload, reduced);
    if (simple) return simple;
    const labels: number[] = [];
    const inner = reduced.map(({ node, indices }) => ({
      node,
      indices: indices.map((label) => {
        const known = labels.indexOf(label);
        return known < 0 ? labels.push(label) - 1 : known;
      }),
    }));
    const axes = labels.map((label) => this.sizeOfLabel(label));
    const said: number[] = [];
    for (const { node, indices } of inner) said.push(this.node(node).hash, ...indices, -1);
    const hash = hashNumbers(hashWord(`map ${functionName}`), said);
    const node = this.#internWhole(hash, {
      kind: "map",
      function: functionName,
      arguments: inner,
      axes,
      hash,
    });
    return { node, indices: labels };
  }

  /**
   * A primitive function of whole arrays. The axes of the result are those of `sides`, in order;
   * the caller has matched the overload.
   */
  apply(
    functionName: string,
    overload: number,
    args: readonly Grouped[],
    sides: readonly (readonly Dimension[])[],
  ): NodeId {
    const axes = sides.flat();
    const text = args.map((argument) => `${argument.node}:${argument.sides.join(".")}`).join();
    return this.#intern(`a ${functionName} ${overload} ${text}`, () => ({
      kind: "apply",
      function: functionName,
      overload,
      arguments: args,
      axes,
      sides: sides.map((side) => side.length),
      hash: hashNumbers(
        hashText(`apply ${functionName} ${overload}`),
        args.flatMap((argument) => [this.node(argument.node).hash, ...argument.sides, -1]),
      ),
    }));
  }

  primitive(functionName: string, overload: number): PrimitiveOverload {
    const found = functionNamed(functionName)?.overloads[overload];
    if (found?.kind !== "primitive") throw new Error(`${functionName} is no primitive function`);
    return found;
  }

  /** The trace of a primitive function of a matrix, where a function of its own is known for it. */
  traceOf(node: ApplyNode): NodeId | undefined {
    const { trace } = this.primitive(node.function, node.overload);
    if (trace === undefined) return undefined;
    const overloads = functionNamed(trace)?.overloads ?? [];
    const overload = overloads.findIndex(({ kind }) => kind === "primitive");
    return this.apply(trace, overload, node.arguments, []);
  }

  /**
   * A power of a matrix times another power of it, times the matrix itself where none is given;
   * undefined where the exponents add up to a constant number.
   */
  raised(power: ApplyNode, other: ApplyNode | undefined): NodeId | undefined {
    const [base, exponent] = power.arguments;
    const second = other?.arguments[1];
    const sum = this.poly(
      [],
      [exponent!, second].map((each) => ({
        coefficient: Q.ONE,
        factors: each ? [this.factor({ node: each.node, indices: [] })] : [],
      })),
    );
    if (this.constantValue(sum)) return undefined;
    const half = power.sides[0]!;
    const sides = [power.axes.slice(0, half), power.axes.slice(half)];
    return this.apply(power.function, power.overload, [base!, { node: sum, sides: [] }], sides);
  }

  /** The same array with its axes in another order: axis k of the result is axis order[k]. */
  permute(id: NodeId, order: readonly number[]): NodeId {
    if (order.every((axis, k) => axis === k)) return id;
    const labels = this.labelsFor(id);
    return this.poly(
      order.map((axis) => labels[axis]!),
      [{ coefficient: Q.ONE, factors: [this.factor({ node: id, indices: labels })] }],
    );
  }

  /**
   * Whether a node of rank 2 equals its own transpose, by its structure (X'X) or by a known fact.
   * False where that is not seen.
   */
  isSymmetric(id: NodeId): boolean {
    const node = this.node(id);
    if (node.axes.length !== 2) return false;
    let known = this.#symmetric.get(id);
    if (known === undefined) {
      // Asked again while the answer is being found, the node counts as unsymmetric.
      this.#symmetric.set(id, false);
      known = this.#seesSymmetry(id, node);
      this.#symmetric.set(id, known);
    }
    return known;
  }

  #seesSymmetry(id: NodeId, node: Node): boolean {
    if (node.axes[0]!.key !== node.axes[1]!.key) return false;
    switch (node.kind) {
      case "delta":
        return true;
      case "variable":
        return this.#symmetricVariables.has(node.name);
      case "unit":
      case "dimension":
      case "constant":
        return false;
      case "map":
        return node.arguments.every(
          (argument) => argument.indices.length === 0 || this.isSymmetric(argument.node),
        );
      case "apply": {
        const place = soleMatrix(node.arguments);
        return (
          place !== undefined &&
          this.primitive(node.function, node.overload).transposedArgument === "transposed" &&
          this.isSymmetric(node.arguments[place]!.node)
        );
      }
      case "poly":
        return this.permute(id, [1, 0]) === id;
    }
  }

  /** Factors that multiply a term by the size of a label that was summed over but left unused. */
  sizeFactors(sizes: readonly Dimension[]): { coefficient: Q.Rational; factors: Factor[] } {
    const product = multiplyDimensions(sizes);
    return {
      coefficient: Q.rational(product.coefficient),
      factors: product.symbols.map((symbol) => ({
        node: this.dimensionSymbol(symbol),
        indices: [],
        exponent: Q.ONE,
      })),
    };
  }

  /** The number of distinct nodes below `id`, itself included. */
  reachable(id: NodeId, partsOf: (node: Node) => readonly NodeId[]): NodeId[] {
    const seen = new Uint8Array(id + 1);
    seen[id] = 1;
    const found: NodeId[] = [];
    for (let k = id; k >= 0; k--) {
      if (!seen[k]) continue;
      found.push(k);
      for (const part of partsOf(this.node(k))) seen[part] = 1;
    }
    return found;
  }

  /** A term that is nothing but a sum at free indices becomes that sum's terms. */
  #spread(term: Term, position: ReadonlyMap<number, number>): readonly Term[] {
    const [factor] = term.factors;
    if (term.factors.length !== 1 || !Q.isOne(factor!.exponent)) return [term];
    const node = this.node(factor!.node);
    if (node.kind !== "poly" || node.terms.length < 2 || node.terms.length > SUM_BARRIER)
      return [term];
    const { indices } = factor!;
    const distinct = new Set(indices).size === indices.length;
    if (!distinct || !indices.every((label) => position.has(label))) return [term];
    return node.terms.map((inner) => this.instantiate(node, inner, indices, term.coefficient));
  }

  /** A term of an interned poly with labels for its indices: `at` for the free ones, fresh ones for the bound. */
  instantiate(node: PolyNode, term: Term, at: readonly number[], scale: Q.Rational = Q.ONE): Term {
    const rank = node.axes.length;
    const labels: number[] = [];
    const factors = term.factors.map(({ node: part, indices, exponent }) => ({
      node: part,
      indices: indices.map((index, axis) =>
        index < rank
          ? at[index]!
          : (labels[index - rank] ??= this.label(this.node(part).axes[axis]!)),
      ),
      exponent,
    }));
    return { coefficient: Q.multiply(term.coefficient, scale), factors };
  }

  #number(term: Term, position: ReadonlyMap<number, number>, rank: number): HashedTerm {
    const bound = new Map<number, number>();
    const sizes: number[] = [];
    const numberOf = (label: number): number => {
      let index = position.get(label) ?? bound.get(label);
      if (index === undefined) {
        index = rank + sizes.length;
        sizes.push(hashOfDimension(this.sizeOfLabel(label)));
        bound.set(label, index);
      }
      return index;
    };
    const factors = canonicalFactors(
      term.factors.map(({ node, indices, exponent }) => ({
        node,
        indices: indices.map(numberOf),
        exponent,
      })),
      rank,
      (factor) => this.node(factor.node).hash,
      (factor) => this.isSymmetric(factor.node),
      (index) => sizes[index - rank]!,
    );
    let hash = mix(
      31,
      factors.reduce((sum, { indices }) => sum + indices.length + 3, 0),
    );
    for (const { node, indices, exponent } of factors) {
      hash = mix(mix(hash, this.node(node).hash), hashRational(exponent));
      for (const index of indices) hash = mix(hash, index);
      hash = mix(hash, -1);
    }
    return { term: { coefficient: term.coefficient, factors }, hash };
  }

  /**
   * The same value by a simpler node: permuted, repeated and absent axes move into the index list,
   * and of a matrix and its transpose always the same one is chosen.
   */
  #reduce(reference: Reference): Reference {
    const node = this.node(reference.node);
    if (node.kind !== "poly") return reference;
    const [term] = node.terms;
    const rank = node.axes.length;
    if (node.terms.length === 1 && Q.isOne(term!.coefficient) && term!.factors.length === 1) {
      const [factor] = term!.factors;
      if (Q.isOne(factor!.exponent) && factor!.indices.every((index) => index < rank)) {
        const indices = factor!.indices.map((index) => reference.indices[index]!);
        return this.#reduce({ node: factor!.node, indices });
      }
    }
    const isUsed = node.axes.map(() => false);
    for (const { factors } of node.terms) {
      for (const { indices } of factors) {
        for (const index of indices) if (index < rank) isUsed[index] = true;
      }
    }
    if (isUsed.includes(false)) {
      const labels = this.labelsFor(reference.node);
      const kept = labels.map((_, axis) => axis).filter((axis) => isUsed[axis]);
      const smaller = this.poly(
        kept.map((axis) => labels[axis]!),
        node.terms.map((each) => this.instantiate(node, each, labels)),
      );
      return this.#reduce({
        node: smaller,
        indices: kept.map((axis) => reference.indices[axis]!),
      });
    }
    if (rank === 2) {
      const [row, column] = reference.indices;
      const transposed = this.permute(reference.node, [1, 0]);
      if (this.node(transposed).hash < node.hash) {
        return { node: transposed, indices: [column!, row!] };
      }
    }
    return reference;
  }

  #simplifyMap(overload: EntrywiseOverload, args: readonly Reference[]): Reference | undefined {
    const [only] = args;
    if (args.length !== 1) return undefined;
    const argument = this.node(only!.node);
    if (argument.kind === "map" && overload.undoes?.includes(argument.function)) {
      const [inner] = argument.arguments;
      return {
        node: inner!.node,
        indices: inner!.indices.map((index) => only!.indices[index]!),
      };
    }
    const value = this.constantValue(only!.node);
    const known =
      value &&
      overload.knownValues?.find(([at]) => Q.equal(Q.parseDecimal(at) ?? Q.MINUS_ONE, value));
    const result = known && Q.parseDecimal(known[1]);
    return result ? { node: this.rational(result), indices: [] } : undefined;
  }

  #intern(key: string, make: () => Node): NodeId {
    let id = this.#byKey.get(key);
    if (id === undefined) {
      id = this.#append(make());
      this.#byKey.set(key, id);
    }
    return id;
  }

  /** As `#intern`, for the many nodes that are made of others: no key is written for them. */
  #internWhole(hash: number, node: PolyNode | MapNode): NodeId {
    const latest = this.#byHash.get(hash);
    for (let id = latest; id !== undefined; id = this.#sameHash[id]) {
      if (isSameWhole(this.node(id), node)) return id;
    }
    const id = this.#append(node);
    this.#byHash.set(hash, id);
    if (latest !== undefined) this.#sameHash[id] = latest;
    return id;
  }

  #append(node: Node): NodeId {
    if (this.nodes.length >= NODE_BUDGET) throw new BudgetExceeded(`${NODE_BUDGET} nodes`);
    return this.nodes.push(node) - 1;
  }
}

const POLY_HASH = hashText("poly");
const DELTA_HASH = hashText("delta");

function hashOfDimension(size: Dimension): number {
  return hashWord(size.key);
}
