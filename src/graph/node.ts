import type { Dimension } from "../dimensions/dimension.ts";
import type { Rational } from "../numbers/rational.ts";

/** Position of a node in its store; a node's parts always have smaller ids. */
export type NodeId = number;

/**
 * One factor of a monomial: a node at an index list, to a power. Inside an interned poly of rank r
 * the numbers 0 .. r-1 are the free indices (the axes of the poly, in order), larger ones are bound
 * and summed over. A repeated index is a diagonal.
 */
export interface Factor {
  readonly node: NodeId;
  readonly indices: readonly number[];
  readonly exponent: Rational;
}

/**
 * A monomial. Every bound index occurs in a factor (an index in none would be a stray factor n);
 * a free index that occurs in no factor means that the value is the same along that axis.
 */
export interface Term {
  readonly coefficient: Rational;
  readonly factors: readonly Factor[];
}

/** A node at an index list: how values are passed about while terms are being built. */
export interface Reference {
  readonly node: NodeId;
  readonly indices: readonly number[];
}

interface Common {
  readonly axes: readonly Dimension[];
  /** Depends on the content alone, never on ids: equal contents in two stores have equal hashes. */
  readonly hash: number;
}

export interface VariableNode extends Common {
  readonly kind: "variable";
  readonly name: string;
  /** How many axes make up each side, where some side has several: `[2]` is a vector of size n*m. */
  readonly sides?: readonly number[];
}

/** The Kronecker delta over one dimension; rank 2. */
export interface DeltaNode extends Common {
  readonly kind: "delta";
}

/** The unit vector that is 1 at one position, counted from 1, and 0 elsewhere; rank 1. */
export interface UnitNode extends Common {
  readonly kind: "unit";
  readonly position: number;
}

/** A dimension symbol used as a number; rank 0. */
export interface DimensionNode extends Common {
  readonly kind: "dimension";
  readonly symbol: string;
}

/** A mathematical constant that is no fraction (`pi`); rank 0. */
export interface ConstantNode extends Common {
  readonly kind: "constant";
  readonly name: string;
}

/** An element-wise function; its axes are the indices 0 .. r-1, each of which occurs in an argument. */
export interface MapNode extends Common {
  readonly kind: "map";
  readonly function: string;
  readonly arguments: readonly Reference[];
}

/** A primitive function of whole arrays (inv, det, softmax). */
export interface ApplyNode extends Common {
  readonly kind: "apply";
  readonly function: string;
  readonly overload: number;
  readonly arguments: readonly Grouped[];
  /** How many axes make up each side of the result: `[1, 1]` a matrix, `[1]` a vector, `[]` a scalar. */
  readonly sides: readonly number[];
}

/** A node whose axes, in order, are read as sides: `[2, 2]` is a matrix with two axes on each side. */
export interface Grouped {
  readonly node: NodeId;
  readonly sides: readonly number[];
}

/** The place of the one argument that is a matrix beside numbers, undefined where there is no such. */
export function soleMatrix(args: readonly Grouped[]): number | undefined {
  const shaped = args.flatMap(({ sides }, k) => (sides.length > 0 ? [k] : []));
  return shaped.length === 1 && args[shaped[0]!]!.sides.length === 2 ? shaped[0] : undefined;
}

/** A sum of monomials; no terms is zero. */
export interface PolyNode extends Common {
  readonly kind: "poly";
  readonly terms: readonly Term[];
  /** The number of factors in all terms, for the inlining barrier. */
  readonly weight: number;
}

export type Node =
  | VariableNode
  | DeltaNode
  | UnitNode
  | DimensionNode
  | ConstantNode
  | MapNode
  | ApplyNode
  | PolyNode;

/** The nodes that a node is made of, with repetitions. */
export function parts(node: Node): NodeId[] {
  switch (node.kind) {
    case "variable":
    case "delta":
    case "unit":
    case "dimension":
    case "constant":
      return [];
    case "map":
    case "apply":
      return node.arguments.map((argument) => argument.node);
    case "poly": {
      // Asked of every node of every walk; plain loops are the quickest.
      const factors: NodeId[] = [];
      for (const term of node.terms) {
        for (const factor of term.factors) factors.push(factor.node);
      }
      return factors;
    }
  }
}

/** Thrown when a computation would exceed its budget; the public verbs report it as "stopped". */
export class BudgetExceeded extends Error {
  override readonly name = "BudgetExceeded";
}
