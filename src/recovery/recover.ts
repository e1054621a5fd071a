import { type Dimension, multiplyDimensions } from "../dimensions/dimension.ts";
import {
  type ApplyNode,
  type Factor,
  type MapNode,
  type NodeId,
  type Node,
  parts,
  type PolyNode,
  type Reference,
  soleMatrix,
  type Term,
} from "../graph/node.ts";
import type { Store } from "../graph/store.ts";
import * as Q from "../numbers/rational.ts";
import { exactPower } from "../numbers/roots.ts";
import type { Expression } from "../syntax/expression.ts";
import { arrange } from "./arrange.ts";
import { COST, Forms, ROUNDING, type Style } from "./forms.ts";
import type { Extent, Link, Piece, ScalarFactor } from "./link.ts";
import { flipLinks, hadamardLink, link, linkForm, productForm } from "./links.ts";
import { NoMatrixForm, Reducer, type Strand } from "./monomial.ts";
import { reduceBundled, type SidedFactor, type Sides } from "./bundles.ts";
import { plainSides, sidesOfPoly, together } from "./sides.ts";
import { withoutUnits } from "./units.ts";
import { collectScalars, flipPiece, pieceForm } from "./piece.ts";
import { sumForm, sumPiece } from "./sum.ts";

/** The matrix form of a node with at most two sides, and of its transpose. */
interface Recovered {
  /** Which axes run down and which across; the axes of one side go slow to fast. */
  readonly sides: Sides;
  readonly upright: Expression;
  readonly turned?: Expression;
  /** A sum or product taken apart, so that its number, scalars and factors can join a product around it. */
  readonly piece?: Piece;
}

/**
 * From the graph back to the matrix notation that a textbook would print. One instance serves one
 * store; forms are shared, so an answer is a DAG however often a part occurs.
 */
export class Recovery {
  readonly forms: Forms;
  readonly store: Store;
  readonly #known = new Map<NodeId, Recovered | NoMatrixForm>();

  /** `names` in the order in which the user typed them. */
  constructor(store: Store, names: readonly string[], style?: Partial<Style>) {
    this.store = store;
    this.forms = new Forms(names, style);
  }

  /** The forms of a node that occurs in what was recovered so far, side 0 down and across. */
  knownForms(id: NodeId): { upright: Expression; turned: Expression | undefined } | undefined {
    const known = this.#known.get(id);
    if (!known || known instanceof NoMatrixForm) return undefined;
    const { upright, turned, sides } = known;
    if (sides.length === 0) return { upright, turned: undefined };
    return { upright, turned: turned ?? this.forms.transpose(upright) };
  }

  /**
   * The same of a root of something that occurs, whose own other power may be there: norm2(c*x) beside
   * 1/norm2(c*x)^3.
   */
  formsOfRoot(id: NodeId): ReturnType<Recovery["knownForms"]> {
    const node = this.store.node(id);
    if (node.kind !== "poly" || node.terms.length !== 1) return undefined;
    const { coefficient, factors } = node.terms[0]!;
    const [only] = factors;
    const isRoot = factors.length === 1 && Q.isOne(coefficient) && !Q.isInteger(only!.exponent);
    if (!isRoot || !this.#known.has(only!.node)) return undefined;
    this.#recoverAll(id);
    return this.knownForms(id);
  }

  /**
   * The form of a node with at most two sides: a scalar, a column, or a matrix with side 0 down.
   * @throws NoMatrixForm
   */
  form(id: NodeId): Expression {
    return this.#recovered(id).upright;
  }

  /**
   * How the form of a node is to be read: nearly always each axis is a side, but a variable of size
   * n*m has two axes on one side, and so has what is made of it.
   */
  sides(id: NodeId): Sides {
    this.#recoverAll(id);
    const known = this.#known.get(id)!;
    return known instanceof NoMatrixForm
      ? plainSides(this.store.node(id).axes.length)
      : known.sides;
  }

  isPlain(id: NodeId): boolean {
    return this.sides(id).every((side) => side.length === 1);
  }

  #hasGroupedFactors(term: Term): boolean {
    return term.factors.some(({ node }) => !this.isPlain(node));
  }

