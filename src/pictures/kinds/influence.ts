import type { Written } from "../../answers/answer.ts";
import * as B from "../../syntax/build.ts";
import { failure, success } from "../../text/problem.ts";
import type { PictureKind } from "../kind.ts";
import {
  charactersIn,
  counted,
  derivativeLabel,
  inWords,
  labelIfShort,
  sizesInWords,
} from "../labels.ts";
import type { PictureEdge, PictureNode } from "../picture.ts";
import { PHONE_WIDTH, type SceneItem, widthOf } from "../scene.ts";
import { evidenceInWords } from "../evidence.ts";
import type { ArrayEntry, Subject } from "../subject.ts";

export const influence: PictureKind = {
  name: "influence",
  summary: "which entries of the variable reach which entries of the function",
  place: 1,
  draw(subject) {
    const { inputs, outputs } = subject;
    if (Math.max(inputs.length, outputs.length) > MOST_ENTRIES) {
      return failure({
        code: "too-large",
        message: `${inputs.length} streams from and ${outputs.length} into one column cannot be told apart; at most ${MOST_ENTRIES} are drawn.`,
        remedy: "Give smaller sizes, or ask for the kind sparsity.",
      });
    }
    return success(drawStreams(subject));
  },
};

const MOST_ENTRIES = 24;
/** Longer weights would cover the streams; they are in the data. */
const LONGEST_WEIGHT = 9;
/** Where more streams end in the chosen entry, only the chosen stream has its weight on it. */
const MOST_WEIGHTS = 6;
const LONGEST_IN_A_SENTENCE = 40;
const LEFT = 62;
const RIGHT = PHONE_WIDTH - 62;
const TOP = 58;
const LETTERS = 18;

function drawStreams(subject: Subject) {
  const { inputs, outputs, focus, structure, fName, problem } = subject;
  const gap = Math.max(inputs.length, outputs.length) > 8 ? 36 : 50;
  const height = Math.max(inputs.length, outputs.length) * gap;
  const column = (entries: readonly ArrayEntry[], group: string, x: number): PictureNode[] =>
    entries.map(({ label }, k) => ({
      id: `${group}${k + 1}`,
      label,
      group,
      x,
      y: TOP + (height - entries.length * gap) / 2 + (k + 0.5) * gap,
    }));
  const from = column(inputs, "input", LEFT);
  const to = column(outputs, "output", RIGHT);
  const streams = inputs.flatMap((input, i) =>
    outputs.flatMap((output, o) =>
      structure.states[output.place]![input.place] === "nonzero" ? [{ i, o, input, output }] : [],
    ),
  );
  const edges = streams.map(({ i, o, input, output }): PictureEdge => {
    const weight = subject.entryAt(output, input);
    const label = weight && labelIfShort(weight);
    return {
      from: from[i]!.id,
      to: to[o]!.id,
      ...(label && { label }),
      carries: true,
    };
  });
  const reached = inputs.map((_, i) =>
    streams.filter((stream) => stream.i === i).map(({ o }) => outputs[o]!.label.unicode),
  );
  const chosen = inputs[focus.input]!.label.unicode;
  const target = outputs[focus.output]!.label.unicode;
  const title = `Nudge ${chosen}: what reaches ${fName}?`;
  const isComplete = streams.length === inputs.length * outputs.length;
  const description = [
    `Streams from ${counted(inputs.length, "entry", "entries")} of ${problem.wrt} to ${counted(outputs.length, "entry", "entries")} of ${fName}${atSizes(subject)}.`,
    isComplete
      ? `Every entry of ${problem.wrt} reaches every entry of ${fName}.`
      : reachInWords(inputs, reached),
    focusInWords(subject, edges, streams),
  ].join(" ");
  const intoFocus = streams.filter(({ o }) => o === focus.output).length;
  const items: SceneItem[] = [
    {
      kind: "text",
      x: 12,
      y: 24,
      text: title,
      tone: "soft",
      size: 16,
      anchor: "start",
      italic: true,
    },
    ...streams.map((stream) => streamItem(subject, from[stream.i]!, to[stream.o]!, stream)),
    ...streams.flatMap((stream, k) =>
      weightItem(subject, from[stream.i]!, to[stream.o]!, stream, edges[k]!, intoFocus),
    ),
    ...from.flatMap((node, k) => nodeItems(node, k === focus.input)),
    ...to.flatMap((node, k) => nodeItems(node, k === focus.output)),
  ];
  return {
    kind: "influence",
    title: `Influence of ${problem.wrt} on ${fName}: what reaches ${target}`,
    description,
    sizes: Object.fromEntries(subject.sizes),
    evidence: evidenceInWords(subject),
    nodes: [...from, ...to],
    edges,
    text: streamsAsText(inputs, reached, edges, streams),
    scene: { width: PHONE_WIDTH, height: TOP + height + 12, items },
  };
}

type Stream = { readonly i: number; readonly o: number };

function atSizes({ sizes }: Subject): string {
  return sizes.size === 0 ? "" : `, drawn at ${sizesInWords(sizes)}`;
}

function reachInWords(
  inputs: readonly ArrayEntry[],
  reached: readonly (readonly string[])[],
): string {
  const sentences = inputs.map(({ label }, i) =>
    reached[i]!.length === 0
      ? `${label.unicode} reaches nothing`
      : `${label.unicode} reaches ${inWords(reached[i]!)}`,
  );
  return `${sentences.join("; ")}.`;
}

