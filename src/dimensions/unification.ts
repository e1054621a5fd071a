import { type Dimension, isUnit, multiplyDimensions } from "./dimension.ts";
import { divideDimensions, rootOfDimension } from "./quotient.ts";

/** An axis whose size may still be unknown; only meaningful to the unifier that made it. */
export type Axis = number & { readonly __axis?: never };

/** Two axes that should be equal, and cannot be. */
export interface Clash {
  /**
   * `size`: their sizes differ. `grouping`: the sizes agree, but one is read as n blocks of m and the
   * other as m blocks of n, or the blocks cannot be told.
   */
  readonly kind: "size" | "grouping";
  readonly left: Axis;
  readonly right: Axis;
}

/** One step of reasoning: the axes were made equal because of `reason`. */
export interface Link<Reason> {
  readonly left: Axis;
  readonly right: Axis;
  readonly reason: Reason;
}

/** Groups can double with each step, so their length needs a bound. */
const MOST_FACTORS = 1000;

interface Equation {
  readonly whole: Axis;
  readonly parts: readonly Axis[];
}

type Undo = readonly [table: unknown[], at: number, before: unknown];

export interface Mark {
  readonly trail: number;
  readonly links: number;
  readonly equations: number;
}

/**
 * Unification of axis sizes. A size is a product of rigid symbols and an integer: a symbol equals
 * nothing but itself, and sizes are positive, so common factors cancel. An axis may be a group of
 * axes, slow to fast (the axis of `vec(X)` is columns by rows); its size is then their product.
 * Every link is remembered with its reason, so that a clash can say where each size came from.
 */
export class Unifier<Reason> {
  readonly #parent: number[] = [];
  readonly #rank: number[] = [];
  readonly #size: (Dimension | undefined)[] = [];
  readonly #parts: (readonly Axis[] | undefined)[] = [];
  readonly #links: Link<Reason>[] = [];
  readonly #equations: Equation[] = [];
  readonly #trail: Undo[] = [];
  #overflowed = false;

  /** An axis of that size, or of a size yet to be found. */
  axis(size?: Dimension): Axis {
    const axis = this.#parent.length;
    this.#parent.push(axis);
    this.#rank.push(0);
    this.#size.push(size);
    this.#parts.push(undefined);
    return axis;
  }

  /** The axis that runs over all combinations of `parts`, slow to fast; one part is itself. */
  group(parts: readonly Axis[]): Axis {
    if (parts.length === 1) return parts[0]!;
    const axis = this.axis();
    this.#parts[axis] = parts;
    return axis;
  }

