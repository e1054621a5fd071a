import { members } from "./members.ts";
import type { Rule } from "./rule.ts";

const byName = new Map<string, Rule>();
for (const member of members as readonly Rule[]) byName.set(member.name, member);

/** The rule of that name, or undefined. */
export function ruleNamed(name: string): Rule | undefined {
  return byName.get(name);
}

export function ruleNames(): readonly string[] {
  return [...byName.keys()];
}
