import type { Dimension } from "../dimensions/dimension.ts";
import type { DeltaSum } from "./step.ts";

/** `n x m`, `n`, or "a number". */
function shapeWords(axes: readonly Dimension[]): string {
  return axes.length === 0 ? "a number" : axes.map(({ key }) => key).join(" x ");
}

/** How a term is read as a matrix product. */
export interface Reading {
  /** The free letters, in the order of the axes. */
  readonly asked: readonly string[];
  readonly summed: readonly string[];
  /** Matrices that are met at their second letter on the way. */
  readonly turned: readonly string[];
  /** Whether the whole product is recognised as the transpose of one. */
  readonly isTurnedWhole: boolean;
  /**
   * How the factors come together, where that is more than a chain of products; empty where it is
   * too long to be told.
   */
  readonly story?: readonly ActWords[];
  /** Products, and one outer product of what they give. */
  readonly isOuterChain?: true;
  /** Where it is a row or a column of one matrix times one vector. */
  readonly line?: {
    readonly side: "row" | "column";
    readonly matrix: string;
    readonly vector: string;
  };
}

/** One act of a reading, its arrays in plain notation. */
export interface ActWords {
  readonly kind: "entrywise" | "product" | "sum" | "row";
  readonly parts: readonly {
    readonly form: string;
    readonly letters: readonly string[];
    readonly isDelta: boolean;
  }[];
  readonly summed?: readonly string[];
  /** Matrices that stand transposed in the product. */
  readonly turned?: readonly string[];
  readonly result: string;
}

