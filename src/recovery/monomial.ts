import type { Dimension } from "../dimensions/dimension.ts";
import * as Q from "../numbers/rational.ts";
import type { Expression } from "../syntax/expression.ts";
import { type Forms, ROUNDING } from "./forms.ts";
import type { HadamardFactor, Link, ScalarFactor } from "./link.ts";
import { flipLinks, hadamardForm, hadamardLink, link, linkForm, productForm } from "./links.ts";

const TWO = Q.rational(2);

/** Thrown where a value has no matrix form; it is then written in index notation. */
export class NoMatrixForm extends Error {
  override readonly name = "NoMatrixForm";
}

/**
 * A matrix product on its way: the links multiply, left to right, to an array with the label `row`
 * down and `column` across; a vector has no `column`.
 */
export interface Strand {
  readonly links: readonly Link[];
  readonly row: number;
  readonly column: number | undefined;
}

/** What `Reducer` needs to know about its labels. */
export interface Labels {
  isFree(label: number): boolean;
  size(label: number): Dimension;
}

/**
 * Turns the factors of one monomial into matrix products by summing out its bound indices, the
 * first reduction that fits each time. What is left carries free labels only.
 */
export class Reducer {
  readonly scalars: ScalarFactor[] = [];
  coefficient: Q.Rational = Q.ONE;
  strands: Strand[] = [];
  readonly #forms: Forms;
  readonly #labels: Labels;

  constructor(forms: Forms, labels: Labels) {
    this.#forms = forms;
    this.#labels = labels;
  }

  /** @throws NoMatrixForm where a bound index joins more than matrix algebra can write. */
  reduce(): void {
    for (;;) {
      const changed =
        this.#closeLoops() ||
        this.#joinVectors() ||
        this.#contract() ||
        this.#joinMatrices() ||
        this.#sumLooseEnds() ||
        this.#scaleBetween();
      if (!changed) break;
    }
    for (const strand of this.strands) {
      for (const label of [strand.row, strand.column]) {
        if (label !== undefined && !this.#labels.isFree(label)) {
          throw new NoMatrixForm("an index joins more than two matrices");
        }
      }
    }
  }

