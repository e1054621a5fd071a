import type { Question } from "../claims.ts";
import type { Explanation, Hypothesis, WrongAnswer } from "./hypothesis.ts";
import { joined } from "./words.ts";

/** Facts that make a matrix symmetric already. */
const SYMMETRIC: ReadonlySet<string> = new Set(["symmetric", "spd", "diagonal", "posdiag"]);
/** More square matrices than this are only tried one by one and all together. */
const MOST_MATRICES = 4;

/** Right if one matrix is symmetric, and not by a mere transpose of one part. */
export const symmetricAssumed: Hypothesis = {
  name: "symmetric-assumed",
  explain: (wrong) =>
    assumed(
      wrong,
      squareMatrices(wrong.question).map((name) => [name]),
    ),
};

/** Right if several matrices are symmetric. */
export const severalSymmetric: Hypothesis = {
  name: "several-symmetric",
  explain(wrong) {
    const names = squareMatrices(wrong.question);
    if (names.length < 2) return undefined;
    const choices: string[][] = [];
    if (names.length <= MOST_MATRICES) {
      for (let bits = 1; bits < 2 ** names.length; bits++) {
        const chosen = names.filter((_, k) => (bits >> k) % 2 === 1);
        if (chosen.length > 1) choices.push(chosen);
      }
      choices.sort((a, b) => a.length - b.length);
    } else choices.push(names);
    return assumed(wrong, choices);
  },
};

/** The square matrices that nothing makes symmetric yet. */
export function squareMatrices({
  variables,
  properties,
}: Pick<Question, "variables" | "properties">): string[] {
  return [...variables.values()].flatMap(({ name, axes }) => {
    const [rows, columns] = axes;
    const isSquare = axes.length === 2 && rows!.key === columns!.key;
    const known = properties?.get(name)?.some((property) => SYMMETRIC.has(property));
    return isSquare && !known ? [name] : [];
  });
}

function assumed(
  wrong: WrongAnswer,
  choices: readonly (readonly string[])[],
): Explanation | undefined {
  const { question, answer } = wrong;
  if (!wrong.claimed) return undefined;
  for (const names of choices) {
    const properties = new Map(question.properties);
    for (const name of names) {
      properties.set(name, [...(properties.get(name) ?? []), "symmetric"]);
    }
    if (!wrong.isRight(wrong.candidate(answer.tree), { ...question, properties })) continue;
    const are = names.length === 1 ? "is" : "are";
    return {
      kind: "symmetric-assumed",
      message: `Right if ${joined(names)} ${are} symmetric. Nothing says so here: keep ${names[0]} and ${names[0]}' apart.`,
      assumption: `${joined(names)} ${are} symmetric`,
    };
  }
  return undefined;
}
