import type { Written } from "../../answers/answer.ts";
import * as B from "../../syntax/build.ts";
import { failure, type Result, success } from "../../text/problem.ts";
import type { PictureKind } from "../kind.ts";
import { equationLabel, inWords, labelIfShort, labelOf } from "../labels.ts";
import { localJacobian, MOST_PIECES, type NamedPiece, namedPieces } from "../named-parts.ts";
import type { Picture, PictureEdge, PictureNode } from "../picture.ts";
import { linesOf, PHONE_WIDTH, type SceneItem, widthOf } from "../scene.ts";
import { isOfHumanSize, type Subject } from "../subject.ts";

export const graph: PictureKind = {
  name: "graph",
  summary: "the named parts of the function, with a local Jacobian on every edge",
  place: 4,
  draw(subject) {
    if (subject.problem.structure)
      return none("Parts along a structured matrix are not drawn yet.");
    if (!isOfHumanSize(subject)) return none("The function is too large to be taken apart.");
    const pieces = namedPieces(subject);
    if (pieces === undefined) {
      return none("A part of this function has no matrix form, so that its parts cannot be named.");
    }
    if (typeof pieces === "number") {
      return failure({
        code: "too-large",
        message: `The function has ${pieces} named parts; at most ${MOST_PIECES} are drawn.`,
        remedy: "Draw its parts one by one.",
      });
    }
    if (pieces.length === 0) {
      return none(`${subject.fName} does not depend on ${subject.problem.wrt}.`);
    }
    return success(drawGraph(subject, pieces));
  },
};

function none(message: string): Result<never> {
  return failure({ code: "no-picture", message });
}

/** One way of the chain rule: from a piece to one that uses it. */
interface Way {
  readonly from: string;
  readonly to: string;
  readonly slope: Written;
  readonly jacobian: Written | undefined;
}

function drawGraph(subject: Subject, pieces: readonly NamedPiece[]): Picture {
  const { problem, fName } = subject;
  const { wrt } = problem;
  const order = [wrt, ...pieces.map(({ name }) => name)];
  const ways = pieces.flatMap((piece) =>
    [...piece.uses]
      .sort((a, b) => order.indexOf(a) - order.indexOf(b))
      .map((from): Way => {
        const { slope, means } = localJacobian(subject, pieces, piece, from);
        return { from, to: piece.name, slope: labelOf(slope), jacobian: means };
      }),
  );
  const labels = new Map<string, Written>([[wrt, labelOf(B.name(wrt))]]);
  for (const { name, means } of pieces) {
    const [own, whole] = [labelOf(B.name(name)), labelIfShort(means)];
    labels.set(name, whole ? equationLabel(own, whole) : own);
  }
  const column = layOut(order, labels, ways);
  const nodes = order.map(
    (name, k): PictureNode => ({
      id: name,
      label: labels.get(name)!,
      group: k === 0 ? "input" : k === order.length - 1 ? "output" : "part",
      x: column.boxes.get(name)!.x,
      y: column.boxes.get(name)!.y,
    }),
  );
  const edges = ways.map(
    ({ from, to, slope, jacobian }): PictureEdge => ({
      from,
      to,
      label: jacobian ? equationLabel(slope, jacobian) : slope,
      carries: true,
    }),
  );
  const middle = pieces.slice(0, -1);
  const description = [
    middle.length === 0
      ? `${fName} depends on ${wrt} directly; no part of it has a name of its own.`
      : `From ${wrt} to ${fName} by way of ${inWords(middle.map(({ name }) => labels.get(name)!.unicode))}; ${labels.get(fName)!.unicode}.`,
    `Local Jacobians: ${edges.map(({ label }) => label!.unicode).join("; ")}.`,
    countOfWays(ways, wrt, fName) > 1
      ? `The derivative is the sum over all ${countOfWays(ways, wrt, fName)} ways from ${wrt} to ${fName} of the products of the local Jacobians along the way.`
      : "The derivative is the product of the local Jacobians along the way.",
  ].join(" ");
  return {
    kind: "graph",
    title: `How ${fName} is made of ${wrt}`,
    description,
    sizes: {},
    evidence:
      "The parts, put together, were compared with the function at a random point, and every local Jacobian is checked as an answer is.",
    nodes,
    edges,
    text: columnAsText(order, labels, ways),
    scene: { width: PHONE_WIDTH, height: column.height, items: column.items },
  };
}

function countOfWays(ways: readonly Way[], from: string, to: string): number {
  const counts = new Map([[from, 1]]);
  for (const way of ways) {
    counts.set(way.to, (counts.get(way.to) ?? 0) + (counts.get(way.from) ?? 0));
  }
  return counts.get(to) ?? 0;
}

const LETTERS = 18;
const LINE = 24;
const MARGIN = 12;
/** Between the arcs of edges that pass a box by. */
const LANE = 14;

