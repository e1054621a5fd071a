import { list } from "./words.ts";
/** The sentences of the derivation by differentials. */
export const differentialWords = {
  wanted(f: string, by: string, fRank: number, byRank: number): string {
    const goal =
      fRank === 0 && byRank === 2
        ? `d${f} = tr(G'*d${by}) for every d${by}: then G is the gradient.`
        : fRank === 0 && byRank === 1
          ? `d${f} = g'*d${by} for every d${by}: then g is the gradient.`
          : fRank + byRank > 2
            ? `vec(d${f}) = K*vec(d${by}) for every d${by}: then K is the derivative in vec form.`
            : `d${f} = J*d${by} for every d${by}: then J is the derivative.`;
    return goal;
  },

  title(name: string): string {
    return `The differential of ${name}`;
  },

  productRule(order: "stays" | "cycled" | undefined, hasConstant: boolean): string {
    const rule = "One factor is varied at a time, the others are held fixed";
    const told =
      order === "stays"
        ? "; the order of the factors stays"
        : order === "cycled"
          ? "; inside a trace the factors may be cycled"
          : "";
    return `${rule}${told}.${hasConstant ? " Constants have differential 0." : ""}`;
  },

  powerRule: "The power comes down and falls by one, times the differential of the base.",

  rootRule:
    "A root is the power 1/2: it comes down and falls by one, times the differential of the base.",

  reciprocalRule:
    "What stands below has the power -1: it comes down and falls to -2, times the differential of the base.",

  quotientRule:
    "Quotient rule: what stands above is varied, then what stands below, with a minus and over its square.",

  /** Of u'*u, where no power is written. */
  squareRule(name: string, isMatrix: boolean): string {
    const d = `d${name}`;
    return isMatrix
      ? `tr(${d}'*${name}) and tr(${name}'*${d}) are the same number: together twice one of them.`
      : `${d}'*${name} and ${name}'*${d} are the same number: together twice one of them.`;
  },

  linear(hasConstant: boolean): string {
    return hasConstant
      ? "What is constant comes out; a constant term has differential 0."
      : "What is constant comes out of the differential.";
  },

  variable: "It is the variable itself.",

  functionRule(name: string, entrywise: boolean, source: string | undefined): string {
    const rule = entrywise
      ? `${name} acts entry by entry: its slope, entry by entry, times the differential of what is inside.`
      : `The differential of ${name}.`;
    return source && !entrywise ? `${rule} It comes from: ${source}.` : rule;
  },

  substitution(names: readonly string[]): string {
    return `${names.join(" and ")} ${names.length === 1 ? "is" : "are"} known from above.`;
  },

  canonicalTitle(isTrace: boolean, wasTrace: boolean): string {
    if (!isTrace) return "Bring the differential to the end";
    return wasTrace ? "Cycle the trace" : "Make it a trace";
  },

  cycle(wasTrace: boolean): string {
    const own = wasTrace ? "" : "A number is its own trace. ";
    return `${own}A trace stays the same when its factors are cycled and when the whole is transposed: that brings the differential to the end.`;
  },

  turn: "A number equals its transpose: that brings the differential to the end.",

  collect: "Everything in front of the differential is collected.",

  vec: "vec(A*X*B) = kron(B', A)*vec(X) takes the differential out of every product.",

  identifyTitle: "Read the derivative off",

  identify(fRank: number, byRank: number, differential: string): string {
    if (byRank === 0) return `What stands in front of ${differential} is the derivative.`;
    if (fRank === 0) {
      return `This holds for every ${differential}, so what stands in front, transposed, is the gradient.`;
    }
    return `This holds for every ${differential}, so the matrix in front is the Jacobian.`;
  },

  facts(facts: readonly string[]): string {
    return `Facts wait until nothing is left to differentiate. ${facts.join(" ")}`;
  },

  putBack(names: readonly string[]): string {
    return `${list(names)} ${names.length === 1 ? "was" : "were"} only shorthand.`;
  },
} as const;
