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

/** How finely the derivation is told. */
export const detail = signal<Detail>("standard");
