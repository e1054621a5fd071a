/**
 * What a picture is made of, in pixels from the upper left corner. Every writer draws scenes and
 * knows nothing of what they show.
 */
export interface Scene {
  readonly width: number;
  readonly height: number;
  /** In painting order. */
  readonly items: readonly SceneItem[];
}

/**
 * The inks: `ink` for what is said, `soft` for what is of less weight, `edge` for outlines, `line` for
 * decoration, `accent` for what is chosen, `delta` for the derivation at work.
 */
export type Tone = "ink" | "soft" | "edge" | "line" | "accent" | "delta";

export type SceneItem =
  | {
      readonly kind: "text";
      readonly x: number;
      /** Of the baseline. */
      readonly y: number;
      readonly text: string;
      readonly tone: Tone;
      readonly size: number;
      readonly anchor: "start" | "middle" | "end";
      /** `_` lowers what follows; `latex` says the same for TikZ. */
      readonly latex?: string;
      /** Letters slanted, numbers and the names of functions upright. */
      readonly math?: boolean;
      readonly italic?: boolean;
      readonly strong?: boolean;
      readonly underlined?: boolean;
      /** With a rim in the colour of the paper, where it stands on lines. */
      readonly rim?: boolean;
      /** Turned to read upwards. */
      readonly upwards?: boolean;
    }
  | {
      readonly kind: "path";
      /** A line through these points; of four with `curved` a Bézier curve. */
      readonly points: readonly (readonly [x: number, y: number])[];
      readonly curved?: boolean;
      readonly tone: Tone;
      readonly width: number;
      readonly dashed?: boolean;
      readonly arrow?: boolean;
    }
  | {
      readonly kind: "box";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly radius: number;
      readonly tone: Tone;
      readonly stroke: number;
      /** `paper`, the tint of a chosen thing, the tone itself; left out: empty. */
      readonly fill?: "paper" | "wash" | "tone";
    };

export type TextItem = Extract<SceneItem, { kind: "text" }>;

/** The smallest letters that can be read on a phone. */
export const SMALLEST_TEXT = 14;

/** A phone's width, in which a picture of usual size fits. */
export const PHONE_WIDTH = 360;

/** A stretch of mathematics, on the line or below it. */
export interface Run {
  readonly text: string;
  readonly lowered: boolean;
}

/** `W_23 x` is W, the lowered 23, and x. */
export function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (const match of text.matchAll(/_(?:\{([^}]*)\}|([\p{Ll}\p{Lu}\p{Nd}]+))/gu)) {
    if (match.index > from) runs.push({ text: text.slice(from, match.index), lowered: false });
    runs.push({ text: match[1] ?? match[2]!, lowered: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) runs.push({ text: text.slice(from), lowered: false });
  return runs;
}

/** Lowered letters are never smaller than the smallest that can be read. */
export function loweredSize(size: number): number {
  return Math.max(SMALLEST_TEXT, Math.round(size * 0.72));
}

/** About how wide a text will be; fonts differ, so it errs on the wide side. */
export function widthOf(text: string, size: number): number {
  let width = 0;
  for (const run of runsOf(text)) {
    for (const letter of run.text)
      width += widthOfLetter(letter) * (run.lowered ? loweredSize(size) : size);
  }
  return width;
}

/** In parts of the size of the letters. */
function widthOfLetter(letter: string): number {
  if (/[\s.,·()|'′[\]]/u.test(letter)) return 0.38;
  if (/[mwMWΣ∂⊗⊘⊙=+-]/u.test(letter)) return 0.86;
  return /\p{Lu}/u.test(letter) ? 0.74 : 0.6;
}

/** A formula or sentence in lines that fit, broken at spaces; a word that is too wide stays whole. */
export function linesOf(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && widthOf(longer, size) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  lines.push(line);
  return lines;
}
