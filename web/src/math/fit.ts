/** Steps of size, from the largest; a formula that is too wide even at the last one wraps. */
const STEPS = ["fit-1", "fit-2", "fit-3", "fit-4"];

/** Gives a formula the largest size at which it fits the line that it stands in. */
export function fitWidth(element: HTMLElement): void {
  scrolling(element.parentElement, false);
  element.classList.remove(...STEPS, "wraps");
  for (const step of STEPS) {
    element.classList.remove(...STEPS);
    element.classList.add(step);
    const inner = element.querySelector(".katex-html") ?? element;
    const available = element.parentElement?.clientWidth ?? 0;
    if (inner.getBoundingClientRect().width <= available + 1) return;
  }
  element.classList.add("wraps");
  scrolling(element.parentElement, true);
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
  if (isNeeded) cell.tabIndex = 0;
  else cell.removeAttribute("tabindex");
}
