import { type Dimension, multiplyDimensions } from "../dimensions/dimension.ts";
import { arrange } from "./arrange.ts";
import type { Forms } from "./forms.ts";
import type { Link, ScalarFactor } from "./link.ts";
import { link } from "./links.ts";
import { Reducer, type Strand } from "./monomial.ts";
import * as Q from "../numbers/rational.ts";

/** The axes of a node, by the side of the matrix they make up, each side slow to fast; at most two. */
export type Sides = readonly (readonly number[])[];

/** A factor of a monomial as a matrix product, with the labels of its sides. */
export interface SidedFactor {
  readonly links: readonly Link[];
  readonly sides: Sides;
}

/** What is left of a monomial: strands whose labels are the numbers of its output sides. */
export interface Reduced {
  readonly coefficient: Q.Rational;
  readonly scalars: readonly ScalarFactor[];
  readonly strands: readonly Strand[];
}

/** Several labels that always go together, and the one label that stands for all of them. */
interface Bundle {
  readonly label: number;
  readonly parts: readonly number[];
}

/**
 * Sums out the bound labels of a monomial in which some sides are made of several labels, as x in
 * kron(A,B)*x, where x has n*m entries.
 *
 * The labels of such a side become one, a bundle. What carries a part of a bundle is gathered, by the
 * bundles or labels it leads to, into Kronecker products over whole bundles; after that only whole
 * labels are left to be summed out. Where two sides share a label but not all, or a label must stay,
 * one of them gets a new label and an identity between both.
 *
 * @param outputs the labels that stay, by side
 * @param sizes of all labels
 * @throws NoMatrixForm
 */
export function reduceBundled(
  forms: Forms,
  factors: readonly SidedFactor[],
  outputs: Sides,
  sizes: ReadonlyMap<number, Dimension>,
): Reduced {
  return new Bundling(forms, outputs, sizes).reduce(factors);
}

class Bundling {
  readonly #forms: Forms;
  readonly #outputs: Sides;
  /** By label, as `arrange` wants them. */
  readonly #sizes: Dimension[] = [];
  readonly #bundles: Bundle[] = [];
  readonly #bundleOf = new Map<number, Bundle>();
  readonly #free: ReadonlySet<number>;
  readonly #identities: Strand[] = [];

  constructor(forms: Forms, outputs: Sides, sizes: ReadonlyMap<number, Dimension>) {
    this.#forms = forms;
    this.#outputs = outputs;
    this.#free = new Set(outputs.flat());
    for (const [label, size] of sizes) this.#sizes[label] = size;
    for (const side of outputs) if (side.length > 1) this.#bundle(side);
  }

  reduce(factors: readonly SidedFactor[]): Reduced {
    const ordinary = factors.filter(({ sides }) => sides.every((side) => side.length === 1));
    const grouped = factors.filter((factor) => !ordinary.includes(factor));
    const claimed = grouped.map(({ sides }) =>
      sides.map((side) => (side.length > 1 ? this.#claim(side) : undefined)),
    );
    const whole = grouped.map(({ links, sides }, k) => {
      const [row, column] = sides.map((side, at) => claimed[k]![at] ?? this.#single(side[0]!));
      return { links, row: row!, column };
    });
    const strands = ordinary.map(({ links, sides: [row, column] }) => ({
      links,
      row: row![0]!,
      column: column?.[0],
    }));
    const atWhole = new Set(whole.flatMap(({ row, column }) => [row, column]));
    const first = this.#reducer((label) => atWhole.has(label) || this.#bundleOf.has(label));
    first.strands = [...strands, ...this.#identities];
    first.reduce();
    const last = this.#reducer((label) => this.#outputs.some((side) => this.#of(side) === label));
    last.strands = [...this.#gathered(first.strands), ...whole];
    last.reduce();
    const numbers = new Map(this.#outputs.map((side, k) => [this.#of(side), k]));
    return {
      coefficient: Q.multiply(first.coefficient, last.coefficient),
      scalars: [...first.scalars, ...last.scalars],
      strands: last.strands.map(({ links, row, column }) => ({
        links,
        row: numbers.get(row)!,
        column: column === undefined ? undefined : numbers.get(column)!,
      })),
    };
  }

  #reducer(isKept: (label: number) => boolean): Reducer {
    return new Reducer(this.#forms, {
      isFree: (label) => this.#free.has(label) || isKept(label),
      size: (label) => this.#sizes[label]!,
    });
  }

  /** The label that stands for an output side. */
  #of(side: readonly number[]): number {
    return side.length > 1 ? this.#bundleOf.get(side[0]!)!.label : side[0]!;
  }

  #bundle(labels: readonly number[]): Bundle {
    const label = this.#fresh(multiplyDimensions(labels.map((each) => this.#sizes[each]!)));
    const bundle = { label, parts: labels };
    for (const part of labels) this.#bundleOf.set(part, bundle);
    this.#bundles.push(bundle);
    return bundle;
  }

  #fresh(size: Dimension): number {
    return this.#sizes.push(size) - 1;
  }

  /** The label of a side that is made of several labels. */
  #claim(side: readonly number[]): number {
    const known = this.#bundles.find(
      ({ parts }) => parts.length === side.length && parts.every((part, k) => part === side[k]),
    );
    if (known) return known.label;
    const own = side.map((label, k) => {
      const isTaken =
        this.#free.has(label) || this.#bundleOf.has(label) || side.indexOf(label) !== k;
      return isTaken ? this.#identified(label) : label;
    });
    return this.#bundle(own).label;
  }

  /** A label of its own on the other side of a factor that has a grouped side too. */
  #single(label: number): number {
    return this.#bundleOf.has(label) ? this.#identified(label) : label;
  }

  /** A new label that is equal to another: there is an identity matrix between them. */
  #identified(label: number): number {
    const size = this.#sizes[label]!;
    const other = this.#fresh(size);
    const identity = [link(this.#forms.eye(size))];
    this.#identities.push({ links: identity, row: label, column: other });
    return other;
  }

  /** Strands at parts of bundles as strands at whole bundles. */
  #gathered(strands: readonly Strand[]): Strand[] {
    const rest: Strand[] = [];
    const groups = new Map<string, { ends: readonly number[]; strands: Strand[] }>();
    for (const strand of strands) {
      const labels = strand.column === undefined ? [strand.row] : [strand.row, strand.column];
      if (!labels.some((label) => this.#bundleOf.has(label))) {
        rest.push(strand);
        continue;
      }
      const ends = [...new Set(labels.map((label) => this.#bundleOf.get(label)?.label ?? label))];
      ends.sort((a, b) => a - b);
      const group = groups.get(ends.join());
      if (group) group.strands.push(strand);
      else groups.set(ends.join(), { ends, strands: [strand] });
    }
    for (const [key, group] of groups) {
      if (group.ends.length > 1) continue;
      // What lies on one bundle alone joins the one matrix that starts or ends there: kron(A, x').
      const hosts = [...groups.values()].filter(
        ({ ends }) => ends.length > 1 && ends.includes(group.ends[0]!),
      );
      if (hosts.length !== 1) continue;
      hosts[0]!.strands.push(...group.strands);
      groups.delete(key);
    }
    const partsOf = (label: number): readonly number[] =>
      this.#bundles.find((bundle) => bundle.label === label)?.parts ?? [label];
    const whole = [...groups.values()].map(({ ends, strands: own }): Strand => {
      const [row, column] = ends;
      const across = column === undefined ? [] : partsOf(column);
      const links = arrange(this.#forms, own, this.#sizes, partsOf(row!), across);
      return { links, row: row!, column };
    });
    return [...rest, ...whole];
  }
}
