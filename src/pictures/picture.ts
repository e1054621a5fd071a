import type { Written } from "../answers/answer.ts";
import type { Scene } from "./scene.ts";

/** Something that is drawn: an entry, a part, a summand. */
export interface PictureNode {
  readonly id: string;
  readonly label: Written;
  /** What it is: `input`, `output`, `part`, `term`. */
  readonly group: string;
  readonly x: number;
  readonly y: number;
}

/** A way from one node to another. */
export interface PictureEdge {
  readonly from: string;
  readonly to: string;
  /** What is carried along it: an entry of the Jacobian, a local Jacobian, a summand. */
  readonly label?: Written;
  /** Whether it carries something; in a written-out sum the edges with a zero do not. */
  readonly carries: boolean;
}

/**
 * What is known of one entry of the derivative: `nonzero` at some point; `zero` because no term can
 * reach it, whatever the values; `zero-where-tried` at every point that was tried.
 */
export type CellState = "nonzero" | "zero" | "zero-where-tried";

/** The derivative as a table: a row for each entry of f, a column for each entry of the variable. */
export interface PictureGrid {
  readonly rows: readonly Written[];
  readonly columns: readonly Written[];
  readonly cells: readonly (readonly CellState[])[];
}

/** One sum that a delta ends, written out at one entry. */
export interface WrittenOutSum {
  /** Before it is written out: `Σ_p W_2p δ_p3`. */
  readonly sum: Written;
  /** The letter that counts, and the one value of it at which the delta is 1. */
  readonly letter: string;
  readonly survives: number;
  /** For each value of the letter what the delta is multiplied with, and the delta. */
  readonly addends: readonly { readonly factor: Written; readonly delta: 0 | 1 }[];
  readonly result: Written;
  /** All in one line: `W_21·0 + W_22·0 + W_23·1 + W_24·0 = W_23`. */
  readonly line: string;
}

/** A picture as plain data; the writers make SVG, TikZ and DOT of it. */
export interface Picture {
  readonly kind: string;
  readonly title: string;
  /** The picture in words, for whoever does not see it. */
  readonly description: string;
  /** The sizes at which it is drawn. */
  readonly sizes: Readonly<Record<string, number>>;
  /** How what it shows is known. */
  readonly evidence: string;
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  readonly grid?: PictureGrid;
  readonly sums?: readonly WrittenOutSum[];
  /** The picture in characters, for a terminal. */
  readonly text: string;
  readonly scene: Scene;
}