  /** The representative: equal for two axes exactly if they were unified. */
  find(axis: Axis): Axis {
    let at = axis;
    // No path compression: `undo` stays cheap, and union by rank keeps the depth logarithmic.
    while (this.#parent[at] !== at) at = this.#parent[at]!;
    return at;
  }

  /** The size as far as it is known. */
  sizeOf(axis: Axis): Dimension | undefined {
    const root = this.find(axis);
    const known = this.#size[root];
    if (known || !this.#parts[root]) return known;
    const sizes: Dimension[] = [];
    for (const leaf of this.leavesOf(root)) {
      const size = this.#size[leaf];
      if (!size) return undefined;
      sizes.push(size);
    }
    return multiplyDimensions(sizes);
  }

  /**
   * Whether some axis has more than a thousand factors (kron of kron of kron ...). Nothing that was
   * found out then counts.
   */
  get overflowed(): boolean {
    return this.#overflowed;
  }

  /** The axes that an axis is made of, slow to fast, as representatives; itself if it is no group. */
  leavesOf(axis: Axis): readonly Axis[] {
    const leaves: Axis[] = [];
    const stack = [this.find(axis)];
    while (stack.length > 0) {
      if (leaves.length > MOST_FACTORS) {
        this.#overflowed = true;
        break;
      }
      const at = stack.pop()!;
      const parts = this.#parts[at];
      if (!parts) {
        leaves.push(at);
        continue;
      }
      for (let k = parts.length - 1; k >= 0; k--) stack.push(this.find(parts[k]!));
    }
    return leaves;
  }

  /** Gives an axis of unknown size its size. */
  assign(axis: Axis, size: Dimension): void {
    this.#set(this.#size, this.find(axis), size);
  }

  /** Makes two axes equal, or says why they cannot be; after a clash, `undo` to the last mark. */
  unify(left: Axis, right: Axis, reason: Reason): Clash | undefined {
    const first = this.#merge(left, right, reason);
    if (first) return { ...first, left, right };
    return this.#solve();
  }

  /**
   * What stays undecided: products with several unknown factors (`a*b = n*m`).
   * Decides nothing itself; empty when every equation holds.
   */
  undecided(): readonly Axis[] {
    return this.#equations.flatMap(({ parts }) =>
      this.#leavesOfAll(parts).filter((leaf) => !this.#size[leaf]),
    );
  }

  mark(): Mark {
    return {
      trail: this.#trail.length,
      links: this.#links.length,
      equations: this.#equations.length,
    };
  }

  /** Forgets all that was unified since `mark`. */
  undo(mark: Mark): void {
    while (this.#trail.length > mark.trail) {
      const [table, at, before] = this.#trail.pop()!;
      table[at] = before;
    }
    this.#links.length = mark.links;
    this.#equations.length = mark.equations;
  }

  /**
   * The shortest chain of links from `axis` to one that satisfies `isSource`; undefined where no
   * chain of plain links leads to one.
   */
  explain(
    axis: Axis,
    isSource: (axis: Axis) => boolean,
  ): { readonly source: Axis; readonly reasons: readonly Reason[] } | undefined {
    const neighbours = new Map<Axis, { to: Axis; reason: Reason }[]>();
    const connect = (from: Axis, to: Axis, reason: Reason): void => {
      const known = neighbours.get(from);
      if (known) known.push({ to, reason });
      else neighbours.set(from, [{ to, reason }]);
    };
    for (const { left, right, reason } of this.#links) {
      connect(left, right, reason);
      connect(right, left, reason);
    }
    const cameFrom = new Map<Axis, { from: Axis; reason: Reason } | undefined>([[axis, undefined]]);
    for (const at of cameFrom.keys()) {
      if (isSource(at)) {
        const reasons: Reason[] = [];
        for (let step = cameFrom.get(at); step; step = cameFrom.get(step.from)) {
          reasons.unshift(step.reason);
        }
        return { source: at, reasons };
      }
      for (const { to, reason } of neighbours.get(at) ?? []) {
        if (!cameFrom.has(to)) cameFrom.set(to, { from: at, reason });
      }
    }
    return undefined;
  }

  #set<T>(table: T[], at: number, value: T): void {
    this.#trail.push([table, at, table[at]]);
    table[at] = value;
  }

