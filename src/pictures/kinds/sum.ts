import { confirmedDerivation } from "../../answers/narrate.ts";
import type { Written } from "../../answers/answer.ts";
import type { Derivation, DeltaSum } from "../../derivations/step.ts";
import { sizeOf } from "../../dimensions/dimension.ts";
import { fullDerivative } from "../../evaluation/directional.ts";
import { type Evaluated, evaluate, type Point } from "../../evaluation/evaluate.ts";
import { Unevaluable } from "../../evaluation/layout.ts";
import { floatEntries, samplePoint } from "../../evaluation/sample.ts";
import { floats } from "../../evaluation/systems.ts";
import { randomFrom } from "../../numbers/random.ts";
import { NoValue } from "../../numbers/system.ts";
import * as B from "../../syntax/build.ts";
import { withParts } from "../../syntax/equality.ts";
import { type Expression, fold, postorder } from "../../syntax/expression.ts";
import { failure, type Result, success } from "../../text/problem.ts";
import type { PictureKind } from "../kind.ts";
import { charactersIn, derivativeLabel, labelIfShort, labelOf, sizesInWords } from "../labels.ts";
import type { Picture, PictureEdge, PictureNode, WrittenOutSum } from "../picture.ts";
import { linesOf, PHONE_WIDTH, type SceneItem, widthOf } from "../scene.ts";
import { isOfHumanSize, type Subject } from "../subject.ts";
import { type ExpandedLine, expandLine, type Expansion } from "../../derivations/written-out.ts";

export const sum: PictureKind = {
  name: "sum",
  summary: "the sum that a delta ends, written out with its zeros and its one",
  place: 3,
  draw(subject) {
    const told = derivationOf(subject);
    if (!told.ok) return told;
    const found = writtenOut(subject, told.value);
    return found.ok ? success(drawSums(subject, found.value)) : found;
  },
};

function derivationOf(subject: Subject): Result<Derivation> {
  const { problem, differentiated } = subject;
  if (!isOfHumanSize(subject)) return none("The function is too large for a derivation.");
  if (problem.structure) {
    return none("Sums along a structured matrix are not written out yet.");
  }
  const names = [...problem.elaboration.variables.keys()];
  const { general } = differentiated;
  const told = confirmedDerivation("indices", problem, general, undefined, names);
  return typeof told === "string" ? none(told) : success(told.derivation);
}

function none(message: string): Result<never> {
  return failure({ code: "no-picture", message });
}

/** A line with deltas in it, and what it is a derivative of. */
interface DeltaLine {
  readonly before: Expression;
  readonly deltas: readonly DeltaSum[];
  /** The entry that is differentiated, and the one by which. */
  readonly body: Expression;
  readonly by: Expression;
}

interface Found extends DeltaLine {
  readonly at: ReadonlyMap<string, number>;
  readonly line: ExpandedLine;
}

/** The lines before a delta is summed out, those of the function itself first. */
function deltaLines({ steps, function: fName }: Derivation): DeltaLine[] {
  const lines: DeltaLine[] = [];
  let left: Expression | undefined;
  steps.forEach(({ rule, left: own, deltas }, k) => {
    if (own) left = own;
    const before = steps[k - 1]?.right;
    if (rule !== "delta-sum" || !deltas || !before || left?.kind !== "derivative") return;
    const isOpen = postorder(before).some(({ kind }) => kind === "derivative");
    if (!isOpen) lines.push({ before, deltas, body: left.body, by: left.by });
  });
  const isOwn = ({ body }: DeltaLine): boolean => nameOf(body) === fName;
  return [...lines.filter(isOwn), ...lines.filter((line) => !isOwn(line))];
}

function nameOf(e: Expression): string {
  const base = e.kind === "entry" ? e.operand : e;
  return base.kind === "name" ? base.name : "";
}

function lettersOf(e: Expression): string[] {
  return e.kind === "entry" ? e.indices.map(String) : [];
}

