/**
 * A value as one line of JSON; spans, `{from, to}` in the program, are pairs there: `[from, to]`.
 */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (isSpan(part) ? [part.from, part.to] : part));
}

function isSpan(part: unknown): part is { readonly from: number; readonly to: number } {
  if (typeof part !== "object" || part === null || Array.isArray(part)) return false;
  const keys = Object.keys(part);
  const { from, to } = part as { from?: unknown; to?: unknown };
  return keys.length === 2 && typeof from === "number" && typeof to === "number";
}
