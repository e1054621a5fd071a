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