/** The first line whose sums can be written out, at the entry asked for or at one that is not zero. */
function writtenOut(subject: Subject, derivation: Derivation): Result<Found> {
  const lines = deltaLines(derivation);
  if (lines.length === 0) return none("No delta ends a sum in the derivation of this function.");
  const context = contextOf(subject, derivation);
  if (!context) return none("No point was found at which the sums could be compared.");
  for (const line of lines) {
    const letterSizes = sizesOfLetters(line, subject, derivation, context);
    const sizeOfLetter = (letter: string): number | undefined => letterSizes.get(letter);
    for (const at of entriesToTry(subject, line, derivation.function, sizeOfLetter)) {
      const expanded = expandLine(line.before, line.deltas, at, sizeOfLetter);
      if (!expanded || expanded.expansions.length === 0) continue;
      if (expanded.expansions.some(({ factors }) => factors.length > MOST_ADDENDS)) continue;
      const found = { ...line, at, line: expanded };
      if (!isReadable(expanded)) continue;
      const here = { ...context, point: { ...context.point, letterSizes } };
      if (isConfirmed(subject, derivation.function, found, here)) return success(found);
    }
  }
  return none(
    subject.asked
      ? "No delta ends a sum at this entry; other entries may have one."
      : "No sum of the derivation could be written out at these sizes.",
  );
}

/**
 * How many values each letter of a line takes: told by the arrays that it numbers, by letters that a
 * delta compares it with, or else by the derivation. In another line the same letter may take others.
 */
function sizesOfLetters(
  { before, body, by }: DeltaLine,
  { sizes }: Subject,
  { letterSizes }: Derivation,
  { point }: Context,
): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [letter, size] of letterSizes ?? []) found.set(letter, sizeOf(size, sizes));
  const nodes = [before, body, by].flatMap((root) => postorder(root));
  for (const node of nodes) {
    if (node.kind !== "entry") continue;
    const shape = shapeAt(node.operand, point);
    if (shape?.length !== node.indices.length) continue;
    node.indices.forEach((index, axis) => {
      if (typeof index === "string") found.set(index, shape[axis]!);
    });
  }
  const deltas = nodes.filter((node) => node.kind === "delta");
  // Each round reaches letters one delta further away.
  for (let round = 0; round < deltas.length; round++) {
    for (const { left, right } of deltas) {
      for (const [a, b] of [
        [left, right],
        [right, left],
      ]) {
        const size = found.get(String(a));
        if (size !== undefined && !found.has(String(b))) found.set(String(b), size);
      }
    }
  }
  return found;
}

function shapeAt(e: Expression, point: Point<number>): readonly number[] | undefined {
  try {
    return evaluate(e, point, floats).shape;
  } catch (error) {
    if (error instanceof Unevaluable || error instanceof NoValue) return undefined;
    throw error;
  }
}

/** Whether every summand is short enough to be drawn. */
function isReadable({ expansions }: ExpandedLine): boolean {
  return expansions.every(({ sum: whole, factors }) =>
    [whole, ...factors].every((part) => labelIfShort(part) !== undefined),
  );
}

const MOST_ADDENDS = 12;
const MOST_ENTRIES_TRIED = 200;

/** Numbers for the free letters of a line, the best first. */
function entriesToTry(
  subject: Subject,
  { body, by }: DeltaLine,
  fName: string,
  sizeOfLetter: (letter: string) => number | undefined,
): ReadonlyMap<string, number>[] {
  const letters = [...lettersOf(body), ...lettersOf(by)];
  if (nameOf(body) === fName) {
    const focus = positionsOnNode(subject);
    if (focus.length !== letters.length) return [];
    return [new Map(letters.map((letter, k) => [letter, focus[k]!]))];
  }
  const sizes = letters.map(sizeOfLetter);
  if (sizes.includes(undefined)) return [];
  let positions: number[][] = [[]];
  for (const size of sizes) {
    const values = Array.from({ length: size! }, (_, k) => k + 1);
    positions = positions.flatMap((start) => values.map((value) => [...start, value]));
    if (positions.length > 5_000) return [];
  }
  const distance = (position: readonly number[]): number =>
    position.reduce((all, at, k) => all + Math.abs(at - (k === letters.length - 1 ? 3 : 2)), 0);
  return positions
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, MOST_ENTRIES_TRIED)
    .map((position) => new Map(letters.map((letter, k) => [letter, position[k]!])));
}

