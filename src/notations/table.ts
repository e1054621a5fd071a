import { members } from "./members.ts";
import type { Notation } from "./notation.ts";

const byName = new Map<string, Notation>();
for (const member of members as readonly Notation[]) byName.set(member.name, member);

/** The notation of that name, or undefined. */
export function notationNamed(name: string): Notation | undefined {
  return byName.get(name);
}

export function notationNames(): readonly string[] {
  return [...byName.keys()];
}

/** The notations that are read. */
export function readNotationNames(): readonly string[] {
  return [...byName.values()].filter(({ input }) => input).map(({ name }) => name);
}

/** Notations that are spoken of, and not built. */
const PLANNED: ReadonlySet<string> = new Set(["python", "julia", "matlab"]);

export function plannedNotation(name: string): boolean {
  return PLANNED.has(name);
}

/** The notation whose signs a text has; where several claim it alike, the first by name. */
export function recognised(text: string): Notation {
  let best: Notation | undefined;
  let most = -1;
  for (const member of byName.values()) {
    const claim = member.input?.recognise(text) ?? -1;
    if (claim > most) [best, most] = [member, claim];
  }
  return best!;
}