function focusInWords(
  { inputs, outputs, focus, fName, problem }: Subject,
  edges: readonly PictureEdge[],
  streams: readonly Stream[],
): string {
  const by = inputs[focus.input]!;
  const of = outputs[focus.output]!;
  const at = streams.findIndex(({ i, o }) => i === focus.input && o === focus.output);
  if (at < 0) return `Nothing of ${by.label.unicode} reaches ${of.label.unicode}.`;
  const weight = edges[at]!.label;
  const slope = derivativeLabel(
    B.entry(B.name(fName), of.position),
    B.entry(B.name(problem.wrt), by.position),
  ).unicode;
  const others = streams.filter(({ i, o }) => o === focus.output && i !== focus.input).length;
  const isShort = weight && charactersIn(weight.unicode) <= LONGEST_IN_A_SENTENCE;
  const carried = isShort ? ` = ${weight.unicode}` : "";
  const rest =
    others === 0
      ? "no other stream ends there"
      : `where only ${by.label.unicode} moves, the ${counted(others, "other stream", "other streams")} into ${of.label.unicode} ${others === 1 ? "carries" : "carry"} 0`;
  return `The stream from ${by.label.unicode} to ${of.label.unicode} is ${slope}${carried}; ${rest}.`;
}

function curve(from: PictureNode, to: PictureNode): [number, number][] {
  const start = from.x + halfWidth(from);
  const end = to.x - halfWidth(to);
  const bend = (end - start) * 0.42;
  return [
    [start, from.y],
    [start + bend, from.y],
    [end - bend, to.y],
    [end, to.y],
  ];
}

function streamItem(
  { focus }: Subject,
  from: PictureNode,
  to: PictureNode,
  { i, o }: Stream,
): SceneItem {
  const points = curve(from, to);
  if (o === focus.output && i === focus.input) {
    return { kind: "path", points, curved: true, tone: "accent", width: 4 };
  }
  if (o === focus.output) {
    return { kind: "path", points, curved: true, tone: "soft", width: 1.5, dashed: true };
  }
  return { kind: "path", points, curved: true, tone: "edge", width: 0.75 };
}

/** Weights stand on the streams into the chosen output, a third of the way along. */
function weightItem(
  { focus }: Subject,
  from: PictureNode,
  to: PictureNode,
  { i, o }: Stream,
  { label }: PictureEdge,
  intoFocus: number,
): SceneItem[] {
  if (o !== focus.output || !label || charactersIn(label.unicode) > LONGEST_WEIGHT) return [];
  if (i !== focus.input && intoFocus > MOST_WEIGHTS) return [];
  const [p, q, r, s] = curve(from, to) as [Point, Point, Point, Point];
  const t = 0.36;
  const at = (axis: 0 | 1): number =>
    (1 - t) ** 3 * p[axis] +
    3 * (1 - t) ** 2 * t * q[axis] +
    3 * (1 - t) * t ** 2 * r[axis] +
    t ** 3 * s[axis];
  const isChosen = i === focus.input;
  return [
    {
      kind: "text",
      x: at(0),
      y: at(1) - 4,
      text: label.unicode,
      latex: label.latex,
      tone: isChosen ? "accent" : "soft",
      size: LETTERS,
      anchor: "middle",
      strong: isChosen,
      math: true,
      rim: true,
    },
  ];
}

type Point = [number, number];

const NODE_HEIGHT = 32;

function halfWidth({ label }: { readonly label: Written }): number {
  return Math.max(NODE_HEIGHT / 2, widthOf(label.unicode, LETTERS) / 2 + 8);
}

function nodeItems(node: PictureNode, isChosen: boolean): SceneItem[] {
  const half = halfWidth(node);
  return [
    {
      kind: "box",
      x: node.x - half,
      y: node.y - NODE_HEIGHT / 2,
      width: 2 * half,
      height: NODE_HEIGHT,
      radius: NODE_HEIGHT / 2,
      tone: isChosen ? "accent" : "edge",
      stroke: isChosen ? 2 : 1.25,
      fill: "paper",
    },
    {
      kind: "text",
      x: node.x,
      y: node.y + 5,
      text: node.label.unicode,
      latex: node.label.latex,
      tone: "ink",
      size: LETTERS,
      anchor: "middle",
      math: true,
    },
  ];
}

const TERMINAL_WIDTH = 76;

function streamsAsText(
  inputs: readonly ArrayEntry[],
  reached: readonly (readonly string[])[],
  edges: readonly PictureEdge[],
  streams: readonly Stream[],
): string {
  const width = Math.max(...inputs.map(({ label }) => charactersIn(label.unicode)));
  const linesWith = (hasWeights: boolean): string[] =>
    inputs.map(({ label }, i) => {
      const name = label.unicode.padEnd(width);
      if (reached[i]!.length === 0) return `${name}   reaches nothing`;
      const own = streams.flatMap((stream, k) => (stream.i === i ? [edges[k]!.label] : []));
      const targets = reached[i]!.map((target, k) => {
        const weight = own[k]?.unicode;
        return hasWeights && weight !== undefined ? `${target} (${weight})` : target;
      });
      return `${name} → ${targets.join(", ")}`;
    });
  const weighted = linesWith(true);
  const fits = weighted.every((line) => charactersIn(line) <= TERMINAL_WIDTH);
  return (fits ? weighted : linesWith(false)).join("\n");
}
