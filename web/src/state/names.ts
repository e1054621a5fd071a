import type { DerivativeAnswer, HighlightedText, VariableNote, WrittenDerivation } from "indicial";

/** The names of variables and sizes, and f. */
export function lettersOf(
  variables: readonly {
    readonly name: string;
    readonly shape: VariableNote["shape"] | undefined;
  }[],
): Set<string> {
  const sizes = variables.flatMap(({ shape = [] }) => shape.flatMap((size) => size.split("*")));
  return new Set(["f", ...variables.map(({ name }) => name), ...sizes]);
}

/** Words behind which sizes stand in parentheses, not variables. */
const OF_SIZES = /^(?:vector|matrix|tensor|zeros|ones|eye|scalar|symmetric|spd|unit)$/;

/**
 * The names that a text speaks of, in order, as far as its pieces tell: not the function that it
 * defines, nor the sizes in its declarations.
 */
export function namesIn(text: string, pieces: HighlightedText["pieces"]): readonly string[] {
  const names = new Set<string>();
  const words = pieces.map(({ from, to }) => text.slice(from, to));
  /** How many brackets are open since the sizes began. */
  let inSizes: number | undefined;
  let depth = 0;
  for (const [at, { kind }] of pieces.entries()) {
    const word = words[at]!;
    const isOpening = /^[([{]$/.test(word);
    if (isOpening) depth++;
    else if (/^[)\]}]$/.test(word)) depth--;
    const isEnd = /^(?:[,;)]|\\\\)$/.test(word) && inSizes !== undefined && depth <= inSizes;
    if (isEnd) inSizes = undefined;
    if (/^\\math(?:bb|ds)|^ℝ$/.test(word) || OF_SIZES.test(word)) inSizes = depth;
    else if (kind === "name" && inSizes === undefined && !isDefined(words, at)) {
      names.add(word.replace(/^\\/, ""));
    }
  }
  return [...names];
}

/** Whether the name is on the left of `f(x) = ...` or `f = ...`. */
function isDefined(words: readonly string[], at: number): boolean {
  if (words[at + 1] === "=") return true;
  if (words[at + 1] !== "(") return false;
  return words[words.indexOf(")", at) + 1] === "=";
}

/** Everything that is a letter of mathematics in the sentences about an answer. */
export function namesOf(answer: DerivativeAnswer, derivation?: WrittenDerivation): Set<string> {
  const names = lettersOf(answer.variables);
  for (const index of answer.indices ?? []) names.add(index);
  if (!derivation) return names;
  for (const name of lettersIn(derivation)) names.add(name);
  return names;
}

/** The letters of the lines of a derivation, and the names that are made up in it. */
export function lettersIn(derivation: WrittenDerivation): Set<string> {
  const names = new Set([derivation.function, ...derivation.names.map(({ name }) => name)]);
  for (const { left, right } of derivation.steps) {
    for (const text of [left?.plain, right.plain]) {
      for (const [word] of (text ?? "").matchAll(/(?<![A-Za-z0-9_])[A-Za-z](?![A-Za-z0-9_(])/g)) {
        names.add(word);
      }
    }
  }
  return names;
}
