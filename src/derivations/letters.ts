/** Letters that name an entry (free), then letters that only count inside a sum (bound). */
const FREE = ["i", "j", "k", "l"] as const;
const BOUND = ["p", "q", "r", "s", "t", "u", "v", "w", "a", "b", "c", "d", "e", "g", "h"] as const;
const NAMES = ["u", "v", "z", "s", "w", "h", "g", "r", "q"] as const;

/**
 * One naming service for a whole derivation: no letter is ever one of the user's names, nor has it
 * two roles.
 */
export class Letters {
  readonly #taken: Set<string>;
  readonly #byLabel = new Map<number, string>();
  readonly #boundLabels = new Set<number>();
  readonly #drawn: (readonly [letter: string, label: number])[] = [];

  constructor(names: Iterable<string>) {
    this.#taken = new Set(names);
  }

  /** The letter of a label, drawn from the bound letters at its first appearance. */
  of(label: number): string {
    const known = this.#byLabel.get(label);
    if (known !== undefined) return known;
    this.#boundLabels.add(label);
    return this.#draw(label, BOUND);
  }

  /** A new part begins: letters that only counted inside the sums of the last one are free again. */
  startPart(): void {
    for (const label of this.#boundLabels) {
      this.#taken.delete(this.#byLabel.get(label)!);
      this.#byLabel.delete(label);
    }
    this.#boundLabels.clear();
  }

  /** What each letter runs over; letters that ran over several sizes are left out. */
  sizes<T extends { readonly key: string }>(sizeOf: (label: number) => T): Map<string, T> {
    const sizes = new Map<string, T>();
    const ambiguous = new Set<string>();
    for (const [letter, label] of this.#drawn) {
      const size = sizeOf(label);
      const known = sizes.get(letter);
      if (known && known.key !== size.key) ambiguous.add(letter);
      sizes.set(letter, size);
    }
    for (const letter of ambiguous) sizes.delete(letter);
    return sizes;
  }

  /** Keeps a letter out of use. */
  reserve(letter: string): void {
    this.#taken.add(letter);
  }

  /** Makes a label one that names an entry. */
  free(label: number): string {
    return this.#byLabel.get(label) ?? this.#draw(label, FREE);
  }

  /** A name for a part, kept apart from all letters. */
  name(preferred?: string): string {
    const candidates = preferred === undefined ? NAMES : [preferred, ...NAMES];
    return this.#first(candidates);
  }

  #draw(label: number, pool: readonly string[]): string {
    const letter = this.#first(pool);
    this.#byLabel.set(label, letter);
    this.#drawn.push([letter, label]);
    return letter;
  }

  #first(pool: readonly string[]): string {
    const plain = pool.find((candidate) => !this.#taken.has(candidate));
    let letter = plain;
    for (let k = 1; letter === undefined; k++) {
      const numbered = `${pool[0]!}${k}`;
      if (!this.#taken.has(numbered)) letter = numbered;
    }
    this.#taken.add(letter);
    return letter;
  }
}
