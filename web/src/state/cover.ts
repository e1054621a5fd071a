import { computed, signal } from "@preact/signals";
import { view } from "./view.ts";

/** Whether the answer was asked for, or found. */
export const isUncovered = signal(false);

/** While an own answer is checked, ours is covered, until it is asked for. */
export const isCovered = computed(() => view.value === "check" && !isUncovered.value);

/** How many steps of the derivation have been given as hints. */
export const hints = signal(0);

export function uncover(): void {
  isUncovered.value = true;
}

export function cover(): void {
  isUncovered.value = false;
  hints.value = 0;
}