  /** M[k,k] is a trace where k is summed and occurs nowhere else, otherwise the vector diag(M). */
  #closeLoops(): boolean {
    const loop = this.strands.find(({ row, column }) => row === column);
    if (!loop) return false;
    const others = this.#touching(loop.row).filter((strand) => strand !== loop);
    if (!this.#labels.isFree(loop.row) && others.length === 0) {
      this.#remove(loop);
      this.#addScalar(this.#trace(loop.links));
      return true;
    }
    const diagonal = this.#forms.call(
      "diag",
      productForm(this.#forms, this.#cheaperChain(loop.links)),
    );
    this.#replace([loop], { links: [link(diagonal)], row: loop.row, column: undefined });
    return true;
  }

  /** Several vectors on one summed index: a dot product, or one entry-by-entry product. */
  #joinVectors(): boolean {
    for (const label of this.#boundLabels()) {
      const touching = this.#touching(label);
      const vectors = touching.filter(({ column }) => column === undefined);
      if (vectors.length < 2) continue;
      if (vectors.length === touching.length) {
        const sorted = [...vectors].sort(
          (a, b) =>
            this.#standsBehind(a) - this.#standsBehind(b) ||
            this.#weight(a) - this.#weight(b) ||
            this.#lead(a) - this.#lead(b),
        );
        const [first, ...rest] = sorted;
        const second = rest.length === 1 ? rest[0]!.links : [this.#hadamardOf(rest, true)];
        this.#remove(...vectors);
        const links = this.#cheaperChain([...this.#flip(first!.links), ...second]);
        const dot = productForm(this.#forms, links);
        this.#forms.registerChain(dot, "dot", links);
        this.#addScalar(dot);
      } else {
        const joined = this.#hadamardOf(vectors, true);
        this.#replace(vectors, { links: [joined], row: label, column: undefined });
      }
      return true;
    }
    return false;
  }

  /** A summed index between exactly two strands is a matrix product. */
  #contract(): boolean {
    for (const label of this.#boundLabels()) {
      const touching = this.#touching(label);
      if (touching.length !== 2) continue;
      const [a, b] = touching as [Strand, Strand];
      if (a.column === undefined && b.column === undefined) continue;
      if (this.#sharePair(a, b) && this.#isBusy(a, b, label)) continue;
      const left = this.#ending(a, label);
      const right = this.#starting(b, label);
      if (left.column === undefined) {
        // A vector meets a matrix: the result is a vector on the matrix's other label.
        const flipped = this.#ending(b, label);
        this.#replace(touching, {
          links: [...flipped.links, ...a.links],
          row: flipped.row,
          column: undefined,
        });
      } else {
        this.#replace(touching, {
          links: [...left.links, ...right.links],
          row: left.row,
          column: right.column,
        });
      }
      return true;
    }
    return false;
  }

  /** A differential is the last factor of a dot product: u'*du. */
  #standsBehind({ links }: Strand): number {
    const [only] = links;
    return Number(links.length === 1 && only!.kind === "form" && this.#forms.isBehind(only!.form));
  }

  /** Two matrices over the same pair of labels multiply entry by entry. */
  #joinMatrices(): boolean {
    for (const a of this.strands) {
      if (a.column === undefined) continue;
      const same = this.strands.filter((b) => b === a || this.#sharePair(a, b));
      if (same.length < 2) continue;
      if (this.#labels.isFree(a.row) && this.#labels.isFree(a.column)) continue;
      const turned = same.map((b) => (b.row === a.row ? b : this.#turn(b)));
      this.#replace(same, {
        links: [this.#hadamardOf(turned, false)],
        row: a.row,
        column: a.column,
      });
      return true;
    }
    return false;
  }

  /** A summed index that occurs once: the sum of a vector, of the rows or of the columns. */
  #sumLooseEnds(): boolean {
    for (const label of this.#boundLabels()) {
      const touching = this.#touching(label);
      if (touching.length !== 1) continue;
      const [strand] = touching;
      if (strand!.column === undefined) {
        this.#remove(strand!);
        this.#sumEntries(strand!.links, "norm2");
        return true;
      }
      const other = strand!.row === label ? strand!.column : strand!.row;
      if (!this.#labels.isFree(other) && this.#touching(other).length === 1) {
        this.#remove(strand!);
        this.#sumEntries(strand!.links, "normF");
        return true;
      }
      const { links, row } = this.#ending(strand!, label);
      const last = links[links.length - 1]!;
      const summed = this.#rowSum(linkForm(this.#forms, last));
      this.#replace([strand!], {
        links: [...links.slice(0, -1), link(summed)],
        row,
        column: undefined,
      });
      return true;
    }
    return false;
  }

  /** The sum of all entries of a product; of squares it is the square of a norm. */
  #sumEntries(links: readonly Link[], norm: "norm2" | "normF"): void {
    const [only] = links;
    const [factor, second] = only?.kind === "hadamard" ? only.factors : [];
    if (links.length === 1 && factor && !second && Q.equal(factor.exponent, TWO)) {
      const root = this.#forms.markScalar(this.#forms.call(norm, factor.form));
      this.scalars.push({ form: root, exponent: TWO });
      return;
    }
    if (links.length === 1 && only?.kind === "hadamard" && norm === "norm2") {
      const split = this.#asDot(only.factors);
      if (split) {
        this.#addScalar(split);
        return;
      }
    }
    this.#addScalar(this.#forms.call("sum", productForm(this.#forms, links)));
  }

  /** sum(a.*b) is a'*b; the factor that is cheapest to transpose goes first. */
  #asDot(factors: readonly HadamardFactor[]): Expression | undefined {
    const place = ({ form }: HadamardFactor): number => Number(this.#forms.isBehind(form));
    const sorted = [...factors].sort(
      (a, b) => place(a) - place(b) || this.#forms.cost(a.form) - this.#forms.cost(b.form),
    );
    const first = sorted.find(({ exponent }) => Q.isOne(exponent));
    if (!first || factors.length < 2) return undefined;
    const rest = factors.filter((factor) => factor !== first);
    return this.#forms.binary(
      "multiply",
      this.#forms.transpose(first.form),
      hadamardForm(this.#forms, rest),
    );
  }

  #rowSum(form: Expression): Expression {
    return form.kind === "transpose"
      ? this.#forms.call("colsum", form.operand)
      : this.#forms.call("rowsum", form);
  }

  /** M[i,k] v[k] N[k,j] is M*diag(v)*N. */
  #scaleBetween(): boolean {
    for (const label of this.#boundLabels()) {
      const touching = this.#touching(label);
      const vectors = touching.filter(({ column }) => column === undefined);
      const matrices = touching.filter(({ column }) => column !== undefined);
      if (vectors.length !== 1 || matrices.length !== 2) continue;
      const left = this.#ending(matrices[0]!, label);
      const right = this.#starting(matrices[1]!, label);
      const scale = this.#forms.diagonalMatrix(
        productForm(this.#forms, vectors[0]!.links),
        vectors[0]!.links,
      );
      this.#replace(touching, {
        links: [...left.links, link(scale), ...right.links],
        row: left.row,
        column: right.column,
      });
      return true;
    }
    return false;
  }

  #boundLabels(): number[] {
    const labels = new Set<number>();
    for (const { row, column } of this.strands) {
      labels.add(row);
      if (column !== undefined) labels.add(column);
    }
    return [...labels].filter((label) => !this.#labels.isFree(label));
  }

  #touching(label: number): Strand[] {
    return this.strands.filter(({ row, column }) => row === label || column === label);
  }

  #sharePair(a: Strand, b: Strand): boolean {
    if (a === b || a.column === undefined || b.column === undefined) return false;
    return (a.row === b.row && a.column === b.column) || (a.row === b.column && a.column === b.row);
  }

  /** Whether the other label of two matrices over one pair is used by a third strand or twice free. */
  #isBusy(a: Strand, b: Strand, label: number): boolean {
    const other = a.row === label ? a.column! : a.row;
    return this.#touching(other).some((strand) => strand !== a && strand !== b);
  }

  #replace(old: readonly Strand[], by: Strand): void {
    this.strands = this.strands.filter((strand) => !old.includes(strand));
    this.strands.push(by);
  }

  #remove(...old: readonly Strand[]): void {
    this.strands = this.strands.filter((strand) => !old.includes(strand));
  }

  #addScalar(form: Expression): void {
    this.scalars.push({ form: this.#forms.markScalar(form), exponent: Q.ONE });
  }

  #flip(links: readonly Link[]): Link[] {
    return flipLinks(this.#forms, links);
  }

  #turn(strand: Strand): Strand {
    return { links: this.#flip(strand.links), row: strand.column!, column: strand.row };
  }

  #ending(strand: Strand, label: number): Strand {
    return strand.column === label || strand.column === undefined ? strand : this.#turn(strand);
  }

  #starting(strand: Strand, label: number): Strand {
    return strand.row === label ? strand : this.#turn(strand);
  }

  #weight(strand: Strand): number {
    return this.#forms.cost(productForm(this.#forms, strand.links));
  }

  #lead(strand: Strand): number {
    return this.#forms.lead(productForm(this.#forms, strand.links));
  }

  #hadamardOf(strands: readonly Strand[], flat: boolean): Link {
    return hadamardLink(
      this.#forms,
      strands.map(({ links }) => links),
      flat,
    );
  }

  /** A product, or its transpose where that is shorter. */
  #cheaperChain(links: readonly Link[]): readonly Link[] {
    const flipped = this.#flip(links);
    const there = this.#forms.cost(productForm(this.#forms, links));
    const back = this.#forms.cost(productForm(this.#forms, flipped));
    return back < there - ROUNDING ? flipped : links;
  }

  /** The trace in the rotation, or its transpose, with the least cost. */
  #trace(links: readonly Link[]): Expression {
    let best: { form: Expression; links: readonly Link[] } | undefined;
    for (const chain of [links, this.#flip(links)]) {
      for (let start = 0; start < chain.length; start++) {
        const rotated = [...chain.slice(start), ...chain.slice(0, start)];
        const form = productForm(this.#forms, rotated);
        if (!best || this.#forms.cost(form) < this.#forms.cost(best.form) - ROUNDING) {
          best = { form, links: rotated };
        }
        if (chain.length > 24) break;
      }
    }
    const trace = this.#forms.call("tr", best!.form);
    this.#forms.registerChain(trace, "trace", best!.links);
    return trace;
  }
}
