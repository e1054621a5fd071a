import { signal } from "@preact/signals";
import { fromFragment, toFragment } from "./fragment.ts";
import type { Question } from "./question.ts";
import { load, save } from "./storage.ts";
import { say } from "./toast.ts";

const KEY = "history";
const MOST = 50;

/** Past questions as fragments, the newest first: the form in which links hold them, too. */
export const past = signal<readonly string[]>(loaded());

function loaded(): readonly string[] {
  const kept = load(KEY);
  return Array.isArray(kept) ? kept.filter((one) => typeof one === "string").slice(0, MOST) : [];
}

export function remember(question: Question): void {
  const fragment = toFragment(question);
  keep([fragment, ...past.peek().filter((one) => one !== fragment)].slice(0, MOST));
}

export function forget(fragment: string): void {
  const before = past.peek();
  keep(before.filter((one) => one !== fragment));
  say("Removed from the history.", { label: "Undo", act: () => keep(before) });
}

export function forgetAll(): void {
  const before = past.peek();
  keep([]);
  say("The history is cleared.", { label: "Undo", act: () => keep(before) });
}

/** The question of an entry, for its label and to ask it again. */
export function questionOf(fragment: string): Question | undefined {
  return fromFragment(fragment)?.asked;
}

function keep(fragments: readonly string[]): void {
  past.value = fragments;
  save(KEY, fragments);
}
