import { functionNamed } from "../functions/table.ts";
import type { Factor, NodeId, PolyNode, Term } from "../graph/node.ts";
import type { Store } from "../graph/store.ts";
import * as Q from "../numbers/rational.ts";
import * as B from "../syntax/build.ts";
import type { Expression } from "../syntax/expression.ts";
import { type Link, NoMatrixForm, productForm } from "./monomial.ts";
import type { Recovery } from "./recover.ts";

/** Nested sums of arrays with more than two axes are written out to this depth. */
const DEEPEST_NESTING = 40;

/**
 * The entry of a node at the given letters, in index notation: what is summed inside is written as
 * a matrix product where there is one, otherwise with explicit sums over fresh letters.
 *
 * @throws NoMatrixForm where even the entries cannot be written (grouped sides inside a function).
 */
export function entryForm(
  recovery: Recovery,
  id: NodeId,
  letters: readonly string[],
  freshLetter: () => string,
  style: "contracted" | "written-out" = "contracted",
): Expression {
  return new EntryWriter(recovery, freshLetter, style).node(id, letters, 0);
}

/** A summand without its sign. */
interface Signed {
  readonly isNegative: boolean;
  readonly form: Expression;
}

class EntryWriter {
  readonly #recovery: Recovery;
  readonly #store: Store;
  readonly #freshLetter: () => string;

  readonly #style: "contracted" | "written-out";

  constructor(recovery: Recovery, freshLetter: () => string, style: "contracted" | "written-out") {
    this.#recovery = recovery;
    this.#style = style;
    this.#store = recovery.store;
    this.#freshLetter = freshLetter;
  }

