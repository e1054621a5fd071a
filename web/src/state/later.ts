import { signal } from "@preact/signals";
import type { laterParts } from "../parts/later.ts";

/** The parts that are loaded once the first answer stands; undefined until they have come. */
export const later = signal<typeof laterParts | undefined>(undefined);

export async function loadLater(): Promise<void> {
  if (later.peek()) return;
  const { laterParts: parts } = await import("../parts/later.ts");
  parts.startChecking();
  later.value = parts;
}
