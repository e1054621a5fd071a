import { hashBelow } from "../numbers/hashing.ts";
import { charactersIn } from "./labels.ts";
import type { Picture } from "./picture.ts";
import {
  loweredSize,
  type Run,
  runsOf,
  type SceneItem,
  type TextItem,
  type Tone,
} from "./scene.ts";

/** By tone: the ink on light and on dark paper, and the name of the page's own. */
const INKS: Readonly<Record<Tone | "paper" | "wash", readonly [light: string, dark: string]>> = {
  paper: ["#fcfcfa", "#131519"],
  ink: ["#17191e", "#eceae4"],
  soft: ["#555962", "#a9adb6"],
  edge: ["#84878f", "#7d828d"],
  line: ["#d9d9d3", "#31353d"],
  accent: ["#1f3fb4", "#a3b8ff"],
  delta: ["#b03a0c", "#ff9d70"],
  wash: ["#e9edfb", "#20294a"],
};

/** What a page may call its inks; a picture takes them where they are. */
const PAGE_NAMES: Readonly<Partial<Record<keyof typeof INKS, string>>> = { wash: "accent-wash" };

const SERIF = `"Source Serif 4", Charter, Georgia, serif`;

/**
 * A picture as SVG, to stand alone or in a page: it takes the custom properties of the page
 * (`--ink`, `--soft`, `--edge`, `--line`, `--accent`, `--accent-wash`, `--delta`, `--paper`) and has
 * inks of its own for light and dark. Where styles are not allowed it is drawn in the colour of the
 * text around it. No script; every text is escaped.
 */
export function writeSvg(picture: Picture): string {
  const { title, description, scene } = picture;
  const { width, height, items } = scene;
  const size = `width="${rounded(width)}" height="${rounded(height)}"`;
  const id = `picture-${hashBelow(2 ** 32, 1, JSON.stringify([title, description, items]), []).toString(36)}`;
  const body = items.map((item) => shapeOf(item)).join("\n");
  return `<svg xmlns="http://www.w3.org/2000/svg" class="indicial-picture" viewBox="0 0 ${rounded(width)} ${rounded(height)}" ${size} role="img" aria-labelledby="${id}-title" aria-describedby="${id}-desc" fill="none" color="currentColor">
<title id="${id}-title">${escaped(title)}</title>
<desc id="${id}-desc">${escaped(description)}</desc>
<style>${STYLE}</style>
${body}
</svg>
`;
}

const STYLE = styleSheet();

function styleSheet(): string {
  const names = Object.keys(INKS) as (keyof typeof INKS)[];
  const inks = (which: 0 | 1): string =>
    names
      .map((name) => `--picture-${name}:var(--${PAGE_NAMES[name] ?? name},${INKS[name][which]})`)
      .join(";");
  const classes = names.map(
    (name) =>
      `.indicial-picture .f-${name}{fill:var(--picture-${name})}.indicial-picture .s-${name}{stroke:var(--picture-${name})}`,
  );
  return [
    `.indicial-picture{${inks(0)};max-width:100%;height:auto;font-family:${SERIF}}`,
    `@media (prefers-color-scheme:dark){.indicial-picture{${inks(1)}}}`,
    `.indicial-picture:root{color-scheme:light dark}`,
    ...classes,
    `.indicial-picture .rim{stroke:var(--picture-paper);stroke-width:5px;stroke-linejoin:round;paint-order:stroke}`,
  ].join("\n");
}

