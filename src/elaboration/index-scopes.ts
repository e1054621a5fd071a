import type { Axis, Clash, Unifier } from "../dimensions/unification.ts";
import type { Expression, Index } from "../syntax/expression.ts";

interface Use {
  readonly axis: Axis;
  /** How often the letter stands in the additive term at hand. */
  readonly count: number;
}

type Uses = ReadonlyMap<string, Use>;

const NONE: Uses = new Map();

/**
 * The axes that index letters run over. Within one term a letter has one size; a letter that an
 * explicit sum binds is another one outside, and so is a letter that two additive terms sum each
 * for themselves (`A[i,k]*x[k] + B[i,k]*y[k]`).
 */
export class IndexScopes {
  readonly #uses = new Map<Expression, Uses>();
  readonly #first = new Map<string, Axis>();
  readonly #unifier: Unifier<Expression>;
  readonly #free: ReadonlySet<string>;
  /** Letters of explicit sums: additive terms inside one share them, however often each has them. */
  readonly #bound = new Set<string>();

  constructor(unifier: Unifier<Expression>, free: ReadonlySet<string>) {
    this.#unifier = unifier;
    this.#free = free;
  }

  /** The axis that the indices of each delta run over. */
  readonly deltas = new Map<Expression, Axis>();

  /** An axis of each letter, that of its first use. */
  get letters(): ReadonlyMap<string, Axis> {
    return this.#first;
  }

  /** To be told of every explicit sum before the first visit. */
  bind(letters: readonly string[]): void {
    for (const letter of letters) this.#bound.add(letter);
  }

  occurs(e: Expression, letter: string): boolean {
    return this.#uses.get(e)?.has(letter) ?? false;
  }

  /**
   * Joins the letters of the parts of `node`; every node is visited, parts first. `axes` are those
   * of the operand where `node` is an entry.
   */
  visit(
    node: Expression,
    parts: readonly Expression[],
    axes: readonly Axis[],
  ): { clash: Clash; letter: string } | undefined {
    let uses: Uses = NONE;
    const additive =
      node.kind === "binary" && (node.operator === "add" || node.operator === "subtract");
    for (const part of parts) {
      const more = this.#uses.get(part);
      if (!more) continue;
      const joined = this.#join(uses, more, additive, node);
      if ("clash" in joined) return joined;
      uses = joined.uses;
    }
    const own = this.#ownUses(node, axes);
    for (const [letter, axis] of own) {
      if (!this.#first.has(letter)) this.#first.set(letter, axis);
      const joined = this.#join(uses, new Map([[letter, { axis, count: 1 }]]), false, node);
      if ("clash" in joined) return joined;
      uses = joined.uses;
    }
    if (node.kind === "sum") {
      const outside = new Map(uses);
      for (const letter of node.indices) outside.delete(letter);
      uses = outside;
    }
    if (uses.size > 0) this.#uses.set(node, uses);
    return undefined;
  }

  #ownUses(node: Expression, axes: readonly Axis[]): (readonly [letter: string, axis: Axis])[] {
    const uses: [string, Axis][] = [];
    const use = (index: Index, axis: Axis): void => {
      if (typeof index === "string") uses.push([index, axis]);
    };
    if (node.kind === "entry") {
      for (const [at, index] of node.indices.entries()) use(index, axes[at]!);
    } else if (node.kind === "delta") {
      const axis = this.#unifier.axis();
      this.deltas.set(node, axis);
      use(node.left, axis);
      use(node.right, axis);
    }
    return uses;
  }

  #join(
    left: Uses,
    right: Uses,
    additive: boolean,
    node: Expression,
  ): { uses: Uses } | { clash: Clash; letter: string } {
    if (left.size === 0) return { uses: right };
    const uses = new Map(left);
    for (const [letter, use] of right) {
      const known = uses.get(letter);
      if (!known) {
        uses.set(letter, use);
        continue;
      }
      const isImplicit = !this.#free.has(letter) && !this.#bound.has(letter);
      if (additive && known.count > 1 && use.count > 1 && isImplicit) {
        uses.delete(letter);
        continue;
      }
      const clash = this.#unifier.unify(known.axis, use.axis, node);
      if (clash) return { clash, letter };
      const count = additive ? Math.max(known.count, use.count) : known.count + use.count;
      uses.set(letter, { axis: known.axis, count });
    }
    return { uses };
  }
}
