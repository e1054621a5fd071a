import { computed, signal } from "@preact/signals";
import { view } from "./view.ts";

const wasUncovered = signal(false);

/** While an own answer is checked, ours is covered, until it is asked for. */
export const isCovered = computed(() => view.value === "check" && !wasUncovered.value);

/** How many steps of the derivation have been given as hints. */
export const hints = signal(0);

export function uncover(): void {
  wasUncovered.value = true;
}

export function cover(): void {
  wasUncovered.value = false;
  hints.value = 0;
}