/** The entry in focus by the axes of the graph: none for an axis of size 1, several for a product. */
function positionsOnNode({ differentiated, inputs, outputs, focus, sizes }: Subject): number[] {
  const { axes, store, d } = differentiated;
  const declared = [...outputs[focus.output]!.position, ...inputs[focus.input]!.position];
  const nodeAxes = store.node(d).axes;
  return axes.flatMap(({ places }, k) => {
    const digits: number[] = [];
    let rest = declared[k]! - 1;
    for (const place of [...places].reverse()) {
      const size = sizeOf(nodeAxes[place]!, sizes);
      digits.unshift((rest % size) + 1);
      rest = Math.floor(rest / size);
    }
    return digits;
  });
}

interface Context {
  readonly point: Point<number>;
  /** The whole derivative, and the sizes of its axes on the graph. */
  readonly derivative: readonly number[];
}

/** A point in doubles with the values of the named parts; undefined where none was found. */
function contextOf(subject: Subject, { names }: Derivation): Context | undefined {
  const { problem, sizes, letterSizes, differentiation } = subject;
  const random = randomFrom(97);
  for (let tries = 0; tries < 12; tries++) {
    const source = floatEntries(random, tries % 2 === 0 ? "mixed" : "positive");
    const values = samplePoint(problem.elaboration.variables, new Map(), sizes, source);
    if (!values) return undefined;
    try {
      const bindings = new Map<string, Evaluated<number>>();
      const point = { values, sizes, letterSizes, bindings };
      for (const { name, means } of names) bindings.set(name, evaluate(means, point, floats));
      const derivative = fullDerivative(differentiation, { values, sizes, letterSizes }, floats);
      return { point, derivative: derivative.data };
    } catch (error) {
      if (error instanceof Unevaluable) return undefined;
      if (!(error instanceof NoValue)) throw error;
    }
  }
  return undefined;
}

/** Whether the sums written out, their results and, of the function itself, the derivative agree. */
function isConfirmed(
  { outputs, inputs, focus }: Subject,
  fName: string,
  { body, line }: Found,
  { point, derivative }: Context,
): boolean {
  const valueOf = (e: Expression): number => evaluate(e, point, floats).data[0]!;
  const same = (a: number, b: number): boolean =>
    Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
  try {
    const written = line.expansions.every(({ sum: whole, factors, survives, result }) => {
      const total = factors.reduce(
        (all, factor, k) => all + (k + 1 === survives ? valueOf(factor) : 0),
        0,
      );
      return same(valueOf(whole), total) && same(total, valueOf(result));
    });
    const after = valueOf(line.after);
    if (!written || !same(valueOf(line.before), after)) return false;
    if (nameOf(body) !== fName) return true;
    const place = outputs[focus.output]!.place * inputs.length + inputs[focus.input]!.place;
    return same(after, derivative[place]!);
  } catch (error) {
    if (error instanceof Unevaluable || error instanceof NoValue) return false;
    throw error;
  }
}

/** So many sums are drawn; more are no picture. */
const MOST_SUMS = 4;

function drawSums(subject: Subject, { at, body, by, line }: Found): Picture {
  const whole = derivativeLabel(atNumbers(body, at), atNumbers(by, at));
  const sums = line.expansions.slice(0, MOST_SUMS).map(writtenSum);
  const left = line.expansions.length - sums.length;
  const isAll = line.expansions.length === 1 && sums[0]!.result.plain === labelOf(line.after).plain;
  const { items, width, height } = sumItems(whole, sums, isAll);
  const at1 = subject.sizes.size === 0 ? "" : `, at ${sizesInWords(subject.sizes)}`;
  const description = [
    `${isAll ? whole.unicode : `The ${sums.length === 1 ? "sum" : "sums"} in ${whole.unicode}`}, written out${at1}.`,
    ...sums.map(
      ({ letter, survives, addends, result, line: text }) =>
        `${text}: of ${addends.length} values of ${letter} only ${letter} = ${survives} has a delta of 1, so ${result.unicode} is left.`,
    ),
    ...(left > 0 ? [`${left} more of its sums are left out.`] : []),
    ...(isGrouped(subject, body) ? [GROUPED] : []),
  ].join(" ");
  const nodes = sums.flatMap(({ addends, result }, k): PictureNode[] => [
    ...addends.map(({ factor, delta }, a) => ({
      id: `sum${k + 1}term${a + 1}`,
      label: timesDelta(factor, delta),
      group: "term",
      x: 0,
      y: 0,
    })),
    { id: `sum${k + 1}`, label: result, group: "result", x: 0, y: 0 },
  ]);
  const edges = sums.flatMap(({ addends }, k) =>
    addends.map(
      ({ delta }, a): PictureEdge => ({
        from: `sum${k + 1}term${a + 1}`,
        to: `sum${k + 1}`,
        carries: delta === 1,
      }),
    ),
  );
  return {
    kind: "sum",
    title: `${whole.unicode}, written out`,
    description,
    sizes: Object.fromEntries(subject.sizes),
    evidence:
      "The sums, what is left of them and the derivative were compared at a random point in floating-point numbers.",
    nodes: nodes.map((node, k) => ({
      ...node,
      x: node.group === "term" ? 90 : 270,
      y: 60 + 30 * k,
    })),
    edges,
    sums,
    text: sumsAsText(whole, sums, isAll),
    scene: { width, height, items },
  };
}