  #leavesOfAll(axes: readonly Axis[]): Axis[] {
    return axes.flatMap((axis) => this.leavesOf(axis));
  }

  #merge(left: Axis, right: Axis, reason: Reason): Clash | undefined {
    const work: [Axis, Axis][] = [[left, right]];
    while (work.length > 0) {
      const [a, b] = work.pop()!;
      const x = this.find(a);
      const y = this.find(b);
      if (x === y) continue;
      const sizeX = this.sizeOf(x);
      const sizeY = this.sizeOf(y);
      if (sizeX && sizeY && sizeX.key !== sizeY.key) {
        const kind = this.#sameTotal(left, right) ? "grouping" : "size";
        return { kind, left: a, right: b };
      }
      const partsX = this.#parts[x];
      const partsY = this.#parts[y];
      if (partsX && partsY) {
        const pairs = this.#align(this.leavesOf(x), this.leavesOf(y));
        if (!pairs) return { kind: "grouping", left: a, right: b };
        work.push(...pairs);
      } else if (
        (partsX && this.leavesOf(x).includes(y)) ||
        (partsY && this.leavesOf(y).includes(x))
      ) {
        return { kind: "size", left: a, right: b };
      }
      this.#link(x, y, { left: a, right: b, reason });
    }
    return undefined;
  }

  #sameTotal(left: Axis, right: Axis): boolean {
    const sizeLeft = this.sizeOf(left);
    return sizeLeft !== undefined && sizeLeft.key === this.sizeOf(right)?.key;
  }

  #link(x: Axis, y: Axis, link: Link<Reason>): void {
    this.#links.push(link);
    const [child, root] = this.#rank[x]! < this.#rank[y]! ? [x, y] : [y, x];
    if (this.#rank[x] === this.#rank[y]) this.#set(this.#rank, root, this.#rank[root]! + 1);
    const parts = this.#parts[root] ?? this.#parts[child];
    const size = this.#size[root] ?? this.#size[child];
    this.#set(this.#parent, child, root);
    if (parts !== this.#parts[root]) this.#set(this.#parts, root, parts);
    if (size !== this.#size[root]) this.#set(this.#size, root, size);
    // Where every factor is known the sizes were compared already.
    if (parts && size && this.#leavesOfAll(parts).some((leaf) => !this.#size[leaf])) {
      this.#equations.push({ whole: root, parts });
    }
  }

  /** Which leaves of two groups are equal: those from both ends, and one leaf against the rest. */
  #align(left: readonly Axis[], right: readonly Axis[]): [Axis, Axis][] | undefined {
    if (left.length === right.length) return left.map((axis, k) => [axis, right[k]!]);
    const same = (a: Axis, b: Axis): boolean =>
      a === b || (this.#size[a] !== undefined && this.#size[a].key === this.#size[b]?.key);
    const shorter = Math.min(left.length, right.length);
    const pairs: [Axis, Axis][] = [];
    let head = 0;
    while (head < shorter && same(left[head]!, right[head]!)) {
      pairs.push([left[head]!, right[head]!]);
      head++;
    }
    let tail = 0;
    while (tail < shorter - head && same(left.at(-1 - tail)!, right.at(-1 - tail)!)) {
      pairs.push([left.at(-1 - tail)!, right.at(-1 - tail)!]);
      tail++;
    }
    const restLeft = left.slice(head, left.length - tail);
    const restRight = right.slice(head, right.length - tail);
    if (restLeft.length !== 1 && restRight.length !== 1) return undefined;
    if (restLeft.length === 0 || restRight.length === 0) return undefined;
    pairs.push([this.group(restLeft), this.group(restRight)]);
    return pairs;
  }

  /** Repeats until no equation between a known size and its factors says anything new. */
  #solve(): Clash | undefined {
    for (let progress = true; progress; ) {
      progress = false;
      for (const equation of this.#equations) {
        const outcome = this.#solveOne(equation);
        if (outcome === "clash") {
          return { kind: "size", left: equation.whole, right: this.group(equation.parts) };
        }
        progress ||= outcome === "solved";
      }
    }
    return undefined;
  }

  #solveOne({ whole, parts }: Equation): "clash" | "solved" | "unchanged" {
    let rest = this.#size[this.find(whole)];
    if (!rest) return "unchanged";
    let unknown: Axis | undefined;
    let degree = 0;
    let several = false;
    for (const leaf of this.#leavesOfAll(parts)) {
      const size = this.#size[leaf];
      if (size) {
        rest = divideDimensions(rest, size);
        if (!rest) return "clash";
      } else {
        several ||= unknown !== undefined && unknown !== leaf;
        unknown = leaf;
        degree++;
      }
    }
    if (unknown === undefined) return isUnit(rest) ? "unchanged" : "clash";
    if (several) return "unchanged";
    const root = rootOfDimension(rest, degree);
    if (!root) return "clash";
    this.#set(this.#size, unknown, root);
    return "solved";
  }
}
