import { signal } from "@preact/signals";

/** The learner's own answer, as typed. */
export const ownAnswer = signal("");

/** The form in which it is meant; undefined: the natural one. */
export const ownForm = signal<string | undefined>(undefined);

/** The learner's own derivation, a line each. */
export const ownLines = signal("");

/** Whether the whole derivation is judged, or the answer alone. */
export const isWhole = signal(false);

/** Another problem: what was found for the old one says nothing of it. */
export function clearOwn(): void {
  ownAnswer.value = "";
  ownForm.value = undefined;
  ownLines.value = "";
}
