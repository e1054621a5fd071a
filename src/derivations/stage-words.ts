import type { Structure } from "../evaluation/directional.ts";
import { plain } from "../notations/plain.ts";
import type { Expression } from "../syntax/expression.ts";

const SHORTER = "The same values in fewer signs.";

/** The sentences around the derivations. */
export const stageWords = {
  structuredTwice:
    "Steps of a second derivative along a structured matrix are not told; the answer stands.",

  noMatrix:
    "The derivative that would be differentiated again has no matrix form; the answer stands without steps.",

  tooLong(method: string): string {
    return `The derivation by ${method} is too long to be read; the answer stands.`;
  },

  noLine(method: string, why: string): string {
    return `The derivation by ${method} has a line that cannot be written (${why}); the answer stands.`;
  },

  noRule(method: string): string {
    return `The derivation by ${method} stops at a part that has no derivative of its own, though the whole has one; the answer stands.`;
  },

  unconfirmed(method: string): string {
    return `A line of the derivation by ${method} could not be confirmed, which is a fault of this program; it is left out, and the answer stands.`;
  },

  /** What is wanted of a derivative that is differentiated again. */
  again(name: string, expression: Expression, wanted: string): string {
    const known = `${name} = ${plain.write(expression)} is the derivative just found.`;
    return `${known} Differentiated again: ${wanted}`;
  },

  shorterTitle: "Write it shorter",

  stackedTitle: "In vec form",

  stacked:
    "vec puts the columns of a matrix one below the other: the same entries, a row for each entry of f and a column for each entry of the variable.",

  equality({ from, to }: { readonly from: string; readonly to: string }): string {
    return `In general, ${from} is ${to}`;
  },

  /** @param equalities by which it became shorter, as "exp(x)/sum(exp(x)) is softmax(x)" */
  shorter(equalities: readonly string[], facts: readonly string[]): string {
    const why = equalities.length > 0 ? equalities.map((each) => `${each}.`) : [SHORTER];
    return [...why, ...facts].join(" ");
  },

  structure(structure: Structure, by: string): { readonly title: string; readonly reason: string } {
    const title = `Along the parameters of ${by}`;
    switch (structure) {
      case "symmetric":
        return {
          title,
          reason: `So far every entry of ${by} moved by itself. Off the diagonal one parameter moves two entries, so the transpose is added; the diagonal must not count twice.`,
        };
      case "diagonal":
        return {
          title,
          reason: `So far every entry of ${by} moved by itself. Only those on the diagonal do: the others are 0 and stay 0.`,
        };
      case "toeplitz":
      case "symmetric-toeplitz":
        return {
          title,
          reason: `So far every entry of ${by} moved by itself. One parameter moves a whole diagonal: its derivatives are added up.`,
        };
    }
  },
} as const;
