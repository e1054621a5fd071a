import { signal } from "@preact/signals";
import type { KatexOptions } from "katex";
import { closed } from "./spacing.ts";

type Render = (tex: string, element: HTMLElement, options: KatexOptions) => void;

/** KaTeX, once it is loaded; until then formulas are shown as Unicode text. */
export const typesetter = signal<Render | undefined>(undefined);

/** Counts how often widths may have changed: fonts have come, or the window has another size. */
export const reflow = signal(0);

/** Listens for what changes the width of formulas. */
export function watchWidths(): void {
  const changed = (): void => {
    reflow.value += 1;
  };
  document.fonts.addEventListener("loadingdone", changed);
  addEventListener("resize", changed);
}

/** Longer formulas are shown as text: setting them would hold the page up. */
const LONGEST = 6000;

/** A sans-serif T stands back where `\top` would shout; the marks are classes for the style sheet. */
const MACROS = {
  "\\top": "{\\htmlClass{transpose}{\\mathsf{T}}}",
};

export async function loadTypesetter(): Promise<void> {
  const [{ default: katex }] = await Promise.all([import("katex"), import("katex/dist/katex.css")]);
  typesetter.value = katex.render;
}

/**
 * Sets a formula into an element, node by node, never by way of HTML text. Returns false where it
 * must be shown as text instead.
 */
export function typeset(
  render: Render,
  tex: string,
  element: HTMLElement,
  isDisplay: boolean,
): boolean {
  if (tex.length > LONGEST) return false;
  try {
    render(`${isDisplay ? "\\displaystyle " : ""}${closed(tex)}`, element, {
      throwOnError: true,
      output: "htmlAndMathml",
      strict: false,
      maxExpand: 10_000,
      macros: { ...MACROS },
      // Only our own marks; the library writes no other HTML commands.
      trust: ({ command }) => command === "\\htmlClass",
    });
    return true;
  } catch {
    return false;
  }
}
