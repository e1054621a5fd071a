import type { DocumentForm } from "./form.ts";
import { members } from "./members.ts";

const byName = new Map<string, DocumentForm>();
for (const member of members as readonly DocumentForm[]) byName.set(member.name, member);

/** The form of that name, or undefined. */
export function documentFormNamed(name: string): DocumentForm | undefined {
  return byName.get(name);
}

export function documentForms(): readonly DocumentForm[] {
  return [...byName.values()];
}
