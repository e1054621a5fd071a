import type { DerivativeAnswer, WrittenDerivation } from "../../answers/answer.ts";
import { unicode } from "../../notations/unicode.ts";
import type { Expression } from "../../syntax/expression.ts";
import { vocabularyOf } from "../content/vocabulary.ts";
import type { Vocabulary } from "../content/content.ts";
import { formulaLatex } from "./latex-text.ts";
import { type FormulaPart, stretchesOf } from "./sentence.ts";
import { formulaSpoken } from "./spoken-formula.ts";

/** A stretch of a sentence: words as they are, or a formula. */
export type SentencePart =
  | { readonly words: string }
  | { readonly latex: string; readonly unicode: string; readonly spoken: string };

/**
 * Every sentence that an answer and its derivations hold, by its text, with the formulas in it found:
 * for a page that sets them as mathematics.
 */
export function setSentences(
  answer: DerivativeAnswer,
): Readonly<Record<string, readonly SentencePart[]>> {
  const derivations = [answer.derivation, ...(answer.otherDerivations ?? [])].flatMap(inTurn);
  const vocabulary = vocabularyOf(answer, derivations);
  const texts = new Set([
    answer.layoutNote,
    ...(answer.note === undefined ? [] : [answer.note]),
    ...(answer.twin ? [answer.twin.why] : []),
    ...answer.conditions,
    ...answer.assumed,
    ...derivations.flatMap(({ wanted, steps }) => [
      wanted,
      ...steps.flatMap(({ title, reason }) => [title, reason]),
    ]),
  ]);
  return setEach(texts, vocabulary);
}

/** A derivation and those that go on from it. */
function inTurn(first: WrittenDerivation | undefined): readonly WrittenDerivation[] {
  const all: WrittenDerivation[] = [];
  for (let one = first; one; one = one.next) all.push(one);
  return all;
}

/** Other sentences, by their text, about a problem with these names. */
export function setWords(
  texts: Iterable<string>,
  names: Iterable<string>,
): Readonly<Record<string, readonly SentencePart[]>> {
  return setEach(texts, { names: new Set(names), differentials: new Map() });
}

function setEach(
  texts: Iterable<string>,
  vocabulary: Vocabulary,
): Readonly<Record<string, readonly SentencePart[]>> {
  return Object.fromEntries(Array.from(texts, (text) => [text, partsOf(text, vocabulary)]));
}

/** A sentence with its formulas as the lines of a page of text have them. */
export function sentenceInUnicode(text: string, vocabulary: Vocabulary): string {
  return stretchesOf(text, vocabulary)
    .map((stretch) =>
      stretch.kind === "words"
        ? stretch.text
        : unicodeOf(stretch.parts, vocabulary).replaceAll("×", "x"),
    )
    .join("");
}

function partsOf(text: string, vocabulary: Vocabulary): readonly SentencePart[] {
  return stretchesOf(text, vocabulary).map((stretch) =>
    stretch.kind === "words"
      ? { words: stretch.text }
      : {
          latex: formulaLatex(stretch.parts, vocabulary),
          unicode: unicodeOf(stretch.parts, vocabulary),
          spoken: formulaSpoken(stretch.parts, vocabulary),
        },
  );
}

function unicodeOf(parts: readonly FormulaPart[], { differentials }: Vocabulary): string {
  const write = (e: Expression): string => unicode.write(e, { differentials });
  const texts = parts.map((part) => {
    if (part.kind === "sign") {
      if (part.sign === ",") return ", ";
      return "()".includes(part.sign) ? part.sign : ` ${part.sign} `;
    }
    if (part.kind === "expression") return write(part.expression);
    return `∂${write(part.body)}/∂${write(part.by)}`;
  });
  return texts.join("");
}
