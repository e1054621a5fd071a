import { greekLetterNamed } from "../text/greek.ts";

/** A name as mathematics sets it: `W1` is W with the subscript 1, `mu_max` μ with the subscript max. */
export interface NameParts {
  /** `W`, `mu`, `loss` */
  readonly base: string;
  /** The Greek letter that `base` names, if any. */
  readonly greek?: string;
  /** `1`, `max`, `1,2`; empty for most names */
  readonly subscripts: readonly string[];
}

export function partsOfName(name: string): NameParts {
  const [head = "", ...tails] = name.split("_");
  const match = /^(.*?)(\d+)$/.exec(head);
  const base = match?.[1] || head;
  const digits = match?.[1] ? [match[2]!] : [];
  const greek = greekLetterNamed(base);
  const subscripts = [...digits, ...tails.filter((tail) => tail !== "")];
  return greek === undefined ? { base, subscripts } : { base, greek, subscripts };
}
