import type { Written } from "../../answers/answer.ts";
import { success } from "../../text/problem.ts";
import { evidenceInWords } from "../evidence.ts";
import type { PictureKind } from "../kind.ts";
import { charactersIn, counted, labelIfShort, sizesInWords } from "../labels.ts";
import type { CellState, Picture, PictureEdge, PictureNode } from "../picture.ts";
import { linesOf, PHONE_WIDTH, type SceneItem, SMALLEST_TEXT, widthOf } from "../scene.ts";
import type { ArrayEntry, Subject } from "../subject.ts";

export const sparsity: PictureKind = {
  name: "sparsity",
  summary: "which entries of the Jacobian can be other than zero",
  place: 2,
  draw: (subject) => success(drawGrid(subject)),
};

/** Room for the name of a row or column. */
const LETTERS = 17;
const MARGIN = 10;
const SMALL_CELL = 26;

interface Layout {
  readonly left: number;
  readonly top: number;
  readonly cell: { readonly width: number; readonly height: number };
  /** Names of columns stand upright where cells are narrow. */
  readonly isTurned: boolean;
}

function drawGrid(subject: Subject): Picture {
  const { inputs, outputs, structure, fName, problem, sizes } = subject;
  const cells = outputs.map((output) =>
    inputs.map((input) => structure.states[output.place]![input.place]!),
  );
  const entries = outputs.map((output, o) =>
    inputs.map((input, i) => {
      const entry = cells[o]![i] === "nonzero" ? subject.entryAt(output, input) : undefined;
      return entry && labelIfShort(entry);
    }),
  );
  const title = titleOf(subject);
  const titleLines = linesOf(title, PHONE_WIDTH - 2 * MARGIN, 16);
  const layout = layoutOf(subject, cells, entries, 24 + 20 * titleLines.length);
  const center = (o: number, i: number): [number, number] => [
    layout.left + (i + 0.5) * layout.cell.width,
    layout.top + (o + 0.5) * layout.cell.height,
  ];
  const nodes: PictureNode[] = [
    ...inputs.map(({ label }, i) => {
      const [x] = center(0, i);
      return { id: `input${i + 1}`, label, group: "input", x, y: layout.top };
    }),
    ...outputs.map(({ label }, o) => {
      const [, y] = center(o, 0);
      return { id: `output${o + 1}`, label, group: "output", x: layout.left, y };
    }),
  ];
  const edges = cells.flatMap((row, o) =>
    row.flatMap((state, i): PictureEdge[] => {
      if (state !== "nonzero") return [];
      const label = entries[o]![i];
      return [
        {
          from: `input${i + 1}`,
          to: `output${o + 1}`,
          ...(label && { label }),
          carries: true,
        },
      ];
    }),
  );
  const isLabelled = layout.cell.width > SMALL_CELL;
  const right = layout.left + inputs.length * layout.cell.width;
  const bottom = layout.top + outputs.length * layout.cell.height;
  const legend = legendOf(cells.flat(), isLabelled, MARGIN, bottom + 30);
  const items: SceneItem[] = [
    ...titleLines.map(
      (text, k): SceneItem => ({
        kind: "text",
        x: MARGIN,
        y: 24 + 20 * k,
        text,
        tone: "soft",
        size: 16,
        anchor: "start",
        italic: true,
      }),
    ),
    ...headerItems(subject, layout),
    ...ruleItems(subject, layout),
    ...cells.flatMap((row, o) =>
      row.flatMap((state, i) =>
        cellItems(state, isLabelled ? entries[o]![i] : undefined, center(o, i)),
      ),
    ),
    ...legend.items,
  ];
  return {
    kind: "sparsity",
    title: `Jacobian of ${fName} by ${problem.wrt}: where it can be other than zero`,
    description: descriptionOf(subject, cells),
    sizes: Object.fromEntries(sizes),
    evidence: evidenceInWords(subject),
    nodes,
    edges,
    grid: {
      rows: outputs.map(({ label }) => label),
      columns: inputs.map(({ label }) => label),
      cells,
    },
    text: gridAsText(subject, cells),
    scene: {
      width: Math.max(PHONE_WIDTH, right + MARGIN),
      height: legend.bottom + 12,
      items,
    },
  };
}

function titleOf({ fName, problem, inputs, outputs }: Subject): string {
  const vec = (name: string, entries: readonly ArrayEntry[]): string =>
    entries[0]!.position.length === 2 ? `vec ${name}` : name;
  return `A row for each entry of ${vec(fName, outputs)}, a column for each of ${vec(problem.wrt, inputs)}`;
}

