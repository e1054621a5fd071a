import { useLayoutEffect, useRef } from "preact/hooks";
import { reflow, typeset, typesetter } from "./katex.ts";

/** What a formula needs: its LaTeX, and the same as text while KaTeX loads and for screen readers. */
export interface Formulated {
  readonly latex: string;
  readonly unicode: string;
  readonly spoken: string;
}

/** `left = right`; without a left side the line goes on from the one before. */
export function equation(left: Formulated | string | undefined, right: Formulated): Formulated {
  const before = typeof left === "string" ? { latex: left, unicode: left, spoken: left } : left;
  return {
    latex: `${before?.latex ?? ""} = ${right.latex}`,
    unicode: `${before?.unicode ?? ""} = ${right.unicode}`.trim(),
    spoken: `${before?.spoken ?? ""} equals ${right.spoken}`.trim(),
  };
}

interface Props {
  readonly of: Formulated;
  readonly display?: boolean;
  readonly class?: string;
  /** Called when the formula stands in the page, to measure or mark it. */
  readonly onSet?: (element: HTMLElement) => void;
}

/** A formula, typeset; MathML stands beside it in the tree, and its words are its name. */
export function Formula({ of, display = false, class: className = "", onSet }: Props) {
  const element = useRef<HTMLSpanElement>(null);
  const render = typesetter.value;
  const { latex, unicode, spoken } = of;
  useLayoutEffect(() => {
    const node = element.current;
    if (!node) return;
    if (!render || !typeset(render, latex, node, display)) node.textContent = unicode;
  }, [render, latex, unicode, display]);
  const width = onSet && reflow.value;
  useLayoutEffect(() => {
    if (element.current) onSet?.(element.current);
  }, [render, latex, unicode, display, width]);
  return <span ref={element} class={`formula ${className}`} role="math" aria-label={spoken} />;
}