function shapeOf(item: SceneItem): string {
  switch (item.kind) {
    case "text":
      return textOf(item);
    case "path": {
      const [first, ...rest] = item.points.map(([x, y]) => `${rounded(x)} ${rounded(y)}`);
      const way = item.curved ? `C${rest.join(" ")}` : `L${rest.join(" ")}`;
      const dash = item.dashed ? ` stroke-dasharray="5 4"` : "";
      const line = `<path d="M${first} ${way}" class="s-${item.tone}" stroke="currentColor" stroke-width="${item.width}"${dash}/>`;
      return item.arrow ? `${line}\n${arrowHead(item)}` : line;
    }
    case "box": {
      const { tone, fill, stroke } = item;
      const filled = fill === undefined ? "" : fill === "tone" ? ` f-${tone}` : ` f-${fill}`;
      const plain = fill === "tone" ? ` fill="currentColor"` : "";
      return `<rect x="${rounded(item.x)}" y="${rounded(item.y)}" width="${rounded(item.width)}" height="${rounded(item.height)}" rx="${rounded(item.radius)}" class="s-${tone}${filled}" stroke="currentColor"${plain} stroke-width="${stroke}"/>`;
    }
  }
}

function arrowHead({ points, tone }: Extract<SceneItem, { kind: "path" }>): string {
  const [x, y] = points[points.length - 1]!;
  const [px, py] = points[points.length - 2]!;
  const angle = Math.atan2(y - py, x - px);
  const corner = (turn: number): string =>
    `${rounded(x - 9 * Math.cos(angle + turn))} ${rounded(y - 9 * Math.sin(angle + turn))}`;
  return `<path d="M${rounded(x)} ${rounded(y)}L${corner(0.45)} ${corner(-0.45)}Z" class="f-${tone}" fill="currentColor"/>`;
}

function textOf(item: TextItem): string {
  const { x, y, size, tone, anchor } = item;
  const style = [
    ...(item.strong ? [`font-weight="600"`] : []),
    ...(item.italic ? [`font-style="italic"`] : []),
    ...(item.underlined ? [`text-decoration="underline"`] : []),
    ...(item.upwards ? [`transform="rotate(-90 ${rounded(x)} ${rounded(y)})"`] : []),
  ];
  const attributes = [
    `x="${rounded(x)}"`,
    `y="${rounded(y)}"`,
    `class="f-${tone}${item.rim ? " rim" : ""}"`,
    `fill="currentColor"`,
    `font-size="${size}"`,
    ...(anchor === "start" ? [] : [`text-anchor="${anchor}"`]),
    ...style,
  ];
  return `<text ${attributes.join(" ")} xml:space="preserve">${spansOf(item)}</text>`;
}

/** The runs of a text as spans, each with its own height and, in mathematics, slant. */
function spansOf({ text, size, math }: TextItem): string {
  const drop = Math.round(size * 0.22);
  let isLow = false;
  const spans: string[] = [];
  for (const run of runsOf(text)) {
    for (const { piece, slanted } of math ? slantsOf(run) : [{ piece: run.text, slanted: false }]) {
      const attributes = [
        ...(run.lowered === isLow ? [] : [`dy="${run.lowered ? drop : -drop}"`]),
        ...(run.lowered ? [`font-size="${loweredSize(size)}"`] : []),
        ...(slanted ? [`font-style="italic"`] : []),
      ];
      isLow = run.lowered;
      const shown = escaped(math ? piece.replaceAll("-", "−") : piece);
      spans.push(
        attributes.length === 0 ? shown : `<tspan ${attributes.join(" ")}>${shown}</tspan>`,
      );
    }
  }
  return spans.join("");
}

/** Single letters are variables and slant, as do all indices; longer words are functions. */
function slantsOf({ text, lowered }: Run): { readonly piece: string; readonly slanted: boolean }[] {
  return (text.match(/[\p{Ll}\p{Lu}]+|[^\p{Ll}\p{Lu}]+/gu) ?? []).map((piece) => {
    const isLetters = /^[\p{Ll}\p{Lu}]/u.test(piece);
    const isVariable = lowered || charactersIn(piece) === 1;
    return { piece, slanted: isLetters && isVariable && piece !== "Σ" };
  });
}

/** Safe between tags and inside quotes; characters that XML has not are drawn as a box. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function rounded(x: number): string {
  return String(Math.round(x * 100) / 100);
}
