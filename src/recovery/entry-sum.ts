import * as Q from "../numbers/rational.ts";
import * as B from "../syntax/build.ts";
import type { Expression, Index } from "../syntax/expression.ts";
import { COST, costOf, type Forms } from "./forms.ts";
import type { Extent, Piece } from "./link.ts";
import { link } from "./links.ts";
import { sumForm } from "./sum.ts";

/** A factor of an entry: an array read at letters, a delta, or what stands by itself. */
export interface Atom {
  readonly kind: "scalar" | "entry" | "delta" | "other";
  /** Of an entry the whole array, otherwise the factor itself. */
  readonly form: Expression;
  readonly at: readonly Index[];
}

export interface AtomPower {
  readonly atom: Atom;
  readonly exponent: Q.Rational;
}

/** A number times powers of atoms. */
export interface EntryTerm {
  readonly coefficient: Q.Rational;
  readonly factors: readonly AtomPower[];
}

/** Sums of entries written with their common factors taken out, letters in the user's order. */
export class EntrySums {
  readonly #forms: Forms;
  /** By letter: its place among those of the answer. */
  readonly #places: ReadonlyMap<Index, number>;
  readonly #costs = new Map<Expression, number>();
  readonly #keys = new Map<Expression, number>();

  constructor(forms: Forms, letters: readonly Index[]) {
    this.#forms = forms;
    this.#places = new Map(letters.map((letter, k) => [letter, k]));
  }

  scalar(form: Expression): Atom {
    return { kind: "scalar", form, at: [] };
  }

  other(form: Expression): Atom {
    return { kind: "other", form, at: [] };
  }

  delta(i: Index, j: Index): Atom {
    const at = this.#place(i) <= this.#place(j) ? [i, j] : [j, i];
    return { kind: "delta", form: B.delta(at[0]!, at[1]!), at };
  }

  /** `M[i,j]`, or `M'[j,i]` where that is shorter; of an identity the delta, of diag(M) M[i,i]. */
  entry(form: Expression, at: readonly Index[]): Atom {
    const [i, j] = at;
    if (at.length === 0) return this.scalar(form);
    if (form.kind === "call" && form.callee === "eye" && at.length === 2) return this.delta(i!, j!);
    if (form.kind === "call" && form.callee === "diag" && at.length === 1) {
      return this.entry(form.arguments[0]!, [i!, i!]);
    }
    if (at.length === 2) {
      const turned = this.#forms.transpose(form);
      const gain = this.#forms.cost(form) - this.#forms.cost(turned);
      const isShorter = gain > 1e-9;
      const isTie = Math.abs(gain) <= 1e-9 && this.#place(j!) < this.#place(i!);
      if (isShorter || isTie) return { kind: "entry", form: turned, at: [j!, i!] };
    }
    return { kind: "entry", form, at };
  }

  /** The sum of terms, as short as common factors make it. */
  sum(terms: readonly EntryTerm[]): Expression {
    if (terms.length === 0) return B.number(0);
    const collected = terms.map((term) => this.#collected(term));
    const [only] = collected;
    return collected.length === 1 ? this.#signed(only!) : this.#signed(this.#factored(collected));
  }

  /** Each atom once: `colsum(X)[i]` may come twice, from two sums over letters of their own. */
  #collected({ coefficient, factors }: EntryTerm): EntryTerm {
    const powers = new Map<string, AtomPower>();
    for (const { atom, exponent } of factors) {
      const key = this.#key(atom);
      const known = powers.get(key)?.exponent ?? Q.ZERO;
      powers.set(key, { atom, exponent: Q.add(known, exponent) });
    }
    const left = [...powers.values()].filter(({ exponent }) => !Q.isZero(exponent));
    return { coefficient, factors: left };
  }

