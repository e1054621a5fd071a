import type { DerivativeAnswer } from "indicial";
import { typeset, loadTypesetter, typesetter } from "../math/katex.ts";
import { base64 } from "./base64.ts";
import { fontFaces } from "./fonts.ts";
import { withText } from "./png-text.ts";

const MARGIN = 12;
const PIXELS = 3;

interface Drawing {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** The answer as a picture that scales; its text stays text, and carries the expression. */
export async function svgOf(answer: DerivativeAnswer): Promise<Blob> {
  const { svg } = await draw(answer);
  return new Blob([svg], { type: "image/svg+xml" });
}

/** The same in pixels, on white; the expression stands in a text field of the file. */
export async function pngOf(answer: DerivativeAnswer): Promise<Blob> {
  const { svg, width, height } = await draw(answer);
  const image = new Image();
  image.src = `data:image/svg+xml;base64,${base64(new TextEncoder().encode(svg))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * PIXELS;
  canvas.height = height * PIXELS;
  const paper = canvas.getContext("2d")!;
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("the canvas made no picture");
  return withText(blob, "Description", descriptionOf(answer));
}

function descriptionOf({ reading, wrt, plain }: DerivativeAnswer): string {
  return `d(${reading})/d(${wrt}) = ${plain}`;
}

/** Sets the formula off the page and takes down where every letter and every rule stands. */
async function draw(answer: DerivativeAnswer): Promise<Drawing> {
  if (!typesetter.peek()) await loadTypesetter();
  const holder = document.createElement("div");
  holder.className = "drawing";
  document.body.append(holder);
  try {
    typeset(typesetter.peek()!, answer.latex, holder, true);
    await document.fonts.ready;
    const page = holder.querySelector(".katex-html") ?? holder;
    const bounds = page.getBoundingClientRect();
    const width = Math.ceil(bounds.width) + 2 * MARGIN;
    const height = Math.ceil(bounds.height) + 2 * MARGIN;
    const origin = { x: bounds.left - MARGIN, y: bounds.top - MARGIN };
    const families = new Set<string>();
    const marks = [...glyphsOf(page, origin, families), ...rulesOf(page, origin)];
    const faces = await fontFaces(families);
    const title = escaped(descriptionOf(answer));
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><title>${title}</title><style>${faces}</style><g fill="#17191e">${marks.join("")}</g></svg>`;
    return { svg, width, height };
  } finally {
    holder.remove();
  }
}

interface Origin {
  readonly x: number;
  readonly y: number;
}

/** Every piece of text at its base line. */
function glyphsOf(page: Element, origin: Origin, families: Set<string>): string[] {
  const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
  const marks: string[] = [];
  const ruler = document.createElement("span");
  ruler.className = "baseline";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.nodeValue?.replaceAll("\u200b", "") ?? "";
    const parent = node.parentElement;
    if (text.trim() === "" || !parent) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const { fontFamily, fontSize, fontStyle, fontWeight } = getComputedStyle(parent);
    const [family = ""] = fontFamily.split(",").map((one) => one.replaceAll('"', "").trim());
    families.add(`${family}|${fontStyle}|${fontWeight}`);
    parent.insertBefore(ruler, node);
    const baseline = ruler.getBoundingClientRect().bottom;
    ruler.remove();
    const x = (box.left - origin.x).toFixed(2);
    const y = (baseline - origin.y).toFixed(2);
    marks.push(
      `<text x="${x}" y="${y}" font-family="${escaped(family)}" font-size="${fontSize}" font-style="${fontStyle}" font-weight="${fontWeight}">${escaped(text)}</text>`,
    );
  }
  return marks;
}

/** Fraction bars and the drawn signs (roots, tall fences). */
function rulesOf(page: Element, origin: Origin): string[] {
  const bars = [...page.querySelectorAll(".frac-line, .rule, .overline-line, .underline-line")];
  const rules = bars.map((bar) => {
    const box = bar.getBoundingClientRect();
    const { borderBottomWidth } = getComputedStyle(bar);
    const thickness = Math.max(Number.parseFloat(borderBottomWidth) || box.height, 1);
    const [x, y] = [
      (box.left - origin.x).toFixed(2),
      (box.bottom - thickness - origin.y).toFixed(2),
    ];
    return `<rect x="${x}" y="${y}" width="${box.width.toFixed(2)}" height="${thickness.toFixed(2)}"/>`;
  });
  const signs = [...page.querySelectorAll("svg")].map((sign) => {
    const box = sign.getBoundingClientRect();
    const copy = sign.cloneNode(true) as SVGSVGElement;
    copy.removeAttribute("style");
    for (const [key, value] of [
      ["x", box.left - origin.x],
      ["y", box.top - origin.y],
      ["width", box.width],
      ["height", box.height],
    ] as const) {
      copy.setAttribute(key, value.toFixed(2));
    }
    return new XMLSerializer().serializeToString(copy);
  });
  return [...rules, ...signs];
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
