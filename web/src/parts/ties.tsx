import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { reflow } from "../math/katex.ts";

export interface TieWords {
  readonly from: string;
  readonly to: string;
}

/** Where a delta stands, and the way from it to its sum, where there is room for one. */
interface Tie {
  readonly k: number;
  readonly words: TieWords;
  readonly delta: Place & { readonly width: number; readonly height: number };
  readonly way?: { readonly path: string; readonly label: Place };
}

interface Place {
  readonly x: number;
  readonly y: number;
}

interface Props {
  readonly row: RefObject<HTMLElement | null>;
  readonly words: readonly TieWords[];
  /** The line that is marked: another one has its marks elsewhere. */
  readonly formula: string;
  /** Whether the formula is typeset: only then there are marks to tie. */
  readonly when: boolean;
  /** The tie that is looked at. */
  readonly lit: number | undefined;
  readonly onLight: (tie: number | undefined) => void;
}

/** With more of them, each tie is drawn only while its delta is looked at. */
export const MOST_TIES = 2;

const DROP = 16;
const ROOM = 13;
/** From one tie to the next, with its words between. */
const LANE = 20;

/**
 * Elbow arrows from each delta to the sum that it ends, below the line. Each delta is a button: hover,
 * focus or a tap lights it up together with its sum and the letter that changes in the next line.
 */
export function Ties({ row, words, formula, when, lit, onLight }: Props) {
  const ties = useSignal<readonly Tie[]>([]);
  const width = reflow.value;
  useLayoutEffect(() => {
    const element = row.current;
    if (!element || !when) return undefined;
    const draw = (): void => {
      ties.value = words.flatMap((pair, k) => tieIn(element, k, words.length, pair) ?? []);
    };
    draw();
    const observer = new ResizeObserver(draw);
    observer.observe(element);
    const line = element.querySelector(".rhs");
    line?.addEventListener("scroll", draw);
    void document.fonts.ready.then(draw);
    return () => {
      observer.disconnect();
      line?.removeEventListener("scroll", draw);
    };
  }, [row, when, formula, width, words.map(({ from, to }) => `${from}${to}`).join()]);
  return (
    <>
      <svg class="arc" aria-hidden="true">
        {ties.value.map(({ k, way, words: { from, to } }) =>
          way && (k === lit || words.length <= MOST_TIES) ? (
            <g key={k} class={k === lit ? "lit" : ""}>
              <path d={way.path} fill="none" stroke="currentColor" />
              <text x={way.label.x} y={way.label.y} text-anchor="middle">
                {from} = {to}
              </text>
            </g>
          ) : null,
        )}
      </svg>
      {ties.value.map(({ k, delta, words: { from, to } }) => (
        <button
          key={k}
          type="button"
          class="tie"
          style={{
            left: `${delta.x}px`,
            top: `${delta.y}px`,
            width: `${delta.width}px`,
            height: `${delta.height}px`,
          }}
          aria-label={`The delta ends the sum over ${from}: ${from} = ${to}`}
          aria-pressed={k === lit}
          onPointerEnter={() => onLight(k)}
          onPointerLeave={() => onLight(undefined)}
          onFocus={() => onLight(k)}
          onBlur={() => onLight(undefined)}
          onClick={() => onLight(k)}
        />
      ))}
    </>
  );
}

function tieIn(row: HTMLElement, k: number, count: number, words: TieWords): Tie | undefined {
  const delta = row.querySelector(`.delta-box.tie-${k}`)?.getBoundingClientRect();
  const sum = row.querySelector(`.killed.tie-${k}`)?.getBoundingClientRect();
  if (!delta || !sum) return undefined;
  const origin = row.getBoundingClientRect();
  const { width, height } = delta;
  const place = { x: delta.left - origin.left, y: delta.top - origin.top, width, height };
  const line = (row.querySelector(".rhs") ?? row).getBoundingClientRect();
  // What is scrolled out of sight has no mark.
  if (sum.left < line.left - 1 || delta.right > line.right + 1) return undefined;
  // A way through the lines below would cut them.
  const isOnLast = Math.max(delta.bottom, sum.bottom) > line.bottom - sum.height * 1.1;
  const isOnOne = Math.abs(delta.bottom - sum.bottom) < sum.height;
  if (!isOnLast || !isOnOne) return { k, words, delta: place };
  const lane = count <= MOST_TIES ? k * LANE : 0;
  const bottom = line.bottom - origin.top + 1;
  const from = delta.left + width / 2 - origin.left;
  const to = sum.left + sum.width / 2 - origin.left;
  const low = bottom + DROP + lane;
  const start = delta.bottom - origin.top + 3;
  const head = `M${to - 4} ${bottom + 5}L${to} ${bottom}L${to + 4} ${bottom + 5}`;
  const path = `M${from} ${start}V${low}H${to}V${bottom}${head}`;
  return { k, words, delta: place, way: { path, label: { x: (from + to) / 2, y: low + ROOM } } };
}
