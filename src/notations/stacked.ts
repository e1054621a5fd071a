import type { Expression } from "../syntax/expression.ts";
import { withIverson } from "./iverson.ts";
import { type Piece, Rank, layOut } from "./layout.ts";
import { type Notation, notRead, TooLong } from "./notation.ts";
import { iversonPiece, type UnicodePiece, unicodePiece } from "./unicode-writer.ts";

/** Lines of equal width, one of them level with the text to the left and right. */
interface Box {
  readonly lines: readonly string[];
  readonly baseline: number;
}

interface StackedPiece extends UnicodePiece {
  /** Absent for a text on one line. */
  readonly box?: Box;
}

export const stacked: Notation = {
  name: "stacked",
  summary: "mathematics over several lines of text: fractions with a bar, letters below their sums",
  read: notRead("stacked text"),
  write: (expression, options) =>
    layOut<StackedPiece>(
      expression,
      options,
      withIverson<StackedPiece>(
        options,
        (node, parts) => pieceOf(node, parts, options?.limit ?? LONGEST),
        iversonPiece,
      ),
    ),
};

const LONGEST = 1_000_000;

/**
 * What is put together on one line is left to `unicodePiece`; a part of several lines is in it as one
 * character of the private use area, which no name and no sign of ours has.
 */
const FIRST_PLACEHOLDER = 0xe000;
const PLACEHOLDER = /(\(?[\ue000-\uf8ff]\)?)/u;

function pieceOf(node: Expression, parts: readonly StackedPiece[], limit: number): StackedPiece {
  if (node.kind === "binary" && node.operator === "divide" && parts.some(needsBar)) {
    return { ...boxed(fraction(parts[0]!, parts[1]!), limit), rank: Rank.power };
  }
  if (parts.every(({ box }) => box === undefined)) return unicodePiece(node, parts);
  if (node.kind === "sum") {
    const body = boxOf(parts[0]!);
    const inner = parts[0]!.rank >= Rank.open ? body : parenthesised(body);
    const signs = node.indices.map(signOfSum);
    return { ...boxed([...signs, inner].reduce(beside), limit), rank: Rank.open };
  }
  const shells = parts.map((part, k): UnicodePiece => {
    if (!part.box) return part;
    return { text: String.fromCharCode(FIRST_PLACEHOLDER + k), rank: part.rank };
  });
  const { text, rank } = unicodePiece(node, shells);
  let before: Box | undefined;
  const boxes: Box[] = [];
  for (const run of text.split(PLACEHOLDER)) {
    const [, open = "", held, close = ""] = /^(\(?)([\ue000-\uf8ff])(\)?)$/u.exec(run) ?? [];
    if (held === undefined) {
      const [script = ""] = before ? (/^[ᵀ⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+/u.exec(run) ?? []) : [];
      if (before && script !== "") boxes.push(raised(script, before));
      boxes.push(lineBox(run.slice(script.length)));
      before = undefined;
      continue;
    }
    const box = boxOf(parts[held.charCodeAt(0) - FIRST_PLACEHOLDER]!);
    if (open !== "" && close !== "") {
      before = parenthesised(box);
      boxes.push(before);
    } else {
      boxes.push(lineBox(open), box, lineBox(close));
    }
  }
  return { ...boxed(boxes.reduce(beside), limit), rank };
}

/** A script at the upper end of a tall parenthesis. */
function raised(script: string, { lines, baseline }: Box): Box {
  return { lines: lines.map((_, k) => (k === 0 ? script : " ".repeat(cells(script)))), baseline };
}

/** What would need parentheses beside a slash reads better above or below a bar. */
function needsBar({ rank, box }: StackedPiece): boolean {
  return box !== undefined || rank < Rank.power;
}

function fraction(above: StackedPiece, below: StackedPiece): Box {
  const top = boxOf(above).lines;
  const bottom = boxOf(below).lines;
  const width = Math.max(cells(top[0]!), cells(bottom[0]!)) + 2;
  const centred = (line: string): string => {
    const left = Math.floor((width - cells(line)) / 2);
    return " ".repeat(left) + line + " ".repeat(width - left - cells(line));
  };
  return {
    lines: [...top.map(centred), "─".repeat(width), ...bottom.map(centred)],
    baseline: top.length,
  };
}

/** The letter stands below its sign. */
function signOfSum(letter: string): Box {
  const name = unicodePiece({ kind: "name", name: letter }, []).text;
  const width = Math.max(1, cells(name));
  const line = (text: string): string => `${text}${" ".repeat(width - cells(text))} `;
  return { lines: [line("Σ"), line(name)], baseline: 0 };
}

function parenthesised(box: Box): Box {
  const { lines, baseline } = box;
  if (lines.length === 1) return [lineBox("("), box, lineBox(")")].reduce(beside);
  const side = (top: string, middle: string, bottom: string): Box => ({
    lines: lines.map((_, k) => (k === 0 ? top : k === lines.length - 1 ? bottom : middle)),
    baseline,
  });
  return [side("⎛", "⎜", "⎝"), box, side("⎞", "⎟", "⎠")].reduce(beside);
}

function beside(left: Box, right: Box): Box {
  const above = Math.max(left.baseline, right.baseline);
  const below = Math.max(left.lines.length - left.baseline, right.lines.length - right.baseline);
  const padded = ({ lines, baseline }: Box, row: number): string =>
    lines[row - above + baseline] ?? " ".repeat(cells(lines[0]!));
  return {
    lines: Array.from(
      { length: above + below },
      (_, row) => padded(left, row) + padded(right, row),
    ),
    baseline: above,
  };
}

function lineBox(text: string): Box {
  return { lines: [text], baseline: 0 };
}

function boxOf({ text, box }: StackedPiece): Box {
  return box ?? lineBox(text);
}

/** @throws TooLong where the lines together are longer than `limit` */
function boxed(box: Box, limit: number): Pick<Piece, "text"> & { box: Box } {
  if (box.lines.length * cells(box.lines[0]!) > limit) throw new TooLong(limit);
  return { text: box.lines.join("\n"), box };
}

/** Our texts have no combining marks: a character is a cell. */
function cells(text: string): number {
  return text.length;
}

/**
 * Which line of a stacked text is level with what stands beside it. Everything but a tall parenthesis
 * and the script above one has a column with one sign only, on that line: the end of a bar, a letter;
 * and so has the sign of a sum.
 */
export function baselineOf(lines: readonly string[]): number {
  const width = cells(lines[0] ?? "");
  for (let column = 0; column < width; column++) {
    const signs = lines.map((line) => line[column] ?? " ");
    const sum = signs.indexOf("Σ");
    if (sum >= 0) return sum;
    const drawn = signs.flatMap((sign, row) => (/[ ⎛⎜⎝⎞⎟⎠]/u.test(sign) ? [] : [row]));
    if (drawn.length === 1) return drawn[0]!;
  }
  return 0;
}
