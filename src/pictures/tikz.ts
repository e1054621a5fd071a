import type { Picture } from "./picture.ts";
import { runsOf, type SceneItem, type TextItem } from "./scene.ts";

/**
 * A picture as a `tikzpicture`, at 1 px = 0.75 pt; needs nothing but the package tikz. Colours come as
 * black, gray and two inks that the reader may redefine.
 */
export function writeTikz({ title, description, scene }: Picture): string {
  const { height, items } = scene;
  const lines = items.map((item) => `  ${command(item, height)}`);
  return [
    `% ${comment(title)}`,
    `% ${comment(description)}`,
    "\\begin{tikzpicture}[x=0.75pt,y=0.75pt]",
    "  \\providecolor{accent}{RGB}{31,63,180}\\providecolor{delta}{RGB}{176,58,12}",
    "  \\providecolor{accent-wash}{RGB}{233,237,251}",
    ...lines,
    "\\end{tikzpicture}",
    "",
  ].join("\n");
}

const COLOURS: Readonly<Record<SceneItem["tone"], string>> = {
  ink: "black",
  soft: "black!65",
  edge: "black!50",
  line: "black!18",
  accent: "accent",
  delta: "delta",
};

const FILLS = { paper: "white", wash: "accent-wash" } as const;

function command(item: SceneItem, height: number): string {
  const at = (x: number, y: number): string => `(${rounded(x)},${rounded(height - y)})`;
  switch (item.kind) {
    case "path": {
      const options = [
        COLOURS[item.tone],
        `line width=${rounded(item.width * 0.75)}pt`,
        ...(item.dashed ? ["dashed"] : []),
        ...(item.arrow ? ["->"] : []),
      ];
      const points = item.points.map(([x, y]) => at(x, y));
      const [first, second, third, last] = points;
      const way = item.curved
        ? `${first!} .. controls ${second!} and ${third!} .. ${last!}`
        : points.join(" -- ");
      return `\\draw[${options.join(", ")}] ${way};`;
    }
    case "box": {
      const { x, y, width, radius, tone, fill, stroke } = item;
      const options = [
        COLOURS[tone],
        `line width=${rounded(stroke * 0.75)}pt`,
        `rounded corners=${rounded(Math.min(radius, width / 2) * 0.75)}pt`,
        ...(fill ? [`fill=${fill === "tone" ? COLOURS[tone] : FILLS[fill]}`] : []),
      ];
      return `\\draw[${options.join(", ")}] ${at(x, y)} rectangle ${at(x + width, y + item.height)};`;
    }
    case "text":
      return `\\node[${textOptions(item).join(", ")}] at ${at(item.x, item.y)} {${content(item)}};`;
  }
}

const ANCHORS = { start: "base west", middle: "base", end: "base east" } as const;

function textOptions({ anchor, tone, size, rim, upwards }: TextItem): string[] {
  return [
    `anchor=${ANCHORS[anchor]}`,
    "inner sep=1pt",
    `text=${COLOURS[tone]}`,
    `font=\\fontsize{${rounded(size * 0.75)}}{${rounded(size * 0.9)}}\\selectfont`,
    ...(rim ? ["fill=white"] : []),
    ...(upwards ? ["rotate=90"] : []),
  ];
}

function content({ text, latex, strong, math, italic, underlined }: TextItem): string {
  if (latex !== undefined) return `$${strong ? `\\boldsymbol{${latex}}` : latex}$`;
  const words = runsOf(text)
    .map((run) => (run.lowered ? `\\textsubscript{${escaped(run.text)}}` : escaped(run.text)))
    .join("");
  const weighted = strong ? `\\textbf{${words}}` : words;
  const slanted = italic || math ? `\\textit{${weighted}}` : weighted;
  return underlined ? `\\underline{${slanted}}` : slanted;
}

const SIGNS: ReadonlyMap<string, string> = new Map([
  ["\\", "\\textbackslash{}"],
  ["{", "\\{"],
  ["}", "\\}"],
  ["$", "\\$"],
  ["&", "\\&"],
  ["#", "\\#"],
  ["%", "\\%"],
  ["_", "\\_"],
  ["^", "\\textasciicircum{}"],
  ["~", "\\textasciitilde{}"],
  ["∂", "$\\partial$"],
  ["Σ", "$\\Sigma$"],
  ["δ", "$\\delta$"],
  ["·", "$\\cdot$"],
  ["⊙", "$\\odot$"],
  ["⊘", "$\\oslash$"],
  ["⊗", "$\\otimes$"],
  ["ᵀ", "$^{\\top}$"],
  ["√", "$\\surd$"],
  ["‖", "$\\|$"],
  ["<", "$<$"],
  [">", "$>$"],
  ["|", "$|$"],
  ["²", "$^2$"],
  ["³", "$^3$"],
  ["⁻", "$^-$"],
  ["¹", "$^1$"],
]);

/** Words in LaTeX; what has no spelling there is left out of the picture as a question mark. */
function escaped(text: string): string {
  return Array.from(text, (character) => {
    const sign = SIGNS.get(character);
    if (sign !== undefined) return sign;
    return /[\x20-\x7e]/.test(character) ? character : "?";
  }).join("");
}

/** On one line, so that nothing of it leaves the comment. */
function comment(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ");
}

function rounded(x: number): string {
  return String(Math.round(x * 100) / 100);
}
