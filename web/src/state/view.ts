import { signal } from "@preact/signals";
import type { Detail } from "../engine/protocol.ts";

export const VIEWS = ["steps", "check", "pictures"] as const;
export type View = (typeof VIEWS)[number];

/** What the right page shows. */
export const view = signal<View>("steps");

export const METHODS = ["indices", "identities", "differentials"] as const;
export type Method = (typeof METHODS)[number] | "compare";

/** The way in which the derivation is told. */
export const method = signal<Method>("indices");

export const DETAILS: readonly Detail[] = ["outline", "standard", "every"];

/** How finely the derivation is told. */
export const detail = signal<Detail>("standard");

/** Where the reader is in the derivation, where that is not where it opens. */
export interface Place {
  /** From 0. */
  readonly step: number;
  /** How many steps are shown; all of them where left out. */
  readonly shown?: number;
}

export const place = signal<Place | undefined>(undefined);
