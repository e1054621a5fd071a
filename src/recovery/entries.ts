import { functionNamed } from "../functions/table.ts";
import type { Factor, NodeId, PolyNode, Term } from "../graph/node.ts";
import type { Store } from "../graph/store.ts";
import * as Q from "../numbers/rational.ts";
import * as B from "../syntax/build.ts";
import type { Expression, Index } from "../syntax/expression.ts";
import { type AtomPower, EntrySums, type EntryTerm, powerOf, quotient } from "./entry-sum.ts";
import type { Forms } from "./forms.ts";
import type { HadamardFactor, Link } from "./link.ts";
import { productForm } from "./links.ts";
import { NoMatrixForm } from "./monomial.ts";
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
    if (this.#style === "contracted") return this.#contractedSum(node, letters, depth);
    const terms = node.terms.map((term) => this.#writtenOut(term, letters, depth));
    terms.sort((a, b) => Number(a.isNegative) - Number(b.isNegative));
    let total: Expression | undefined;
    for (const { form, isNegative } of terms) {
      if (total) total = B.binary(isNegative ? "subtract" : "add", total, form);
      else total = isNegative ? B.negate(form) : form;
    }
    return total!;
  }

  /** With bound indices contracted into matrix products, which are then read off at the letters. */
  #contractedSum(node: PolyNode, letters: readonly Index[], depth: number): Expression {
    const sums = new EntrySums(this.#recovery.forms, letters);
    const terms = node.terms.map((term): EntryTerm => {
      try {
        return this.#contracted(sums, term, node, letters);
      } catch (error) {
        if (!(error instanceof NoMatrixForm)) throw error;
        const { isNegative, form } = this.#writtenOut(term, letters, depth);
        const factors = [{ atom: sums.other(form), exponent: Q.ONE }];
        return { coefficient: isNegative ? Q.MINUS_ONE : Q.ONE, factors };
      }
    });
    return sums.sum(terms);
  }

  #contracted(sums: EntrySums, raw: Term, node: PolyNode, letters: readonly Index[]): EntryTerm {
    const { term, positions } = withoutUnits(this.#store, raw);
    const { coefficient, scalars, strands } = this.#recovery.reducedTerm(
      term,
      node.axes,
      positions,
    );
    const readAt = (label: number): Index => positions.get(label) ?? letters[label]!;
    const powers: AtomPower[] = deltasAt(positions, letters).map(([letter, position]) => ({
      atom: sums.delta(letter, position),
      exponent: Q.ONE,
    }));
    for (const [form, exponent] of scalars) powers.push({ atom: sums.scalar(form), exponent });
    for (const { links, row, column } of strands) {
      const at = column === undefined ? [readAt(row)] : [readAt(row), readAt(column)];
      for (const { form, exponent } of readOff(this.#recovery.forms, links)) {
        powers.push({ atom: sums.entry(form, at), exponent });
      }
    }
    return { coefficient, factors: powers };
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
    const above: Expression[] = deltasAt(positions, letters).map((at) => B.delta(...at));
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
        for (const { form, exponent } of readOff(this.#recovery.forms, apart.links)) {
          place(above, below, entryAt(form, at), exponent);
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
function deltasAt(
  positions: ReadonlyMap<number, number>,
  letters: readonly Index[],
): [Index, number][] {
  return [...positions].flatMap(([label, position]): [Index, number][] => {
    const letter = letters[label];
    return letter === undefined ? [] : [[letter, position]];
  });
}

/** A product as entry-by-entry factors. */
function readOff(forms: Forms, links: readonly Link[]): readonly HadamardFactor[] {
  const [only] = links;
  if (links.length === 1 && only!.kind === "hadamard") return only!.factors;
  return [{ form: productForm(forms, links), exponent: Q.ONE }];
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
  (Q.isNegative(exponent) ? below : above).push(powerOf(entry, Q.absolute(exponent)));
}