  #place(letter: Index): number {
    return this.#places.get(letter) ?? this.#places.size;
  }

  #key({ kind, form, at }: Atom): string {
    if (kind === "delta") return `delta ${at.join()}`;
    let id = this.#keys.get(form);
    if (id === undefined) {
      id = this.#keys.size;
      this.#keys.set(form, id);
    }
    return `${id} ${at.join()}`;
  }

  #cost({ kind, form, at }: Atom): number {
    return costOf(form, this.#costs) + (kind === "delta" ? 1 : at.length * COST.number);
  }

  /** One term that equals the sum. */
  #factored(terms: readonly EntryTerm[]): EntryTerm {
    let rest = [...terms];
    let number = Q.ONE;
    const common = this.#commonOf(rest);
    const size = Q.absolute(rest[0]!.coefficient);
    if (rest.every(({ coefficient }) => Q.equal(Q.absolute(coefficient), size))) number = size;
    if (rest.every(({ coefficient }) => Q.isNegative(coefficient))) number = Q.negate(number);
    rest = rest.map((term) => this.#without(term, common, number));
    for (;;) {
      const group = this.#bestGroup(rest);
      if (!group || group.length === rest.length) break;
      rest = [...rest.filter((term) => !group.includes(term)), this.#factored(group)];
    }
    const joined = this.#joined(rest);
    if (joined) {
      return {
        coefficient: Q.multiply(number, joined.coefficient),
        factors: [...common, ...joined.factors],
      };
    }
    const inner = this.other(this.#written(rest));
    return { coefficient: number, factors: [...common, { atom: inner, exponent: Q.ONE }] };
  }

  #commonOf(terms: readonly EntryTerm[]): AtomPower[] {
    const [first, ...others] = terms;
    return first!.factors.flatMap(({ atom, exponent }) => {
      let least = exponent;
      for (const { factors } of others) {
        const found = factors.find((other) => this.#key(other.atom) === this.#key(atom));
        if (!found || Q.isNegative(found.exponent) !== Q.isNegative(exponent)) return [];
        if (Q.compare(Q.absolute(found.exponent), Q.absolute(least)) < 0) least = found.exponent;
      }
      return [{ atom, exponent: least }];
    });
  }

  #without(
    { coefficient, factors }: EntryTerm,
    common: readonly AtomPower[],
    number: Q.Rational,
  ): EntryTerm {
    const taken = new Map(common.map(({ atom, exponent }) => [this.#key(atom), exponent]));
    return {
      coefficient: Q.divide(coefficient, number),
      factors: factors.flatMap(({ atom, exponent }) => {
        const less = Q.subtract(exponent, taken.get(this.#key(atom)) ?? Q.ZERO);
        return Q.isZero(less) ? [] : [{ atom, exponent: less }];
      }),
    };
  }

  /** The terms that share the dearest factor. */
  #bestGroup(terms: readonly EntryTerm[]): readonly EntryTerm[] | undefined {
    const groups = new Map<string, { cost: number; members: EntryTerm[] }>();
    for (const term of terms) {
      for (const { atom, exponent } of term.factors) {
        const key = `${this.#key(atom)} ${Q.isNegative(exponent)}`;
        const group = groups.get(key) ?? { cost: this.#cost(atom), members: [] };
        group.members.push(term);
        groups.set(key, group);
      }
    }
    let best: { cost: number; members: EntryTerm[] } | undefined;
    let saved = 0;
    for (const group of groups.values()) {
      const saving = group.cost * (group.members.length - 1);
      if (saving <= saved) continue;
      best = group;
      saved = saving;
    }
    return best?.members;
  }

  /** (A - B)[i,j] for A[i,j] - B[i,j]: a sum of entries at the same letters is one entry. */
  #joined(terms: readonly EntryTerm[]): EntryTerm | undefined {
    const entries = terms.map(({ factors }) =>
      factors.filter(({ atom: { kind } }) => kind !== "scalar"),
    );
    const [first] = entries[0] ?? [];
    if (!first || first.atom.kind !== "entry") return undefined;
    const { at } = first.atom;
    const pieces: Piece[] = [];
    for (const [k, own] of entries.entries()) {
      const [only] = own;
      if (own.length !== 1 || only!.atom.kind !== "entry" || !Q.isOne(only!.exponent)) {
        return undefined;
      }
      const form = this.#readAt(only!.atom, at);
      if (!form) return undefined;
      const scalars = terms[k]!.factors.filter((factor) => factor !== only);
      pieces.push({
        coefficient: terms[k]!.coefficient,
        scalars: new Map(scalars.map(({ atom, exponent }) => [atom.form, exponent])),
        links: [link(form)],
      });
    }
    const extent = at.length === 2 ? UNKNOWN_SQUARE : UNKNOWN_COLUMN;
    const atom = this.entry(sumForm(this.#forms, pieces, extent), at);
    return { coefficient: Q.ONE, factors: [{ atom, exponent: Q.ONE }] };
  }

  /** The array whose entry at these letters an atom is. */
  #readAt({ form, at }: Atom, letters: readonly Index[]): Expression | undefined {
    if (at.join() === letters.join()) return form;
    const isTurned = at.length === 2 && at[0] === letters[1] && at[1] === letters[0];
    return isTurned ? this.#forms.transpose(form) : undefined;
  }

  #written(terms: readonly EntryTerm[]): Expression {
    const sorted = [...terms].sort(
      (a, b) => Number(Q.isNegative(a.coefficient)) - Number(Q.isNegative(b.coefficient)),
    );
    let total: Expression | undefined;
    for (const { coefficient, factors } of sorted) {
      const form = this.#product(Q.absolute(coefficient), factors);
      const isNegative = Q.isNegative(coefficient);
      if (total) total = B.binary(isNegative ? "subtract" : "add", total, form);
      else total = isNegative ? B.negate(form) : form;
    }
    return total!;
  }

  #signed({ coefficient, factors }: EntryTerm): Expression {
    const form = this.#product(Q.absolute(coefficient), factors);
    return Q.isNegative(coefficient) ? B.negate(form) : form;
  }

  /** Scalars, then entries in the order of their letters, then deltas, over what has a negative power. */
  #product(coefficient: Q.Rational, factors: readonly AtomPower[]): Expression {
    const rank = ({ atom: { kind, at } }: AtomPower): number =>
      KIND_ORDER.indexOf(kind) * 100 + Math.min(...at.map((letter) => this.#place(letter)), 99);
    const sorted = [...factors].sort((a, b) => rank(a) - rank(b));
    const above: Expression[] = [];
    const below: Expression[] = [];
    for (const { atom, exponent } of sorted) {
      const base = atom.kind === "entry" ? B.entry(atom.form, atom.at) : atom.form;
      const size = Q.absolute(exponent);
      const power = powerOf(base, size);
      (Q.isNegative(exponent) ? below : above).push(power);
    }
    return quotient(coefficient, above, below);
  }
}

const KIND_ORDER: readonly Atom["kind"][] = ["scalar", "entry", "other", "delta"];

/** What is joined always has entries, so that its sizes are never written. */
const UNKNOWN_COLUMN: Extent = { row: { key: "", coefficient: 1, symbols: [] } };
const UNKNOWN_SQUARE: Extent = {
  ...UNKNOWN_COLUMN,
  column: { key: "", coefficient: 1, symbols: [] },
};

/** A positive power as it is written: sqrt(x) for x^(1/2), and norm2(x) for (norm2(x)^2)^(1/2). */
export function powerOf(base: Expression, exponent: Q.Rational): Expression {
  if (base.kind === "binary" && base.operator === "power" && isNorm(base.left)) {
    const { left, right } = base;
    if (right.kind === "number") return powerOf(left, Q.multiply(right.value, exponent));
  }
  if (Q.isOne(exponent)) return base;
  if (Q.equal(exponent, Q.HALF)) return B.call("sqrt", base);
  return B.binary("power", base, B.number(exponent));
}

function isNorm(e: Expression): boolean {
  return e.kind === "call" && (e.callee === "norm2" || e.callee === "normF");
}

/** A positive number times factors, over others. */
export function quotient(
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
    factors.reduce((left, right) => ({
      ...B.binary("multiply", left, right),
      // a'*x before an entry is one number.
      ...(left === factors[0] && { isLeftApart: true }),
    }));
  return bottom.length === 0 ? product(top) : B.binary("divide", product(top), product(bottom));
}
