import type { Factor } from "../graph/node.ts";

/**
 * How the factors of a term come together, one act after the other: true of the entries whatever
 * form is printed.
 */
export interface ReadingAct {
  readonly kind: "entrywise" | "product" | "sum" | "row";
  /** What comes together, each at its own letters. */
  readonly parts: readonly Piece[];
  /** The letter that is summed; absent where nothing is. */
  readonly summed?: number;
  readonly result: Piece;
}

/** Factors that are one array already, and the letters that are left of them. */
export interface Piece {
  readonly factors: readonly Factor[];
  readonly labels: readonly number[];
}

/**
 * Brings the factors together: those with the same letters entry by entry, two that share a summed
 * letter by a product, one that has a summed letter for itself by its sum.
 *
 * @param isSeen whether what would come together is seen in the form that is printed
 * @returns undefined where a letter joins more than that
 */
export function readingStory(
  factors: readonly Factor[],
  free: readonly number[],
  isSeen: (piece: Piece) => boolean,
): readonly ReadingAct[] | undefined {
  let pieces: Piece[] = factors
    .filter(({ indices }) => indices.length > 0)
    .map((factor) => ({ factors: [factor], labels: ordered(factor.indices, free) }));
  const acts: ReadingAct[] = [];
  const together = (parts: readonly Piece[], summed?: number): Piece => ({
    factors: parts.flatMap((piece) => piece.factors),
    labels: ordered(
      parts.flatMap((piece) => piece.labels).filter((label) => label !== summed),
      free,
    ),
  });
  const act = (kind: ReadingAct["kind"], parts: readonly Piece[], summed?: number): void => {
    const result = together(parts, summed);
    acts.push({ kind, parts, result, ...(summed !== undefined && { summed }) });
    pieces = [...pieces.filter((piece) => !parts.includes(piece)), result];
  };
  for (;;) {
    const same = pieces
      .map((piece) => pieces.filter(({ labels }) => labels.join() === piece.labels.join()))
      .find((group) => group.length > 1);
    if (same) {
      const [label] = same[0]!.labels;
      const isDot =
        same.length === 2 &&
        same[0]!.labels.length === 1 &&
        !free.includes(label!) &&
        pieces.every((piece) => same.includes(piece) || !piece.labels.includes(label!));
      if (isDot) act("product", same, label);
      else act("entrywise", same);
      continue;
    }
    const summed = [...new Set(pieces.flatMap(({ labels }) => labels))].filter(
      (label) => !free.includes(label),
    );
    const holding = summed.map((label) => ({
      label,
      parts: pieces.filter(({ labels }) => labels.includes(label)),
    }));
    const joinable = holding.filter(({ parts }) => parts.length === 2 && isMatrix(parts));
    const joined =
      joinable.find(({ parts, label }) => isSeen(together(parts, label))) ?? joinable[0];
    if (joined) {
      act("product", joined.parts, joined.label);
      continue;
    }
    const alone = holding.find(({ parts }) => parts.length === 1);
    if (alone) {
      act("sum", alone.parts, alone.label);
      continue;
    }
    if (summed.length > 0) return undefined;
    const place = ({ labels: [label] }: Piece): number => free.indexOf(label!);
    if (pieces.length > 1)
      act(
        "row",
        [...pieces].sort((a, b) => place(a) - place(b)),
      );
    return acts;
  }
}

/** Whether what two pieces make together has no more letters than a matrix. */
function isMatrix(parts: readonly Piece[]): boolean {
  return new Set(parts.flatMap(({ labels }) => labels)).size <= 3;
}

/** Letters once each, those of the answer first and in its order. */
function ordered(labels: readonly number[], free: readonly number[]): number[] {
  const own = [...new Set(labels)];
  return [
    ...free.filter((label) => own.includes(label)),
    ...own.filter((label) => !free.includes(label)).sort((a, b) => a - b),
  ];
}
