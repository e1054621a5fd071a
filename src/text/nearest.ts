/**
 * The candidate that was probably meant by a misspelled word, or undefined where none is close. A
 * swapped, missing, doubled or wrong letter counts as one mistake, a wrong case as half of one; short
 * words are forgiven less.
 */
export function nearestName(word: string, candidates: Iterable<string>): string | undefined {
  const allowed = word.length <= 2 ? 0.5 : word.length <= 4 ? 1 : 2;
  let best: string | undefined;
  let bestDistance = allowed + 0.25;
  for (const candidate of candidates) {
    if (candidate === word || Math.abs(candidate.length - word.length) > allowed) continue;
    const distance = editDistance(word, candidate, bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** The optimal string alignment distance (Damerau 1964), or a number beyond `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      let cost = last[j - 1]! + difference(a[i - 1]!, b[j - 1]!);
      cost = Math.min(cost, last[j]! + 1, row[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, beforeLast[j - 2]! + 1);
      }
      row.push(cost);
    }
    if (Math.min(...row) > limit) return Number.POSITIVE_INFINITY;
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}

function difference(a: string, b: string): number {
  if (a === b) return 0;
  return a.toLowerCase() === b.toLowerCase() ? 0.5 : 1;
}
