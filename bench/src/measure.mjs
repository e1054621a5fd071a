const ROUNDS = 7;
const SHORTEST_ROUND = 20;

/**
 * The times of one call of each, in milliseconds: medians over rounds that alternate between the
 * two, so that a busy stretch of the machine touches both.
 * @param {() => unknown} first
 * @param {() => unknown} second
 * @returns {[number, number]}
 */
export function measure(first, second) {
  const repeats = /** @type {const} */ ([repeatsFor(first), repeatsFor(second)]);
  /** @type {[number[], number[]]} */
  const times = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    times[0].push(time(first, repeats[0]) / repeats[0]);
    times[1].push(time(second, repeats[1]) / repeats[1]);
  }
  return [median(times[0]), median(times[1])];
}

/** How often a round calls it, for the clock's resolution not to matter. @param {() => unknown} run */
function repeatsFor(run) {
  let repeats = 1;
  while (time(run, repeats) < SHORTEST_ROUND) repeats *= 2;
  return repeats;
}

/**
 * @param {() => unknown} run
 * @param {number} repeats
 */
function time(run, repeats) {
  const start = performance.now();
  for (let i = 0; i < repeats; i += 1) run();
  return performance.now() - start;
}

/** @param {number[]} values */
function median(values) {
  return /** @type {number} */ (values.sort((a, b) => a - b)[values.length >> 1]);
}
