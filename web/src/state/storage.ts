/** What the browser keeps for us; where it keeps nothing (private windows), nothing is kept. */
export function load(key: string): unknown {
  try {
    const text = localStorage.getItem(`indicial.${key}`);
    return text === null ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

export function save(key: string, value: unknown): void {
  try {
    localStorage.setItem(`indicial.${key}`, JSON.stringify(value));
  } catch {
    // Full or forbidden: the page works without a memory.
  }
}
