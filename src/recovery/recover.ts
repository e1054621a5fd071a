import type { Dimension } from "../dimensions/dimension.ts";
import {
  type NodeId,
  type Node,
  parts,
  type PolyNode,
  type Reference,
  type Term,
} from "../graph/node.ts";
import type { Store } from "../graph/store.ts";
import * as Q from "../numbers/rational.ts";
import { exactPower } from "../numbers/roots.ts";
import type { Expression } from "../syntax/expression.ts";
import { COST, Forms } from "./forms.ts";
import {
  hadamardLink,
  type Link,
  link,
  linkForm,
  NoMatrixForm,
  productForm,
  Reducer,
  type ScalarFactor,
  type Strand,
} from "./monomial.ts";
import { withoutUnits } from "./units.ts";
import { collectScalars, type Extent, flipPiece, type Piece, pieceForm, sumPiece } from "./sum.ts";

/** The matrix form of a node of rank 0 to 2, and of its transpose where it has two axes. */
interface Recovered {
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
  constructor(store: Store, names: readonly string[]) {
    this.store = store;
    this.forms = new Forms(names);
  }

  /**
   * The form of a node with at most two axes: a scalar, a column, or a matrix with axis 0 down.
   * @throws NoMatrixForm
   */
  form(id: NodeId): Expression {
    return this.#recovered(id).upright;
  }

  /** The form with axis 1 down and axis 0 across (for one axis: the row). */
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

  #recovered(id: NodeId): Recovered {
    if (!this.#known.has(id)) {
      // Parts first, in the order of their ids: no recursion however deep the graph is.
      for (const each of this.store.reachable(id, parts).reverse()) {
        if (!this.#known.has(each)) this.#known.set(each, this.#tryRecover(each));
      }
    }
    const known = this.#known.get(id)!;
    if (known instanceof NoMatrixForm) throw known;
    return known;
  }

