import type { WrittenDerivation } from "../../answers/answer.ts";
import type { Evidence, SizeRecord } from "../../evaluation/check-derivative.ts";

/**
 * How an answer is known to be right, as one or two sentences.
 * @param against what it was compared with
 */
export function evidenceWords(
  evidence: Evidence,
  against = "with the definition of the derivative",
): string {
  if (evidence.kind === "proof") {
    return "Proved: with all products multiplied out, both are the same.";
  }
  const sizes = sizesWords(evidence.sizes);
  if (evidence.kind === "mod-p") {
    const besides =
      evidence.points === 0
        ? " No point was found at which real numbers could be compared: perhaps the conditions never hold."
        : ` ${count(evidence.points, "point")} in floating-point numbers agree${evidence.points === 1 ? "s" : ""} besides.`;
    return `Compared exactly ${against}, modulo a prime, at ${count(evidence.trials, "random point")}${sizes}. ${passing(evidence.failureProbability)}${besides}`;
  }
  if (evidence.kind === "two-field") {
    return `Compared exactly ${against}, modulo primes, with exponentials, sines and cosines as powers of generators, at ${count(evidence.trials, "random point")}${sizes}. ${count(evidence.points, "point")} in floating-point numbers agree${evidence.points === 1 ? "s" : ""} besides.`;
  }
  return `Compared ${against} in floating-point numbers at ${count(evidence.points, "random point")}${sizes}: the largest relative difference is ${evidence.error === 0 ? "0" : evidence.error.toExponential(0)}. That is agreement, not a proof.`;
}

/** How the lines of a derivation are known to be right. */
export function stepEvidenceWords({ checkedLines, steps }: WrittenDerivation): string {
  if (checkedLines === steps.length) {
    return "Every line of the derivation was compared with it, too, at a random point.";
  }
  const which = `${checkedLines} of the ${steps.length} lines`;
  const were = checkedLines === 1 ? "was" : "were";
  const compared = `${which} of the derivation ${were} compared with it, too, at a random point`;
  const others = steps.flatMap(({ evidence }, k) => (evidence === undefined ? [k + 1] : []));
  const isKnown = others.length === steps.length - checkedLines;
  if (!isKnown || others.length > MOST_NUMBERS) return `${compared}.`;
  const last = others.pop()!;
  return others.length === 0
    ? `${compared}; step ${last} was not.`
    : `${compared}; steps ${others.join(", ")} and ${last} were not.`;
}

/** More lines that were not compared are not listed. */
const MOST_NUMBERS = 8;

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** The bound is rounded up to a power of ten, so that it stays one. */
function passing(probability: number): string {
  const exponent = Math.ceil(Math.log10(probability));
  if (exponent >= 0) return "How probable it is that a wrong answer passes is not known here.";
  const bound = probability <= 0 ? "0" : `at most 10^${exponent}`;
  return `A wrong answer would pass with probability ${bound}.`;
}

/** More sets of sizes than this tell nothing more. */
const MOST_SHOWN = 3;

function sizesWords(records: readonly SizeRecord[]): string {
  const texts = new Set(
    records.map((record) =>
      Object.entries(record)
        .map(([name, size]) => `${name}=${size}`)
        .join(", "),
    ),
  );
  texts.delete("");
  if (texts.size === 0) return "";
  const shown = [...texts].slice(0, MOST_SHOWN);
  const more = texts.size > shown.length ? "; ..." : "";
  return ` (sizes ${shown.join("; ")}${more})`;
}
