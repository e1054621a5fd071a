import { entrywiseDerivative, primitiveDerivative } from "../calculus/local-rules.ts";
import { functionNamed, functionWords } from "../functions/table.ts";
import {
  type Factor,
  type NodeId,
  parts as partsOf,
  type Reference,
  type Term,
} from "../graph/node.ts";
import { expand, replaceNodes } from "../graph/rebuild.ts";
import type { Store } from "../graph/store.ts";
import * as Q from "../numbers/rational.ts";
import { termsOf } from "./parts.ts";
import type { RuleName } from "./step.ts";
import { ruleForTerms } from "../rules/apply.ts";
import { words } from "./words.ts";

/** The functions in a node whose argument holds one of `live`, in one walk from the inside. */
export function functionsOf(store: Store, root: NodeId, live: ReadonlySet<NodeId>): string[] {
  const names = new Set<string>();
  const known = new Set(live);
  for (const id of store.reachable(root, partsOf).reverse()) {
    const node = store.node(id);
    if (!partsOf(node).some((part) => known.has(part))) continue;
    known.add(id);
    if (node.kind === "map" || node.kind === "apply") names.add(node.function);
  }
  return [...names];
}

/** Of powers, and of roots and reciprocals that are not written as such, what is done with them. */
export function powerReason(live: readonly Factor[]): string {
  const reasons = live.flatMap(({ exponent }) => {
    if (Q.isOne(exponent)) return [];
    if (Q.equal(exponent, Q.HALF)) return [words.rootRule];
    return Q.equal(exponent, Q.negate(Q.ONE)) ? [words.reciprocalRule] : [words.powerRule];
  });
  return [...new Set(reasons)].join(" ");
}

/** What the rules need to know of the derivation so far; the maps grow while it goes on. */
export interface RuleContext {
  readonly by: NodeId;
  readonly byName: string;
  readonly byLabels: readonly number[];
  /** The symbol ∂x/∂x. */
  readonly bySymbol: NodeId;
  /** By the symbol of a named part: the symbol of its derivative. */
  readonly symbols: ReadonlyMap<NodeId, NodeId>;
  /** By what a named part means: its symbol. */
  readonly definitions: ReadonlyMap<NodeId, NodeId>;
}

/**
 * The same local rules as those of the reverse accumulation, applied forward to one term: each
 * factor that depends on the variable is differentiated in its place, and what is inside stays a
 * symbol ∂u/∂x until the next line.
 */
export class TermRules {
  readonly #store: Store;
  readonly #by: NodeId;
  readonly #byName: string;
  readonly #byLabels: readonly number[];
  readonly #bySymbol: NodeId;
  readonly #symbols: ReadonlyMap<NodeId, NodeId>;
  readonly #definitions: ReadonlyMap<NodeId, NodeId>;
  readonly #dependence = new Map<NodeId, boolean>();

  constructor(store: Store, context: RuleContext) {
    this.#store = store;
    this.#by = context.by;
    this.#byName = context.byName;
    this.#byLabels = context.byLabels;
    this.#bySymbol = context.bySymbol;
    this.#symbols = context.symbols;
    this.#definitions = context.definitions;
  }