/** Cells are wide enough for their entries where there are few, and small otherwise. */
function layoutOf(
  { inputs, outputs }: Subject,
  cells: readonly (readonly CellState[])[],
  entries: readonly (readonly (Written | undefined)[])[],
  start: number,
): Layout {
  const widest = (labels: readonly { label: Written }[]): number =>
    Math.max(...labels.map(({ label }) => widthOf(`∂${label.unicode}`, LETTERS)));
  const left = MARGIN + widest(outputs) + 8;
  const texts = entries.flat().flatMap((entry) => (entry ? [entry.unicode] : []));
  const wanted = Math.max(...texts.map((text) => widthOf(text, LETTERS)), widest(inputs)) + 12;
  const room = (PHONE_WIDTH - MARGIN - left) / inputs.length;
  const nonzero = cells.flat().filter((state) => state === "nonzero").length;
  const isRoomy = nonzero > 0 && texts.length === nonzero && wanted <= room && wanted > SMALL_CELL;
  if (isRoomy) {
    return {
      left,
      top: start + 36,
      cell: { width: Math.min(room, 84), height: 40 },
      isTurned: false,
    };
  }
  const isTurned = widest(inputs) > SMALL_CELL;
  const top = start + (isTurned ? widest(inputs) + 12 : 36);
  return { left, top, cell: { width: SMALL_CELL, height: SMALL_CELL }, isTurned };
}

function headerItems({ inputs, outputs, focus }: Subject, layout: Layout): SceneItem[] {
  const { left, top, cell, isTurned } = layout;
  const header = (
    { label }: ArrayEntry,
    x: number,
    y: number,
    isChosen: boolean,
    more: Partial<Extract<SceneItem, { kind: "text" }>>,
  ): SceneItem => ({
    kind: "text",
    x,
    y,
    text: `∂${label.unicode}`,
    latex: `\\partial ${label.latex}`,
    tone: isChosen ? "ink" : "soft",
    size: LETTERS,
    anchor: "middle",
    math: true,
    ...more,
  });
  return [
    ...inputs.map((input, i) => {
      const x = left + (i + 0.5) * cell.width;
      const isChosen = i === focus.input;
      return isTurned
        ? header(input, x + 5, top - 8, isChosen, { upwards: true, anchor: "start" })
        : header(input, x, top - 12, isChosen, {});
    }),
    ...outputs.map((output, o) =>
      header(output, left - 8, top + (o + 0.5) * cell.height + 5, o === focus.output, {
        anchor: "end",
      }),
    ),
  ];
}

/** Hairlines between cells; stronger ones around the table and between the columns of matrices. */
function ruleItems({ inputs, outputs }: Subject, { left, top, cell }: Layout): SceneItem[] {
  const right = left + inputs.length * cell.width;
  const bottom = top + outputs.length * cell.height;
  const startsBlock = (entries: readonly ArrayEntry[], k: number): boolean => {
    const [here, before] = [entries[k]?.position, entries[k - 1]?.position];
    return !here || !before || (here.length === 2 && here[1] !== before[1]);
  };
  const rules: { isStrong: boolean; points: [[number, number], [number, number]] }[] = [];
  for (let i = 0; i <= inputs.length; i++) {
    const x = left + i * cell.width;
    rules.push({
      isStrong: startsBlock(inputs, i),
      points: [
        [x, top],
        [x, bottom],
      ],
    });
  }
  for (let o = 0; o <= outputs.length; o++) {
    const y = top + o * cell.height;
    rules.push({
      isStrong: startsBlock(outputs, o),
      points: [
        [left, y],
        [right, y],
      ],
    });
  }
  return rules
    .sort((a, b) => Number(a.isStrong) - Number(b.isStrong))
    .map(({ isStrong, points }) => ({
      kind: "path",
      points,
      tone: isStrong ? "edge" : "line",
      width: isStrong ? 1.25 : 1,
    }));
}

function cellItems(
  state: CellState,
  label: Written | undefined,
  [x, y]: readonly [number, number],
): SceneItem[] {
  const box = (half: number, radius: number, fill?: "tone"): SceneItem => ({
    kind: "box",
    x: x - half,
    y: y - half,
    width: 2 * half,
    height: 2 * half,
    radius,
    tone: state === "nonzero" ? "ink" : "soft",
    stroke: 1.5,
    ...(fill && { fill }),
  });
  if (state === "zero") return [box(1.25, 1.25, "tone")];
  if (state === "zero-where-tried") return [box(5, 5)];
  if (!label) return [box(7, 2, "tone")];
  return [
    {
      kind: "text",
      x,
      y: y + 5,
      text: label.unicode,
      latex: label.latex,
      tone: "ink",
      size: LETTERS,
      anchor: "middle",
      math: true,
    },
  ];
}