  node(id: NodeId, letters: readonly string[], depth: number): Expression {
    if (depth > DEEPEST_NESTING) throw new NoMatrixForm("arrays of many axes nested too deeply");
    const node = this.#store.node(id);
    switch (node.kind) {
      case "variable":
        return B.entry(B.name(node.name), letters);
      case "delta":
        return B.delta(letters[0]!, letters[1]!);
      case "dimension":
        return B.name(node.symbol);
      case "constant":
        return B.name(node.name);
      case "map": {
        const args = node.arguments.map((argument) =>
          this.node(
            argument.node,
            argument.indices.map((index) => letters[index]!),
            depth + 1,
          ),
        );
        return entrywise(node.function, args);
      }
      case "apply":
        if (node.axes.length > 2) throw new NoMatrixForm(`${node.function} with grouped sides`);
        return B.entry(this.#recovery.form(id), letters);
      case "poly":
        return this.#sum(node, letters, depth);
    }
  }

  #sum(node: PolyNode, letters: readonly string[], depth: number): Expression {
    if (node.terms.length === 0) return B.number(0);
    const terms = node.terms.map((term) => this.#term(term, node, letters, depth));
    terms.sort((a, b) => Number(a.isNegative) - Number(b.isNegative));
    let total: Expression | undefined;
    for (const { form, isNegative } of terms) {
      if (total) total = B.binary(isNegative ? "subtract" : "add", total, form);
      else total = isNegative ? B.negate(form) : form;
    }
    return total!;
  }

  #term(term: Term, node: PolyNode, letters: readonly string[], depth: number): Signed {
    if (this.#style === "written-out") return this.#writtenOut(term, node, letters, depth);
    try {
      return this.#contracted(term, node, letters);
    } catch (error) {
      if (!(error instanceof NoMatrixForm)) throw error;
      return this.#writtenOut(term, node, letters, depth);
    }
  }

  /** Bound indices contracted into matrix products, which are then read off at the free letters. */
  #contracted(term: Term, node: PolyNode, letters: readonly string[]): Signed {
    const { coefficient, scalars, strands } = this.#recovery.reducedTerm(term, node.axes);
    const above: Expression[] = [];
    const below: Expression[] = [];
    for (const [form, exponent] of scalars) place(above, below, form, exponent);
    for (const { links, row, column } of strands) {
      const at = column === undefined ? [letters[row]!] : [letters[row]!, letters[column]!];
      for (const { entry, exponent } of this.#readOff(links, at))
        place(above, below, entry, exponent);
    }
    return { isNegative: Q.isNegative(coefficient), form: quotient(coefficient, above, below) };
  }

  #readOff(
    links: readonly Link[],
    at: readonly string[],
  ): { entry: Expression; exponent: Q.Rational }[] {
    const [only] = links;
    if (links.length === 1 && only!.kind === "hadamard") {
      return only!.factors.map(({ form, exponent }) => ({ entry: entryAt(form, at), exponent }));
    }
    return [{ entry: entryAt(productForm(this.#recovery.forms, links), at), exponent: Q.ONE }];
  }

  #writtenOut(term: Term, node: PolyNode, letters: readonly string[], depth: number): Signed {
    const rank = node.axes.length;
    const names = new Map(letters.map((letter, k) => [k, letter]));
    const summed: string[] = [];
    const letterOf = (index: number): string => {
      let letter = names.get(index);
      if (letter === undefined) {
        letter = this.#freshLetter();
        names.set(index, letter);
        if (index >= rank) summed.push(letter);
      }
      return letter;
    };
    const above: Expression[] = [];
    const below: Expression[] = [];
    const write = (factor: Factor): Expression => {
      const at = factor.indices.map(letterOf);
      if (factor.indices.length <= 2 && this.#store.node(factor.node).kind !== "delta") {
        try {
          return entryAt(this.#recovery.form(factor.node), at);
        } catch (error) {
          if (!(error instanceof NoMatrixForm)) throw error;
        }
      }
      return this.node(factor.node, at, depth + 1);
    };
    for (const factor of term.factors) place(above, below, write(factor), factor.exponent);
    const form = summed.reduceRight(
      (body, letter) => B.sum([letter], body),
      quotient(term.coefficient, above, below),
    );
    return { isNegative: Q.isNegative(term.coefficient), form };
  }
}

function entrywise(name: string, args: readonly Expression[]): Expression {
  const isOperator = functionNamed(name)?.operator !== undefined;
  return isOperator ? B.binary("power", args[0]!, args[1]!) : B.call(name, ...args);
}

/** `M[i,j]`; of an identity the delta, of diag(M) at i the entry M[i,i], of M' the entry M[j,i]. */
function entryAt(form: Expression, at: readonly string[]): Expression {
  const [i, j] = at;
  if (at.length === 0) return form;
  if (form.kind === "transpose" && at.length === 2) return entryAt(form.operand, [j!, i!]);
  if (form.kind === "call" && form.callee === "eye") return B.delta(i!, j!);
  if (form.kind === "call" && form.callee === "diag" && at.length === 1) {
    return entryAt(form.arguments[0]!, [i!, i!]);
  }
  return B.entry(form, at);
}

function place(
  above: Expression[],
  below: Expression[],
  entry: Expression,
  exponent: Q.Rational,
): void {
  const size = Q.absolute(exponent);
  const power = Q.isOne(size) ? entry : B.binary("power", entry, B.number(size));
  (Q.isNegative(exponent) ? below : above).push(power);
}

function quotient(
  coefficient: Q.Rational,
  above: readonly Expression[],
  below: readonly Expression[],
): Expression {
  const size = Q.absolute(coefficient);
  const top = [...above];
  const bottom = [...below];
  if (size.numerator !== 1n || top.length === 0) top.unshift(B.number(Q.rational(size.numerator)));
  if (size.denominator !== 1n) bottom.unshift(B.number(Q.rational(size.denominator)));
  const product = (factors: readonly Expression[]): Expression =>
    factors.reduce((left, right) => B.binary("multiply", left, right));
  return bottom.length === 0 ? product(top) : B.binary("divide", product(top), product(bottom));
}