  /** The product rule and the rules of functions on one term, with ∂x/∂x and ∂u/∂x as symbols. */
  differentiate(term: Term): Term[] {
    return term.factors.flatMap((factor, position) => {
      if (!this.depends(factor.node)) return [];
      const before = term.factors.slice(0, position);
      const after = term.factors.slice(position + 1);
      const lowered = Q.subtract(factor.exponent, Q.ONE);
      const power = Q.isZero(lowered) ? [] : [{ ...factor, exponent: lowered }];
      return this.#derivativeOf(factor.node, factor.indices).map((inner) => ({
        coefficient: Q.multiply(Q.multiply(term.coefficient, factor.exponent), inner.coefficient),
        factors: [...before, ...power, ...inner.factors, ...after],
      }));
    });
  }

  /** The derivative of a node at labels, as terms that hold a derivative symbol each. */
  #derivativeOf(id: NodeId, at: readonly number[]): Term[] {
    const store = this.#store;
    const symbol = id === this.#by ? this.#bySymbol : this.#symbols.get(id);
    if (symbol !== undefined) {
      const factor = { node: symbol, indices: [...at, ...this.#byLabels], exponent: Q.ONE };
      return [{ coefficient: Q.ONE, factors: [factor] }];
    }
    const node = store.node(id);
    // An argument that is no part of its own: the variable turned over, as in softmax(X').
    if (node.kind === "poly") {
      return termsOf(store, id, at).flatMap((term) => this.differentiate(term));
    }
    if (node.kind !== "map" && node.kind !== "apply") return [];
    return node.arguments.flatMap((argument, k) => {
      if (!this.depends(argument.node)) return [];
      if (node.kind === "map") {
        const indices = (argument as { indices: readonly number[] }).indices.map(
          (index) => at[index]!,
        );
        const slope = entrywiseDerivative(store, node, k, at);
        return this.#derivativeOf(argument.node, indices).map((inner) =>
          this.#withSlope(slope, inner),
        );
      }
      const input = store.labelsFor(argument.node);
      const slope = primitiveDerivative(store, node, k, at, input);
      return this.#opened(slope).flatMap((outer) =>
        this.#derivativeOf(argument.node, input).map((inner) => ({
          coefficient: Q.multiply(outer.coefficient, inner.coefficient),
          factors: [...outer.factors, ...inner.factors],
        })),
      );
    });
  }

  /** A slope multiplied out, so that its deltas can be summed; a function that has a name gets it. */
  #opened(slope: Reference): Term[] {
    const expanded = expand(this.#store, this.#store, slope.node);
    const named = replaceNodes(this.#store, expanded, this.#definitions);
    return termsOf(this.#store, named, slope.indices);
  }

  /** The slope of an element-wise function in front: a product is opened, a sum stays in brackets. */
  #withSlope(slope: Reference, inner: Term): Term {
    const store = this.#store;
    const named = replaceNodes(store, slope.node, this.#definitions);
    const node = store.node(named);
    const [only] = node.kind === "poly" ? node.terms : [];
    if (node.kind !== "poly" || node.terms.length !== 1) {
      const factor = { node: named, indices: slope.indices, exponent: Q.ONE };
      return { coefficient: inner.coefficient, factors: [factor, ...inner.factors] };
    }
    const opened = store.instantiate(node, only!, slope.indices);
    return {
      coefficient: Q.multiply(opened.coefficient, inner.coefficient),
      factors: [...opened.factors, ...inner.factors],
    };
  }

  /** The functions whose known derivative the terms need. */
  functionsIn(terms: readonly Term[]): string[] {
    const live = new Set([this.#by, ...this.#symbols.keys()]);
    const factors = new Set(terms.flatMap((term) => term.factors.map(({ node }) => node)));
    const names = [...factors]
      .filter((node) => this.depends(node))
      .flatMap((node) => functionsOf(this.#store, node, live));
    return [...new Set(names)];
  }

  ruleOf(terms: readonly Term[]): { name: RuleName; title: string; reason: string } {
    const byName = this.#byName;
    const name = ruleForTerms(this.#store, terms, (id) => this.depends(id));
    const live = terms.flatMap((term) =>
      term.factors.filter((factor) => this.depends(factor.node)),
    );
    switch (name) {
      case "product-rule": {
        const counts = terms.map(
          ({ factors }) => factors.filter((factor) => this.depends(factor.node)).length,
        );
        const places = this.#placesIn(terms);
        if (this.#isQuotient(terms)) {
          return { name, title: "Quotient rule", reason: words.quotientRule(places) };
        }
        const reason = words.productRule(byName, Math.max(...counts), places);
        return { name, title: "Product rule", reason };
      }
      case "function-rule": {
        const first = live
          .map((factor) => this.#store.node(factor.node))
          .find((node) => node.kind === "map" || node.kind === "apply");
        if (first?.kind !== "map" && first?.kind !== "apply") throw new Error("no function");
        const source = functionNamed(first.function)?.source;
        const called = functionWords(first.function);
        return {
          name,
          title: `The derivative of ${called}`,
          reason: words.functionRule(called, first.kind === "map", source),
        };
      }
      case "chain-rule":
        return { name, title: "Power and chain rule", reason: powerReason(live) };
      case "constant-rule":
        return {
          name,
          title: `Take out what does not depend on ${byName}`,
          reason: words.constants(byName),
        };
    }
  }

  /** The named parts that the factors of one term are, those above first; empty where there are others. */
  #placesIn(terms: readonly Term[]): string[] {
    const [only] = terms;
    if (terms.length !== 1) return [];
    const live = only!.factors.filter((factor) => this.depends(factor.node));
    const above = live.filter(({ exponent }) => !Q.isNegative(exponent));
    const names = [...above, ...live.filter((factor) => !above.includes(factor))].map(
      ({ node: id, exponent }) => {
        const node = this.#store.node(id);
        const isName = node.kind === "variable" && id !== this.#by;
        return isName && Q.isOne(Q.absolute(exponent)) ? node.name : undefined;
      },
    );
    const known = [...new Set(names.filter((name) => name !== undefined))];
    return known.length === names.length ? known : [];
  }

  /** One thing over another, and both depend on the variable. */
  #isQuotient(terms: readonly Term[]): boolean {
    const [only] = terms;
    const live = only?.factors.filter((factor) => this.depends(factor.node)) ?? [];
    return (
      terms.length === 1 &&
      live.length === 2 &&
      live.filter(({ exponent }) => Q.isNegative(exponent)).length === 1 &&
      live.every(({ exponent }) => Q.isOne(Q.absolute(exponent)))
    );
  }

  /** Whether a node contains the variable, or a named part that does. */
  depends(id: NodeId): boolean {
    let known = this.#dependence.get(id);
    if (known === undefined) {
      const live = new Set([this.#by, ...this.#symbols.keys()]);
      known = this.#store.reachable(id, partsOf).some((part) => live.has(part));
      this.#dependence.set(id, known);
    }
    return known;
  }
}