interface Column {
  readonly boxes: ReadonlyMap<string, { readonly x: number; readonly y: number }>;
  readonly items: readonly SceneItem[];
  readonly height: number;
}

/** One box below the other, the local Jacobians in between; edges that pass a box by run beside. */
function layOut(
  order: readonly string[],
  labels: ReadonlyMap<string, Written>,
  ways: readonly Way[],
): Column {
  const passing = ways.filter(({ from, to }) => order.indexOf(to) - order.indexOf(from) > 1);
  const lanes = lanesOf(order, passing);
  const laneCount = Math.max(0, ...lanes.values());
  const left = MARGIN + laneCount * LANE + (laneCount > 0 ? 8 : 0);
  const width = PHONE_WIDTH - MARGIN - left;
  const items: SceneItem[] = [];
  const edges: SceneItem[] = [];
  const boxes = new Map<string, { x: number; y: number; top: number; bottom: number }>();
  let y = 14;
  order.forEach((name, k) => {
    const own = ways.filter(({ to }) => to === name);
    const before = order[k - 1];
    if (before !== undefined) {
      const top = y;
      y += 14;
      for (const way of own) {
        const text = way.jacobian ? equationLabel(way.slope, way.jacobian) : way.slope;
        const lines = linesOf(text.unicode, width - 36, 17);
        lines.forEach((line) => {
          y += 22;
          items.push({
            kind: "text",
            x: left + 34,
            y: y - 5,
            text: line,
            ...(lines.length === 1 && { latex: text.latex }),
            tone: "delta",
            size: 17,
            anchor: "start",
            math: true,
          });
        });
      }
      y += 16;
      if (own.some(({ from }) => from === before)) {
        edges.push({
          kind: "path",
          points: [
            [left + 18, top],
            [left + 18, y - 2],
          ],
          tone: "ink",
          width: 1.5,
          arrow: true,
        });
      }
    }
    const text = labels.get(name)!;
    const lines = linesOf(text.unicode, width - 24, LETTERS);
    const wide = Math.max(44, ...lines.map((line) => widthOf(line, LETTERS) + 24));
    const height = lines.length * LINE + 14;
    const isEnd = k === 0 || k === order.length - 1;
    items.push({
      kind: "box",
      x: left,
      y,
      width: Math.min(wide, width),
      height,
      radius: k === 0 ? height / 2 : 3,
      tone: isEnd ? "accent" : "edge",
      stroke: isEnd ? 2 : 1.25,
      fill: "paper",
    });
    lines.forEach((line, l) => {
      items.push({
        kind: "text",
        x: left + 12,
        y: y + 7 + (l + 1) * LINE - 7,
        text: line,
        ...(lines.length === 1 && { latex: text.latex }),
        tone: "ink",
        size: LETTERS,
        anchor: "start",
        math: true,
      });
    });
    boxes.set(name, { x: left + wide / 2, y: y + height / 2, top: y, bottom: y + height });
    y += height;
  });
  for (const way of passing) {
    const from = boxes.get(way.from)!;
    const to = boxes.get(way.to)!;
    const x = left - 4 - lanes.get(way)! * LANE;
    edges.push({
      kind: "path",
      points: [
        [left, from.y + 4],
        [x, from.y + 4],
        [x, to.y - 4],
        [left - 2, to.y - 4],
      ],
      tone: "ink",
      width: 1.5,
      arrow: true,
    });
  }
  return { boxes, items: [...edges, ...items], height: y + 14 };
}

/** Lanes beside the column, counted from 1, so that edges that overlap do not share one. */
function lanesOf(order: readonly string[], passing: readonly Way[]): Map<Way, number> {
  const lanes = new Map<Way, number>();
  const span = ({ from, to }: Way): [number, number] => [order.indexOf(from), order.indexOf(to)];
  const byLength = [...passing].sort((a, b) => {
    const [[a0, a1], [b0, b1]] = [span(a), span(b)];
    return a1 - a0 - (b1 - b0);
  });
  for (const way of byLength) {
    const [start, end] = span(way);
    let lane = 1;
    const isTaken = (): boolean =>
      [...lanes].some(([other, used]) => {
        const [otherStart, otherEnd] = span(other);
        return used === lane && otherStart < end && start < otherEnd;
      });
    while (isTaken()) lane++;
    lanes.set(way, lane);
  }
  return lanes;
}

function columnAsText(
  order: readonly string[],
  labels: ReadonlyMap<string, Written>,
  ways: readonly Way[],
): string {
  const lines: string[] = [];
  order.forEach((name, k) => {
    const own = ways.filter(({ to }) => to === name);
    for (const { from, slope, jacobian } of own) {
      const text = jacobian ? `${slope.unicode} = ${jacobian.unicode}` : slope.unicode;
      lines.push(from === order[k - 1] ? `│  ${text}` : `│  ${text}   (from ${from} directly)`);
    }
    if (k > 0) lines.push("▼");
    lines.push(labels.get(name)!.unicode);
  });
  return lines.join("\n");
}