/** Whether an index of f stands for several here, because its size is a product. */
function isGrouped({ fName, differentiated }: Subject, body: Expression): boolean {
  return nameOf(body) === fName && differentiated.axes.some(({ places }) => places.length > 1);
}

const GROUPED =
  "An axis whose size is a product has an index for each of its factors here: the block, then the place in the block.";

function atNumbers(e: Expression, at: ReadonlyMap<string, number>): Expression {
  return fold<Expression>(e, (node, parts) =>
    node.kind === "entry"
      ? B.entry(
          parts[0]!,
          node.indices.map((index) =>
            typeof index === "string" ? (at.get(index) ?? index) : index,
          ),
        )
      : withParts(node, parts),
  );
}

function writtenSum({ sum: whole, letter, survives, factors, result }: Expansion): WrittenOutSum {
  const addends = factors.map((factor, k): WrittenOutSum["addends"][number] => ({
    factor: asFactor(factor),
    delta: k + 1 === survives ? 1 : 0,
  }));
  const left = labelOf(result);
  const line = addends.map(({ factor, delta }) => timesDelta(factor, delta).unicode).join(" + ");
  return {
    sum: labelOf(whole),
    letter,
    survives,
    addends,
    result: left,
    line: `${line} = ${left.unicode}`,
  };
}

/** In front of a product sign: sums and signs in parentheses. */
function asFactor(e: Expression): Written {
  const label = labelOf(e);
  const isOpen =
    e.kind === "sum" ||
    e.kind === "negate" ||
    (e.kind === "binary" && (e.operator === "add" || e.operator === "subtract"));
  if (!isOpen) return label;
  const { plain, latex, unicode, spoken } = label;
  return {
    plain: `(${plain})`,
    latex: `\\left(${latex}\\right)`,
    unicode: `(${unicode})`,
    spoken: `${spoken},`,
  };
}

function timesDelta({ plain, latex, unicode, spoken }: Written, delta: 0 | 1): Written {
  return {
    plain: `${plain}*${delta}`,
    latex: `${latex} \\cdot ${delta}`,
    unicode: `${unicode}·${delta}`,
    spoken: `${spoken} times ${delta}`,
  };
}

const MARGIN = 12;
/** The size of the letters: the second where the first leaves no room. */
const LETTERS = [19, 16] as const;
const ROW = 32;
const FACTOR = 106;

