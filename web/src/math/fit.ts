/** Steps of size, from the largest; a formula that is too wide even at the last one wraps. */
const STEPS = ["fit-1", "fit-2", "fit-3", "fit-4"];

/** Up to this step two layouts stand beside one another; smaller, each gets a row. */
const BESIDE = 2;

/**
 * Gives a formula the largest size at which it fits the line that it stands in. The layouts of one
 * answer have one size.
 */
export function fitWidth(element: HTMLElement): void {
  const pair = element.closest(".twins");
  const all = pair ? [...pair.querySelectorAll<HTMLElement>(".fit")] : [element];
  for (const one of all) {
    scrolling(one.parentElement, false);
    one.classList.remove("wraps");
  }
  pair?.classList.remove("above");
  if (pair && fitAll(all, STEPS.slice(0, BESIDE))) return;
  pair?.classList.add("above");
  if (fitAll(all, STEPS)) return;
  for (const one of all) {
    one.classList.add("wraps");
    scrolling(one.parentElement, true);
  }
}

/** Tries the sizes in turn; false where even the last is too wide. */
function fitAll(all: readonly HTMLElement[], steps: readonly string[]): boolean {
  return steps.some((step) => {
    for (const one of all) {
      one.classList.remove(...STEPS);
      one.classList.add(step);
    }
    return all.every((one) => {
      const inner = one.querySelector(".katex-html") ?? one;
      return inner.getBoundingClientRect().width <= (one.parentElement?.clientWidth ?? 0) + 1;
    });
  });
}

/** Smaller than this a line cannot be read; then it scrolls instead. */
const SMALLEST = 0.72;

/** Makes a line of a derivation so small that it fits, within reason; past that it scrolls by keys, too. */
export function fitLine(element: HTMLElement): void {
  const cell = element.parentElement;
  if (!cell) return;
  element.style.fontSize = "";
  scrolling(cell, false);
  const ratio = cell.clientWidth / cell.scrollWidth;
  if (ratio >= 1) return;
  element.style.fontSize = `${Math.max(SMALLEST, ratio * 0.98).toFixed(3)}em`;
  scrolling(cell, true);
}

/** What is still too wide scrolls inside its cell, by keys as well. */
function scrolling(cell: HTMLElement | null, isWanted: boolean): void {
  if (!cell) return;
  const isNeeded = isWanted && cell.scrollWidth > cell.clientWidth;
  cell.classList.toggle("scrolls", isNeeded);
  if (isNeeded) cell.addEventListener("scroll", onScroll);
  else cell.removeEventListener("scroll", onScroll);
  markEnd(cell);
  if (isNeeded) cell.tabIndex = 0;
  else cell.removeAttribute("tabindex");
}

function onScroll({ currentTarget: cell }: Event): void {
  if (cell instanceof HTMLElement) markEnd(cell);
}

/** What goes on beyond the edge fades; at its end it does not. */
function markEnd(cell: HTMLElement): void {
  cell.classList.toggle("at-end", cell.scrollLeft + cell.clientWidth >= cell.scrollWidth - 2);
}
