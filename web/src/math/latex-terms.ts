/** A stretch of LaTeX. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The terms of a sum, parted at the signs + and - that stand outside of all braces and fences. */
export function termsOf(latex: string): readonly Stretch[] {
  const terms: Stretch[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < latex.length; at++) {
    const rest = latex.slice(at, at + 6);
    if (latex[at] === "{" || rest.startsWith("\\left")) depth++;
    else if (latex[at] === "}" || rest === "\\right") depth--;
    else if (depth === 0 && /[+-]/.test(latex[at]!) && latex.slice(from, at).trim() !== "") {
      terms.push({ from, to: at });
      from = at + 1;
    }
  }
  terms.push({ from, to: latex.length });
  return terms;
}

/** The letters of a script such as `pq` or `p, 1`. */
export function lettersOf(script: string): readonly string[] {
  const trimmed = script.trim();
  if (trimmed.includes(",")) return trimmed.split(",").map((part) => part.trim());
  return trimmed.match(/\\[A-Za-z]+|[A-Za-z0-9]/g) ?? [];
}

export function scriptOf(letters: readonly string[]): string {
  return letters.join(letters.every((letter) => letter.length === 1) ? "" : ", ");
}
