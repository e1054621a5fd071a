import { functionNamed } from "../functions/table.ts";
import type { Factor, NodeId, Term } from "../graph/node.ts";
import type { Store } from "../graph/store.ts";
import * as Q from "../numbers/rational.ts";
import type { Recovery } from "../recovery/recover.ts";
import * as B from "../syntax/build.ts";
import type { Expression } from "../syntax/expression.ts";
import type { Letters } from "./letters.ts";

/** A symbol ∂u/∂x that is not carried out yet, kept as a variable with the axes of both. */
export interface DerivativeSymbol {
  readonly of: string;
  readonly by: string;
  /** How many of the axes belong to `of`. */
  readonly rank: number;
}

/**
 * Writes terms in labels as entries with explicit sums, in the order of a reader: along the chain of
 * shared letters, starting where the user started.
 */
export class LineWriter {
  readonly derivatives = new Map<NodeId, DerivativeSymbol>();
  readonly #store: Store;
  readonly #recovery: Recovery;
  readonly #letters: Letters;
  readonly #nameOrder: ReadonlyMap<string, number>;

  constructor(store: Store, recovery: Recovery, letters: Letters, names: readonly string[]) {
    this.#store = store;
    this.#recovery = recovery;
    this.#letters = letters;
    this.#nameOrder = new Map(names.map((name, k) => [name, k]));
  }

  /** The sum of the terms; `free` labels are not summed over. */
  line(terms: readonly Term[], free: ReadonlySet<number>): Expression {
    return this.#sum(
      positiveFirst(terms).map((term) => this.#signed(term, free, (product) => product)),
    );
  }