const MEANINGS: readonly (readonly [CellState, string])[] = [
  ["nonzero", "not zero"],
  ["zero", "zero, whatever the values"],
  ["zero-where-tried", "zero at all points tried"],
];

function legendOf(
  states: readonly CellState[],
  isLabelled: boolean,
  left: number,
  top: number,
): { readonly items: SceneItem[]; readonly bottom: number } {
  const shown = MEANINGS.filter(
    ([state]) => states.includes(state) && !(isLabelled && state === "nonzero"),
  );
  const items = shown.flatMap(([state, meaning], k): SceneItem[] => [
    ...cellItems(state, undefined, [left + 8, top + 22 * k - 5]),
    {
      kind: "text",
      x: left + 26,
      y: top + 22 * k,
      text: meaning,
      tone: "soft",
      size: SMALLEST_TEXT,
      anchor: "start",
    },
  ]);
  return { items, bottom: shown.length === 0 ? top - 22 : top + 22 * (shown.length - 1) };
}

/** What kind of pattern it is, where it is one that has a name. */
function shapeInWords(cells: readonly (readonly CellState[])[]): string | undefined {
  const holds = (rule: (o: number, i: number) => boolean): boolean =>
    cells.every((row, o) => row.every((state, i) => (state === "nonzero") === rule(o, i)));
  if (holds(() => true)) return "Every entry can be other than zero.";
  if (holds(() => false)) return "Every entry is zero.";
  if (cells.length !== cells[0]!.length) return undefined;
  if (holds((o, i) => o === i)) return "It is diagonal: each entry depends on its own alone.";
  if (holds((o, i) => i <= o)) return "It is lower triangular.";
  return holds((o, i) => i >= o) ? "It is upper triangular." : undefined;
}

function descriptionOf(
  { inputs, outputs, fName, problem, sizes }: Subject,
  cells: readonly (readonly CellState[])[],
): string {
  const all = cells.flat();
  const nonzero = all.filter((state) => state === "nonzero").length;
  const at = sizes.size === 0 ? "" : `, drawn at ${sizesInWords(sizes)}`;
  const sentences = [
    `The Jacobian of ${fName} by ${problem.wrt} as a table of ${counted(outputs.length, "row", "rows")} and ${counted(inputs.length, "column", "columns")}${at}.`,
    shapeInWords(cells) ?? `${nonzero} of its ${all.length} entries can be other than zero.`,
  ];
  if (sentences[1]!.startsWith(`${nonzero} of`) && cells.length <= 12) {
    const rows = cells.map((row, o) => {
      const places = row.flatMap((state, i) => (state === "nonzero" ? [i + 1] : []));
      return `${outputs[o]!.label.unicode}: ${places.length === 0 ? "none" : places.join(", ")}`;
    });
    sentences.push(`Columns that count in each row: ${rows.join("; ")}.`);
  }
  return sentences.join(" ");
}

const SIGNS: Readonly<Record<CellState, string>> = {
  nonzero: "■",
  zero: ".",
  "zero-where-tried": "○",
};

function gridAsText(
  { outputs, inputs }: Subject,
  cells: readonly (readonly CellState[])[],
): string {
  const name = ({ label }: ArrayEntry): string => label.unicode;
  const width = Math.max(...outputs.map((entry) => charactersIn(name(entry))));
  const wide = Math.max(...inputs.map((entry) => charactersIn(name(entry))));
  const isWide = width + 2 + inputs.length * (wide + 1) <= 72;
  const step = isWide ? wide : 1;
  const cell = (text: string): string => text.padStart(step);
  const header = isWide
    ? [`${" ".repeat(width)}  ${inputs.map((entry) => cell(name(entry))).join(" ")}`]
    : [`${" ".repeat(width)}  columns ${name(inputs[0]!)} to ${name(inputs[inputs.length - 1]!)}`];
  const rows = cells.map(
    (row, o) =>
      `${name(outputs[o]!).padEnd(width)}  ${row.map((state) => cell(SIGNS[state])).join(" ")}`,
  );
  const legend = MEANINGS.filter(([state]) => cells.flat().includes(state)).map(
    ([state, meaning]) => `${SIGNS[state]} ${meaning}`,
  );
  return [...header, ...rows, "", ...legend].join("\n");
}
