import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

export interface TieWords {
  readonly from: string;
  readonly to: string;
}

interface Tie {
  readonly path: string;
  readonly x: number;
  readonly y: number;
  readonly words: TieWords;
}

interface Props {
  readonly row: RefObject<HTMLElement | null>;
  readonly words: readonly TieWords[];
  /** Whether the formula is typeset: only then there are marks to tie. */
  readonly when: boolean;
}

const DROP = 16;
const ROOM = 13;

/** Elbow arrows from each delta to the sum that it ends, below the line. */
export function Ties({ row, words, when }: Props) {
  const ties = useSignal<readonly Tie[]>([]);
  useLayoutEffect(() => {
    const element = row.current;
    if (!element || !when) return undefined;
    const draw = (): void => {
      ties.value = words.flatMap((pair, k) => tieIn(element, k, pair) ?? []);
    };
    draw();
    const observer = new ResizeObserver(draw);
    observer.observe(element);
    void document.fonts.ready.then(draw);
    return () => observer.disconnect();
  }, [row, when, words.map(({ from, to }) => `${from}${to}`).join()]);
  return (
    <svg class="arc" aria-hidden="true">
      {ties.value.map(({ path, x, y, words: { from, to } }) => (
        <g key={path}>
          <path d={path} fill="none" stroke="currentColor" stroke-width="1.6" />
          <text x={x} y={y} text-anchor="middle">
            {from} = {to}
          </text>
        </g>
      ))}
    </svg>
  );
}

function tieIn(row: HTMLElement, k: number, words: TieWords): Tie | undefined {
  const delta = row.querySelector(`.delta-box.tie-${k}`)?.getBoundingClientRect();
  const sum = row.querySelector(`.killed.tie-${k}`)?.getBoundingClientRect();
  if (!delta || !sum) return undefined;
  const origin = row.getBoundingClientRect();
  const line = (row.querySelector(".rhs") ?? row).getBoundingClientRect();
  const bottom = line.bottom - origin.top + 1 + k * 3;
  const from = delta.left + delta.width / 2 - origin.left;
  const to = sum.left + sum.width / 2 - origin.left;
  const low = bottom + DROP;
  const start = delta.bottom - origin.top + 3;
  const head = `M${to - 4} ${bottom + 5}L${to} ${bottom}L${to + 4} ${bottom + 5}`;
  const path = `M${from} ${start}V${low}H${to}V${bottom}${head}`;
  return { path, x: (from + to) / 2, y: low + ROOM, words };
}
