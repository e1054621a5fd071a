/** The letters that name entries of an answer, then those that are summed over. */
const ENTRY_LETTERS = ["i", "j", "k", "l", "p", "q", "r", "s", "t", "u", "v", "w"] as const;

/** `count` letters that are none of `taken`; `i1`, `i2` ... once the alphabet is used up. */
export function freshLetters(count: number, taken: ReadonlySet<string>): string[] {
  const next = letterSource(taken);
  return Array.from({ length: count }, next);
}

/** Hands out letters that are none of `taken`, each once. */
export function letterSource(taken: ReadonlySet<string>): () => string {
  const pending = ENTRY_LETTERS.filter((letter) => !taken.has(letter));
  let used = 0;
  let number = 0;
  return () => {
    const letter = pending[used++];
    if (letter !== undefined) return letter;
    do number++;
    while (taken.has(`i${number}`));
    return `i${number}`;
  };
}