  /** The form with side 1 down and side 0 across (for one side: the row). */
  turnedForm(id: NodeId): Expression {
    const { upright, turned } = this.#recovered(id);
    return turned ?? this.forms.transpose(upright);
  }

  /** A node taken apart into number, scalars and matrix product, where it is a sum or product. */
  pieceOf(id: NodeId): Piece | undefined {
    try {
      const { piece } = this.#recovered(id);
      return piece && piece.links.length > 0 && !piece.isDiagonal ? piece : undefined;
    } catch (error) {
      if (error instanceof NoMatrixForm) return undefined;
      throw error;
    }
  }

  #recoverAll(id: NodeId): void {
    if (this.#known.has(id)) return;
    // Parts first, in the order of their ids: no recursion however deep the graph is.
    for (const each of this.store.reachable(id, parts).reverse()) {
      if (!this.#known.has(each)) this.#known.set(each, this.#tryRecover(each));
    }
  }

  #recovered(id: NodeId): Recovered {
    this.#recoverAll(id);
    const known = this.#known.get(id)!;
    if (known instanceof NoMatrixForm) throw known;
    return known;
  }

  #tryRecover(id: NodeId): Recovered | NoMatrixForm {
    const node = this.store.node(id);
    const sides = this.#sidesOf(node);
    if (sides.length > 2) return new NoMatrixForm(`an array with ${node.axes.length} axes`);
    try {
      const found = this.#recoverNode(node, sides);
      if (sides.length === 0) this.forms.markScalar(found.upright);
      // A symmetric matrix is its own transpose, and is written as such.
      const symmetric = this.store.isSymmetric(id) ? { turned: found.upright } : {};
      const recovered: Recovered = { ...found, ...symmetric, sides };
      if (recovered.turned) this.forms.registerTransposes(recovered.upright, recovered.turned);
      const [row, column] = sizesOf(node.axes, sides);
      if (row && column) {
        this.forms.registerRows(found.upright, row);
        this.forms.registerRows(this.forms.transpose(found.upright), column);
      }
      return recovered;
    } catch (error) {
      if (error instanceof NoMatrixForm) return error;
      throw error;
    }
  }

  /** How the axes of a node go together; its parts are known. */
  #sidesOf(node: Node): Sides {
    switch (node.kind) {
      case "variable":
        return node.sides ? consecutive(node.sides) : plainSides(node.axes.length);
      case "apply":
        return consecutive(node.sides);
      case "map": {
        const claims = node.arguments.flatMap(({ node: part, indices }) =>
          this.sides(part).map((side) => side.map((axis) => indices[axis]!)),
        );
        return together(node.axes.length, claims);
      }
      case "poly":
        return sidesOfPoly(node, (part) => this.sides(part));
      case "delta":
      case "dimension":
      case "constant":
      case "unit":
        return plainSides(node.axes.length);
    }
  }

  #recoverNode(node: Node, sides: Sides): Omit<Recovered, "sides"> {
    switch (node.kind) {
      case "variable":
        return { upright: this.forms.name(node.name) };
      case "dimension":
        return { upright: this.forms.name(node.symbol) };
      case "constant":
        return { upright: this.forms.constant(node.name) };
      case "delta":
        return { upright: this.forms.eye(node.axes[0]!) };
      case "unit":
        throw new NoMatrixForm("one entry of a vector is picked out");
      case "map": {
        const spread = (order: Sides): Expression =>
          this.forms.entrywise(
            node.function,
            node.arguments.map((argument) => this.#spreadOver(argument, node.axes, order)),
            order.length,
          );
        const [rows, columns] = sides;
        const upright = spread(sides);
        if (!columns) return { upright };
        const turned = spread([columns, rows!]);
        // exp(X)' rather than exp(X'): of the two, the one with fewer transposes inside is named.
        if (this.forms.cost(turned) < this.forms.cost(upright) - ROUNDING) {
          return { upright: this.forms.prime(turned), turned };
        }
        return { upright, turned: upright === turned ? upright : this.forms.prime(upright) };
      }
      case "apply":
        return this.#recoverApply(node);
      case "poly":
        return this.#recoverPoly(node, sides);
    }
  }

  #recoverApply(node: ApplyNode): Omit<Recovered, "sides"> {
    const { transposedArgument } = this.store.primitive(node.function, node.overload);
    const args = node.arguments.map(({ node: part, sides }) =>
      this.formOver(part, consecutive(sides)),
    );
    const upright = this.forms.called(node.function, node.overload, args);
    const place = transposedArgument ? soleMatrix(node.arguments) : undefined;
    if (place === undefined) return { upright };
    const { node: matrix, sides } = node.arguments[place]!;
    const turned = this.formOver(matrix, [...consecutive(sides)].reverse());
    const other = this.forms.called(
      node.function,
      node.overload,
      args.map((own, k) => (k === place ? turned : own)),
    );
    const isCheaper = this.forms.cost(other) < this.forms.cost(upright);
    if (transposedArgument === "same") return { upright: isCheaper ? other : upright };
    return isCheaper
      ? { upright: this.forms.transpose(other), turned: other }
      : { upright, turned: this.forms.transpose(upright) };
  }

  /**
   * The form of a node with these sides down and across, whatever its own are: Kronecker products,
   * outer products of vecs, and commutation matrices where a slow axis on one side goes with a fast
   * one on the other. `d vec(F)/d vec(X)'` is read like this.
   * @throws NoMatrixForm
   */
  formOver(id: NodeId, sides: Sides, depth = 0): Expression {
    const own = this.sides(id);
    if (sameSides(own, sides)) return this.form(id);
    if (own.length === 2 && sameSides([...own].reverse(), sides)) return this.turnedForm(id);
    const node = this.store.node(id);
    if (node.kind === "map" && depth < DEEPEST_NESTING) {
      const args = node.arguments.map((each) => this.#argumentOver(each, node, sides, depth + 1));
      return this.forms.entrywise(node.function, args, sides.length);
    }
    const itself = this.store.factor({ node: id, indices: node.axes.map((_, k) => k) });
    const terms = node.kind === "poly" ? node.terms : [{ coefficient: Q.ONE, factors: [itself] }];
    const pieces = terms.map((term) => this.piece(term, node.axes, sides));
    return sumForm(this.forms, pieces, extentOf(node.axes, sides));
  }

  #argumentOver(
    { node: id, indices }: Reference,
    map: MapNode,
    sides: Sides,
    depth: number,
  ): Expression {
    if (indices.length === 0) return this.form(id);
    const isWhole = new Set(indices).size === map.axes.length && indices.length === map.axes.length;
    if (!isWhole) return this.#gathered({ node: id, indices }, map.axes, sides);
    const own = sides.map((side) => side.map((axis) => indices.indexOf(axis)));
    return this.formOver(id, own, depth);
  }

  /** A reference as an array over sides that its own do not fit. */
  #gathered(reference: Reference, axes: readonly Dimension[], sides: Sides): Expression {
    const factor = this.store.factor(reference);
    const piece = this.piece({ coefficient: Q.ONE, factors: [factor] }, axes, sides);
    return pieceForm(this.forms, piece, extentOf(axes, sides));
  }

  /** An argument of an element-wise function as an array over the function's own axes. */
  #spreadOver(argument: Reference, axes: readonly Dimension[], order: Sides): Expression {
    const { node: id, indices } = argument;
    const own = this.sides(id).map((side) => side.map((axis) => indices[axis]!));
    const isPlain = [...own, ...order].every((side) => side.length === 1);
    if (!isPlain) {
      if (own.length === 0 || sameSides(own, order)) return this.form(id);
      if (own.length === 2 && sameSides([...own].reverse(), order)) return this.turnedForm(id);
      return this.#gathered(argument, axes, order);
    }
    const [first, second] = indices;
    const [[down] = [], [across] = []] = order;
    if (indices.length === 2) {
      if (first === second) return this.forms.call("diag", this.form(id));
      return first === down ? this.form(id) : this.turnedForm(id);
    }
    if (indices.length === 0 || order.length < 2) return this.form(id);
    const vector = this.form(id);
    return first === down
      ? this.forms.binary("multiply", vector, this.forms.transpose(this.forms.ones(axes[across!]!)))
      : this.forms.binary("multiply", this.forms.ones(axes[down!]!), this.forms.transpose(vector));
  }

  #recoverPoly(node: PolyNode, sides: Sides): Omit<Recovered, "sides"> {
    if (sides.length === 2) return this.#bestOrientation(node, sides);
    const extent = extentOf(node.axes, sides);
    const piece = this.#sum(node, extent, sides);
    const upright = pieceForm(this.forms, piece, extent);
    if (sides.length === 0) return { piece, upright };
    const laidDown = pieceForm(this.forms, flipPiece(this.forms, piece), extent);
    const flipped = this.forms.transpose(upright);
    const turned =
      this.forms.cost(laidDown) <= this.forms.cost(flipped) + ROUNDING ? laidDown : flipped;
    return { piece, upright, turned };
  }

  #sum(node: PolyNode, extent: Extent, sides: Sides): Piece {
    const pieces = node.terms.map((term) => this.piece(term, node.axes, sides));
    return sumPiece(this.forms, pieces, extent);
  }

  /** Both ways up, each also as the transpose of the other; the cheaper wins. */
  #bestOrientation(node: PolyNode, sides: Sides): Omit<Recovered, "sides"> {
    const turnedSides = [...sides].reverse();
    const upExtent = extentOf(node.axes, sides);
    const turnedExtent = extentOf(node.axes, turnedSides);
    const up = this.#sum(node, upExtent, sides);
    const turn = this.#sum(node, turnedExtent, turnedSides);
    const upForm = pieceForm(this.forms, up, upExtent);
    const turnForm = pieceForm(this.forms, turn, turnedExtent);
    const flippedUp = this.forms.transpose(upForm);
    const flippedTurn = this.forms.transpose(turnForm);
    const upWins = this.forms.cost(upForm) <= this.forms.cost(flippedTurn) + flipCost(turnForm);
    const turnWins = this.forms.cost(turnForm) <= this.forms.cost(flippedUp) + flipCost(upForm);
    return {
      piece: upWins ? up : flipPiece(this.forms, turn),
      upright: upWins ? upForm : flippedTurn,
      turned: turnWins ? turnForm : flippedUp,
    };
  }

  /** One term as number, scalars and matrix product, with these sides down and across. */
  piece(raw: Term, axes: readonly Dimension[], sides: Sides): Piece {
    const { term, positions } = withoutUnits(this.store, raw);
    const isPlain = sides.every((side) => side.length === 1);
    if (!isPlain || this.#hasGroupedFactors(term)) {
      if (positions.size > 0) throw new NoMatrixForm("one entry of an array is picked out");
      if (this.#hasGroupedFactors(term)) return this.#bundledPiece(term, axes, sides);
      const [rows = [], columns = []] = sides;
      const { strands, ...rest } = this.reducedTerm(term, axes);
      const isConstant = strands.length === 0;
      return {
        ...rest,
        links: isConstant ? [] : arrange(this.forms, strands, axes, rows, columns),
      };
    }
    const rank = axes.length;
    const sizes = this.#indexSizes(term, axes);
    const reducer = new Reducer(this.forms, {
      isFree: (label) => label < rank || positions.has(label),
      size: (label) => sizes.get(label)!,
    });
    let isDiagonal = false;
    for (const factor of term.factors) {
      if (this.store.node(factor.node).kind === "delta") isDiagonal = true;
      else this.#addFactor(reducer, factor);
    }
    reducer.reduce();
    if (positions.size > 0) this.#readEntries(reducer, positions, rank);
    const first = sides[0]?.[0] ?? 0;
    const { links, diagonal } = this.#assemble(reducer.strands, rank, axes, first, isDiagonal);
    const piece = {
      coefficient: Q.multiply(term.coefficient, reducer.coefficient),
      scalars: collectScalars(reducer.scalars),
      links,
    };
    return diagonal ? { ...piece, isDiagonal: true } : piece;
  }

  /** The same where a side is made of several axes, or a factor has such a side. */
  #bundledPiece(term: Term, axes: readonly Dimension[], sides: Sides): Piece {
    const sizes = this.#indexSizes(term, axes);
    const scalars: ScalarFactor[] = [];
    let { coefficient } = term;
    const factors: SidedFactor[] = [];
    for (const factor of term.factors) {
      const apart = this.#takenApart(factor);
      coefficient = Q.multiply(coefficient, apart.coefficient);
      scalars.push(...apart.scalars);
      if (apart.links.length > 0) factors.push({ links: apart.links, sides: apart.sides });
    }
    const reduced = reduceBundled(this.forms, factors, sides, sizes);
    const sideSizes = sides.map((side) => multiplyDimensions(side.map((axis) => axes[axis]!)));
    const { links } = this.#assemble(reduced.strands, sides.length, sideSizes, 0, false);
    return {
      coefficient: Q.multiply(coefficient, reduced.coefficient),
      scalars: collectScalars([...scalars, ...reduced.scalars]),
      links,
    };
  }

  /** Strands that are read at numbered positions are single entries, and so scalars. */
  #readEntries(reducer: Reducer, positions: ReadonlyMap<number, number>, rank: number): void {
    for (const label of positions.keys()) {
      if (label < rank) throw new NoMatrixForm("one entry of an array is picked out");
    }
    const rest: Strand[] = [];
    for (const strand of reducer.strands) {
      const row = positions.get(strand.row);
      const column = strand.column === undefined ? undefined : positions.get(strand.column);
      if (row === undefined && column === undefined) {
        rest.push(strand);
        continue;
      }
      if (row === undefined || (strand.column !== undefined && column === undefined)) {
        throw new NoMatrixForm("one row of a matrix is picked out");
      }
      const at = column === undefined ? [row] : [row, column];
      const [only] = strand.links;
      const factors =
        strand.links.length === 1 && only!.kind === "hadamard"
          ? only!.factors
          : [{ form: productForm(this.forms, strand.links), exponent: Q.ONE }];
      for (const { form, exponent } of factors) {
        reducer.scalars.push({ form: this.forms.entry(form, at), exponent });
      }
    }
    reducer.strands = rest;
  }

  /**
   * A term with its bound indices summed out, over any number of free axes; deltas are identities.
   * Indices with a position are kept, as free ones are.
   */
  reducedTerm(
    term: Term,
    axes: readonly Dimension[],
    positions: ReadonlyMap<number, number> = new Map(),
  ): { coefficient: Q.Rational; scalars: Map<Expression, Q.Rational>; strands: readonly Strand[] } {
    const sizes = this.#indexSizes(term, axes);
    const reducer = new Reducer(this.forms, {
      isFree: (label) => label < axes.length || positions.has(label),
      size: (label) => sizes.get(label)!,
    });
    if (this.#hasGroupedFactors(term)) {
      throw new NoMatrixForm("an axis whose size is a product has no index letter of its own");
    }
    for (const factor of term.factors) this.#addFactor(reducer, factor);
    reducer.reduce();
    return {
      coefficient: Q.multiply(term.coefficient, reducer.coefficient),
      scalars: collectScalars(reducer.scalars),
      strands: reducer.strands,
    };
  }

  #indexSizes(term: Term, axes: readonly Dimension[]): Map<number, Dimension> {
    const sizes = new Map(axes.map((axis, k) => [k, axis]));
    for (const factor of term.factors) {
      factor.indices.forEach((index, axis) => {
        sizes.set(index, this.store.node(factor.node).axes[axis]!);
      });
    }
    return sizes;
  }

  /** A factor whose sides are single indices. */
  #addFactor(reducer: Reducer, factor: Factor): void {
    const { coefficient, scalars, links, sides } = this.#takenApart(factor);
    reducer.coefficient = Q.multiply(reducer.coefficient, coefficient);
    reducer.scalars.push(...scalars);
    const [row, column] = sides;
    if (row) reducer.strands.push({ links, row: row[0]!, column: column?.[0] });
  }

  /** A factor as number, scalars and, where it has indices, the matrix product over its sides. */
  #takenApart({ node: id, indices, exponent }: Factor): SidedFactor & {
    readonly coefficient: Q.Rational;
    readonly scalars: readonly ScalarFactor[];
  } {
    const { upright, piece, sides: own } = this.#recovered(id);
    const sides = own.map((side) => side.map((axis) => indices[axis]!));
    if (indices.length === 0) {
      const spread = piece && spreadPower(piece, exponent);
      if (spread) return { ...spread, links: [], sides };
      if (piece && piece.links.length === 0) this.forms.registerFactors(upright, piece);
      return { coefficient: Q.ONE, scalars: [{ form: upright, exponent }], links: [], sides };
    }
    if (Q.isOne(exponent) && piece && mayJoin(piece) && !piece.isDiagonal) {
      const { coefficient, links } = piece;
      const scalars = [...piece.scalars].map(([form, inner]) => ({ form, exponent: inner }));
      return { coefficient, scalars, links, sides };
    }
    if (Q.isOne(exponent)) {
      return { coefficient: Q.ONE, scalars: [], links: [link(upright)], sides };
    }
    const spread = piece && entrywisePower(this.forms, piece, exponent);
    if (spread) return { ...spread, sides };
    const factors = [{ form: upright, exponent }];
    const whole: Link = { kind: "hadamard", factors, flat: sides.length === 1 };
    return { coefficient: Q.ONE, scalars: [], links: [whole], sides };
  }

  #assemble(
    strands: readonly Strand[],
    rank: number,
    axes: readonly Dimension[],
    first: number,
    hasDelta: boolean,
  ): { links: Link[]; diagonal: boolean } {
    if (rank === 0) return { links: [], diagonal: false };
    const column = rank === 2 ? 1 - first : undefined;
    const down = strands.filter((strand) => strand.column === undefined && strand.row === first);
    if (column === undefined || hasDelta) {
      const loops = strands.filter((strand) => !down.includes(strand));
      if (loops.length > 0) {
        const across = strands.filter((strand) => strand.column === undefined);
        return { links: this.#vectorLinks(across), diagonal: hasDelta };
      }
      return { links: this.#vectorLinks(down), diagonal: hasDelta };
    }
    const across = strands.filter((strand) => strand.column === undefined && strand.row === column);
    const matrices = strands
      .filter((strand) => strand.column !== undefined)
      .map((strand) => (strand.row === first ? strand.links : this.#flip(strand.links)));
    const u = this.#vectorLinks(down);
    const w = this.#vectorLinks(across);
    if (matrices.length === 0) return { links: this.#outer(u, w, axes, first), diagonal: false };
    const matrix =
      matrices.length === 1 ? matrices[0]! : [hadamardLink(this.forms, matrices, false)];
    return { links: this.#scaled(u, matrix, w), diagonal: false };
  }

  #vectorLinks(strands: readonly Strand[]): Link[] {
    const [only] = strands;
    if (strands.length === 0) return [];
    if (strands.length === 1) return [...only!.links];
    return [
      hadamardLink(
        this.forms,
        strands.map(({ links }) => links),
        true,
      ),
    ];
  }

  #flip(links: readonly Link[]): Link[] {
    return flipLinks(this.forms, links);
  }

  #outer(
    u: readonly Link[],
    w: readonly Link[],
    axes: readonly Dimension[],
    first: number,
  ): Link[] {
    if (u.length === 0 && w.length === 0) return [];
    const down = u.length > 0 ? u : [link(this.forms.ones(axes[first]!))];
    const across = w.length > 0 ? w : [link(this.forms.ones(axes[1 - first]!))];
    return [...down, ...this.#flip(across)];
  }

  /** diag(u)*M*diag(w); with both sides scaled, (u*w').*M is shorter. */
  #scaled(u: readonly Link[], matrix: readonly Link[], w: readonly Link[]): Link[] {
    if (u.length > 0 && w.length > 0) {
      return [hadamardLink(this.forms, [matrix, [...u, ...this.#flip(w)]], false)];
    }
    const diagonal = (vector: readonly Link[]): Link =>
      link(this.forms.diagonalMatrix(productForm(this.forms, vector), vector));
    if (u.length > 0) return [diagonal(u), ...matrix];
    if (w.length > 0) return [...matrix, diagonal(w)];
    return [...matrix];
  }
}

/** Functions of functions of grouped arrays are followed to this depth. */
const DEEPEST_NESTING = 40;

/** The axes 0, 1, ... by side, `counts[k]` of them on side k. */
function consecutive(counts: readonly number[]): Sides {
  let next = 0;
  return counts.map((count) => Array.from({ length: count }, () => next++));
}

function sameSides(a: Sides, b: Sides): boolean {
  return (
    a.length === b.length &&
    a.every((side, k) => side.length === b[k]!.length && side.every((axis, m) => axis === b[k]![m]))
  );
}

function flipCost(form: Expression): number {
  const isSum = form.kind === "binary" && (form.operator === "add" || form.operator === "subtract");
  return isSum ? COST.transposedSum : COST.transposedProduct;
}

function sizesOf(axes: readonly Dimension[], sides: Sides): readonly Dimension[] {
  return sides.map((side) => multiplyDimensions(side.map((axis) => axes[axis]!)));
}

function extentOf(axes: readonly Dimension[], sides: Sides): Extent {
  const [row, column] = sizesOf(axes, sides);
  if (!row) return {};
  return column ? { row, column } : { row };
}

/** Longer products stay whole: taken apart in each product around them, a deep chain costs its square. */
const LONGEST_TO_JOIN = 24;

function mayJoin({ links }: Piece): boolean {
  return links.length > 0 && links.length <= LONGEST_TO_JOIN;
}

/**
 * The power of a scalar as a power of each of its factors, where that is sound: for a fractional
 * power only a norm, or a factor that stands alone to the power 1, for (c^2)^(1/2) is |c|.
 */
function spreadPower(
  piece: Piece,
  exponent: Q.Rational,
): { coefficient: Q.Rational; scalars: ScalarFactor[] } | undefined {
  if (piece.links.length > 0 || Q.isZero(piece.coefficient)) return undefined;
  const coefficient = exactPower(piece.coefficient, exponent);
  if (!coefficient) return undefined;
  const isSafe =
    Q.isInteger(exponent) ||
    (piece.scalars.size === 1 &&
      [...piece.scalars].every(
        ([form, inner]) => Q.isOne(inner) || (form.kind === "call" && isNorm(form.callee)),
      ));
  if (!isSafe) return undefined;
  const scalars = [...piece.scalars].map(([form, inner]) => ({
    form,
    exponent: Q.multiply(inner, exponent),
  }));
  return { coefficient, scalars };
}

/**
 * The entry-by-entry power of a product, as the powers of its number, its scalars and its entry-wise
 * factors: ((1 + x)/2).^-1 is 2*(1 + x).^-1. Whole powers only, for (c^2)^(1/2) is |c|.
 */
function entrywisePower(
  forms: Forms,
  piece: Piece,
  exponent: Q.Rational,
): { coefficient: Q.Rational; scalars: ScalarFactor[]; links: Link[] } | undefined {
  const isTrivial = Q.isOne(piece.coefficient) && piece.scalars.size === 0;
  if (isTrivial || piece.isDiagonal || piece.links.length === 0 || !Q.isInteger(exponent)) {
    return undefined;
  }
  const coefficient = exactPower(piece.coefficient, exponent);
  if (!coefficient || Q.isZero(piece.coefficient)) return undefined;
  const [only] = piece.links.length === 1 ? piece.links : [link(productForm(forms, piece.links))];
  const own =
    piece.links.length === 1 && only!.kind === "hadamard"
      ? only!.factors
      : [{ form: productForm(forms, piece.links), exponent: Q.ONE }];
  const isFlat = only!.kind === "hadamard" && only!.flat;
  const isQuotient = Q.isOne(Q.absolute(exponent));
  const factors = (isQuotient ? own : [{ form: linkForm(forms, only!), exponent: Q.ONE }]).map(
    (factor) => ({
      form: factor.form,
      exponent: Q.multiply(factor.exponent, exponent),
    }),
  );
  const scalars = [...piece.scalars].map(([form, inner]) => ({
    form,
    exponent: Q.multiply(inner, exponent),
  }));
  return { coefficient, scalars, links: [{ kind: "hadamard", factors, flat: isFlat }] };
}

function isNorm(callee: string): boolean {
  return callee === "norm2" || callee === "normF";
}
