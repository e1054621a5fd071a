import { effect, signal } from "@preact/signals";
import { reflow } from "../math/katex.ts";
import { load, save } from "./storage.ts";

export type Theme = "system" | "light" | "dark";

export const THEMES: readonly Theme[] = ["system", "light", "dark"];

const kept = load("theme");

export const theme = signal<Theme>(THEMES.find((one) => one === kept) ?? "system");

/** Large type, to be read from the back of a room. */
export const isLarge = signal(load("large") === true);

/** Writes the theme on the root element, where the style sheet looks for it. */
export function applyTheme(): void {
  effect(() => {
    const root = document.documentElement;
    if (theme.value === "system") delete root.dataset.theme;
    else root.dataset.theme = theme.value;
    save("theme", theme.value);
  });
  effect(() => {
    document.documentElement.classList.toggle("large", isLarge.value);
    save("large", isLarge.value);
    // Formulas are set as wide as there is room.
    reflow.value = reflow.peek() + 1;
  });
}
