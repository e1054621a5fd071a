import { Formula } from "../math/formula.tsx";
import { type Names, Prose } from "../math/prose.tsx";

interface Props {
  readonly text: string;
  readonly names: Names;
  /** What was typed; where the sentence quotes LaTeX of it, that is typeset. */
  readonly source: string;
}

/** A sentence about what was typed. */
export function Quoted({ text, names, source }: Props) {
  const pieces = text.includes("\\") ? quotes(withoutOthers(text), source) : [{ words: text }];
  return (
    <>
      {pieces.map((piece, at) =>
        "words" in piece ? (
          <Prose key={`${at}`} text={piece.words} names={names} />
        ) : (
          <Formula key={`${at}`} of={piece} />
        ),
      )}
    </>
  );
}

/** Of several declarations in one statement, the one of the name that the sentence is about. */
function withoutOthers(text: string): string {
  const match = /^(\w+)\b(.*\bdeclared as )(.*)$/s.exec(text);
  if (!match) return text;
  const [, name, before, declarations] = match as unknown as [string, string, string, string];
  const parts = declarations.replace(/\.$/, "").split(/,(?:\s|\\[ ,;:!]|\\q?quad)*/);
  const own = parts.find((part) =>
    new RegExp(`(?<![A-Za-z])${name}(?![A-Za-z])[^∈]*(?:\\\\in|∈|:)`).test(part),
  );
  return own === undefined ? text : `${name}${before}${own}`;
}

type Quote =
  | { readonly words: string }
  | { readonly latex: string; readonly unicode: string; readonly spoken: string };

/** The longest stretches of the sentence, from word to word, that stand in the source, too. */
function quotes(text: string, source: string): readonly Quote[] {
  const found: Quote[] = [];
  const words = text.split(/(?<=\s)/);
  let plain = "";
  for (let at = 0; at < words.length; ) {
    let end = at;
    let quoted = "";
    for (let next = at, run = ""; next < words.length; next++) {
      run += words[next]!;
      const bare = run.trimEnd().replace(/[.,:]$/, "");
      if (bare !== "" && source.includes(bare)) [end, quoted] = [next + 1, bare];
      else if (!source.includes(run.trimEnd())) break;
    }
    if (!quoted.includes("\\")) {
      plain += words[at]!;
      at++;
      continue;
    }
    if (plain !== "") found.push({ words: plain });
    const latex = quoted.replace(/^(?:\s|\\[ ,;:!]|\\q?quad(?![a-z]))+/, "");
    found.push({ latex, unicode: quoted, spoken: quoted });
    plain = words.slice(at, end).join("").slice(quoted.length);
    at = end;
  }
  if (plain !== "") found.push({ words: plain });
  return found;
}
