import type { DerivativeAnswer, Written, WrittenDerivation } from "../../answers/answer.ts";
import { functionNamed } from "../../functions/table.ts";
import type { Vocabulary } from "./content.ts";

const IDENTIFIER = /[A-Za-z]\w*/g;

/** Words of plain notation that are no names: sums, deltas and the symbol d/dx. */
const WORDS_OF_NOTATION = ["sum", "delta", "d"];

/** Every name in the formulas of an answer: variables, sizes, index letters, differentials. */
export function vocabularyOf(
  answer: DerivativeAnswer,
  derivations: readonly WrittenDerivation[],
): Vocabulary {
  const formulas: (Written | undefined)[] = [answer.display?.function, answer.display?.entry];
  for (const { steps, names } of derivations) {
    formulas.push(...names.map(({ means }) => means));
    for (const { left, right } of steps) formulas.push(left, right);
  }
  const names = namesIn([
    answer.plain,
    ...formulas.map((formula) => formula?.plain ?? ""),
    ...answer.variables.flatMap(({ shape }) => shape),
  ]);
  const bases = new Set([answer.wrt]);
  for (const { name } of answer.variables) names.add(name);
  for (const derivation of derivations) {
    bases.add(derivation.function);
    for (const { name } of derivation.names) bases.add(name);
  }
  for (const name of bases) names.add(name);
  const differentials = new Map(
    [...bases].map((name) => [`d${name}`, name] as const).filter(([whole]) => names.has(whole)),
  );
  return { names, differentials };
}

/** The names in texts of plain notation, without those of functions. */
export function namesIn(texts: readonly string[]): Set<string> {
  const names = new Set<string>();
  for (const text of texts) {
    for (const [name] of text.matchAll(IDENTIFIER)) {
      if (!WORDS_OF_NOTATION.includes(name) && !functionNamed(name)) names.add(name);
    }
  }
  return names;
}