/** The sentences of the derivation by indices: short, present tense, what and why, naming the letter. */
export const words = {
  wanted(
    f: string,
    by: string,
    outputs: readonly Dimension[],
    inputs: readonly Dimension[],
    outputLetters: readonly string[],
    inputLetters: readonly string[],
  ): string {
    const entry = `∂${indexed(f, outputLetters)}/∂${indexed(by, inputLetters)}`;
    const count = outputs.length + inputs.length;
    if (count === 0) return `${entry}, a number.`;
    const shape = shapeWords([...outputs, ...inputs]);
    if (outputs.length === 0) {
      return `${entry} for every entry of ${by}: ${shape}, the shape of ${by}.`;
    }
    if (inputs.length === 0)
      return `${entry} for every entry of ${f}: ${shape}, the shape of ${f}.`;
    if (outputs.length === 1 && inputs.length === 1) {
      return `the Jacobian, ${shape}: row ${outputLetters[0]} for the output ${indexed(f, outputLetters)}, column ${inputLetters[0]} for the input ${indexed(by, inputLetters)}.`;
    }
    return `${entry} for every entry of ${f} and of ${by}: ${shape}, ${count} letters.`;
  },

  entryTitle(name: string, rank: number): string {
    return rank === 0 ? `Write ${name} out` : `One entry of ${name}`;
  },

  entryReason(asked: readonly string[], summed: readonly string[]): string {
    if (summed.length === 0)
      return asked.length === 0
        ? "A number: nothing to sum, no letter."
        : "A plain entry: no letter is summed.";
    const only = summed.length === 1 ? "only counts inside the sum" : "only count inside the sums";
    if (asked.length === 0) return `No letter is left free: a number. ${list(summed)} ${only}.`;
    return `${list(asked)} ${asked.length === 1 ? "names" : "name"} the entry; ${list(summed)} ${only}.`;
  },

  sumRule(dead: number, by: string): string {
    const rule = "The derivative of a sum is the sum of the derivatives.";
    if (dead === 0) return rule;
    return `${rule} ${dead === 1 ? "The term" : "The terms"} without ${by} ${dead === 1 ? "has" : "have"} derivative 0.`;
  },

  entryOfFunction(name: string, letter: string | undefined): string {
    return letter === undefined
      ? `The definition of ${name}.`
      : `The definition of ${name}; ${letter} names the entry.`;
  },

  noVariable(name: string, by: string): string {
    return `${name} does not depend on ${by}: every derivative is 0.`;
  },

  constants(by: string): string {
    return `Only the factors with ${by} change when ${by} does; the others stay in front.`;
  },

  productRule(by: string, occurrences: number, places: readonly string[]): string {
    if (places.length > 1) {
      return `${by} stands in ${list(places)}: one term for each, with the others held fixed.`;
    }
    return `${by} stands in ${occurrences === 2 ? "two" : String(occurrences)} places: one term for each, with the others held fixed.`;
  },

  functionRule(name: string, entrywise: boolean, source: string | undefined): string {
    const how = entrywise
      ? `${name} acts on each entry by itself: its own slope, times the derivative of what is inside.`
      : `The rule of ${name}, entry by entry, times the derivative of what is inside.`;
    return source ? `${how} It comes from: ${source}.` : how;
  },

  powerRule: "The power comes down and falls by one, times the derivative of the base.",

  rootRule:
    "A root is the power 1/2: it comes down and falls by one, times the derivative of the base.",

  reciprocalRule:
    "What stands below has the power -1: it comes down and falls to -2, times the derivative of the base.",

  quotientRule([above, below]: readonly string[]): string {
    if (above === undefined || below === undefined) {
      return "The derivative of what stands above, over what stands below; minus what stands above, times the derivative of what stands below, over its square.";
    }
    return `The derivative of ${above}/${below} is that of ${above} over ${below}, minus ${above} times that of ${below} over ${below}^2.`;
  },

  substitution(name: string, by: string): string {
    return `The derivative of ${name} by ${by} was found in step {0}.`;
  },

  counted(letters: readonly string[]): string {
    const sums = letters.length === 1 ? "the sum counts" : "the sums count";
    return `No term depends on ${list(letters)} any more: ${sums} equal terms.`;
  },

  deltaAppears(by: string, rank: number): string {
    if (rank === 1) {
      return `An entry of ${by} is the same entry when the letters agree, and has nothing to do with it when they differ: 1 or 0, the Kronecker delta.`;
    }
    return `Two entries of ${by} are the same entry when all their letters agree: 1, and otherwise 0. That is a product of Kronecker deltas.`;
  },

  itself(by: string): string {
    return `The derivative of ${by} by itself is 1.`;
  },

  deltaSum(sums: readonly DeltaSum[]): string {
    const [first] = sums;
    if (sums.length === 1) {
      return `Of all ${first!.summed} only ${first!.summed} = ${first!.becomes} survives: the delta is 1 there and 0 elsewhere.`;
    }
    const terms = [...new Set(sums.map(({ term }) => term))];
    if (terms.length > 1) {
      const each = terms.map((term) => {
        const own = sums.filter((sum) => sum.term === term);
        return `in term ${term} only ${list(own.map(({ summed, becomes }) => `${summed} = ${becomes}`))}`;
      });
      const told = each.join(", ");
      return `What survives: ${told}. Each delta is 1 there and 0 elsewhere.`;
    }
    const pairs = list(sums.map(({ summed, becomes }) => `${summed} = ${becomes}`));
    return `Only ${pairs} survive: each delta is 1 there and 0 elsewhere.`;
  },

  collect(leavesSum: boolean): string {
    const rule = "Equal factors become a power or cancel; terms with the same factors are added.";
    return leavesSum ? `${rule} What has none of the summed letters comes out of the sum.` : rule;
  },

  sumOver(letter: string, form: string): string {
    return `the sum over ${letter} of ${form}`;
  },

  /** What a function is, from its own file. */
  meaning(name: string, summary: string): string {
    return `${name} is ${summary}.`;
  },

  staysWhole(form: string, by: string): string {
    return `${form} has no ${by}: it stays one matrix.`;
  },

  recognise(reading: Reading): string {
    const { asked, summed, turned, isTurnedWhole, story, line } = reading;
    const [from, to] = asked;
    if (line) {
      const { side, matrix, vector } = line;
      const product = side === "row" ? `${matrix}*${vector}` : `${matrix}'*${vector}`;
      const place = side === "row" ? "stands second" : "stands first";
      return `${list(summed)} is summed and ${place} in ${matrix}: ${side} ${from} of ${matrix} times ${vector}, which is entry ${from} of ${product}.`;
    }
    if (story && story.length > 0) return story.map((act) => actSentence(act)).join(" ");
    if (summed.length === 0) {
      if (turned.length > 0) {
        return `The letters stand the other way round in ${list(turned)}: it is transposed.`;
      }
      return "Nothing is summed any more: the entry can be read off.";
    }
    const letters = `${list(summed)} ${summed.length === 1 ? "is" : "are"} summed`;
    if (story) {
      return `${letters}. Factors at the same letters multiply entry by entry; a summed letter that two share makes a product.`;
    }
    if (reading.isOuterChain) {
      const stand = turned.length === 1 ? "stands" : "stand";
      const told = turned.length === 0 ? "" : ` ${list(turned)} ${stand} transposed.`;
      return `${letters}: products of neighbours. Nothing is summed between what has ${from} and what has ${to}: an outer product.${told}`;
    }
    if (isTurnedWhole && to !== undefined) {
      return `${letters}. Read from ${to} to ${from}, neighbours share a letter: a product, at (${to}, ${from}). Entry (${from}, ${to}) is that of its transpose.`;
    }
    const path =
      from === undefined
        ? "Neighbours share a letter"
        : `Read from ${from}${to === undefined ? "" : ` to ${to}`}, neighbours share a letter`;
    if (turned.length === 0) return `${letters}. ${path}: a product.`;
    const columns =
      turned.length === 1
        ? `${turned[0]} is met at its second letter, so its columns are read: it stands transposed`
        : `${list(turned)} are met at their second letters, so their columns are read: they stand transposed`;
    return `${letters}. ${path}: a product. ${columns}.`;
  },

  asBefore(sums: readonly DeltaSum[]): string {
    const picks = list(sums.map(({ summed, becomes }) => `${summed} = ${becomes}`));
    return `As in steps {0} to {1}${picks === "" ? "" : `: the delta picks ${picks}`}.`;
  },

  manyAxes(count: number): string {
    return `${count} letters are free: more than a matrix has. The entry itself is the answer.`;
  },

  assembleTitle(count: number): string {
    return count === 0 ? "The derivative" : "All entries together";
  },

  assemble(axes: readonly Dimension[], outputs: number, letters: readonly string[]): string {
    const shape = shapeWords(axes);
    if (axes.length === 0) return "A number by a number is a number.";
    if (axes.length === 1 && outputs === 0) {
      return `Entry ${letters[0]} for all ${letters[0]}, one below the other: a column of ${shape} entries, the shape of the variable. Side by side, 1 x ${shape}, the same numbers are the Jacobian.`;
    }
    if (axes.length === 1) return `Entry ${letters[0]} for all ${letters[0]}: ${shape} entries.`;
    return `Entry (${letters.join(", ")}) for all ${letters.join(" and ")}: ${shape}, as wanted. The letters already stand in the order of the answer.`;
  },

  allZero: "Every entry is 0.",

  facts(facts: readonly string[]): string {
    return `Facts wait until nothing is left to differentiate. ${facts.join(" ")}`;
  },

  putBack(names: readonly string[]): string {
    return `${list(names)} ${names.length === 1 ? "was" : "were"} only shorthand.`;
  },
} as const;

