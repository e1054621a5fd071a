import { functionNamed } from "../functions/table.ts";
import type { Factor, NodeId, PolyNode, Term } from "../graph/node.ts";
import type { Store } from "../graph/store.ts";
import * as Q from "../numbers/rational.ts";
import * as B from "../syntax/build.ts";
import type { Expression, Index } from "../syntax/expression.ts";
import { type Link, NoMatrixForm, productForm } from "./monomial.ts";
import type { Recovery } from "./recover.ts";
import { withoutUnits } from "./units.ts";

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

  node(id: NodeId, letters: readonly Index[], depth: number): Expression {
    if (depth > DEEPEST_NESTING) throw new NoMatrixForm("arrays of many axes nested too deeply");
    const node = this.#store.node(id);
    const isArray = node.kind === "variable" || node.kind === "apply";
    if (isArray && !this.#recovery.isPlain(id)) {
      throw new NoMatrixForm("an axis whose size is a product has no index letter of its own");
    }
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

  #sum(node: PolyNode, letters: readonly Index[], depth: number): Expression {
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

  #term(term: Term, node: PolyNode, letters: readonly Index[], depth: number): Signed {
    if (this.#style === "written-out") return this.#writtenOut(term, letters, depth);
    try {
      return this.#contracted(term, node, letters);
    } catch (error) {
      if (!(error instanceof NoMatrixForm)) throw error;
      return this.#writtenOut(term, letters, depth);
    }
  }

  /** Bound indices contracted into matrix products, which are then read off at the free letters. */
  #contracted(raw: Term, node: PolyNode, letters: readonly Index[]): Signed {
    const { term, positions } = withoutUnits(this.#store, raw);
    const { coefficient, scalars, strands } = this.#recovery.reducedTerm(
      term,
      node.axes,
      positions,
    );
    const above: Expression[] = deltasAt(positions, letters);
    const below: Expression[] = [];
    const readAt = (label: number): Index => positions.get(label) ?? letters[label]!;
    for (const [form, exponent] of scalars) place(above, below, form, exponent);
    for (const { links, row, column } of strands) {
      const at = column === undefined ? [readAt(row)] : [readAt(row), readAt(column)];
      for (const { entry, exponent } of this.#readOff(links, at))
        place(above, below, entry, exponent);
    }
    return { isNegative: Q.isNegative(coefficient), form: quotient(coefficient, above, below) };
  }

  #readOff(
    links: readonly Link[],
    at: readonly Index[],
  ): { entry: Expression; exponent: Q.Rational }[] {
    const [only] = links;
    if (links.length === 1 && only!.kind === "hadamard") {
      return only!.factors.map(({ form, exponent }) => ({ entry: entryAt(form, at), exponent }));
    }
    return [{ entry: entryAt(productForm(this.#recovery.forms, links), at), exponent: Q.ONE }];
  }

  #writtenOut(raw: Term, letters: readonly Index[], depth: number): Signed {
    const { term, positions } = withoutUnits(this.#store, raw);
    const names = new Map([...letters.entries(), ...positions]);
    const summed: string[] = [];
    const letterOf = (index: number): Index => {
      const known = names.get(index);
      if (known !== undefined) return known;
      const letter = this.#freshLetter();
      names.set(index, letter);
      summed.push(letter);
      return letter;
    };
    const above: Expression[] = deltasAt(positions, letters);
    const below: Expression[] = [];
    let coefficient = term.coefficient;
    const write = (factor: Factor): Expression => {
      const at = factor.indices.map(letterOf);
      if (this.#isShortSum(factor)) return this.node(factor.node, at, depth + 1);
      const isMatrix = factor.indices.length <= 2 && this.#recovery.isPlain(factor.node);
      if (isMatrix && this.#store.node(factor.node).kind !== "delta") {
        try {
          return entryAt(this.#recovery.form(factor.node), at);
        } catch (error) {
          if (!(error instanceof NoMatrixForm)) throw error;
        }
      }
      return this.node(factor.node, at, depth + 1);
    };
    for (const factor of term.factors) {
      const at = factor.indices.map(letterOf);
      const apart = Q.isOne(factor.exponent) ? this.#recovery.pieceOf(factor.node) : undefined;
      if (
        apart &&
        at.length > 0 &&
        this.#recovery.isPlain(factor.node) &&
        !this.#isShortSum(factor)
      ) {
        coefficient = Q.multiply(coefficient, apart.coefficient);
        for (const [form, exponent] of apart.scalars) place(above, below, form, exponent);
        for (const { entry, exponent } of this.#readOff(apart.links, at)) {
          place(above, below, entry, exponent);
        }
      } else place(above, below, write(factor), factor.exponent);
    }
    const form = summed.reduceRight(
      (body, letter) => B.sum([letter], body),
      quotient(coefficient, above, below),
    );
    return { isNegative: Q.isNegative(coefficient), form };
  }

  /** A sum of a few plain entries reads better in brackets than as a matrix: (delta(i,j) - s[j]). */
  #isShortSum({ node: id }: Factor): boolean {
    const node = this.#store.node(id);
    if (node.kind !== "poly" || node.terms.length > 3) return false;
    const rank = node.axes.length;
    return node.terms.every(
      (term) =>
        term.factors.length <= 2 &&
        term.factors.every(({ indices }) => indices.every((index) => index < rank)),
    );
  }
}

/** What says that a free letter stands for the one position that a unit vector picks. */
function deltasAt(positions: ReadonlyMap<number, number>, letters: readonly Index[]): Expression[] {
  return [...positions].flatMap(([label, position]) => {
    const letter = letters[label];
    return letter === undefined ? [] : [B.delta(letter, position)];
  });
}

function entrywise(name: string, args: readonly Expression[]): Expression {
  const isOperator = functionNamed(name)?.operator !== undefined;
  return isOperator ? B.binary("power", args[0]!, args[1]!) : B.call(name, ...args);
}

/** `M[i,j]`; of an identity the delta, of diag(M) at i the entry M[i,i], of M' the entry M[j,i]. */
function entryAt(form: Expression, at: readonly Index[]): Expression {
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
