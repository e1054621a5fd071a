/** Steps of size, from the largest; a formula that is too wide even at the last one wraps. */
const STEPS = ["fit-1", "fit-2", "fit-3", "fit-4"];

/** Gives a formula the largest size at which it fits the line that it stands in. */
export function fitWidth(element: HTMLElement): void {
  element.classList.remove(...STEPS, "wraps");
  for (const step of STEPS) {
    element.classList.remove(...STEPS);
    element.classList.add(step);
    const inner = element.querySelector(".katex-html") ?? element;
    const available = element.parentElement?.clientWidth ?? 0;
    if (inner.getBoundingClientRect().width <= available + 1) return;
  }
  element.classList.add("wraps");
}