  /** The same with every product under the sign ∂/∂x. */
  underDerivative(terms: readonly Term[], free: ReadonlySet<number>, by: Expression): Expression {
    return this.#sum(
      positiveFirst(terms).map((term) =>
        this.#signed(term, free, (product) => ({ kind: "derivative", body: product, by })),
      ),
    );
  }

  #sum(parts: readonly { isNegative: boolean; form: Expression }[]): Expression {
    let total: Expression | undefined;
    for (const { isNegative, form } of parts) {
      if (total) total = B.binary(isNegative ? "subtract" : "add", total, form);
      else total = isNegative ? B.negate(form) : form;
    }
    return total ?? B.number(0);
  }

  #signed(
    term: Term,
    free: ReadonlySet<number>,
    wrap: (product: Expression) => Expression,
  ): { isNegative: boolean; form: Expression } {
    const { factors } = term;
    const product = this.product(Q.absolute(term.coefficient), factors);
    const summed: string[] = [];
    for (const label of factors.flatMap(({ indices }) => indices)) {
      const letter = this.#letters.of(label);
      if (!free.has(label) && !summed.includes(letter)) summed.push(letter);
    }
    const form = summed.reduceRight((body, letter) => B.sum([letter], body), wrap(product));
    return { isNegative: Q.isNegative(term.coefficient), form };
  }

  product(coefficient: Q.Rational, factors: readonly Factor[]): Expression {
    const above: Expression[] = [];
    const below: Expression[] = [];
    for (const factor of factors) {
      const size = Q.absolute(factor.exponent);
      const base = this.factor(factor);
      const power = Q.isOne(size)
        ? base
        : Q.equal(size, Q.HALF)
          ? B.call("sqrt", base)
          : B.binary("power", base, B.number(size));
      (Q.isNegative(factor.exponent) ? below : above).push(power);
    }
    if (coefficient.numerator !== 1n || above.length === 0) {
      above.unshift(B.number(Q.rational(coefficient.numerator)));
    }
    if (coefficient.denominator !== 1n)
      below.unshift(B.number(Q.rational(coefficient.denominator)));
    const multiplied = (parts: readonly Expression[]): Expression =>
      parts.reduce((left, right) => B.binary("multiply", left, right));
    return below.length === 0
      ? multiplied(above)
      : B.binary("divide", multiplied(above), multiplied(below));
  }

  factor({ node: id, indices }: Factor): Expression {
    const letters = indices.map((label) => this.#letters.of(label));
    const symbol = this.derivatives.get(id);
    if (symbol) {
      return {
        kind: "derivative",
        body: B.entry(B.name(symbol.of), letters.slice(0, symbol.rank)),
        by: B.entry(B.name(symbol.by), letters.slice(symbol.rank)),
      };
    }
    const node = this.#store.node(id);
    switch (node.kind) {
      case "variable":
        return B.entry(B.name(node.name), letters);
      case "delta":
        return B.delta(letters[0]!, letters[1]!);
      case "unit":
        return B.delta(letters[0]!, node.position);
      case "dimension":
        return B.name(node.symbol);
      case "constant":
        return B.name(node.name);
      case "map": {
        const args = node.arguments.map((argument) =>
          this.factor({
            node: argument.node,
            indices: argument.indices.map((index) => indices[index]!),
            exponent: Q.ONE,
          }),
        );
        const isOperator = functionNamed(node.function)?.operator !== undefined;
        return isOperator ? B.binary("power", args[0]!, args[1]!) : B.call(node.function, ...args);
      }
      case "poly": {
        const isShort =
          node.terms.length <= 3 &&
          node.terms.every((term) =>
            term.factors.every((factor) =>
              factor.indices.every((index) => index < node.axes.length),
            ),
          );
        if (isShort) {
          const opened = node.terms.map((term) => this.#store.instantiate(node, term, indices));
          return this.line(opened, new Set(indices));
        }
        return B.entry(this.#recovery.form(id), letters);
      }
      case "apply":
        return B.entry(this.#recovery.form(id), letters);
    }
  }

  /** The letters that the terms sum over, in the order in which they are read. */
  summedLetters(terms: readonly Term[], free: ReadonlySet<number>): string[] {
    const labels = terms.flatMap((term) =>
      this.inReadingOrder(term.factors, free).flatMap(({ indices }) => indices),
    );
    return [
      ...new Set(
        labels.filter((label) => !free.has(label)).map((label) => this.#letters.of(label)),
      ),
    ];
  }

  /**
   * Numbers first, then along the chain of shared letters: of all places to start, the one from
   * which the fewest matrices are entered by their second letter; among those the user's order.
   */
  inReadingOrder(factors: readonly Factor[], free: ReadonlySet<number>): Factor[] {
    const scalars = factors.filter((factor) => this.#spine(factor).length === 0);
    const rest = factors.filter((factor) => !scalars.includes(factor));
    const front = [...scalars].sort((a, b) => this.#place(a) - this.#place(b));
    if (rest.length > MOST_TO_ARRANGE) return [...front, ...rest];
    let best: { order: Factor[]; score: number[] } | undefined;
    for (const start of rest) {
      const walk = this.#walk(start, rest, free);
      if (!best || compareScores(walk.score, best.score) < 0) best = walk;
    }
    return [...front, ...(best?.order ?? [])];
  }

  #walk(
    start: Factor,
    factors: readonly Factor[],
    free: ReadonlySet<number>,
  ): { order: Factor[]; score: number[] } {
    const order: Factor[] = [];
    const rest = new Set(factors);
    let turned = 0;
    let jumps = 0;
    let next: Factor | undefined = start;
    let at: number | undefined;
    while (next) {
      rest.delete(next);
      order.push(next);
      const spine = this.#spine(next);
      const isDelta = this.#store.node(next.node).kind === "delta";
      if (at === undefined) {
        // A chain is entered at the end that no other factor shares.
        const isShared = (label: number | undefined): boolean =>
          label !== undefined && [...rest].some(({ indices }) => indices.includes(label));
        const [first, second] = spine;
        at = spine.length < 2 || isShared(second) || !isShared(first) ? (second ?? first) : first;
        if (spine.length > 1 && at === first && !isDelta) turned++;
      } else if (spine.length > 1) {
        if (spine[0] === at) at = spine[1];
        else {
          if (!isDelta) turned++;
          at = spine[0];
        }
      } else {
        at = undefined;
      }
      const here: number | undefined = at;
      const joined =
        here === undefined ? [] : [...rest].filter(({ indices }) => indices.includes(here));
      next = joined.sort((a, b) => this.#place(a) - this.#place(b))[0];
      if (!next && rest.size > 0) {
        jumps++;
        at = undefined;
        next = [...rest].sort((a, b) => this.#place(a) - this.#place(b))[0];
      }
    }
    const isPlain = this.#store.node(order[0]!.node).kind !== "delta";
    const startsFree = isPlain && this.#spine(order[0]!).some((label) => free.has(label)) ? 0 : 1;
    const places = order.map((factor) => this.#place(factor));
    return { order, score: [jumps, turned, startsFree, ...places] };
  }

  /** The letters by which a factor is chained to others; of ∂u_p/∂x_j those of u. */
  #spine({ node, indices }: Factor): readonly number[] {
    const symbol = this.derivatives.get(node);
    return symbol ? indices.slice(0, symbol.rank) : indices;
  }

  #place(factor: Factor): number {
    const symbol = this.derivatives.get(factor.node);
    if (symbol) return (this.#nameOrder.get(symbol.of) ?? 1000) + 0.5;
    const node = this.#store.node(factor.node);
    if (node.kind === "variable") return this.#nameOrder.get(node.name) ?? 1000;
    return node.kind === "delta" ? 1500 : 2000;
  }
}

/** Longer products keep the order of the normal form. */
const MOST_TO_ARRANGE = 12;

function compareScores(a: readonly number[], b: readonly number[]): number {
  for (let k = 0; k < a.length && k < b.length; k++) {
    if (a[k] !== b[k]) return a[k]! - b[k]!;
  }
  return a.length - b.length;
}

/** Positive terms first, as they are printed. */
export function positiveFirst(terms: readonly Term[]): Term[] {
  return [...terms].sort(
    (a, b) => Number(Q.isNegative(a.coefficient)) - Number(Q.isNegative(b.coefficient)),
  );
}
