import { signal } from "@preact/signals";

export interface Toast {
  readonly text: string;
  readonly action?: { readonly label: string; readonly act: () => void };
}

export const toast = signal<Toast | undefined>(undefined);

const SHOWN_MS = 4000;
const WITH_ACTION_MS = 8000;
let leaving: ReturnType<typeof setTimeout> | undefined;

/** One short message at the foot of the page, read out by screen readers. */
export function say(text: string, action?: Toast["action"]): void {
  toast.value = { text, ...(action && { action }) };
  leave();
}

/** It stays while it is hovered or focused. */
export function stay(): void {
  clearTimeout(leaving);
}

export function leave(): void {
  clearTimeout(leaving);
  const shown = toast.peek();
  if (!shown) return;
  leaving = setTimeout(
    () => {
      if (toast.peek() === shown) toast.value = undefined;
    },
    shown.action ? WITH_ACTION_MS : SHOWN_MS,
  );
}

export function dismiss(): void {
  clearTimeout(leaving);
  toast.value = undefined;
}