/** Each sum as an addition in a column: the killed terms soft, the one that is left in full ink. */
function sumItems(
  whole: Written,
  sums: readonly WrittenOutSum[],
  isAll: boolean,
): { readonly items: SceneItem[]; readonly width: number; readonly height: number } {
  const items: SceneItem[] = [];
  const factors = sums.flatMap(({ addends }) => addends.map(({ factor }) => factor.unicode));
  const widthAt = (size: number): number =>
    FACTOR + Math.max(...factors.map((text) => widthOf(text, size))) + 50 + MARGIN;
  const letters = LETTERS.find((size) => widthAt(size) <= PHONE_WIDTH) ?? LETTERS[1];
  const width = Math.max(PHONE_WIDTH, widthAt(letters));
  let y = 30;
  const formula = (text: string, latex: string, size: number = letters): void => {
    const lines = linesOf(text, width - 2 * MARGIN, size);
    for (const part of lines) {
      items.push({
        kind: "text",
        x: MARGIN,
        y,
        text: part,
        ...(lines.length === 1 && { latex }),
        tone: "ink",
        size,
        anchor: "start",
        math: true,
      });
      y += ROW - 4;
    }
  };
  if (!isAll) formula(`Sums in ${whole.unicode}`, `\\text{Sums in } ${whole.latex}`, 17);
  for (const written of sums) {
    const head = isAll ? [`${whole.unicode} = `, `${whole.latex} = `] : ["", ""];
    formula(head[0]! + written.sum.unicode, head[1]! + written.sum.latex);
    y += 8;
    const widest = Math.max(
      ...written.addends.map(({ factor }) => widthOf(factor.unicode, letters)),
    );
    const deltaX = FACTOR + widest + 26;
    written.addends.forEach(({ factor, delta }, k) => {
      items.push(...addendItems(written, factor, delta, k, { y, deltaX, letters }));
      y += ROW;
    });
    items.push({
      kind: "path",
      points: [
        [FACTOR - 24, y - 18],
        [deltaX + 12, y - 18],
      ],
      tone: "edge",
      width: 1.25,
    });
    y += 8;
    items.push(
      { kind: "text", x: FACTOR - 10, y, text: "=", tone: "ink", size: letters, anchor: "end" },
      {
        kind: "text",
        x: FACTOR,
        y,
        text: written.result.unicode,
        latex: written.result.latex,
        tone: "ink",
        size: letters,
        anchor: "start",
        math: true,
        strong: true,
      },
    );
    y += ROW + 10;
  }
  return { items, width, height: y - 18 };
}

function addendItems(
  { letter }: WrittenOutSum,
  factor: Written,
  delta: 0 | 1,
  k: number,
  { y, deltaX, letters }: { readonly y: number; readonly deltaX: number; readonly letters: number },
): SceneItem[] {
  const isLeft = delta === 1;
  const tone = isLeft ? "ink" : "soft";
  const text = (
    x: number,
    content: string,
    more: Partial<Extract<SceneItem, { kind: "text" }>>,
  ): SceneItem => ({
    kind: "text",
    x,
    y,
    text: content,
    tone,
    size: letters,
    anchor: "start",
    ...more,
  });
  return [
    ...(isLeft
      ? [
          {
            kind: "box",
            x: MARGIN - 6,
            y: y - 22,
            width: Math.max(deltaX + 24, 150) - MARGIN + 6,
            height: ROW - 2,
            radius: 3,
            tone: "accent",
            stroke: 2,
            fill: "wash",
          } satisfies SceneItem,
        ]
      : []),
    text(MARGIN, `${letter} = ${k + 1}`, { size: 16, math: true }),
    ...(k > 0 ? [text(FACTOR - 10, "+", { anchor: "end" })] : []),
    text(FACTOR, factor.unicode, { latex: factor.latex, math: true }),
    text(deltaX - 14, "·", { anchor: "middle" }),
    text(deltaX, String(delta), {
      anchor: "middle",
      tone: isLeft ? "delta" : "soft",
      strong: isLeft,
      underlined: isLeft,
    }),
  ];
}

function sumsAsText(whole: Written, sums: readonly WrittenOutSum[], isAll: boolean): string {
  const blocks = sums.map(({ sum: written, letter, addends, result, line }) => {
    const wide = Math.max(...addends.map(({ factor }) => charactersIn(factor.unicode)));
    const head = isAll ? `${whole.unicode} = ${written.unicode}` : written.unicode;
    const rows = addends.map(
      ({ factor, delta }, k) =>
        `  ${letter} = ${k + 1}   ${k === 0 ? " " : "+"} ${factor.unicode.padEnd(wide)} · ${delta}`,
    );
    return [head, "", ...rows, `          = ${result.unicode}`, "", line].join("\n");
  });
  return [...(isAll ? [] : [`Sums in ${whole.unicode}`, ""]), blocks.join("\n\n")].join("\n");
}
