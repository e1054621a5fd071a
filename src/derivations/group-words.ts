import { type Identity, labelOf } from "../identities/identity.ts";
import { functionWords } from "../functions/table.ts";
import { rootName } from "../rules/context.ts";
import type { Step } from "./step.ts";

/** The sentences of lines that stand for several. */
export const groupWords = {
  title({ left, title }: Step): string {
    const of = left?.kind === "derivative" ? rootName(left.body) : undefined;
    return of === undefined ? title : `The derivative of ${of}`;
  },

  /** A known derivative, as a comparison names it. */
  ruleOf(name: string): string {
    return `the rule of ${functionWords(name)}`;
  },

  identity(identity: Identity): string {
    return `the identity ${labelOf(identity)}`;
  },

  /** Of a number and an array with a plus or minus between them. */
  numberWithArray(operator: "add" | "subtract"): string {
    return operator === "add"
      ? "The number is added to every entry."
      : "The number is subtracted from every entry.";
  },

  /** Where a line is not just what was put in. */
  rearranged: "Then the line is rearranged.",

  cycled:
    "Then the factors are put in order: a trace stays the same when they are cycled and when the whole is transposed.",

  rules(labels: readonly string[]): string {
    const [first = "", ...rest] = labels;
    return `${[first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(", ")}.`;
  },

  recognised(terms: number, reason: string): string {
    const read = terms === 1 ? "The term is" : `The ${terms} terms are`;
    return `${read} read as ${terms === 1 ? "a product" : "products"} of matrices. ${reason}`;
  },

  /** Where the derivatives of parts are left as symbols. */
  symbols(parts: number): string {
    return `The function has ${parts} named parts, so the derivative of each is left as a symbol in the lines that use it. Put in one after the other they give the answer, which the program does.`;
  },

  middle(lines: number): string {
    return `${lines} lines of the same kind, one for each part between.`;
  },

  omitted(lines: number, groups: number): string {
    const into = groups === 1 ? "one line" : `${groups} lines`;
    return `${lines + groups} steps are folded into ${into}; detail "every" shows each of them.`;
  },
} as const;