/** What one act does, and what it gives. */
function actSentence({ kind, parts, summed = [], turned = [], result }: ActWords): string {
  switch (kind) {
    case "product": {
      const stand = turned.length === 1 ? "stands" : "stand";
      const told = turned.length === 0 ? "" : ` and ${list(turned)} ${stand} transposed`;
      const are = summed.length === 1 ? "is" : "are";
      return `${list(summed)} ${are} summed${told}: ${result}.`;
    }
    case "sum":
      return `${list(summed)} stands in nothing else: ${result}.`;
    case "entrywise": {
      const letters = parts[0]!.letters.length === 1 ? "letter" : "letters";
      const forms = list(parts.map(({ form }) => form));
      return `${forms} have the same ${letters}: entry by entry, ${result}.`;
    }
    case "row": {
      const single = parts.filter(({ letters }) => letters.length === 1);
      const both = parts.filter(({ letters }) => letters.length === 2);
      if (both.length === 0) {
        const [first, second] = single.map(({ letters }) => letters[0]!);
        return `Something with ${first} times something with ${second}, nothing summed between them: an outer product.`;
      }
      if (both.every(({ isDelta }) => isDelta)) {
        return `It is 0 but where ${both[0]!.letters.join(" = ")}: a diagonal matrix.`;
      }
      const order = both[0]!.letters;
      const scaled = single.map(({ form, letters: [letter] }) =>
        letter === order[0] ? `${form} multiplies the rows` : `${form} multiplies the columns`,
      );
      return `${scaled.join(", ")}: ${result}.`;
    }
  }
}

function indexed(name: string, letters: readonly string[]): string {
  return letters.length === 0 ? name : `${name}_${letters.join("")}`;
}

/** `u, v and z` */
export function list(items: Iterable<string>): string {
  const all = [...items];
  if (all.length <= 1) return all.join("");
  return `${all.slice(0, -1).join(", ")} and ${all[all.length - 1]}`;
}
