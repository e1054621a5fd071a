import { Fragment } from "preact";
import { narrated } from "../state/workbench.ts";
import type { Sentences } from "../engine/protocol.ts";
import { Formula } from "./formula.tsx";

interface Props {
  readonly text: string;
  readonly names: Names;
  /** Those with their formulas found; left out: of the answer that is shown. */
  readonly sentences?: Sentences;
}

/**
 * A sentence of the library. Those of an answer come with their formulas found; of others the letters
 * are set in italics: a word that is one of `names`, with what hangs on it (`x_j`, `x[j]`). What stands
 * in backticks is code.
 */
export function Prose({ text, names, sentences }: Props) {
  const known = sentences ?? narrated.value?.sentences;
  const parts = known && Object.hasOwn(known, text) ? known[text] : undefined;
  if (parts) {
    return (
      <>
        {parts.map((part, at) =>
          "words" in part ? (
            <Fragment key={`${at}`}>{part.words}</Fragment>
          ) : (
            <Formula key={`${at}`} of={part} />
          ),
        )}
      </>
    );
  }
  return (
    <>
      {piecesOf(text, names).map((piece, at) => {
        const key = `${at}`;
        if (piece.kind === "code") return <code key={key}>{piece.text}</code>;
        if (piece.kind === "words") return <Fragment key={key}>{piece.text}</Fragment>;
        return (
          <var key={key}>
            {piece.text}
            {piece.below !== "" && <sub>{piece.below}</sub>}
          </var>
        );
      })}
    </>
  );
}

export type Names = ReadonlySet<string>;

type Piece =
  | { readonly kind: "words"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "letter"; readonly text: string; readonly below: string };

const CODE_OR_WORD =
  /`([^`]+)`|([A-Za-zͰ-Ͽ][A-Za-z0-9Ͱ-Ͽ]*)(?:_([A-Za-z0-9]+)|\[([A-Za-z0-9,]+)\])?/gu;

/** "a" and "A" are letters only where no word follows that they would be the article of. */
const NOT_AN_ARTICLE = /^(?!\s+(?:is|and|or|has|by|times|does|in|of|at|to|only|for)\b)\s+[a-z]{2,}/;

/** `n x m`: the sign between two sizes, not the letter. */
const SIZES = /\b([a-z]|\d+) x (?=(?:[a-z]|\d+)\b)/g;

const SIGNS: Readonly<Record<string, string>> = { "!=": "≠", "<=": "≤", ">=": "≥" };

function piecesOf(sentence: string, names: Names): readonly Piece[] {
  const text = sentence
    .replaceAll(SIZES, "$1 × ")
    .replaceAll(/ (!=|<=|>=) /g, (_, sign: string) => ` ${SIGNS[sign]} `);
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(CODE_OR_WORD)) {
    const [whole, code, word, script, entry] = match;
    const below = script ?? entry ?? "";
    const after = text.slice(match.index + whole.length);
    const isArticle = /^[aA]$/.test(whole) && NOT_AN_ARTICLE.test(after);
    const isLetter = word !== undefined && names.has(word) && !isArticle;
    if (code === undefined && !isLetter) continue;
    if (match.index > from) pieces.push({ kind: "words", text: text.slice(from, match.index) });
    pieces.push(
      code !== undefined ? { kind: "code", text: code } : { kind: "letter", text: word!, below },
    );
    from = match.index + whole.length;
  }
  if (from < text.length) pieces.push({ kind: "words", text: text.slice(from) });
  return pieces;
}