  #tryRecover(id: NodeId): Recovered | NoMatrixForm {
    const node = this.store.node(id);
    if (node.axes.length > 2) return new NoMatrixForm(`an array with ${node.axes.length} axes`);
    try {
      const recovered = this.#recoverNode(node);
      if (recovered.turned) this.forms.registerTransposes(recovered.upright, recovered.turned);
      return recovered;
    } catch (error) {
      if (error instanceof NoMatrixForm) return error;
      throw error;
    }
  }

  #recoverNode(node: Node): Recovered {
    switch (node.kind) {
      case "variable":
        return { upright: this.forms.name(node.name) };
      case "dimension":
        return { upright: this.forms.name(node.symbol) };
      case "constant":
        return { upright: this.forms.name(node.name) };
      case "delta":
        return { upright: this.forms.eye(node.axes[0]!) };
      case "unit":
        throw new NoMatrixForm("one entry of a vector is picked out");
      case "map": {
        const isScalar = node.axes.length === 0;
        const upright = this.forms.entrywise(
          node.function,
          node.arguments.map((argument) => this.#spreadOver(argument, node.axes, [0, 1])),
          isScalar,
        );
        if (node.axes.length < 2) return { upright };
        const turned = this.forms.entrywise(
          node.function,
          node.arguments.map((argument) => this.#spreadOver(argument, node.axes, [1, 0])),
          isScalar,
        );
        return { upright, turned };
      }
      case "apply": {
        if (node.arguments.some(({ sides }) => sides.some((count) => count !== 1))) {
          throw new NoMatrixForm(`${node.function} of an array with grouped sides`);
        }
        const [only] = node.arguments;
        const { transposedArgument } = this.store.primitive(node.function, node.overload);
        const upright = this.forms.call(
          node.function,
          ...node.arguments.map((argument) => this.form(argument.node)),
        );
        if (!transposedArgument || node.arguments.length !== 1 || only!.sides.length !== 2) {
          return { upright };
        }
        const other = this.forms.call(node.function, this.turnedForm(only!.node));
        const isCheaper = this.forms.cost(other) < this.forms.cost(upright);
        if (transposedArgument === "same") return { upright: isCheaper ? other : upright };
        return isCheaper
          ? { upright: this.forms.transpose(other), turned: other }
          : { upright, turned: this.forms.transpose(upright) };
      }
      case "poly":
        return this.#recoverPoly(node);
    }
  }

  /** An argument of an element-wise function as an array over the function's own axes. */
  #spreadOver(
    argument: Reference,
    axes: readonly Dimension[],
    order: readonly number[],
  ): Expression {
    const { indices } = argument;
    const rank = axes.length;
    const [first, second] = indices;
    if (indices.length === 2) {
      if (first === second) return this.forms.call("diag", this.form(argument.node));
      return first === order[0] ? this.form(argument.node) : this.turnedForm(argument.node);
    }
    if (indices.length === 0 || rank < 2) return this.form(argument.node);
    const vector = this.form(argument.node);
    const across = axes[order[1]!]!;
    const down = axes[order[0]!]!;
    return first === order[0]
      ? this.forms.binary("multiply", vector, this.forms.transpose(this.forms.ones(across)))
      : this.forms.binary("multiply", this.forms.ones(down), this.forms.transpose(vector));
  }

  #recoverPoly(node: PolyNode): Recovered {
    const [row, column] = node.axes;
    const extent: Extent = row ? { row } : {};
    if (row && column) return this.#bestOrientation(node, row, column);
    const piece = this.#sum(node, extent, 0);
    const upright = pieceForm(this.forms, piece, extent);
    if (!row) return { piece, upright };
    const laidDown = pieceForm(this.forms, flipPiece(this.forms, piece), extent);
    const flipped = this.forms.transpose(upright);
    const turned =
      this.forms.cost(laidDown) <= this.forms.cost(flipped) + ROUNDING ? laidDown : flipped;
    return { piece, upright, turned };
  }

  #sum(node: PolyNode, extent: Extent, first: number): Piece {
    const pieces = node.terms.map((term) => this.piece(term, node.axes.length, node.axes, first));
    return sumPiece(this.forms, pieces, extent);
  }

  /** Both ways up, each also as the transpose of the other; the cheaper wins. */
  #bestOrientation(node: PolyNode, row: Dimension, column: Dimension): Recovered {
    const upExtent = { row, column };
    const turnedExtent = { row: column, column: row };
    const up = this.#sum(node, upExtent, 0);
    const turn = this.#sum(node, turnedExtent, 1);
    const upForm = pieceForm(this.forms, up, upExtent);
    const turnForm = pieceForm(this.forms, turn, turnedExtent);
    const flippedUp = this.forms.transpose(upForm);
    const flippedTurn = this.forms.transpose(turnForm);
    const upWins = this.forms.cost(upForm) <= this.forms.cost(flippedTurn) + COST.outerTranspose;
    const turnWins = this.forms.cost(turnForm) <= this.forms.cost(flippedUp) + COST.outerTranspose;
    return {
      piece: upWins ? up : flipPiece(this.forms, turn),
      upright: upWins ? upForm : flippedTurn,
      turned: turnWins ? turnForm : flippedUp,
    };
  }

  /** One term as number, scalars and matrix product; `first` is the axis that runs down. */
  piece(raw: Term, rank: number, axes: readonly Dimension[], first = 0): Piece {
    const { term, positions } = withoutUnits(this.store, raw);
    const sizes = this.#indexSizes(term, axes);
    const reducer = new Reducer(this.forms, {
      isFree: (label) => label < rank || positions.has(label),
      size: (label) => sizes.get(label)!,
    });
    let isDiagonal = false;
    for (const factor of term.factors) {
      if (this.store.node(factor.node).kind === "delta") isDiagonal = true;
      else this.#addFactor(reducer, factor.node, factor.indices, factor.exponent);
    }
    reducer.reduce();
    if (positions.size > 0) this.#readEntries(reducer, positions, rank);
    const { links, diagonal } = this.#assemble(reducer.strands, rank, axes, first, isDiagonal);
    const piece = {
      coefficient: Q.multiply(term.coefficient, reducer.coefficient),
      scalars: collectScalars(reducer.scalars),
      links,
    };
    return diagonal ? { ...piece, isDiagonal: true } : piece;
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
    for (const factor of term.factors) {
      this.#addFactor(reducer, factor.node, factor.indices, factor.exponent);
    }
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

  #addFactor(reducer: Reducer, id: NodeId, indices: readonly number[], exponent: Q.Rational): void {
    const { upright, piece } = this.#recovered(id);
    if (indices.length === 0) {
      const spread = piece && spreadPower(piece, exponent);
      if (spread) {
        reducer.coefficient = Q.multiply(reducer.coefficient, spread.coefficient);
        reducer.scalars.push(...spread.scalars);
      } else {
        reducer.scalars.push({ form: upright, exponent });
      }
      return;
    }
    const [row, column] = indices;
    if (Q.isOne(exponent) && piece && piece.links.length > 0 && !piece.isDiagonal) {
      reducer.coefficient = Q.multiply(reducer.coefficient, piece.coefficient);
      for (const [form, inner] of piece.scalars) reducer.scalars.push({ form, exponent: inner });
      reducer.strands.push({ links: piece.links, row: row!, column });
      return;
    }
    const own: Link = Q.isOne(exponent)
      ? link(upright)
      : { kind: "hadamard", factors: [{ form: upright, exponent }], flat: indices.length === 1 };
    reducer.strands.push({ links: [own], row: row!, column });
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
    return links.map((each) => link(this.forms.transpose(linkForm(this.forms, each)))).reverse();
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
      link(this.forms.diagonalMatrix(productForm(this.forms, vector)));
    if (u.length > 0) return [diagonal(u), ...matrix];
    if (w.length > 0) return [...matrix, diagonal(w)];
    return [...matrix];
  }
}

/** Costs are sums of decimals: equal ones may differ in the last bits. */
const ROUNDING = 1e-9;

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

function isNorm(callee: string): boolean {
  return callee === "norm2" || callee === "normF";
}
