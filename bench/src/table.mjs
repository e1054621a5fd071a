/**
 * Prints a Markdown table under a heading; numbers to the right.
 * @param {string} title
 * @param {readonly string[]} heads
 * @param {readonly (readonly (string | number)[])[]} rows
 */
export function printTable(title, heads, rows) {
  console.log(`\n### ${title}\n`);
  console.log(`| ${heads.join(" | ")} |`);
  console.log(`| ${heads.map((_, k) => (k === 0 ? "---" : "---:")).join(" | ")} |`);
  for (const row of rows) console.log(`| ${row.join(" | ")} |`);
}

/**
 * A figure with the most that it may be (or, for a ratio, the least).
 * @typedef {readonly [what: string, figure: number, target: string]} Goal
 */

/** Milliseconds of processor time so far, which other work on the machine hardly changes. */
export function processorTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Milliseconds to three digits. @param {number} time */
export function milliseconds(time) {
  return time >= 100 ? time.toFixed(0) : time.toPrecision(3);
}

/**
 * The value below which that share of them lies.
 * @param {readonly number[]} values
 * @param {number} share from 0 to 1
 */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** @param {readonly number[]} values */
export function median(values) {
  return quantile(values, 0.5);
}
