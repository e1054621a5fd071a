import { type Identity, labelOf } from "../identities/identity.ts";
import { list } from "./words.ts";

/** How a function depends on a variable: through named parts, and perhaps directly too. */
export interface Path {
  readonly of: string;
  readonly by: string;
  readonly through: readonly string[];
  readonly isDirect: boolean;
}

/** The sentences of the derivation by identities. */
export const identityWords = {
  wanted(f: string, by: string, fRank: number, byRank: number): string {
    if (fRank === 0)
      return `the derivative of ${f} by ${by}, in the shape of ${by}, from known ones.`;
    if (fRank + byRank > 2) return `the derivative of vec(${f}) by vec(${by})', from known ones.`;
    return `the Jacobian of ${f} by ${by}, from known ones.`;
  },

  identityTitle(identities: readonly Identity[]): string {
    return `Known: ${identities.map(labelOf).join(", ")}`;
  },

  /** Of the chain rule: what the identity is used on. */
  held(derivatives: readonly string[], of: string): string {
    return `With ${list(derivatives)} held fixed, ${of} is to be differentiated.`;
  },

  identity({ of, by, gives, form }: Identity, where: readonly string[]): string {
    const layout =
      form === "jacobian" ? "the Jacobian" : form === "kron" ? "the vec form" : "the gradient";
    const clause = where.length === 0 ? "" : ` Here we put ${where.join(", ")}.`;
    return `Of ${of} by ${by}, ${layout} is ${gives}.${clause}`;
  },

  noneInVecForm:
    "There is no derivation by identities: in vec form only a function that is one known thing has one.",

  constantTitle: "A constant",

  constant(by: string): string {
    return `It does not depend on ${by}: its derivative is 0.`;
  },

  productTitle: "Product rule",

  productRule: "One factor at a time is varied, the others are held fixed.",

  powerTitle: "Power and chain rule",

  linearTitle(name: string): string {
    return `Take out what does not depend on ${name}`;
  },

  linear(name: string): string {
    return `${name} stands in one place and to the power one: what is in front of it is the derivative.`;
  },

  functionTitle(name: string): string {
    return `Known: the derivative of ${name}`;
  },

  functionRule(name: string, entrywise: boolean, source: string | undefined): string {
    if (entrywise) return `${name} acts on each entry by itself: its slope, entry by entry.`;
    return source ? `The rule of ${name}; it comes from: ${source}.` : `The rule of ${name}.`;
  },

  chainTitle(names: readonly string[]): string {
    return `Chain rule through ${names.join(" and ")}`;
  },

  chain({ of, by, through, isDirect }: Path, known: string): string {
    const directly = isDirect ? ", and directly" : "";
    return `${of} depends on ${by} through ${through.join(" and ")}${directly}. ${known}`;
  },

  putIn(derivatives: readonly string[]): string {
    return `${derivatives.join(" and ")} ${derivatives.length === 1 ? "was" : "were"} found above.`;
  },

  facts(facts: readonly string[]): string {
    return `Facts wait until nothing is left to differentiate. ${facts.join(" ")}`;
  },

  putBack(names: readonly string[]): string {
    return `${list(names)} ${names.length === 1 ? "was" : "were"} only shorthand.`;
  },
} as const;
